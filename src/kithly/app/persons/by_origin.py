"""Where those who would answer come from: by era, and by company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.app.belonging.memberships import belonging_now
from kithly.app.derived.closely import Ties
from kithly.app.network import Network
from kithly.app.persons.expected import expectation, ties_of
from kithly.app.persons.roster import Bools, Ints, Roster
from kithly.app.views import OriginView
from kithly.ties import Estimate, would_answer

FEWEST: Final = 3  # people with whom anything was seen, before a number is told of an era or a company
MOST: Final = 12  # eras, companies told of


@dataclass(frozen=True, slots=True)
class Origins:
    """The people of the network by where they come from.

    Attributes:
        told: The largest eras or companies.
        rest: How many known people are of none of them.
    """

    told: Mapping[str, OriginView]
    rest: int


def by_era(network: Network, roster: Roster, ties: Ties, plannable: Bools) -> Origins:
    """Return how many would answer of each era: of the people said to come from it, and of those likely to."""
    belongs = belonging_now(network)
    groups = []
    for era in belongs.eras:
        members = belongs.members(era.key) | belongs.likely(era.key)
        rows = np.array(sorted(roster.row_of[one] for one in members if one in roster.row_of), np.int64)
        groups.append((f"{era.name}, {era.years}" if era.years else era.name, ties_of(ties, roster, rows)))
    return _told(groups, ties, plannable)


def by_company(roster: Roster, ties: Ties, plannable: Bools) -> Origins:
    """Return how many would answer of those who work at each company today, however they spell it."""
    names, at_work = roster.companies.names, _companies_of(ties, roster)
    known = ties.measures.known & plannable & (at_work >= 0)
    sizes = np.bincount(at_work[known], minlength=len(names)).tolist()
    large = sorted((-size, name, place) for place, (name, size) in enumerate(zip(names, sizes, strict=True)) if name)
    return _told([(name, at_work == place) for _, name, place in large[:MOST]], ties, plannable)


def _companies_of(ties: Ties, roster: Roster) -> Ints:
    """Return the number of the company each tie's person works at; -1 for nobody of the roster."""
    places = np.fromiter((ties.standings.place.get(one, -1) for one in roster.ids), np.int64, len(roster.ids))
    found = np.full(len(ties.persons), -1, np.int64)
    found[places[places >= 0]] = roster.companies.number[places >= 0]
    return found


def _told(groups: Iterable[tuple[str, Bools]], ties: Ties, plannable: Bools) -> Origins:
    known = ties.measures.known & plannable
    chosen = [(name, members & plannable) for name, members in groups if (members & known).sum() >= FEWEST]
    chosen.sort(key=lambda one: (-int((one[1] & known).sum()), one[0]))
    chosen = chosen[:MOST]
    anywhere = np.zeros(len(known), bool)
    for _, members in chosen:
        anywhere |= members
    told = {name: _view(would_answer(ties.measures, members), int((members & known).sum())) for name, members in chosen}
    return Origins(told=told, rest=int(np.count_nonzero(known & ~anywhere)))


def _view(estimate: Estimate, known: int) -> OriginView:
    shown = expectation(estimate, seen=True)
    return OriginView(expected=shown.expected, interval=shown.interval, known=known)
