"""How often the user was in contact with everybody in each of the last twelve years, kept in memory between looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kithly.app.derived.closely import interactions_of, person_nodes
from kithly.app.derived.everything import all_interactions
from kithly.app.network import Network
from kithly.history import Interactions, by_year
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.records import to_seconds
from kithly.store import Mark, Reading

YEARS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Contacts by year, at one state of the store.

    Attributes:
        years: Calendar years in the user's zone, oldest first; the running one last.
        persons: Whose, ordered by id.
        place: Where each person stands.
        counts: (people, years) how often there was contact, either way; clicks aside. Never written to.
        mark: How far the derived rows had come.
    """

    years: tuple[int, ...]
    persons: tuple[PersonId, ...]
    place: Mapping[PersonId, int]
    counts: Ints
    mark: Mark


def yearly_now(network: Network) -> Yearly:
    """Return the contacts by year, of which only those of people made anew since the last look are read.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Yearly:
        with network.store.reading() as kept:
            return _read(kept, network)

    def renew(old: Yearly) -> Yearly:
        with network.store.reading() as kept:
            return _renewed(kept, old, network)

    return network.recall.carry(("yearly", network.today.year, network.zone.key), make, renew)


def _read(kept: Reading, network: Network) -> Yearly:
    persons, _, _ = kept.ties.all()
    years = tuple(range(network.today.year - YEARS + 1, network.today.year + 1))
    return Yearly(
        years=years,
        persons=persons,
        place={person: place for place, person in enumerate(persons)},
        counts=_counted(all_interactions(kept, persons), len(persons), years, network),
        mark=kept.renewals.mark(),
    )


def _renewed(kept: Reading, old: Yearly, network: Network) -> Yearly:
    changed = kept.renewals.since(old.mark)
    if not changed and changed is not None:
        return old
    if changed is None or not _are_there(kept, changed, old):
        return _read(kept, network)
    chosen = sorted(changed)
    nodes, _ = person_nodes(kept, chosen)
    counts = old.counts.copy()
    rows = [old.place[person] for person in chosen]
    counts[rows] = _counted(interactions_of(kept, chosen, nodes), len(chosen), old.years, network)
    return replace(old, counts=counts, mark=kept.renewals.mark())


def _are_there(kept: Reading, changed: Collection[PersonId], old: Yearly) -> bool:
    """Say whether nobody among those made anew came or went: who does is seldom, and then all are read."""
    return kept.ties.some(changed).keys() == set(changed) and old.place.keys() >= set(changed)


def _counted(happened: Interactions, people: int, years: Collection[int], network: Network) -> Ints:
    starts = [year_start(year, network.zone) for year in years]
    return by_year(happened, people, starts=starts, now=int(network.now.timestamp()))


def year_start(year: int, zone: ZoneInfo) -> int:
    """Return when a calendar year of the user's begins, in seconds since 1970, UTC."""
    return to_seconds(datetime(year, 1, 1, tzinfo=zone))
