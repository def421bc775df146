"""Returns: somebody writes again after a year or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history.interactions import Interactions
from kithly.records import Flag

DAY: Final = 86_400  # seconds
LATELY: Final = 14 * DAY  # how long a return is news
LONG: Final = 365 * DAY  # a silence of theirs from which their words are a return
RUN_UP: Final = 90 * DAY  # words of ego's so near before are what they answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Their first words after a long silence of theirs.

    Attributes:
        at: When, seconds since 1970, UTC.
        silence: How long they had written nothing, in seconds.
        is_answer: Whether ego had written within `RUN_UP` before.
        record: Record number of the words.
    """

    at: int
    silence: int
    is_answer: bool
    record: int


def last_return(interactions: Interactions, *, now: int) -> Return | None:
    """Return the newest return of one person within `LATELY`, or None.

    Args:
        interactions: Of that person, in any order.
        now: Seconds since 1970, UTC.
    """
    words = (interactions.at > 0) & (interactions.at <= now) & ((interactions.flags & int(Flag.LIGHT)) == 0)
    theirs = np.flatnonzero(words & ~interactions.outgoing)
    theirs = theirs[np.argsort(interactions.at[theirs], kind="stable")]
    at = interactions.at[theirs]
    is_word = ~interactions.met[theirs]
    found = np.flatnonzero((np.diff(at) >= LONG) & (at[1:] >= now - LATELY) & is_word[1:]) + 1
    if not len(found):
        return None
    place = int(found[-1])
    when, before = int(at[place]), int(at[place - 1])
    own = interactions.at[words & interactions.outgoing]
    return Return(
        at=when,
        silence=when - before,
        is_answer=bool(((own < when) & (own >= max(when - RUN_UP, before))).any()),
        record=int(interactions.record[theirs[place]]),
    )
