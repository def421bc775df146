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
from kithly.app.persons.roster import Bools, Roster
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
    number = roster.companies.number
    sizes = np.bincount(number, minlength=len(roster.companies.names))
    groups = [
        (name, ties_of(ties, roster, np.flatnonzero(number == place)))
        for place, name in enumerate(roster.companies.names)
        if name and sizes[place] >= FEWEST
    ]
    return _told(groups, ties, plannable)


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
