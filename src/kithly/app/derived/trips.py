"""Where ego will be in the next weeks, and who lives there: found at each rebuild, kept as a small fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from kithly.app.derived.whose_news import WhoseNews
from kithly.history import RecordColumns
from kithly.history.interactions import MET, Ints
from kithly.people import Person, PersonId
from kithly.reasons import Town, Trip, is_same_town, town_in, towns_in
from kithly.records import Contact, Evidence, Meeting, News, NewsKind, Profile
from kithly.store import Reading, Stored, Writing
from kithly.ties import Column

KEPT = "trips"  # name of the small fact: who lives there, the appointment, the line that tells
AHEAD = timedelta(days=31)
BEHIND = timedelta(days=180)  # towns where ego had several appointments in that time are no trip
HOME = 4  # appointments in a town that make it one where ego often is
PROFILE_HOLDS = timedelta(days=730)  # so long what a profile said last stands for where somebody lives
MOST_READ = 600  # appointments
MOST_THERE = 8  # people of one town, the deepest ties

Row = tuple[PersonId, str, str]


def keep_trips(
    tx: Writing,
    columns: RecordColumns,
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, Sequence[int]],
    news: WhoseNews,
    *,
    now: datetime,
) -> None:
    """Find and keep whose town ego will be in.

    Args:
        tx: Where to; people and ties are kept already.
        columns: All that happened, meetings ahead included.
        people: Everybody as shown.
        contacts: Numbers of each one's lines in address books.
        news: What is new with everybody: a profile may name a town.
        now: The present.
    """
    trips = list(_trips(tx, columns, now))
    homes = _homes(tx, people, contacts, news, now) if trips else []
    found = [row for trip in trips for row in _there(tx, trip, homes, people)]
    tx.meta.set(KEPT, json.dumps(found))


def visited(tx: Reading) -> frozenset[PersonId]:
    """Return everybody whose town ego will be in, by today's id."""
    return frozenset(_by_person(tx))


def trips_to(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[Trip, ...]]:
    """Return the coming appointments in the town of each of some people."""
    kept = {person: rows for person, rows in _by_person(tx).items() if person in persons}
    stored = {one.id: one for one in tx.records.get([id_ for rows in kept.values() for row in rows for id_ in row])}
    found: dict[PersonId, tuple[Trip, ...]] = {}
    for person, rows in kept.items():
        told = (_trip(stored.get(trip), stored.get(line)) for trip, line in rows)
        found[person] = tuple(one for one in told if one is not None)
    return found


def _by_person(tx: Reading) -> Mapping[PersonId, list[tuple[str, str]]]:
    text = tx.meta.get(KEPT)
    rows = json.loads(text) if text else []
    found: dict[PersonId, list[tuple[str, str]]] = {}
    if not rows:
        return found
    now_of = tx.assignments.resolver()
    for person, trip, line in rows:
        found.setdefault(now_of(PersonId(person)), []).append((trip, line))
    return found


def _trip(appointment: Stored | None, line: Stored | None) -> Trip | None:
    """Return a trip as both records tell it now; None where they name one town no more."""
    if appointment is None or line is None:
        return None
    meeting = appointment.record
    if not isinstance(meeting, Meeting) or meeting.at is None:
        return None
    pairs = ((town, place) for town in towns_in(meeting.place) for place in _places(line) if _is_in(place, town))
    town, home = next(pairs, (None, ""))
    if town is None:
        return None
    return Trip(
        record=appointment.id,
        source=appointment.source,
        at=meeting.at,
        title=meeting.title,
        is_all_day=meeting.is_all_day,
        town=town.shown,
        told_by="your address book" if isinstance(line.record, Contact) else "what their profile last said",
        home=Evidence(record=line.id, source=line.source, at=line.observed_at, quote=home),
    )


def _is_in(place: str, town: Town) -> bool:
    home = town_in(place)
    return home is not None and is_same_town(home, town)


