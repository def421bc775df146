"""What a chat holds, seen at a glance: messages counted where it is small, else estimated from its beginning."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final

from kithly.sources.base import Glance, Item
from kithly.sources.whatsapp.survey import survey

CALLED: Final = "messages"
BEGINNING: Final = 2 << 20  # bytes that are looked at; that takes a tenth of a second


def glance(item: Item) -> Glance:
    """Return how many messages a chat holds.

    Raises:
        SourceFormatError: It cannot be read.
    """
    is_exact = item.size <= BEGINNING
    beginning = item if is_exact else replace(item, opener=lambda: io.BytesIO(item.head(BEGINNING)))
    found = survey(beginning)
    messages = sum(found.names.authors.values())
    count = messages if is_exact else round(messages * item.size / BEGINNING)
    return Glance(counts={CALLED: count} if count else {}, is_exact=is_exact)
