"""Whose news it is: decided here alone, for everybody at once and for a few people.

News is theirs whose address, handle or profile it names, or for whom the user follows what published it; else theirs
who alone of all whom ego knows bears the full name it gives. Somebody known by another profile of the same kind is
a namesake, and so is whoever has the handle in truth.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import NamedTuple

from kithly.people import Person, PersonId
from kithly.reasons import Told, prospect
from kithly.records import NEWS_NAMES, Identity, IdentityKind, News, NewsKind, name_identity, name_key
from kithly.store import NewsRow, Reading, Stored

EACH = 40  # newest pieces of news looked at of each person
FRESH = timedelta(days=120)  # older news makes nobody a candidate: the longest that any news is timely, and some days
MOST_READ = 8_000  # newest pieces of news that are read to find for whom it is timely
MOST_PEOPLE = 300  # people who are looked at closely for their news alone, best prospects first
NAMED = "news_naming_dead"  # name of the small fact that keeps which news of others names whom as dead
UNIQUE = frozenset((IdentityKind.LINKEDIN, IdentityKind.GITHUB))  # kinds of which a person has one
KINDS = frozenset(kind.value for kind in IdentityKind)

NOBODYS = PersonId("")  # stands for ego, and for what is followed for nobody: such news is no person's


class Owned(NamedTuple):
    """One piece of news with whose it is.

    Attributes:
        record: Number of the record.
        at: When it was told, seconds since 1970.
        by_name: Whether the bare name alone says whose it is.
        mentions: Whether it is somebody else's, and names the person in its words.
    """

    record: int
    at: int
    by_name: bool
    mentions: bool = False


class WhoseNews:
    """What is new with people; records are read when they are asked for."""

    def __init__(
        self,
        tx: Reading,
        owned: Mapping[PersonId, Sequence[Owned]],
        people: Mapping[PersonId, Person],
        told: Mapping[int, int] | None = None,
    ) -> None:
        """Hold what is new with some people.

        Args:
            tx: Where to read.
            owned: The news of each, what was told last first.
            people: Each as shown.
            told: When each piece of news was told, whosever it is, the last first; None where that is not asked for.
        """
        self._tx = tx
        self._owned = dict(owned)
        self._people = people
        self._told_at = told or {}
        self._read: dict[int, Stored] = {}

    def add_named(self, named: Mapping[PersonId, Mapping[int, int]]) -> None:
        """Add news of others that names people: the numbers of the records of each, with when they were told."""
        for person, records in named.items():
            ones = [Owned(record, at, by_name=True, mentions=True) for record, at in records.items()]
            self._owned[person] = [*ones, *self._owned.get(person, ())]

    def fresh(self, now: datetime) -> Iterator[tuple[Stored, PersonId | None]]:
        """Yield the newest news, whosever it is, with whose it is; None for nobody's."""
        after = int((now - FRESH).timestamp())
        chosen = [record for record, at in islice(self._told_at.items(), MOST_READ) if at >= after]
        owner_of = {one.record: person for person, ones in self._owned.items() for one in ones if not one.mentions}
        self._fetch(chosen)
        yield from ((self._read[record], owner_of.get(record)) for record in chosen)

    def of(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Told, ...]]:
        """Return the newest news of some people; nothing for those of whom there is none."""
        chosen = {person: self._owned[person][:EACH] for person in persons if person in self._owned}
        self._fetch([one.record for ones in chosen.values() for one in ones])
        found = {person: tuple(self._told(person, ones)) for person, ones in chosen.items()}
        return {person: ones for person, ones in found.items() if ones}

    def owners(self) -> dict[int, PersonId]:
        """Return whose each piece of news is, by its number, as far as it is somebody's."""
        return {one.record: person for person, ones in self._owned.items() for one in ones}

    def stored(self, person: PersonId) -> tuple[Stored, ...]:
        """Return the newest news of one person as it is kept."""
        ones = self._owned.get(person, ())[:EACH]
        self._fetch([one.record for one in ones])
        return tuple(self._read[one.record] for one in ones if self._is_theirs(person, one))

    def named(self, person: PersonId) -> frozenset[int]:
        """Return the numbers of the records that are others', and only name a person."""
        return frozenset(one.record for one in self._owned.get(person, ()) if one.mentions)

    def told_since(self, after: datetime, kinds: Collection[NewsKind]) -> tuple[tuple[PersonId, Stored], ...]:
        """Return news of some kinds that was told lately, with whose it is."""
        since = int(after.timestamp())
        fresh = [(person, one) for person, ones in self._owned.items() for one in ones if one.at >= since][:MOST_READ]
        self._fetch([one.record for _, one in fresh])
        return tuple(
            (person, self._read[one.record])
            for person, one in fresh
            if _news(self._read[one.record]).kind in kinds and self._is_theirs(person, one)
        )

    def timely(self, now: datetime) -> tuple[PersonId, ...]:
        """Return the people who may have a reason by their news, the best prospects first."""
        after = int((now - FRESH).timestamp())
        fresh = sorted(
            ((one, person) for person, ones in self._owned.items() for one in ones if one.at >= after),
            key=lambda pair: (-pair[0].at, -pair[0].record),
        )[:MOST_READ]
        self._fetch([one.record for one, _ in fresh])
        best: dict[PersonId, float] = {}
        for one, person in fresh:
            worth = prospect(told_of(self._read[one.record], one), now)
            if worth > best.get(person, 0.0) and self._is_theirs(person, one):
                best[person] = worth
        return tuple(sorted(best, key=lambda person: (-best[person], person))[:MOST_PEOPLE])

    def _fetch(self, records: Sequence[int]) -> None:
        missing = sorted({record for record in records if record not in self._read})
        self._read |= {stored.seq: stored for stored in self._tx.records.get(missing)} if missing else {}

    def _told(self, person: PersonId, ones: Sequence[Owned]) -> Iterator[Told]:
        for one in ones:
            if self._is_theirs(person, one):
                yield told_of(self._read[one.record], one)

    def _is_theirs(self, person: PersonId, one: Owned) -> bool:
        """Say whether news found by a name is not a namesake's, who has another profile."""
        who = _news(self._read[one.record]).about.identity
        if one.mentions:
            return True
        if not one.by_name or who is None or who.kind not in UNIQUE or person not in self._people:
            return True
        return not any(other.kind is who.kind for other in self._people[person].identities)


