"""What a mail is before its mailbox gives it a separator and labels."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Label = Literal["inbox", "sent", "archived", "opened", "unread", "important", "promotions", "spam", "trash", "drafts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail.

    Attributes:
        at: When it was sent; aware UTC.
        sender: Bare address of the sender, for separators.
        thread: Name of its thread.
        labels: Where Gmail would show it.
        headers: Header lines with LF, the content headers among them; ASCII but for deliberate raw text.
        body: Encoded body.
    """

    at: datetime
    sender: str
    thread: str
    labels: tuple[Label, ...]
    headers: str
    body: bytes

    @property
    def thread_number(self) -> int:
        """Thread id as Gmail has it: a long decimal number."""
        return (1_500_000_000 << 30) + (zlib.crc32(self.thread.encode()) << 20)
