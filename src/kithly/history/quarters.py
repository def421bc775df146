"""The rhythm of each pair in quarters of a year: how much came from either side, in four heights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithly.history.interactions import Bools, Interactions, Ints
from kithly.records import Flag

QUARTERS: Final = 32  # eight years
STEPS: Final = (1, 2, 5)  # interactions in a quarter from which it has height 1, 2, 3
CLICKS: Final = 1  # height of a quarter that saw one-click gestures alone, however many
_IN_A_YEAR: Final = 4
_DAY: Final = 86_400  # seconds

Heights = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Quarters:
    """The rhythm of one pair, quarter by quarter, oldest first; the last place of both is ``newest``.

    Attributes:
        newest: Number of the newest quarter (`quarter_of`).
        outgoing: Heights 0 to 3 of what ego did.
        incoming: Heights 0 to 3 of what they did.
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
    """Return the number of the quarter a day lies in; the next quarter has the next number.

    Example:
        >>> quarter_of(date(2026, 6, 30)) + 1 == quarter_of(date(2026, 7, 1))
        True
    """
    return day.year * _IN_A_YEAR + (day.month - 1) // 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterColumns:
    """The rhythms of many pairs.

    Attributes:
        newest: (n,) number of the quarter of the last interaction; 0 where nothing happened.
        heights: (n, 2, `QUARTERS`) outgoing and incoming heights, oldest first, ending with ``newest``.
    """

    newest: Ints
    heights: Heights


def quarters(interactions: Interactions, people: int, *, now: int) -> QuarterColumns:
    """Return the rhythms of everybody.

    Args:
        interactions: Rows in any order.
        people: How many people there are.
        now: Seconds since 1970, UTC; later rows are not seen.
    """
    rows = np.flatnonzero((interactions.at > 0) & (interactions.at <= now))
    person, at = interactions.person[rows], interactions.at[rows]
    quarter = _quarters_of(at)
    newest = np.zeros(people, np.int64)
    np.maximum.at(newest, person, quarter)
    back = newest[person] - quarter
    near = back < QUARTERS
    side = np.where(interactions.outgoing[rows], 0, 1)
    place = (person * 2 + side) * QUARTERS + (QUARTERS - 1) - back
    light = (interactions.flags[rows] & int(Flag.LIGHT)) != 0
    shape = (people, 2, QUARTERS)
    words, clicks = _counted(place, near & ~light, shape), _counted(place, near & light, shape)
    heights = np.searchsorted(np.array(STEPS), words, side="right").astype(np.uint8)
    return QuarterColumns(
        newest=newest, heights=np.where((words == 0) & (clicks > 0), CLICKS, heights).astype(np.uint8)
    )


def _counted(place: Ints, rows: Bools, shape: tuple[int, int, int]) -> Ints:
    return np.bincount(place[rows], minlength=int(np.prod(shape))).reshape(shape)


def _quarters_of(at: Ints) -> Ints:
    """Return the quarter of each instant, by a table of all days: no date is worked out a million times."""
    days = np.arange(at.max(initial=0) // _DAY + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found: Ints = (days // 3 + 1970 * _IN_A_YEAR)[at // _DAY]
    return found
