"""What is known as tables: people, what happened with them, what the user noted and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from kithly.app.owning.export.cells import Row
from kithly.app.owning.export.gathered import EVERYBODY, Gathered, Known
from kithly.records import Gesture, Identity, IdentityKind, Meeting, Message, Party, Record
from kithly.records.json_form import moment
from kithly.store import Reading, Stored

PEOPLE: Final = (
    *("name", "given", "company", "title", "mail", "phone", "other", "birthday", "connected_on", "circles"),
    *("importance", "place", "quiet", "died", "strength", "would_answer", "band", "silent_days", "looks_for"),
    *("offers", "id"),
)
HAPPENED: Final = ("at", "what", "where", "by_me", "with", "subject", "text", "record")
NOTES: Final = ("person", "at", "note", "id")
SENT: Final = ("at", "state", "channel", "kind", "to", "subject", "text", "person")

Rows = Callable[[], Iterator[Row]]


def people_rows(gathered: Gathered) -> Iterator[Row]:
    """Yield the heads, then everybody ego knows."""
    yield PEOPLE
    yield from (_person(one) for one in gathered.people)


def happened_rows(gathered: Gathered, stored: Iterable[Stored]) -> Iterator[Row]:
    """Yield the heads, then each message, gesture and meeting."""
    yield HAPPENED
    for one in stored:
        told = _happened(gathered, one.record)
        if told is not None:
            yield (*told, one.id)


def note_rows(gathered: Gathered) -> Iterator[Row]:
    """Yield the heads, then each note of the user's on somebody."""
    yield NOTES
    for one in gathered.people:
        for note in one.word.notes:
            yield one.person.name, _at(note.at), note.text, note.id


def sent_rows(gathered: Gathered, kept: Reading) -> Iterator[Row]:
    """Yield the heads, then each message the user said yes to."""
    names: Mapping[str, str] = {one.person.id: one.person.name for one in gathered.people}
    yield SENT
    for row in reversed(kept.outbox.newest(EVERYBODY)):
        name = names.get(row.person, "")
        yield _at(row.approved_at), row.state, row.channel, row.kind, row.to, row.subject or "", row.text, name


def _person(one: Known) -> Row:
    person, tie = one.person, one.tie
    return (
        *(person.name, person.given, person.company, person.title),
        _handles(person.identities, IdentityKind.EMAIL),
        _handles(person.identities, IdentityKind.PHONE),
        _others(person.identities),
        person.birthday.iso() if person.birthday else "",
        person.connected_on.iso() if person.connected_on else "",
        "; ".join(person.circles),
        *(f"{person.importance:g}", person.place.value, _yes(is_so=person.quiet), _yes(is_so=person.remembered)),
        _number(tie.strength if tie else None),
        _number(tie.reply if tie else None),
        tie.band if tie else "",
        "" if tie is None or tie.silent_days is None else str(tie.silent_days),
        *(one.word.looks_for, one.word.offers, person.id),
    )


def _happened(gathered: Gathered, record: Record) -> Row | None:
    if isinstance(record, Message):
        return _message(gathered, record)
    if isinstance(record, Gesture):
        by_me, name = _yes(is_so=record.outgoing), gathered.name_of(record.other)
        return _at(record.at), record.kind.value, record.channel.value, by_me, name, record.title, record.text
    if isinstance(record, Meeting):
        names = _names(gathered, record.attendees)
        what = "meeting called off" if record.is_cancelled else "meeting"
        return _at(record.at), what, record.channel.value, "", names, record.title, record.text
    return None


def _message(gathered: Gathered, message: Message) -> Row:
    by_me = gathered.is_mine(message.sender)
    sender = (message.sender,) if message.sender else ()
    others = (*message.to, *message.cc) if by_me else sender
    told = _yes(is_so=by_me), _names(gathered, others), message.subject, message.text
    return (_at(message.at), "message", message.channel.value, *told)


def _names(gathered: Gathered, parties: Iterable[Party]) -> str:
    names = (gathered.name_of(one) for one in parties if not gathered.is_mine(one))
    return "; ".join(dict.fromkeys(name for name in names if name))


def _handles(identities: Iterable[Identity], kind: IdentityKind) -> str:
    return "; ".join(one.value for one in identities if one.kind is kind)


def _others(identities: Iterable[Identity]) -> str:
    plain = {IdentityKind.EMAIL, IdentityKind.PHONE}
    return "; ".join(f"{one.kind.value}:{one.value}" for one in identities if one.kind not in plain)


def _at(at: datetime | None) -> str:
    return moment(at) if at is not None else ""


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
