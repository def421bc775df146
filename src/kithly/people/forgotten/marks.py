"""Whether somebody who was forgotten is meant: by a handle, a name, a record, or in a text."""

from __future__ import annotations

from collections.abc import Iterable

from kithly.people.forgotten.keys import (
    SHORTEST_TAIL,
    Key,
    KeyKind,
    digits_of,
    handle_text,
    sum_of,
    words_of,
)
from kithly.people.forgotten.texts import MOST_SEEN, Finder
from kithly.records import Identity, IdentityKind

LEFT_OUT = "[…]"
"""What stands where somebody who was forgotten was named."""

_SURE_TAIL = 8  # digits at home by which a number with its country is the same


class Marks:
    """The sums of everybody who was forgotten."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._keys = frozenset(keys)
        self._hashes = {kind: frozenset(one.hash for one in self._keys if one.kind is kind) for kind in KeyKind}
        self._salts = tuple(sorted({one.salt for one in self._keys}))
        self._seen: dict[Identity, bool] = {}
        self._finder = Finder(self._keys, self.knows, self._dialled)

    def __bool__(self) -> bool:
        """Whether anybody was forgotten."""
        return bool(self._keys)

    def knows(self, identity: Identity | None) -> bool:
        """Say whether a handle is of somebody who was forgotten, and of nobody else."""
        if identity is None or not self._keys:
            return False
        known = self._seen.get(identity)
        if known is None:
            known = self._is_known(identity)
            if len(self._seen) < MOST_SEEN:
                self._seen[identity] = known
        return known

    def _is_known(self, identity: Identity) -> bool:
        if identity.kind is IdentityKind.NAME:
            return self._has(KeyKind.IDENTITY, handle_text(identity)) or self.names(identity.value.partition(":")[2])
        digits = digits_of(identity)
        return self._has(KeyKind.IDENTITY, handle_text(identity)) or (bool(digits) and self._dialled(digits))

    def shares(self, identity: Identity | None) -> bool:
        """Say whether a handle is of somebody who was forgotten, and of others too."""
        return identity is not None and self._has(KeyKind.SHARED, handle_text(identity))

    def names(self, name: str) -> bool:
        """Say whether a name is the full name of somebody who was forgotten."""
        return bool(self._hashes[KeyKind.NAME]) and self._has(KeyKind.NAME, " ".join(words_of(name)))

    def knows_record(self, record: bytes) -> bool:
        """Say whether an entry went by its own id."""
        return self._has(KeyKind.RECORD, record.hex())

    def cleaned(self, text: str) -> str:
        """Return a text with `LEFT_OUT` in place of the names, addresses and numbers of those who were forgotten."""
        if not text or not self._keys:
            return text
        spans = self._finder.spans(text)
        if not spans:
            return text
        out, last = [], 0
        for start, end in spans:
            out += [text[last:start], LEFT_OUT]
            last = end
        return "".join([*out, text[last:]])

    def _has(self, kind: KeyKind, value: str) -> bool:
        known = self._hashes[kind]
        return bool(known) and any(sum_of(kind, value, salt) in known for salt in self._salts)

    def _dialled(self, digits: str) -> bool:
        """Say whether digits are a number that is known, with its country or without."""
        if len(digits) < SHORTEST_TAIL or not self._hashes[KeyKind.PHONE]:
            return False
        ends = (digits[start:] for start in range(1, len(digits) - _SURE_TAIL + 1))
        return self._has(KeyKind.TAIL, digits) or any(self._has(KeyKind.PHONE, end) for end in ends)
