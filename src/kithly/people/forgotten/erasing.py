"""What is left of a record without those who were forgotten; pure, the same for what is kept and for what comes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import singledispatch

from kithly.people.forgotten.marks import Marks
from kithly.records import (
    Contact,
    Flag,
    Gesture,
    Identity,
    IdentityKind,
    Meeting,
    Message,
    News,
    Party,
    PersonNote,
    Position,
    Post,
    Profile,
    Record,
)

QUOTED = ">"  # how a line of somebody else's words begins
_WEAK = frozenset({IdentityKind.NAME, IdentityKind.UID})  # handles that tell one person from another only in one place

Own = Collection[Identity]


def without(record: Record, marks: Marks, own: Own = ()) -> Record | None:
    """Return what may be kept of a record.

    Args:
        record: As its source gave it.
        marks: Who was forgotten.
        own: Ego's own addresses and profiles: a message with nobody else is with whom was forgotten alone.

    Returns:
        The record itself where nobody of them is in it, another one without them, or None where it is theirs.
    """
    if gone_from(record, marks, own):
        return None
    return _left(record, marks)


def gone_from(record: Record, marks: Marks, own: Own = ()) -> bool:
    """Say whether a record is of somebody who was forgotten and goes as a whole."""
    match record:
        case Message():
            others = [one for one in (*record.to, *record.cc) if not _is_own(one, own)]
            is_own = Flag.SENT in record.flags or record.sender is None or _is_own(record.sender, own)
            return _of_message(record.sender, others, marks, is_own=is_own)
        case Meeting():
            others = [one for one in record.attendees if not _is_own(one, own) and not _is_owner(one, record)]
            meant = [one for one in (*others, *record.declined) if is_meant(one, marks)]
            return bool(meant) and all(is_meant(one, marks) for one in others)
        case Contact():
            return _is_theirs(record, marks)
        case Gesture() | PersonNote():
            return is_meant(record.other, marks)
        case News():
            return is_meant(record.about, marks) or marks.names(record.author)
        case _:
            return False


def is_meant(party: Party, marks: Marks) -> bool:
    """Say whether somebody named in a record was forgotten; whom nothing but a name tells is known by the name."""
    if marks.knows(party.identity):
        return True
    told = party.identity is not None and not marks.shares(party.identity)
    return not told and marks.names(party.name)


def _of_message(sender: Party | None, others: list[Party], marks: Marks, *, is_own: bool) -> bool:
    if sender is not None and is_meant(sender, marks):
        return True
    return is_own and bool(others) and all(is_meant(one, marks) for one in others)


def _is_own(party: Party, own: Own) -> bool:
    return party.identity is not None and party.identity in own


def _is_owner(party: Party, meeting: Meeting) -> bool:
    return meeting.is_mine and party.identity is not None and party.identity == meeting.owner


def _is_theirs(contact: Contact, marks: Marks) -> bool:
    if any(marks.knows(one) for one in contact.identities):
        return True
    told = [one for one in contact.identities if one.kind not in _WEAK and not marks.shares(one)]
    return not told and marks.names(contact.name)


@singledispatch
def _left(record: Record, marks: Marks) -> Record:
    """Return a record that stays, without those who were forgotten."""
    del marks
    return record


@_left.register
def _(record: Message, marks: Marks) -> Message:
    to, cc = _others(record.to, marks), _others(record.cc, marks)
    took_part = len(to) < len(record.to) or len(cc) < len(record.cc)
    clean = marks.cleaned
    text = clean(record.text)
    is_within = text == record.text and record.own in record.text  # what is not in the whole is in no part of it
    own = record.own if is_within else clean(record.own)
    if took_part or text != record.text:
        text, own = _unquoted(text, own), _unquoted(own, own)
    return replace(
        record,
        key=clean(record.key),
        sender=_named(record.sender, marks) if record.sender else None,
        to=to,
        cc=cc,
        recipients=record.recipients or (len(record.to) + len(record.cc) if took_part else 0),
        subject=clean(record.subject),
        text=text,
        own=own,
        signature=clean(record.signature),
        message_id=clean(record.message_id),
        parent=clean(record.parent),
        thread=clean(record.thread),
        labels=_lines(record.labels, marks),
        attachments=_lines(record.attachments, marks),
    )


@_left.register
def _(record: Meeting, marks: Marks) -> Meeting:
    attendees, declined = _others(record.attendees, marks), _others(record.declined, marks)
    clean = marks.cleaned
    return replace(
        record,
        key=clean(record.key),
        title=clean(record.title),
        attendees=attendees,
        attendance=record.attendance or (len(record.attendees) if len(attendees) < len(record.attendees) else 0),
        text=clean(record.text),
        place=clean(record.place),
        uid=clean(record.uid),
        declined=declined,
    )


@_left.register
def _(record: Contact, marks: Marks) -> Contact:
    clean = marks.cleaned
    beside = tuple(one for one in record.relations if not is_meant(Party(name=one.name, identity=one.identity), marks))
    return replace(
        record,
        key=clean(record.key),
        company=clean(record.company),
        title=clean(record.title),
        note=clean(record.note),
        labels=_lines(record.labels, marks),
        relations=tuple(replace(one, name=clean(one.name), label=clean(one.label)) for one in beside),
        places=_lines(record.places, marks),
    )


@_left.register
def _(record: Gesture, marks: Marks) -> Gesture:
    return replace(record, key=marks.cleaned(record.key), text=marks.cleaned(record.text))


@_left.register
def _(record: PersonNote, marks: Marks) -> PersonNote:
    return replace(record, key=marks.cleaned(record.key), text=marks.cleaned(record.text))


@_left.register
def _(record: News, marks: Marks) -> News:
    clean = marks.cleaned
    return replace(
        record,
        key=clean(record.key),
        text=clean(record.text),
        excerpt=clean(record.excerpt),
        topics=_lines(record.topics, marks),
        url=clean(record.url),
        title=clean(record.title),
    )


@_left.register
def _(record: Post, marks: Marks) -> Post:
    clean = marks.cleaned
    return replace(record, key=clean(record.key), text=clean(record.text), url=clean(record.url))


@_left.register
def _(record: Position, marks: Marks) -> Position:
    return replace(record, note=marks.cleaned(record.note))


@_left.register
def _(record: Profile, marks: Marks) -> Profile:
    return replace(record, summary=marks.cleaned(record.summary))


def _others(parties: tuple[Party, ...], marks: Marks) -> tuple[Party, ...]:
    return tuple(_named(one, marks) for one in parties if not is_meant(one, marks))


def _named(party: Party, marks: Marks) -> Party:
    """Return somebody else, who bears the name only where another handle is known to bear it too."""
    return replace(party, name="") if marks.shares(party.identity) and marks.names(party.name) else party


def _lines(lines: tuple[str, ...], marks: Marks) -> tuple[str, ...]:
    return tuple(marks.cleaned(one) for one in lines)


def _unquoted(text: str, own: str) -> str:
    """Return the author's own words of a text that quotes others, among them perhaps whom was forgotten."""
    kept = own or text
    return "\n".join(line for line in kept.splitlines() if not line.lstrip().startswith(QUOTED))
