"""Bands: the silence of a tie against the pair's own rhythm."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithly.ties.columns import DAY, Column, Floats
from kithly.ties.features import last_contact
from kithly.ties.rhythm import (
    DORMANT_DAYS,
    DORMANT_GAPS,
    SHORTEST_GAP,
    STRONG_DAYS,
    STRONG_GAPS,
    WARM_DAYS,
    WARM_GAPS,
    usual_gap,
)
from kithly.ties.tie import Band

BANDS: Final = (Band.STRONG, Band.WARM, Band.COOLING, Band.DORMANT, Band.FAINT, Band.UNKNOWN)
CODES: Final = {band: code for code, band in enumerate(BANDS)}


def usual_gap_days(rows: Floats, median: float | Floats) -> Floats:
    """Return the usual gap of each pair in days; `median` is the ego's. Shape: (n,)."""
    return np.asarray(usual_gap(rows[:, Column.GAPS], rows[:, Column.DAYS], median))


def silence_days(rows: Floats, now: float | Floats) -> Floats:
    """Return the days since the last contact, inf where there was none, at least 0. Shape: (n,)."""
    return np.maximum(now - last_contact(rows), 0.0) / DAY


def band_codes(rows: Floats, silence: Floats, usual: Floats, wished: Floats | None = None) -> NDArray[np.int8]:
    """Return the place in `BANDS` of each tie's band.

    Strong is silence within 2 usual gaps and 5 active days, warm within 4, cooling beyond. Dormant
    is beyond 8 gaps and a year, for a tie that once was warm. Seen on one or two days is faint.
    After a dormant silence a tie is not strong before 5 new active days. A usual gap counts as at
    least a week. A tie that once was warm and is silent for no longer than the user wants it to be does not go quiet.

    Args:
        rows: (n, WIDTH) states.
        silence: (n,) days since the last contact.
        usual: (n,) usual gap in days.
        wished: (n,) days of silence the user wants at the latest; 0 where they said nothing.
    """
    gaps = silence / np.maximum(usual, SHORTEST_GAP)
    is_strong = (gaps <= STRONG_GAPS) & (rows[:, Column.DAYS_AWAKE] >= STRONG_DAYS)
    is_dormant = (gaps > DORMANT_GAPS) & (silence > DORMANT_DAYS)
    code = np.where(gaps <= WARM_GAPS, CODES[Band.WARM], CODES[Band.COOLING])
    code = np.where(is_strong, CODES[Band.STRONG], code)
    code = np.where(is_dormant, CODES[Band.DORMANT], code)
    if wished is not None:
        code = np.where((silence <= wished) & (code > CODES[Band.WARM]), CODES[Band.WARM], code)
    code = np.where(rows[:, Column.DAYS] < WARM_DAYS, CODES[Band.FAINT], code)
    return np.where(rows[:, Column.REFERENCE] == -np.inf, CODES[Band.UNKNOWN], code).astype(np.int8)
