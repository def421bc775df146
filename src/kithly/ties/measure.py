"""All ties at one moment: strength, reply, band, drift, and what moved each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kithly.ties.bands import band_codes, silence_days, usual_gap_days
from kithly.ties.calibration import Calibrations, not_calibrated
from kithly.ties.columns import DAY, Bools, Column, Floats, Ints
from kithly.ties.ego import Ego
from kithly.ties.features import Moment, features
from kithly.ties.model import coefficients, probability

DRIFT_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All ties of an ego at one moment. Shape of each array but the contributions: (n,).

    Attributes:
        now: Seconds since 1970, UTC.
        rows: (n, WIDTH) the states measured.
        known: Whether anything was seen; the numbers below mean nothing where it is False.
        strength: P(contact either way within 90 days if things go on as usual); 0 where not known.
        reply: P(they answer within 7 days if ego writes now); 0 where not known.
        band: Place of the band in `BANDS`.
        silent_days: Days since the last words (since the last click where there never were words);
            inf where not known.
        usual_gap_days: The pair's usual gap between active days.
        drift_90: Strength in 90 days if neither writes, minus strength now; never above 0.
        contributions: (n, terms) what each term of the strength model adds to the log-odds of a
            typical tie, before it is calibrated.
        calibrations: How both models were moved to fit what came true in the ego's own past.
    """

    now: float
    rows: Floats
    known: Bools
    strength: Floats
    reply: Floats
    band: NDArray[np.int8]
    silent_days: Floats
    usual_gap_days: Floats
    drift_90: Floats
    contributions: Floats
    calibrations: Calibrations

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def worded(self) -> Bools:
        """Whether any words were ever exchanged, either way; one-click gestures alone tell nothing of answers."""
        return self.rows[:, Column.COUNT_IN] + self.rows[:, Column.COUNT_OUT] > 0

    def with_rows(self, places: Ints, other: Measures) -> Measures:
        """Return the measures with some rows in the place of older ones.

        Args:
            places: (k,) which rows.
            other: Measures of these k, at the same moment, calibrated alike.
        """
        columns = {}
        for name in ("rows", "known", "strength", "reply", "band", "silent_days", "usual_gap_days", "drift_90"):
            columns[name] = getattr(self, name).copy()
            columns[name][places] = getattr(other, name)
        contributions = self.contributions.copy()
        contributions[places] = other.contributions
        return replace(self, contributions=contributions, **columns)


def measure(
    rows: Floats, ego: Ego, now: float, moved: Calibrations | None = None, *, wished: Floats | None = None
) -> Measures:
    """Return the measures of all ties.

    Args:
        rows: (n, WIDTH) states. Interactions after ``now`` count as if they had just happened.
        ego: Of `ego_state`, from all of the ego's ties; or the level of each tie's ego, shape (n,).
        now: Seconds since 1970, UTC.
        moved: How the models are moved to fit the ego's own past; not at all by default.
        wished: (n,) days of silence the user wants at the latest, for bands; 0 where they said nothing.
    """
    models, moved = coefficients(), moved or not_calibrated()
    known = rows[:, Column.REFERENCE] > -np.inf
    seen_rows, level = rows[known], ego.chosen(known)
    seen = features(seen_rows, level, Moment(now=now))
    later = features(seen_rows, level, Moment(now=now + DRIFT_DAYS * DAY))
    added = models.strength.contributions(seen)
    strength = probability(moved.strength(models.strength.log_odds(added)))
    then = probability(moved.strength(models.strength.log_odds(models.strength.contributions(later))))
    reply = probability(moved.reply(models.reply.log_odds(models.reply.contributions(seen))))
    silence = silence_days(rows, now)
    usual = usual_gap_days(rows, ego.median_gap)
    contributions = np.zeros((len(rows), added.shape[1]))
    contributions[known] = added
    return Measures(
        now=now,
        rows=rows,
        known=known,
        strength=_spread(strength, known),
        reply=_spread(reply, known),
        band=band_codes(rows, silence, usual, wished),
        silent_days=silence,
        usual_gap_days=usual,
        drift_90=_spread(np.minimum(then - strength, 0.0), known),
        contributions=contributions,
        calibrations=moved,
    )


def _spread(values: Floats, known: Bools) -> Floats:
    """Put the values of known ties in their places, 0 elsewhere."""
    found = np.zeros(len(known))
    found[known] = values
    return found
