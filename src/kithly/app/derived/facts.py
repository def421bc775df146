"""Facts about people for the rules that find reasons: fetched for the few who can have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from kithly.app.derived.answered import with_answers_of_others
from kithly.app.derived.between import with_others
from kithly.app.derived.born import birthdays_told, clock_of, leap_day
from kithly.app.derived.ego import kept_ego
from kithly.app.derived.exchanging import exchange
from kithly.app.derived.whose_news import WhoseNews
from kithly.app.said.own_lines import NAMED
from kithly.history import Exchange, Interactions, last_contacts, newest_records
from kithly.history.interactions import Ints
from kithly.people import Person, PersonId
from kithly.reasons import Clock, Facts, LeapDay, OwnWord, PastGesture, Sighting, WordKind
from kithly.records import Contact, Flag, Gesture, Message
from kithly.store import Decision, Reading, Stored
from kithly.ties import Tie

DID = {
    ("thank", "done"): WordKind.THANKED,
    ("share", "done"): WordKind.SHARED,
    ("share", "skipped_reason"): WordKind.SHARED,  # thought about, which is the same here
}
PROMISES = frozenset((WordKind.PROMISED.value, WordKind.THEY_PROMISED.value))
EACH = 8  # newest messages read a person: enough for a last talk and its topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Some people, with what is needed to tell everything about them.

    Attributes:
        persons: Their ids; their place is the person index of `interactions`.
        people: Each as shown.
        contacts: Numbers of each one's contact records.
        interactions: What happened with them (and perhaps others beyond `persons`' places).
        ties: How ego stands with each.
        gestures: Invitations, recommendations and endorsements of each.
        news: What is new with each.
    """

    persons: tuple[PersonId, ...]
    people: Mapping[PersonId, Person]
    contacts: Mapping[PersonId, tuple[int, ...]]
    interactions: Interactions
    ties: Mapping[PersonId, Tie]
    gestures: Mapping[PersonId, tuple[Stored, ...]]
    news: WhoseNews


def facts_of(
    tx: Reading, circle: Circle, places: Ints, words: Mapping[PersonId, Sequence[Decision]], *, now: datetime
) -> tuple[Facts, ...]:
    """Return the facts of the people at some places of a circle.

    Args:
        tx: Where to read words.
        circle: The people.
        places: Indices into `Circle.persons`.
        words: The user's decisions about each person.
        now: Aware; nothing later is looked at.
    """
    seconds = int(now.timestamp())
    lasts = last_contacts(circle.interactions, len(circle.persons), now=seconds)
    exchanges = _exchanges(tx, circle, places, seconds)
    versions = _versions(tx, circle, places)
    news = circle.news.of(circle.persons[place] for place in places.tolist())
    born = {person: birthdays_told(lines) for person, lines in versions.items()}
    leap = leap_day(tx) if any(born.values()) else LeapDay.MARCH
    found = []
    for place in places.tolist():
        person = circle.persons[place]
        if person not in circle.people:
            continue
        lines, told = versions[person], born[person]
        found.append(
            Facts(
                person=circle.people[person],
                exchanges=exchanges.get(place, ()),
                gestures=tuple(_gesture(stored) for stored in circle.gestures.get(person, ())),
                sightings=tuple(one for stored in lines for one in sighting(stored)),
                words=own_words(_about_somebody(words.get(person, ()), circle.people[person], int(lasts.last[place]))),
                news=news.get(person, ()),
                tie=circle.ties[person],
                last_in=_instant(int(lasts.last_in[place])),
                last_out=_instant(int(lasts.last_out[place])),
                birthdays=told,
                clock=clock_of(circle.people[person], lines) if told else Clock(),
                leap=leap,
            )
        )
    answered = with_answers_of_others(tx, found, now=now)
    return with_others(tx, answered, circle.interactions, circle.persons, now=now)


def _about_somebody(decisions: Sequence[Decision], person: Person, last: int) -> Sequence[Decision]:
    """Leave out a line about a name that no record is joined with: whoever is meant may stand elsewhere."""
    if person.identities or person.company or person.connected_on or last > 0:
        return decisions
    return [one for one in decisions if one.kind != NAMED]


