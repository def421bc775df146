"""What the derived rows of one record are: pure, from the record alone."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from kithly.records import (
    NO_FLAGS,
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    Message,
    Party,
    PersonNote,
    Profile,
    Record,
    to_seconds,
)
from kithly.store.scope import plain

Handle = tuple[str, str]
"""Kind and value of an identity."""

EGO: Handle = ("ego", "ego")
"""Stand-in for ego in gestures, which do not say by which address ego took part."""

CHANNEL_CODES: dict[Channel, int] = {Channel.MAIL: 1, Channel.LINKEDIN: 2, Channel.SELF: 3}
"""Channel codes in `RecordColumns.channel`. Never change a number: they are kept."""

MAX_RECIPIENTS = 4_095  # what 12 bits hold; more makes no difference to anybody

FLAG_BITS, CHANNEL_BITS, RECIPIENT_BITS = 12, 4, 12
SIDE_BITS = FLAG_BITS + CHANNEL_BITS + RECIPIENT_BITS

MAX_INDEXED = 200_000
"""Characters of one message that are searchable; PostgreSQL refuses a word list above 1 MB."""

_MAX_SECONDS = 1 << 40


@dataclass(frozen=True, slots=True)
class Happening:
    """The interaction row of a message or gesture."""

    at: int
    sender: Handle | None
    bits: int
    own_id: int
    parent: int
    thread: int
    to: tuple[tuple[Handle, int], ...]


def names_used(record: Record) -> set[tuple[Handle, str]]:
    """Return every identity a record names, with the display name it uses (empty if none)."""
    used: set[tuple[Handle, str]] = set()
    match record:
        case Message():
            parties = (record.sender, *record.to, *record.cc)
            used = {(handle(party), party.name) for party in parties if party and party.identity}
        case Gesture():
            used = {(EGO, "")} | ({(handle(record.other), record.other.name)} if _named(record.other) else set())
        case PersonNote():
            used = {(handle(record.other), record.other.name)} if _named(record.other) else set()
        case Contact() | Profile():
            used = {(_handle(item), record.name) for item in record.identities}
        case _:
            pass
    return used


def links(record: Record) -> set[Handle]:
    """Return the identities that a contact record says belong to one person."""
    if isinstance(record, Contact):
        return {_handle(item) for item in record.identities}
    return set()


def happening(record: Record) -> Happening | None:
    """Return what happened, for messages and gestures; None for what is no interaction."""
    if isinstance(record, Message):
        return _of_message(record)
    if isinstance(record, Gesture):
        return _of_gesture(record)
    return None


def words(record: Record) -> tuple[str, str] | None:
    """Return subject and body to index, or None for what is not searched."""
    if not isinstance(record, Message):
        return None
    return record.subject[:MAX_INDEXED], (record.own or record.text)[:MAX_INDEXED]


def handle(party: Party | None) -> Handle:
    """Return kind and value of a party that has an identity."""
    if party is None or party.identity is None:
        raise ValueError("a party without identity")
    return _handle(party.identity)


def token(text: str) -> int:
    """Return the 63-bit hash of a message id or thread token; 0 for none."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1 or 1


def _handle(identity: Identity) -> Handle:
    return identity.kind.value, plain(identity.value)


def _named(party: Party | None) -> bool:
    return party is not None and party.identity is not None


def _bits(flags: Flag, channel: Channel, recipients: int) -> int:
    capped = max(0, min(recipients, MAX_RECIPIENTS))
    return int(flags) | CHANNEL_CODES[channel] << FLAG_BITS | capped << (FLAG_BITS + CHANNEL_BITS)


def _of_message(message: Message) -> Happening:
    to = [(handle(party), 0) for party in message.to if _named(party)]
    copied = [(handle(party), 1) for party in message.cc if _named(party)]
    at = to_seconds(message.at) if message.at else 0
    return Happening(
        at=max(-_MAX_SECONDS, min(at, _MAX_SECONDS)),
        sender=handle(message.sender) if _named(message.sender) else None,
        bits=_bits(message.flags, message.channel, message.recipients or len(message.to) + len(message.cc)),
        own_id=token(message.message_id),
        parent=token(message.parent),
        thread=token(message.thread),
        to=tuple(dict.fromkeys(to + copied)),
    )


def _of_gesture(gesture: Gesture) -> Happening:
    other = handle(gesture.other) if _named(gesture.other) else None
    light = gesture.kind is GestureKind.ENDORSEMENT or not gesture.text.strip()
    sender, target = (EGO, other) if gesture.outgoing else (other, EGO)
    return Happening(
        at=to_seconds(gesture.at) if gesture.at else 0,
        sender=sender,
        bits=_bits(Flag.LIGHT if light else NO_FLAGS, gesture.channel, 1),
        own_id=0,
        parent=0,
        thread=0,
        to=((target, 0),) if target else (),
    )
