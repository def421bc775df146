"""Ways in: who of the people one knows leads into a company, a place or a circle, and whether they would answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import Bools, Floats, Ints
from kithly.ties.together import Together, summed

WOULD: Final = 0.5  # probability of an answer from which somebody is a way in: more likely than not
NOBODY: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways into some groups. Shape of the first five: (groups,); of the others (k,), by group, best first.

    Attributes:
        people: How many people of ego's are there.
        seen: With how many of them ego ever exchanged words; of the others nobody can tell.
        would: How many of them would answer, more likely than not.
        expected: How many of them would answer: the sum of the probabilities.
        only: The one who would answer where nobody else there would; else `NOBODY`.
        group: Into which group somebody leads who is not there, would answer, and was seen with people there.
        through: Who.
        weight: How much they were seen together with people there.
    """

    people: Ints
    seen: Ints
    would: Ints
    expected: Floats
    only: Ints
    group: Ints
    through: Ints
    weight: Floats

    def second_hand(self, group: int) -> tuple[Ints, Floats]:
        """Return who leads into a group without being there, and how much, best first."""
        first, end = np.searchsorted(self.group, (group, group + 1)).tolist()
        return self.through[first:end], self.weight[first:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How much of something is reached, and by how many. The four counts add up to the total.

    Attributes:
        several: Reached by two or more who would answer.
        one: Reached by one alone: it hangs on that person.
        unlikely: Words were exchanged, but nobody would answer, more likely than not.
        unknown: No words were ever exchanged: nobody can tell.
    """

    several: int
    one: int
    unlikely: int
    unknown: int

    @property
    def total(self) -> int:
        """Return how much there is."""
        return self.several + self.one + self.unlikely + self.unknown


def ways(ties: Together, group: Ints, groups: int, reply: Floats, seen: Bools) -> Ways:
    """Return the ways into some groups.

    Args:
        ties: Who was seen together.
        group: (people,) in which group each is, negative for none.
        groups: How many groups there are.
        reply: (people,) how likely each would answer.
        seen: (people,) with whom words were ever exchanged; `reply` counts for them alone.
    """
    inside = group >= 0
    known, willing = inside & seen, inside & would_answer(reply, seen)
    would = np.bincount(group[willing], minlength=groups)
    only = np.full(groups, NOBODY, np.int64)
    only[group[willing]] = np.flatnonzero(willing)
    only[would != 1] = NOBODY
    into, through, weight = _second_hand(ties, group, would_answer(reply, seen))
    return Ways(
        people=np.bincount(group[inside], minlength=groups),
        seen=np.bincount(group[known], minlength=groups),
        would=would,
        expected=summed(group[known], reply[known], groups),
        only=only,
        group=into,
        through=through,
        weight=weight,
    )


def would_answer(reply: Floats, seen: Bools) -> Bools:
    """Return who would answer, more likely than not."""
    found: Bools = seen & (reply >= WOULD)
    return found


def reached(would: Ints, seen: Ints) -> Reached:
    """Return how many of some groups are reached, and by how many people.

    Args:
        would: (groups,) how many would answer there.
        seen: (groups,) with how many there words were exchanged.
    """
    return Reached(
        several=int(np.count_nonzero(would > 1)),
        one=int(np.count_nonzero(would == 1)),
        unlikely=int(np.count_nonzero((would == 0) & (seen > 0))),
        unknown=int(np.count_nonzero((would == 0) & (seen == 0))),
    )


def ways_to_people(ties: Together, reply: Floats, seen: Bools) -> tuple[Ints, Ints]:
    """Return by how many who would answer each person is reached, and the one where it is one other alone.

    A person is reached by themselves, and by whoever was seen together with them.

    Args:
        ties: Who was seen together.
        reply: (people,) how likely each would answer.
        seen: (people,) with whom words were ever exchanged.

    Returns:
        How many, and who it hangs on: `NOBODY` unless one other person is the only way. Shape of both: (people,).
    """
    willing = would_answer(reply, seen)
    who, whom, _ = ties.both_ways()
    leads = willing[whom]
    others = np.bincount(who[leads], minlength=len(reply))
    hangs = np.full(len(reply), NOBODY, np.int64)
    hangs[who[leads]] = whom[leads]
    hangs[(others != 1) | willing] = NOBODY
    return others + willing, hangs


def _second_hand(ties: Together, group: Ints, willing: Bools) -> tuple[Ints, Ints, Floats]:
    """Return group, person and weight of everybody who would answer and was seen with people of another group."""
    who, whom, weight = ties.both_ways()
    chosen = np.flatnonzero(willing[who] & (group[whom] >= 0) & (group[whom] != group[who]))
    keys, place = np.unique(group[whom[chosen]] * len(group) + who[chosen], return_inverse=True)
    total = summed(place, weight[chosen], len(keys))
    into, through = keys // max(len(group), 1), keys % max(len(group), 1)
    order = np.lexsort((through, -total, into))
    return into[order], through[order], total[order]
