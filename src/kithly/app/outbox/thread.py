"""The thread a message goes on with: whom it answers, by the ids that the records of its mails keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kithly.channels.letter import MAX_REFERENCES, is_id
from kithly.plan import Touch
from kithly.reasons import TouchKind
from kithly.records import Channel, Message
from kithly.store import Reading

ANSWERS = frozenset({TouchKind.REPLY, TouchKind.THANK, TouchKind.FOLLOW_UP})
"""Kinds of hellos that go on with what their evidence is; others begin anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a mail answers.

    Attributes:
        in_reply_to: Message-ID, without brackets; empty for none.
        references: Message-IDs of the thread, oldest first.
    """

    in_reply_to: str = ""
    references: tuple[str, ...] = ()


NO_THREAD = Thread()


def thread_of(kept: Reading, touch: Touch | None) -> Thread:
    """Return the thread a hello goes on with; none where its evidence is no mail somebody wrote to ego."""
    if touch is None or touch.kind not in ANSWERS or not touch.reason.evidence:
        return NO_THREAD
    stored = kept.records.get([touch.reason.evidence[0].record])
    mail = stored[0].record if stored else None
    if not isinstance(mail, Message) or mail.channel is not Channel.MAIL or not is_id(mail.message_id):
        return NO_THREAD
    ids = [mail.message_id, *_earlier(kept, mail)]
    return Thread(in_reply_to=mail.message_id, references=tuple(reversed(ids)))


def _earlier(kept: Reading, mail: Message) -> Iterator[str]:
    """Yield the ids of the mails before one, newest first, as far as records tell."""
    parent, seen = mail.parent, {mail.message_id}
    while is_id(parent) and parent not in seen and len(seen) < MAX_REFERENCES:
        yield parent
        seen.add(parent)
        number = kept.interactions.with_message_id(parent)
        found = kept.records.get([number]) if number is not None else ()
        before = found[0].record if found else None
        parent = before.parent if isinstance(before, Message) else ""
