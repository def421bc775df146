"""Evidence: the record that proves a statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer to one kept record, with the words that matter.

    Attributes:
        record: Record id, hexadecimal; for the user's own word, the id of that decision.
        source: Name of the source, or ``self``.
        at: When it happened; None if the record does not say.
        quote: Exact words out of the record, or None where the record as a whole is the proof.
        url: A page to look at, or None.
    """

    record: str
    source: str
    at: datetime | None = None
    quote: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One statement with what proves it.

    Attributes:
        text: The statement, in the user's words.
        evidence: Records that prove it.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