def everybodys_news(
    tx: Reading, identities: Mapping[PersonId, Sequence[int]], own: Collection[int], people: Mapping[PersonId, Person]
) -> WhoseNews:
    """Return what is new with everybody.

    Args:
        tx: Where to read; people are kept already.
        identities: Numbers of the identities of each.
        own: Numbers of ego's identities.
        people: Each as shown.
    """
    rows = tx.news.rows() if tx.news.is_there() else ()
    if not rows:
        return WhoseNews(tx, {}, people)
    holders = {seq: person for person, seqs in identities.items() for seq in seqs}
    holders = _holders(holders, own, _followed(tx))
    told = {row.record: row.at for row in rows}
    return WhoseNews(tx, _owned(rows, holders, tx.news.alone_called()), people, told)


def some_news(
    tx: Reading, identities: Mapping[PersonId, Sequence[int]], own: Collection[int], people: Mapping[PersonId, Person]
) -> WhoseNews:
    """Return what is new with a few people, told the same way.

    Args:
        tx: Where to read; people are kept already.
        identities: Numbers of the identities of each.
        own: Numbers of ego's identities.
        people: Each as shown.
    """
    if not tx.news.is_there():
        return WhoseNews(tx, {}, people)
    followed, names = _followed(tx), _alone_called(tx, people.values())
    theirs = [seq for seq, person in followed.items() if person in identities]
    seqs = {*chain.from_iterable(identities.values()), *names, *theirs}
    records = tx.identities.news_about(seqs, limit=EACH * (len(identities) + 1)) if seqs else ()
    rows = tx.news.rows(records) if records else ()
    handles = {row.identity for row in rows if not row.is_bare}
    holders = {seq: row.person for seq, row in tx.assignments.of("identity", handles).items()}
    owned = _owned(rows, _holders(holders, own, followed), names)
    found = WhoseNews(tx, {person: ones for person, ones in owned.items() if person in identities}, people)
    found.add_named({person: ones for person, ones in kept_named(tx).items() if person in identities})
    return found


