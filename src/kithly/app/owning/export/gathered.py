"""What the files for other programs are made of, read once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.network import Network
from kithly.app.persons.finding import find_people
from kithly.app.said.decisions import Word, words_of
from kithly.people import Person, PersonId
from kithly.records import Contact, Identity, IdentityKind, Party
from kithly.store import Reading, Stored
from kithly.ties import Tie

EVERYBODY = 1 << 31  # more people than anybody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One person of the network, as exports tell of them.

    Attributes:
        person: Who they are.
        tie: How ego stands with them; None for somebody of whom no contact is known.
        word: What the user said about them.
        cards: What address books say of them, newest last.
    """

    person: Person
    tie: Tie | None
    word: Word
    cards: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everybody, and whose each address is.

    Attributes:
        people: Everybody ego knows, by name.
        whose: Whose each identity is.
        own: Ego's own identities.
        now: The present.
        zone: Ego's time zone.
    """

    people: tuple[Known, ...]
    whose: Mapping[Identity, Person]
    own: frozenset[Identity]
    now: datetime
    zone: ZoneInfo

    def name_of(self, party: Party) -> str:
        """Return what somebody in a record is called."""
        person = self.whose.get(party.identity) if party.identity else None
        return person.name if person else party.name or (party.identity.value if party.identity else "")

    def is_mine(self, party: Party | None) -> bool:
        """Say whether somebody in a record is ego."""
        return party is not None and party.identity in self.own

    def birthdays(self) -> Iterator[Person]:
        """Yield the people whose birthday is known."""
        return (one.person for one in self.people if one.person.birthday and one.person.birthday.month)


def gather(network: Network, ties: Mapping[str, Tie | None], kept: Reading) -> Gathered:
    """Return what exports are made of.

    Args:
        network: Whose.
        ties: How ego stands with everybody, from `ties_of`.
        kept: The store at one moment.
    """
    words, cards = words_of(kept), _cards(kept)
    rows = kept.people.all()
    people = sorted((row.person for row in rows if row.known), key=lambda one: (one.name.casefold(), one.id))
    return Gathered(
        people=tuple(
            Known(person=one, tie=ties.get(one.id), word=words.get(one.id, Word()), cards=tuple(cards.get(one.id, ())))
            for one in people
        ),
        whose={identity: row.person for row in rows for identity in row.person.identities},
        own=_own(kept),
        now=network.now,
        zone=network.zone,
    )


def ties_of(network: Network) -> Mapping[str, Tie | None]:
    """Return how ego stands with everybody; to be asked before a reading is begun."""
    return {row.id: row.tie for row in find_people(network, "", limit=EVERYBODY).people}


def _own(kept: Reading) -> frozenset[Identity]:
    columns = kept.identities.of(json.loads(kept.meta.get(EGO_IDENTITIES) or "[]"))
    told = zip(columns.kinds, columns.values, strict=True)
    return frozenset(Identity(IdentityKind(kind), value) for kind, value in told if kind in set(IdentityKind))


def _cards(kept: Reading) -> dict[PersonId, list[Contact]]:
    """Return what address books say, by person, the newest last."""
    found: dict[PersonId, list[Contact]] = {}
    stored = kept.records.by_kind("contact")
    whose = kept.assignments.of("record", [one.seq for one in stored])
    for one in sorted(stored, key=_age):
        if isinstance(one.record, Contact) and one.seq in whose:
            found.setdefault(whose[one.seq].person, []).append(one.record)
    return found


def _age(stored: Stored) -> tuple[datetime, int]:
    return stored.observed_at, stored.seq