def _trips(tx: Reading, columns: RecordColumns, now: datetime) -> Iterator[tuple[Stored, tuple[Town, ...]]]:
    """Yield the appointments ahead in a town where ego seldom is."""
    first, here, last = (int((now + span).timestamp()) for span in (-BEHIND, timedelta(), AHEAD))
    is_met = (columns.flags & MET) != 0
    ahead = np.flatnonzero(is_met & (columns.at > here) & (columns.at <= last))
    if not len(ahead):
        return
    coming = [(one, towns) for one in _read(tx, columns, ahead) if (towns := _towns_of(one))]
    behind = np.flatnonzero(is_met & (columns.at > first) & (columns.at <= here)) if coming else ahead[:0]
    often = Counter(town.name for one in _read(tx, columns, behind) for town in _towns_of(one))
    homes = {town.name for town in _own_towns(tx) if town}
    for one, towns in coming:
        if not any(often[town.name] >= HOME or town.name in homes for town in towns):
            yield one, towns


def _read(tx: Reading, columns: RecordColumns, rows: Ints) -> tuple[Stored, ...]:
    return tx.records.get(sorted(set(columns.record[rows[-MOST_READ:]].tolist())))


def _towns_of(stored: Stored) -> tuple[Town, ...]:
    meeting = stored.record
    if not isinstance(meeting, Meeting) or meeting.is_cancelled or not meeting.is_mine:
        return ()
    return towns_in(meeting.place)


def _own_towns(tx: Reading) -> Iterator[Town | None]:
    for stored in tx.records.by_kind("profile"):
        if isinstance(stored.record, Profile) and stored.record.location:
            yield town_in(stored.record.location)


def _homes(
    tx: Reading,
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, Sequence[int]],
    news: WhoseNews,
    now: datetime,
) -> list[tuple[PersonId, Stored]]:
    """Return the records that tell where people live; nobody who is left in peace."""
    seqs = {seq: person for person, some in contacts.items() if _is_known(people.get(person)) for seq in some}
    cards = [(seqs[one.seq], one) for one in tx.records.get(sorted(seqs)) if _places(one)]
    told = news.told_since(now - PROFILE_HOLDS, {NewsKind.PROFILE})
    return [*cards, *((person, one) for person, one in told if _places(one) and _is_known(people.get(person)))]


def _places(stored: Stored) -> tuple[str, ...]:
    """Return the places a card or a profile names."""
    record = stored.record
    if isinstance(record, Contact):
        return record.places
    return (record.place,) if isinstance(record, News) and record.place else ()


def _there(
    tx: Reading,
    trip: tuple[Stored, tuple[Town, ...]],
    homes: Sequence[tuple[PersonId, Stored]],
    people: Mapping[PersonId, Person],
) -> list[Row]:
    """Return who lives in the town of a trip, the deepest ties first.

    Nobody who takes part, and nobody whose profile last said otherwise.
    """
    appointment, towns = trip
    guests = _guests(appointment)
    said = [person for person, one in homes if isinstance(one.record, News) and not _lives_in(one, towns)]
    there = {
        person: one.id
        for person, one in reversed(homes)
        if _lives_in(one, towns) and person not in said and guests.isdisjoint(people[person].identities)
    }
    depth = {person: _depth(tx, person) for person in there}
    best = sorted((person for person in there if depth[person] > 0), key=lambda person: (-depth[person], person))
    return [(person, appointment.id, there[person]) for person in best[:MOST_THERE]]


def _is_known(person: Person | None) -> bool:
    return person is not None and person.is_plannable


def _lives_in(stored: Stored, towns: Sequence[Town]) -> bool:
    return any(_is_in(place, town) for place in _places(stored) for town in towns)


def _guests(appointment: Stored) -> frozenset[object]:
    meeting = appointment.record
    parties = meeting.attendees if isinstance(meeting, Meeting) else ()
    return frozenset(one.identity for one in parties if one.identity)


def _depth(tx: Reading, person: PersonId) -> float:
    """Return how much went both ways."""
    state = tx.ties.of(person)
    return 0.0 if state is None else float(min(state[Column.COUNT_IN], state[Column.COUNT_OUT]))