def _instant(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None


def _exchanges(tx: Reading, circle: Circle, places: Ints, now: int) -> dict[int, tuple[Exchange, ...]]:
    """Return the messages worth reading of each place."""
    wanted = newest_records(circle.interactions, places, each=EACH, now=now)
    kept = {stored.seq: stored for stored in tx.records.get(sorted(set(wanted[wanted > 0].tolist())))}
    rows = np.flatnonzero(np.isin(circle.interactions.record, wanted) & np.isin(circle.interactions.person, places))
    found: dict[int, list[Exchange]] = {}
    ego = kept_ego(tx)
    for row in rows.tolist():
        stored = kept.get(int(circle.interactions.record[row]))
        if stored is None:
            continue
        outgoing = bool(circle.interactions.outgoing[row])
        answers = "" if outgoing else _answered_on_list(tx, stored)
        one = exchange(stored, outgoing=outgoing, ego=ego, answers=answers)
        if one is not None:
            found.setdefault(int(circle.interactions.person[row]), []).append(one)
    return {place: tuple(ones) for place, ones in found.items()}


def _answered_on_list(tx: Reading, stored: Stored) -> str:
    """Return the words that a message on a mailing list answers: a question to a list is put to nobody by name."""
    record = stored.record
    if not isinstance(record, Message) or not record.flags & Flag.LIST or not record.parent:
        return ""
    seq = tx.interactions.with_message_id(record.parent)
    parents = [one.record for one in tx.records.get([seq])] if seq is not None else []
    return next((one.own for one in parents if isinstance(one, Message)), "")


def _gesture(stored: Stored) -> PastGesture:
    record = stored.record
    if not isinstance(record, Gesture):
        raise TypeError(stored.kind)
    return PastGesture(
        record=stored.id,
        source=stored.source,
        kind=record.kind,
        outgoing=record.outgoing,
        channel=record.channel,
        at=record.at,
        text=record.text,
        status=record.status,
    )


def _versions(tx: Reading, circle: Circle, places: Ints) -> dict[PersonId, tuple[Stored, ...]]:
    """Return every version of each one's lines in address books, those of one line oldest first."""
    contacts = {person: circle.contacts.get(person, ()) for person in (circle.persons[at] for at in places.tolist())}
    versions = tx.records.versions_of([seq for seqs in contacts.values() for seq in seqs])
    return {
        person: tuple(stored for seq in seqs for stored in versions.get(seq, ())) for person, seqs in contacts.items()
    }


def sighting(stored: Stored) -> tuple[Sighting, ...]:
    """Return what one version says of work; nothing if it is silent about it."""
    record = stored.record
    if not isinstance(record, Contact) or not (record.company or record.title):
        return ()
    return (
        Sighting(
            record=stored.id,
            source=stored.source,
            observed_at=stored.observed_at,
            company=record.company,
            title=record.title,
        ),
    )


def own_words(decisions: Iterable[Decision]) -> tuple[OwnWord, ...]:
    """Return what the user said about a person, as the rules read it."""
    found = []
    decisions = tuple(decisions)
    for one in decisions:
        if one.kind in {"met", "named"}:
            value = one.value if isinstance(one.value, dict) else {}
            found.append(
                OwnWord(
                    record=one.id,
                    kind=WordKind(one.kind),
                    at=one.at,
                    where=str(value.get("where", "")),
                    about=str(value.get("about", "")),
                )
            )
        if one.kind == "touch" and (one.value.get("kind"), one.value.get("outcome")) in DID:
            found.append(OwnWord(record=one.id, kind=DID[one.value["kind"], one.value["outcome"]], at=one.at))
        if one.kind == "found" and isinstance(one.value, dict) and one.value.get("text"):
            found.append(OwnWord(record=one.id, kind=WordKind.FOUND, at=one.at, about=str(one.value["text"])))
        if one.kind == "remembered" and not one.value:
            found.append(OwnWord(record=one.id, kind=WordKind.LIVES, at=one.at))
    return (*found, *_of_talks(decisions))


def _of_talks(decisions: Iterable[Decision]) -> Iterator[OwnWord]:
    """Yield the talks the user arranged and did not call off, and what was promised in one."""
    told = [one for one in decisions if isinstance(one.value, dict)]
    off = {one.value.get("talk") for one in told if one.kind == "talk_off"}
    for one in told:
        if one.kind == "talk" and one.id not in off:
            yield OwnWord(
                record=one.id,
                kind=WordKind.TALK,
                at=one.at,
                where=str(one.value.get("place", "")),
                about=str(one.value.get("about", "")),
                when=datetime.fromisoformat(one.value["at"]),
                length=timedelta(minutes=int(one.value["minutes"])),
            )
        if one.kind in PROMISES:
            due = one.value.get("due")
            yield OwnWord(
                record=one.id,
                kind=WordKind(one.kind),
                at=one.at,
                about=str(one.value["text"]),
                due=date.fromisoformat(due) if due else None,
            )


def gestures_by_person(
    tx: Reading, index_of_identity: Ints, persons: Sequence[PersonId]
) -> dict[PersonId, tuple[Stored, ...]]:
    """Return all gestures of everybody, by person."""
    stored = tx.records.by_kind("gesture")
    others = {
        one.record.other.identity for one in stored if isinstance(one.record, Gesture) and one.record.other.identity
    }
    seqs = tx.identities.seq_of(others)
    found: dict[PersonId, list[Stored]] = {}
    for one in stored:
        identity = one.record.other.identity if isinstance(one.record, Gesture) else None
        seq = seqs.get(identity) if identity else None
        place = int(index_of_identity[seq]) if seq is not None and seq < len(index_of_identity) else -1
        if place >= 0:
            found.setdefault(persons[place], []).append(one)
    return {person: tuple(ones) for person, ones in found.items()}


def wordless(flags: int) -> bool:
    """Say whether a record is one click, no words."""
    return bool(flags & int(Flag.LIGHT))