def kept_named(tx: Reading) -> dict[PersonId, dict[int, int]]:
    """Return the news of others that names people as dead, by today's id: record numbers with when they were told."""
    told = tx.meta.get(NAMED)
    if not told:
        return {}
    now_of = tx.assignments.resolver()
    found: dict[PersonId, dict[int, int]] = {}
    for person, records in json.loads(told).items():
        found.setdefault(now_of(PersonId(person)), {}).update({int(one): int(at) for one, at in records.items()})
    return found


def _alone_called(tx: Reading, people: Iterable[Person]) -> dict[int, PersonId]:
    """Return the numbers of the bare names of those people whose name nobody else bears; one word is no name."""
    keys = ((person, name_key(person.name)) for person in people)
    alone = {key: person for person, key in keys if " " in key and tx.people.called(key) == (person.id,)}
    weak = {name_identity(NEWS_NAMES, key): person.id for key, person in alone.items()}
    numbers = tx.identities.seq_of(one for one in weak if one is not None) if weak else {}
    return {seq: weak[who] for who, seq in numbers.items()}


def followed_for(tx: Reading) -> dict[Identity, PersonId]:
    """Return for whom each publisher is or was followed, by today's id; `NOBODYS` for nobody.

    One that is followed for several is told by the name it bears, and is left out.
    """
    told = tx.accounts.followed()
    if not told:
        return {}
    now_of = tx.assignments.resolver()
    persons: dict[Identity, set[PersonId]] = {}
    for who, person in told:
        kind, _, value = who.partition(":")
        if kind in KINDS and value:
            chosen = persons.setdefault(Identity(IdentityKind(kind), value), set())
            chosen.update({now_of(person)} if person else ())
    return {who: next(iter(chosen), NOBODYS) for who, chosen in persons.items() if len(chosen) <= 1}


def _followed(tx: Reading) -> dict[int, PersonId]:
    """Return the same by the numbers of those publishers of whom there is news."""
    persons = followed_for(tx)
    numbers = tx.identities.seq_of(persons) if persons else {}
    return {seq: persons[who] for who, seq in numbers.items()}


def _holders(
    held: Mapping[int, PersonId], own: Collection[int], followed: Mapping[int, PersonId]
) -> dict[int, PersonId]:
    """Return who holds each handle: the user's word on what they follow stands above what records say."""
    nobodys = {seq: person for seq, person in followed.items() if person == NOBODYS}
    somebodys = {seq: person for seq, person in followed.items() if person != NOBODYS}
    return nobodys | dict(held) | dict.fromkeys(own, NOBODYS) | somebodys


def _owned(
    rows: Iterable[NewsRow], holders: Mapping[int, PersonId], names: Mapping[int, PersonId]
) -> dict[PersonId, list[Owned]]:
    """Return the news of each, what was told last first: a handle that somebody has goes before the name."""
    holder_of: dict[int, PersonId] = {}
    bearer_of: dict[int, PersonId] = {}
    told: dict[int, int] = {}
    for record, identity, is_bare, at in rows:
        told[record] = at
        found = (names if is_bare else holders).get(identity)
        if found is not None:
            (bearer_of if is_bare else holder_of)[record] = found
    owned: dict[PersonId, list[Owned]] = {}
    for record, at in told.items():
        person = holder_of.get(record, bearer_of.get(record, NOBODYS))
        if person != NOBODYS:
            owned.setdefault(person, []).append(Owned(record, at, record not in holder_of))
    return owned


def told_of(stored: Stored, owned: Owned) -> Told:
    """Return a piece of news as the rules read it."""
    return Told(
        record=stored.id,
        source=stored.source,
        news=_news(stored),
        seen=stored.observed_at,
        by_name=owned.by_name,
        mentions=owned.mentions,
    )


def _news(stored: Stored) -> News:
    if not isinstance(stored.record, News):
        raise TypeError(stored.kind)
    return stored.record
