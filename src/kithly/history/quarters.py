"""The rhythm of each pair, small enough to be kept: the heights of its last years by quarter (`by_quarter`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithly.history.by_quarter import calendar_quarter, heights
from kithly.history.interactions import Interactions, Ints
from kithly.records import Flag

QUARTERS: Final = 32  # eight years
NO_QUARTER: Final = -1  # stands for the newest quarter of a pair that never exchanged words
_DAY: Final = 86_400  # seconds

Heights = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Quarters:
    """The rhythm of one pair, quarter by quarter, oldest first; the last place of both is ``newest``.

    Attributes:
        newest: Number of the newest quarter (`quarter_of`).
        outgoing: Heights 0 to 3 of what ego wrote; a meeting counts for both.
        incoming: Heights 0 to 3 of what they wrote.
    """

    newest: int
    outgoing: tuple[int, ...]
    incoming: tuple[int, ...]

    def ending(self, quarter: int) -> Quarters:
        """Return the same rhythm as seen from another quarter: what is older than eight years then falls away."""
        later = min(quarter - self.newest, QUARTERS)
        return Quarters(quarter, _moved(self.outgoing, later), _moved(self.incoming, later))


def _moved(heights: tuple[int, ...], later: int) -> tuple[int, ...]:
    if later < 0:
        return ((0,) * -later + heights)[:QUARTERS]
    return heights[later:] + (0,) * later


def quarter_of(day: date) -> int:
    """Return the calendar quarter of a day, counted from the first of 1970.

    Example:
        >>> quarter_of(date(1971, 4, 1))
        5
    """
    return (day.year - 1970) * 4 + (day.month - 1) // 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterColumns:
    """The rhythms of many pairs.

    Attributes:
        newest: (n,) number of the quarter of the last words; `NO_QUARTER` where there never were any.
        heights: (n, 2, `QUARTERS`) outgoing and incoming heights, oldest first, ending with ``newest``.
    """

    newest: Ints
    heights: Heights


def quarters(interactions: Interactions, people: int, *, now: int) -> QuarterColumns:
    """Return the rhythms of everybody, each ending with the quarter of the pair's last words.

    Args:
        interactions: Rows in any order; one-click gestures do not count.
        people: How many people there are.
        now: Seconds since 1970, UTC; later rows are not seen.
    """
    worded = (interactions.flags & int(Flag.LIGHT)) == 0
    rows = np.flatnonzero(worded & (interactions.at > 0) & (interactions.at <= now))
    person, quarter = interactions.person[rows], _quarters_of(interactions.at[rows])
    newest = np.full(people, NO_QUARTER, np.int64)
    np.maximum.at(newest, person, quarter)
    back = newest[person] - quarter
    near = back < QUARTERS
    side = np.where(interactions.outgoing[rows], 0, 1)
    cell = person * 2 * QUARTERS + (QUARTERS - 1) - back
    both = interactions.met[rows] & near  # a meeting is a stroke of each: it stands with theirs, and once more here
    places = np.concatenate([(cell + side * QUARTERS)[near], cell[both]])
    shape = (people, 2, QUARTERS)
    counts = np.bincount(places, minlength=int(np.prod(shape))).reshape(shape)
    return QuarterColumns(newest=newest, heights=heights(counts).astype(np.uint8))


def _quarters_of(at: Ints) -> Ints:
    """Return the quarter of each instant, by a table of all days: no date is worked out a million times."""
    days = np.arange(at.max(initial=0) // _DAY + 1) * _DAY
    return calendar_quarter(days)[at // _DAY]
