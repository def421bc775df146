"""The pair's own rhythm, and when a silence counts as dormant."""

from __future__ import annotations

from typing import Final, TypeVar

from kithly.ties.columns import Floats

STRONG_GAPS: Final = 2.0  # silence within this many usual gaps is strong
WARM_GAPS: Final = 4.0
DORMANT_GAPS: Final = 8.0  # Navarro et al. 2017, "Temporal patterns behind the strength of persistent ties"
DORMANT_DAYS: Final = 365.0
STRONG_DAYS: Final = 5  # active days
WARM_DAYS: Final = 3  # seen once or twice is faint
PRIOR_GAPS: Final = 2.0  # the ego's median counts like two gaps
TYPICAL_GAP: Final = 30.0  # days, where an ego is too new to have a median
SHORTEST_GAP: Final = 7.0  # days; a silence is never measured in less, so that a holiday cools nobody
LONGEST_GAP: Final = 365.0

Number = TypeVar("Number", float, Floats)


def usual_gap(gaps: Number, days: Number, median: Number | float = TYPICAL_GAP) -> Number:
    """Return the usual gap between active days, in days.

    The mean of the gaps, each capped at two years, drawn towards the ego's median as if two more
    gaps of that length had been seen. A mean and not a median or a mean of logarithms: who writes
    for three days every January has a rhythm of months, not of a day.

    Args:
        gaps: Sum of capped gaps between active days, in days.
        days: Number of active days.
        median: The ego's median gap, in days.
    """
    seen = days - 1.0
    return (gaps + PRIOR_GAPS * median) / ((seen + abs(seen)) / 2 + PRIOR_GAPS)


def is_dormant_gap(gap: Number, gaps: Number, days: Number) -> Number:
    """Return 1 where a silence was dormant by what was known before it, else 0.

    Uses the typical gap in place of the ego's median, so that a tie's state depends on its own
    interactions alone.

    Args:
        gap: The silence, in days.
        gaps: Sum of capped gaps before it, in days.
        days: Active days before it.
    """
    beyond = (gap > DORMANT_GAPS * usual_gap(gaps, days)) * (gap > DORMANT_GAPS * SHORTEST_GAP)
    return gap * 0 + (gap > DORMANT_DAYS) * beyond * (days >= WARM_DAYS)
