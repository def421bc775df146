"""How much happened with each person in each of some calendar years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kithly.history.interactions import Interactions, Ints
from kithly.records import Flag


def by_year(interactions: Interactions, people: int, *, starts: Sequence[int], now: int) -> Ints:
    """Return how often ego was in contact with each person in each year, either way; clicks without words do not count.

    Args:
        interactions: In any order; what lies after ``now``, or before the first year, is not seen.
        people: How many people there are; `Interactions.person` is below it.
        starts: When each year begins, oldest first: seconds since 1970, UTC.
        now: Seconds since 1970, UTC.

    Returns:
        (people, years) how many interactions there were.
    """
    years = len(starts)
    place = np.searchsorted(np.array(starts, np.int64), interactions.at, side="right") - 1
    seen = (place >= 0) & (interactions.at > 0) & (interactions.at <= now)
    seen &= (interactions.flags & int(Flag.LIGHT)) == 0
    cells = interactions.person[seen] * years + place[seen]
    return np.bincount(cells, minlength=people * years).reshape(people, years).astype(np.int64)
