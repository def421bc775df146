"""Years by quarter: how much each side wrote, and where a moment stands among the quarters.

A quarter is a calendar quarter in UTC; the last one is the running one, and the present is its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from kithly.history.interactions import Bools, Interactions, Ints
from kithly.records import Flag

QUARTER_DAYS: Final = 365.25 / 4
STEPS: Final = (1, 2, 5)  # messages in a quarter from which a stroke is short, middling, tall


@dataclass(frozen=True, slots=True, kw_only=True)
class ByQuarter:
    """Messages by quarter, oldest first, the running quarter last; clicks without words do not count.

    Attributes:
        out: (people, quarters) how many ego wrote, meetings included.
        incoming: (people, quarters) how many they wrote, meetings included.
        met: (people, quarters) how many of both were meetings.
    """

    out: Ints
    incoming: Ints
    met: Ints


def by_quarter(interactions: Interactions, people: int, *, now: int, count: int) -> ByQuarter:
    """Return how much was written in each of the last quarters.

    Args:
        interactions: In any order; what lies after ``now`` is not seen.
        people: How many people there are; `Interactions.person` is below it.
        now: Seconds since 1970, UTC.
        count: How many quarters, the running one included.
    """
    first = _running(now) - count + 1
    starts = [quarter_start(quarter) for quarter in range(first, first + count)]
    place = np.searchsorted(np.array(starts), interactions.at, side="right") - 1
    seen = (place >= 0) & (interactions.at <= now) & (interactions.at > 0)
    seen &= (interactions.flags & int(Flag.LIGHT)) == 0

    def counted(rows: Bools) -> Ints:
        cells = interactions.person[rows] * count + place[rows]
        return np.bincount(cells, minlength=people * count).reshape(people, count).astype(np.int64)

    met = interactions.met
    return ByQuarter(
        out=counted(seen & (interactions.outgoing | met)),
        incoming=counted(seen & ~interactions.outgoing),
        met=counted(seen & met),
    )


def heights(counts: Ints | Sequence[int]) -> Ints:
    """Return the height of a stroke for each number of messages: 0 none, 1 one, 2 two to four, 3 five or more."""
    return np.searchsorted(STEPS, counts, side="right")


def calendar_quarter(at: Ints) -> Ints:
    """Return the calendar quarter of each instant, counted from the first of 1970."""
    months = np.asarray(at, np.int64).astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    return months // 3


@lru_cache(1 << 10)
def quarter_start(quarter: int) -> int:
    """Return when a calendar quarter, counted from the first of 1970, begins, in seconds since 1970."""
    return int(np.datetime64(quarter * 3, "M").astype("datetime64[s]").astype(np.int64))


def position(at: float, *, now: int, count: int) -> float:
    """Return where an instant stands among the last quarters: 0 is their beginning, ``count`` the present.

    Args:
        at: Seconds since 1970, UTC; before the first quarter it is below 0, after the present it is ``count``.
        now: Seconds since 1970, UTC.
        count: How many quarters, the running one included.
    """
    quarter = int(calendar_quarter(np.array(int(min(at, now)))))
    start, end = quarter_start(quarter), min(quarter_start(quarter + 1), now + 1)
    return quarter - (_running(now) - count + 1) + min((at - start) / (end - start), 1.0)


def _running(now: int) -> int:
    return int(calendar_quarter(np.array(now)))
