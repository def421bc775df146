"""Columns of a terminal: how many a text takes, and lines that keep within them."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

WIDE = frozenset({"W", "F"})  # East Asian widths that take two columns (Unicode Standard Annex 11)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    East Asian wide and full-width characters take two (Unicode Standard Annex 11), combining marks none.
    """
    return len(text) if text.isascii() else sum(map(columns_of, text))


def columns_of(character: str) -> int:
    """Return how many columns one character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in WIDE else 1


def filled(text: str, room: int, *, first: str = "", rest: str = "") -> list[str]:
    """Return one paragraph as lines of at most ``room`` columns; a word that is longer keeps a line of its own.

    Words are never parted, except between wide characters: such scripts have no blanks.

    Args:
        text: One line.
        room: Columns.
        first: What stands before the first line.
        rest: What stands before each other.
    """
    if text.isascii():
        wrapped = textwrap.wrap(
            text,
            room,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return wrapped or [first.rstrip()]
    first += " " * (len(text) - len(text.lstrip(" ")))
    lines: list[str] = []
    lead, line = first, ""
    for piece, is_glued in _pieces(text):
        longer = line + ("" if is_glued or not line else " ") + piece
        if line and columns(lead + longer) > room:
            lines.append(lead + line)
            lead, longer = rest, piece
        line = longer
    return [*lines, lead + line]


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what may stand on a line by itself, and whether no blank parts it from what is before."""
    for word in text.split():
        begun = ""
        is_glued = False
        for character in word:
            if begun and columns_of(character) == 2:
                yield begun, is_glued
                begun, is_glued = "", True
            begun += character
        yield begun, is_glued
