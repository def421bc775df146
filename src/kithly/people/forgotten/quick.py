"""A quick look at the bytes of a record: whether they may hold somebody at all, before the sums are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kithly.people.forgotten.keys import (
    SHORTEST_TAIL,
    decodings,
    digits_of,
    names_looked_for,
    plain_letters,
    words_of,
)
from kithly.records import Identity, IdentityKind

_BETWEEN = r"\D{0,3}"


class Quick:
    """Says of bytes whether one of some names and handles may stand in them; never no where one does."""

    def __init__(self, names: Iterable[str], handles: Iterable[Identity]) -> None:
        told = tuple(handles)
        bare = [one.value.partition(":")[2] for one in told if one.kind is IdentityKind.NAME]
        pairs = {(words[0], words[-1]) for name in names for words in names_looked_for(name)}
        pairs |= {(words[0], words[-1]) for name in bare if (words := words_of(name))}
        self._all_of = tuple(sorted(pairs))
        self._values = tuple(sorted({_value(one) for one in told if one.kind is not IdentityKind.NAME}))
        tails = {digits[-SHORTEST_TAIL:] for one in told if len(digits := digits_of(one)) >= SHORTEST_TAIL}
        self._numbers = re.compile("|".join(_BETWEEN.join(tail) for tail in sorted(tails))) if tails else None

    def may_hold(self, data: bytes) -> bool:
        """Say whether one of them may stand in some bytes."""
        text = _read(data)
        if any(value in text for value in self._values):
            return True
        if any(first in text and last in text for first, last in self._all_of):
            return True
        return self._numbers is not None and self._numbers.search(text) is not None


def _read(data: bytes) -> str:
    """Return bytes as they are compared, with percent-encoded letters as letters beside them."""
    if data.isascii() and b"%" not in data:
        return data.lower().decode("ascii").replace("'", "")
    text = data.decode("utf-8", "replace")
    return plain_letters("\n".join((text, *decodings(text))))


def _value(identity: Identity) -> str:
    """Return the part of a handle that stands wherever it is written."""
    bare = identity.value.rpartition("//")[2].removeprefix("www.") if "//" in identity.value else identity.value
    return plain_letters(bare or identity.value)
