"""Keys for rows that have no id: an address, else a number, else name and employer.

What is equal in two rows of a file does not tell them apart. So the whole file is looked at first: where
several people share a key, each gets their name added, and namesakes without anything else get the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from kithly.records import Contact, name_key
from kithly.sources._formats.book.card import Card, strong_value

_SEVERAL = -1


class Keys:
    """Keys of the rows of one file, after all of them were seen."""

    def __init__(self, cards: Iterable[Card]) -> None:
        """Look at every card of the file once."""
        self._names: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        for card in cards:
            first, name = _first(card), name_key(card.name)
            _note(self._names, hash(first), hash(name))
            _note(self._rows, hash((first, name)), hash(card))

    def of(self, card: Card) -> str:
        """Return the key of a card: the same in every export that holds the same people."""
        first, name = _first(card), name_key(card.name)
        several = self._rows.get(hash((first, name))) == _SEVERAL
        if self._names.get(hash(first)) != _SEVERAL and not several:
            return first
        key = f"{first}|{name}" if strong_value(card) else first
        return f"{key}|{content_mark(card)}" if several else key


def content_mark(what: Card | Contact) -> str:
    """Return a short mark of all a card says."""
    return sha256(repr(what).encode("utf-8", "replace")).hexdigest()[:16]


def _first(card: Card) -> str:
    return strong_value(card) or f"{name_key(card.name)}|{name_key(card.company)}"


def _note(seen: dict[int, int], key: int, value: int) -> None:
    if seen.setdefault(key, value) != value:
        seen[key] = _SEVERAL
