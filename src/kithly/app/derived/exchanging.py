"""A kept message as the story packages need it."""

from __future__ import annotations

from kithly.history import ONE_READER, Exchange, Readers
from kithly.history.lexicon import folded
from kithly.people.me import Ego
from kithly.records import Flag, IdentityKind, Message, Party
from kithly.store import Stored

SHORTEST_NAME = 2  # letters of a name by which somebody is called


def exchange(stored: Stored, *, outgoing: bool, ego: Ego | None = None, answers: str = "") -> Exchange | None:
    """Return a kept message as the story packages need it; None for what has no words.

    Args:
        stored: The message.
        outgoing: Whether ego wrote it.
        ego: Who ego is, where it matters to whom its words are said.
        answers: Ego's words that it answers on a mailing list.
    """
    record = stored.record
    if not isinstance(record, Message) or record.at is None:
        return None
    identity = record.sender.identity if record.sender else None
    return Exchange(
        record=stored.id,
        source=stored.source,
        at=record.at,
        outgoing=outgoing,
        channel=record.channel,
        subject=record.subject,
        own=record.own or record.text,
        signature=record.signature,
        address=identity.value if identity and identity.kind is IdentityKind.EMAIL else "",
        alone=record.recipients <= 1,
        recipients=max(record.recipients, 1),
        thread=record.thread,
        flags=record.flags,
        readers=_readers(record, ego) if ego is not None and not outgoing else ONE_READER,
        answers=answers,
    )


def _readers(message: Message, ego: Ego) -> Readers:
    """Return who a message to ego was written to."""
    is_listed = bool(message.flags & Flag.LIST)
    if message.recipients <= 1 and not is_listed:
        return ONE_READER
    others = [one for one in (*message.to, *message.cc) if one.identity not in ego.identities]
    is_named = any(one.identity in ego.identities for one in message.to)
    is_copied = not is_named and any(one.identity in ego.identities for one in message.cc)
    own = frozenset(folded(ego.name).split()[:1])
    named = frozenset(name for one in others if len(name := _given(one)) >= SHORTEST_NAME)
    return Readers(ego=own, others=named - own, is_copied=is_copied, is_open=is_listed or bool(others))


def _given(party: Party) -> str:
    """Return by what somebody is called: the first part of their name, or of their address."""
    address = party.identity.value if party.identity and party.identity.kind is IdentityKind.EMAIL else ""
    words = folded(party.name or address.partition("@")[0].replace(".", " ").replace("_", " ")).split()
    return words[0].strip(",") if words else ""
