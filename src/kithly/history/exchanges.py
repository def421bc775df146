"""An exchange: one message with its words, as the story packages need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.records import NO_FLAGS, Channel, Evidence, Flag

FEW_RECIPIENTS = 5  # up to so many people a question still feels asked of each of them
MACHINE_MADE = Flag.BULK | Flag.AUTOMATIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who a message was written to, as far as its words may tell them apart.

    Attributes:
        ego: Ego's given names, folded.
        others: Those of the other readers, folded.
        is_copied: Whether ego was only sent a copy.
        is_open: Whether anybody may answer: several readers, or a mailing list.
    """

    ego: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    is_copied: bool = False
    is_open: bool = False


ONE_READER = Readers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One message between ego and one alter.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it was sent, aware.
        outgoing: True if ego wrote it.
        channel: Where.
        subject: Decoded subject or conversation title; may be empty.
        own: The author's own words, without quotes and signature.
        signature: The signature that was cut off; may be empty.
        address: The address the author wrote from; may be empty.
        alone: True if the one was the only recipient of the other's message.
        recipients: How many people it was addressed to.
        thread: Token of its thread; may be empty.
        flags: `Flag` bits of the record.
        readers: Who it was written to.
        answers: Ego's own words that it answers on a mailing list; empty elsewhere.
    """

    record: str
    source: str
    at: datetime
    outgoing: bool
    channel: Channel
    subject: str = ""
    own: str = ""
    signature: str = ""
    address: str = ""
    alone: bool = True
    recipients: int = 1
    thread: str = ""
    flags: Flag = NO_FLAGS
    readers: Readers = ONE_READER
    answers: str = ""

    @property
    def is_to_few(self) -> bool:
        """Whether a human wrote it to few people, ego among them: by themselves, or as an answer on a mailing list."""
        if self.flags & MACHINE_MADE or self.recipients > FEW_RECIPIENTS:
            return False
        return not self.flags & Flag.LIST or bool(self.answers)

    @property
    def is_personal(self) -> bool:
        """Whether a human wrote it to few people, so that its words count as said between two."""
        return not self.flags & (MACHINE_MADE | Flag.LIST) and self.recipients <= FEW_RECIPIENTS

    def evidence(self, quote: str | None = None) -> Evidence:
        """Return this message as proof, with the words that matter."""
        return Evidence(record=self.record, source=self.source, at=self.at, quote=quote)


def newest_first(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """Return the exchanges in one order, whatever order they came in."""
    return tuple(sorted(exchanges, key=lambda exchange: (exchange.at, exchange.record), reverse=True))
