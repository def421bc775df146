"""What happened with everybody in one era, counted over columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kithly.history.era_trail import NO_DOMAIN, Trail
from kithly.history.interactions import Bools, Ints

NEVER = 0


class Counted(NamedTuple):
    """What happened with one person in one era, as `Counts` tells of everybody."""

    wrote: int
    sent: int
    first: int
    last: int
    first_record: int
    last_record: int
    code: int
    other: int
    incoming: int
    outgoing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happened with everybody in one era. Shape of each array: (people,).

    Attributes:
        own: Codes of the era's mail domains at which ego had an address in use.
        wrote: How often they wrote from the era's domains.
        sent: How often ego wrote to them there, if they never wrote from there.
        first: First time ever of either, seconds since 1970.
        last: Last time.
        first_record: Record number of the first.
        last_record: Record number of the last.
        last_code: Code of the domain of the last; `NO_DOMAIN` where there was none.
        other: Code of another organisation's domain used in the era; `NO_DOMAIN` for none.
        incoming: How often they wrote in the era, in any channel.
        outgoing: How often ego wrote to them.
    """

    own: frozenset[int]
    wrote: Ints
    sent: Ints
    first: Ints
    last: Ints
    first_record: Ints
    last_record: Ints
    last_code: Ints
    other: Ints
    incoming: Ints
    outgoing: Ints

    def rows(self, persons: Ints) -> Iterator[Counted]:
        """Yield the counts of some people."""
        columns = (getattr(self, name)[persons].tolist() for name in Counts.__dataclass_fields__ if name != "own")
        return map(Counted._make, zip(*columns, strict=True))


def count_era(
    moves: Trail, bounds: tuple[int, int] | None, codes: frozenset[int], companies: Bools, people: int
) -> Counts:
    """Count what happened with everybody in one era.

    Args:
        moves: What happened with everybody.
        bounds: Beginning and end of the era, seconds since 1970; None where its years are not told.
        codes: Codes of its mail domains.
        companies: (domains + 1,) which domains are an organisation's; the last one stands for no domain.
        people: How many people there are.
    """
    is_era = np.zeros(len(companies), bool)
    is_era[list(codes)] = True
    theirs = np.where(moves.theirs >= 0, moves.theirs, len(companies) - 1)
    ever = _there(moves.rows(np.flatnonzero(is_era[theirs])), people)
    first, last = bounds or (0, 0)
    rows = np.flatnonzero((moves.at >= first) & (moves.at < last))
    then = moves.rows(rows)
    foreign = np.flatnonzero(companies[theirs[rows]] & ~is_era[theirs[rows]])
    within = ever.rows((ever.at >= first) & (ever.at < last))
    order = np.argsort(ever.at, kind="stable")
    return Counts(
        own=frozenset(code for code in codes if bool((then.mine == code).any())),
        wrote=_count(within.person[~within.outgoing], people),
        sent=_count(within.person[within.outgoing], people),
        first=_last_of(ever.person, ever.at, order[::-1], people),
        last=_last_of(ever.person, ever.at, order, people),
        first_record=_last_of(ever.person, ever.record, order[::-1], people),
        last_record=_last_of(ever.person, ever.record, order, people),
        last_code=_last_of(ever.person, ever.theirs, order, people, nothing=NO_DOMAIN),
        other=_last_of(then.person, then.theirs, foreign, people, nothing=NO_DOMAIN),
        incoming=_count(then.person[~then.outgoing], people),
        outgoing=_count(then.person[then.outgoing], people),
    )


def _there(moves: Trail, people: int) -> Trail:
    """Keep of what went between ego and an address what came from there, where anything ever did."""
    wrote = np.zeros(people, bool)
    wrote[moves.person[~moves.outgoing]] = True
    return moves.rows(~(moves.outgoing & wrote[moves.person]))


def _last_of(persons: Ints, values: Ints, order: Ints, people: int, *, nothing: int = NEVER) -> Ints:
    """Return for each person the value of their last row in an order."""
    found = np.full(people, nothing, np.int64)
    found[persons[order]] = values[order]
    return found


def _count(persons: Ints, people: int) -> Ints:
    return np.bincount(persons, minlength=people).astype(np.int64)
