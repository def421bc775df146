"""The course of one tie: what would have been said of it at past moments."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kithly.history import Interactions
from kithly.ties.bands import band_codes, silence_days, usual_gap_days
from kithly.ties.calibration import Calibration, uncalibrated
from kithly.ties.columns import Bools, Column, Floats, Ints
from kithly.ties.ego import Ego
from kithly.ties.features import Moment, features
from kithly.ties.model import coefficients, probability
from kithly.ties.moments import Asked, states_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One tie at several moments. Shape of each array: (moments,).

    Attributes:
        known: Whether anything was seen by then; the numbers mean nothing where it is False.
        strength: P(contact either way within 90 days), as it would have been said then.
        band: Place of the band in `BANDS`.
    """

    known: Bools
    strength: Floats
    band: NDArray[np.int8]

    def chosen(self, places: Ints) -> Course:
        """Return some of the moments, in the order given."""
        return Course(known=self.known[places], strength=self.strength[places], band=self.band[places])


def course(interactions: Interactions, moments: Floats, ego: Ego, moved: Calibration | None = None) -> Course:
    """Return how one tie stood at several moments.

    Every moment is read against the same level of the ego. Their level of then would need all other ties as
    they were then; with one level the course tells what the two did, and not how busy the ego was meanwhile.

    Args:
        interactions: Of one tie, in any order.
        moments: Seconds since 1970, UTC, ascending.
        ego: The ego's level, as of the last moment.
        moved: How strength is moved to fit the ego's own past, as of today; not at all by default.
    """
    one = np.zeros(len(moments), np.int64)
    rows = states_when(
        replace(interactions, person=interactions.person * 0), Asked(tie=one, when=moments, inclusive=True)
    )
    known = rows[:, Column.REFERENCE] > -np.inf
    strength = np.zeros(len(moments))
    model = coefficients().strength
    seen = features(rows[known], ego, Moment(now=moments[known]))
    moved = moved or uncalibrated(model)
    strength[known] = probability(moved(model.log_odds(model.contributions(seen))))
    band = band_codes(rows, silence_days(rows, moments), usual_gap_days(rows, float(ego.median_gap)))
    return Course(known=known, strength=strength, band=band)
