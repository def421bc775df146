"""How many cards a file holds, seen at a glance."""

from __future__ import annotations

import re
from itertools import takewhile

from kithly.sources.base import Glance, Item

WHOLE = 32 << 20  # bytes of a file that is counted as a whole; of a larger one only the beginning is
CHUNK = 1 << 20
_END = re.compile(rb"(?im)^END\s*:\s*VCARD\s*$")


def glance(item: Item) -> Glance:
    """Return how many cards a file holds: counted, or estimated from its beginning where it is large."""
    size = cards = 0
    rest = b""
    with item.opener() as stream:
        for chunk in takewhile(bool, iter(lambda: stream.read(CHUNK), b"")):
            head, _, tail = (rest + chunk.replace(b"\0", b"").replace(b"\r", b"\n")).rpartition(b"\n")
            cards += len(_END.findall(head))
            rest = tail
            size += len(chunk)
            if size >= WHOLE:
                break
    cards += len(_END.findall(rest))
    is_exact = size >= item.size or size < WHOLE
    return Glance(counts={"cards": cards if is_exact else round(cards * item.size / size)}, is_exact=is_exact)
