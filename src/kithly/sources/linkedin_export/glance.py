"""What a file of an export holds, seen at a glance: rows counted, or estimated where they are many."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kithly.sources._formats.linkedin.export import OPENED, named_day, rows_of
from kithly.sources._formats.linkedin.kinds import Kind, recognised
from kithly.sources.base import Glance, Item

WHOLE = 2 << 20  # bytes of a file whose rows are counted; of a larger one only its beginning is
BEGINNING = 1 << 20

CALLED: Mapping[Kind, str] = {
    Kind.CONNECTIONS: "connections",
    Kind.MESSAGES: "messages",
    Kind.INVITATIONS: "invitations",
    Kind.RECOMMENDATIONS: "recommendations",
    Kind.ENDORSEMENTS: "endorsements",
    Kind.NOTES: "notes",
    Kind.POSITIONS: "positions",
    Kind.EDUCATION: "schools",
    Kind.SHARES: "posts",
    Kind.COMMENTS: "comments",
    Kind.REACTIONS: "reactions",
    Kind.REPOSTS: "reposts",
    Kind.EVENTS: "events",
    Kind.FOLLOWS: "follows",
    Kind.BOOK: "uploaded contacts",
}


def glance(item: Item) -> Glance:
    """Return how many rows a file of an export has, and when the export was made.

    Raises:
        SourceFormatError: It cannot be read.
    """
    kind = recognised(item)
    called = CALLED.get(kind) if kind else None
    if kind is None or called is None:  # who the user is: nothing to count
        return Glance(counts={}, is_exact=True, made_on=_made_on(item))
    rows = _rows(item, kind)
    is_exact = item.size <= WHOLE
    return Glance(
        counts={called: rows if is_exact else round(rows * item.size / BEGINNING)},
        is_exact=is_exact,
        made_on=_made_on(item),
    )


def _rows(item: Item, kind: Kind) -> int:
    if item.size <= WHOLE:
        return sum(1 for _ in rows_of(item, kind))
    beginning = item.head(BEGINNING)
    return sum(1 for _ in rows_of(replace(item, opener=lambda: io.BytesIO(beginning)), kind))


def _made_on(item: Item) -> date | None:
    """Return the day of the export, by its name or the stamps in its zip."""
    named = named_day(f"{item.container}/{item.path}")
    if named:
        return named.date()
    if item.container.lower().endswith(".zip") and item.modified >= OPENED:
        return item.modified.date()
    return None
