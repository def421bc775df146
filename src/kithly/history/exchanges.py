"""An exchange: one message with its words, as the story packages need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.records import NO_FLAGS, Channel, Evidence, Flag

FEW_RECIPIENTS = 5  # up to so many people a question still feels asked of each of them
MACHINE_MADE = Flag.BULK | Flag.AUTOMATIC


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
