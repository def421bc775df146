"""Evidence in words: what proves a statement, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """One record that proves something.

    Attributes:
        record: Its id, or that of the user's own word.
        source: Name of the source, or ``self``.
        label: What and when: ``Their mail, 14 March 2019``.
        place: Where it stands: ``Mail, “Oslo audit”``; empty where the label says it.
        at: When, aware; None if nobody knows.
        quote: The words that matter, or None.
        url: A page to look at, or None.
        sensitive: Whether the record touches illness, divorce, death, layoff, law or money: then a page never
            unfolds it by itself.
        message: Whether the whole record is a message that can be shown.
    """

    record: str
    source: str
    label: str
    place: str
    at: datetime | None
    quote: str | None
    url: str | None
    sensitive: bool
    message: bool
