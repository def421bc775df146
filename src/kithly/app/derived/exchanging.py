"""A kept message as the story packages need it."""

from __future__ import annotations

from kithly.history import Exchange
from kithly.records import IdentityKind, Message
from kithly.store import Stored


def exchange(stored: Stored, *, outgoing: bool) -> Exchange | None:
    """Return a kept message as the story packages need it; None for what has no words."""
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
    )
