"""What the derived rows of one record are: pure, from the record alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from kithly.records import (
    NEWS_NAMES,
    NO_FLAGS,
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    Meeting,
    Message,
    News,
    Party,
    PersonNote,
    Profile,
    Record,
    name_identity,
    to_seconds,
)
from kithly.store.scope import plain

Handle = tuple[str, str]
"""Kind and value of an identity."""

_MEANT = frozenset((GestureKind.CALL, GestureKind.GIFT))  # more than a click, with words or without

EGO: Handle = ("ego", "ego")
"""Stand-in for ego in gestures, which do not say by which address ego took part."""

CHANNEL_CODES: dict[Channel, int] = {
    Channel.MAIL: 1,
    Channel.LINKEDIN: 2,
    Channel.SELF: 3,
    Channel.MEETING: 4,
    Channel.CALL: 5,
    Channel.SMS: 6,
    Channel.WHATSAPP: 7,
    Channel.TELEGRAM: 8,
    Channel.FACEBOOK: 9,
    Channel.INSTAGRAM: 10,
    Channel.SLACK: 11,
    Channel.SIGNAL: 12,
    Channel.WEB: 13,
    Channel.MASTODON: 14,
    Channel.BLUESKY: 15,
}
"""Channel codes in `RecordColumns.channel`. Never change a number: they are kept."""

MAX_RECIPIENTS = 4_095  # what 12 bits hold; more makes no difference to anybody

FLAG_BITS, CHANNEL_BITS, RECIPIENT_BITS = 12, 4, 12
SIDE_BITS = FLAG_BITS + CHANNEL_BITS + RECIPIENT_BITS

MAX_INDEXED = 200_000
"""Characters of one message that are searchable; PostgreSQL refuses a word list above 1 MB."""

SEARCHED = ("message", "meeting")
"""Kinds of records that `words` gives words of."""

Used = tuple[Handle, str]
"""An identity and the display name beside it."""


class Happening(NamedTuple):
    """The interaction row of a message or gesture."""

    at: int
    sender: Handle | None
    bits: int
    own_id: int
    parent: int
    thread: int
    to: tuple[tuple[Handle, int], ...]


def names_used(record: Record) -> tuple[Used, ...]:
    """Return every identity a record names, once with each display name (empty if none), as they appear."""
    used: Iterable[Used] = ()
    match record:
        case Message():
            parties = (record.sender, *record.to, *record.cc)
            used = [(_handle(party.identity), party.name) for party in parties if party and party.identity]
        case Gesture():
            used = [(EGO, ""), *_named(record.other)]
        case PersonNote():
            used = _named(record.other)
        case Meeting():
            used = [(EGO, ""), *chain.from_iterable(map(_named, (*_others(record), *record.declined)))]
        case News():
            used = [(who, record.about.name) for who in sorted(_about(record))]
        case Contact() | Profile():
            used = [(_handle(item), record.name) for item in record.identities]
        case _:
            pass
    return tuple(dict.fromkeys(used))


def links(record: Record) -> set[Handle]:
    """Return the identities that a contact record says belong to one person, or by which news can be found."""
    if isinstance(record, Contact):
        return {_handle(item) for item in record.identities}
    if isinstance(record, News):
        return _about(record)
    return set()


def happening(record: Record) -> Happening | None:
    """Return what happened, for messages, gestures and meetings; None for what is no interaction."""
    if isinstance(record, Message):
        return _of_message(record)
    if isinstance(record, Gesture):
        return _of_gesture(record)
    if isinstance(record, Meeting):
        return _of_meeting(record)
    return None


def words(record: Record) -> tuple[str, str] | None:
    """Return subject and body to index, or None for what is not searched.

    A row leaves the index by the very words it came with: a change here needs a revision that
    rebuilds the index.
    """
    if isinstance(record, Meeting):
        return record.title[:MAX_INDEXED], record.text[:MAX_INDEXED]
    if not isinstance(record, Message):
        return None
    return record.subject[:MAX_INDEXED], (record.own or record.text)[:MAX_INDEXED]


def token(text: str) -> int:
    """Return the 63-bit hash of a message id or thread token; 0 for none."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1 or 1


def _handle(identity: Identity) -> Handle:
    return identity.kind.value, plain(identity.value)


def _named(party: Party) -> list[Used]:
    return [(_handle(party.identity), party.name)] if party.identity else []


def _about(news: News) -> set[Handle]:
    """Return by what the one whom news is about can be known: the handle, and the bare name."""
    weak = name_identity(NEWS_NAMES, news.about.name)
    return {_handle(who) for who in (news.about.identity, weak) if who is not None}


def _bits(flags: Flag, channel: Channel, recipients: int) -> int:
    capped = max(0, min(recipients, MAX_RECIPIENTS))
    return int(flags) | CHANNEL_CODES[channel] << FLAG_BITS | capped << (FLAG_BITS + CHANNEL_BITS)


def _of_message(message: Message) -> Happening:
    to = [(_handle(party.identity), 0) for party in message.to if party.identity]
    copied = [(_handle(party.identity), 1) for party in message.cc if party.identity]
    sender = message.sender.identity if message.sender else None
    return Happening(
        at=_seconds(message.at),
        sender=_handle(sender) if sender else None,
        bits=_bits(message.flags, message.channel, message.recipients or len(message.to) + len(message.cc)),
        own_id=token(message.message_id),
        parent=token(message.parent),
        thread=token(message.thread),
        to=tuple(dict.fromkeys(to + copied)),
    )


def _of_gesture(gesture: Gesture) -> Happening:
    other = _handle(gesture.other.identity) if gesture.other.identity else None
    light = gesture.kind is GestureKind.ENDORSEMENT or (gesture.kind not in _MEANT and not gesture.text.strip())
    sender, target = (EGO, other) if gesture.outgoing else (other, EGO)
    return Happening(
        at=_seconds(gesture.at),
        sender=sender,
        bits=_bits(Flag.LIGHT if light else NO_FLAGS, gesture.channel, 1),
        own_id=0,
        parent=0,
        thread=0,
        to=((target, 0),) if target else (),
    )


def _of_meeting(meeting: Meeting) -> Happening:
    """Return a meeting: nobody wrote it, all who took part are named, ego where the source says so.

    Who said no stands as copied. What was called off has nobody in it.
    """
    others = [(_handle(party.identity), 0) for party in _others(meeting) if party.identity]
    declined = [(_handle(party.identity), 1) for party in meeting.declined if party.identity]
    to = [*([(EGO, 0)] if meeting.is_mine else []), *others, *declined]
    size = max(meeting.attendance, len(others)) - 1  # whom one met, ego left out
    return Happening(
        at=_seconds(meeting.at),
        sender=None,
        bits=_bits(Flag.MUTUAL, meeting.channel, max(size, 1)),
        own_id=0,
        parent=0,
        thread=0,
        to=() if meeting.is_cancelled else tuple(dict.fromkeys(to)),
    )


def _others(meeting: Meeting) -> tuple[Party, ...]:
    """Return who took part; the owner of ego's own calendar is ego, by whatever address."""
    if not meeting.is_mine or meeting.owner is None:
        return meeting.attendees
    return tuple(party for party in meeting.attendees if party.identity != meeting.owner)


def _seconds(at: datetime | None) -> int:
    """Return when something happened; 0 where nobody knows."""
    return to_seconds(at) if at else 0
