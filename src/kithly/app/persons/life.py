"""What happened with one person through the years, and how the tie went."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from kithly.app.derived.closely import Ties
from kithly.history import ByQuarter, Interactions, Return, by_quarter, calendar_quarter, last_return, quarter_start
from kithly.history.interactions import Bools, Ints
from kithly.people import Person
from kithly.records import Flag
from kithly.ties import Course, Floats, Tie, course

MOST: Final = 48  # quarters shown: twelve years
LEAST: Final = 12  # quarters shown of a tie, however young
LATELY: Final = 14  # days in which a change of band is news
DAY: Final = 86_400  # seconds


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happened with one person, and how the tie went.

    Attributes:
        person: Whom.
        tie: How ego stands with them.
        happened: Everything that happened with them.
        now: Seconds since 1970, UTC: the moment the tie was measured at.
        quarters: The tie at the end of each quarter looked at; of the running one, now.
        lately: The tie on each of the last days, oldest first; the last of them is now.
    """

    person: Person
    tie: Tie
    happened: Interactions
    now: int
    quarters: Course
    lately: Course

    @property
    def count(self) -> int:
        """How many quarters are looked at, the running one included."""
        return len(self.quarters.known)

    @cached_property
    def seen(self) -> Ints:
        """When anything happened up to now, ascending: seconds since 1970, UTC."""
        return np.sort(self.happened.at[_past(self.happened, self.now)])

    @cached_property
    def written(self) -> ByQuarter:
        """How much each side wrote in each quarter."""
        return by_quarter(self.happened, 1, now=self.now, count=self.count)

    def words(self, *, outgoing: bool) -> Ints:
        """Return when one side wrote or spoke, ascending; a meeting counts for both, clicks for none."""
        side = (self.happened.outgoing == outgoing) | self.happened.met
        rows = _past(self.happened, self.now) & side
        return np.sort(self.happened.at[rows & ((self.happened.flags & int(Flag.LIGHT)) == 0)])

    @cached_property
    def came_back(self) -> Return | None:
        """Their first words after years, if they are news."""
        return last_return(self.happened, now=self.now)


def _past(happened: Interactions, now: int) -> Bools:
    return (happened.at > 0) & (happened.at <= now)


def live(person: Person, ties: Ties, happened: Interactions) -> Life:
    """Return how the tie with one person went.

    Args:
        person: Whom.
        ties: How ego stands with everybody.
        happened: Everything that happened with the person.
    """
    now = int(ties.now)
    ends, days = _ends(happened, now), now - DAY * np.arange(LATELY, -1, -1.0)
    moments = np.sort(np.concatenate([ends, days]))
    whole = course(happened, moments, ties.level, ties.standings.moved.strength)
    return Life(
        person=person,
        tie=ties.of(person.id),
        happened=happened,
        now=now,
        quarters=whole.chosen(np.searchsorted(moments, ends)),
        lately=whole.chosen(np.searchsorted(moments, days)),
    )


def _ends(happened: Interactions, now: int) -> Floats:
    """Return the ends of the quarters looked at, in seconds; the end of the running one is now."""
    at = happened.at[_past(happened, now)]
    running = int(calendar_quarter(np.array(now)))
    lived = running - int(calendar_quarter(at.min())) + 1 if len(at) else 0
    first = running - min(max(lived, LEAST), MOST) + 1
    return np.array([*(quarter_start(quarter + 1) - 1.0 for quarter in range(first, running)), now], float)
