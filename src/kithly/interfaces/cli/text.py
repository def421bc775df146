"""Plain words in 80 columns, safe for any terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

import click

WIDTH = 80  # columns; wider lines are hard to read
COLUMN = 34  # the widest a column of a table is, save the last
LAST = 26  # columns the last one of a table gets before the others share the rest
HEAD = 12  # columns the first one of a table, a name, may be wider than the others
NARROW = 8  # no column is made narrower than this

# Control characters (terminal escapes among them) and invisible direction marks never reach a terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def width() -> int:
    """Return how many columns to use."""
    return max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Return foreign text made harmless for a terminal, on one line unless lines are kept."""
    safe = _UNSAFE.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " "))
    return safe if keep_lines else " ".join(safe.split())


def say(text: str = "", *, indent: int = 0, hang: int = 0) -> None:
    """Print one paragraph, wrapped; ``hang`` indents all lines but the first further."""
    click.echo(wrap(text, indent=indent, hang=hang))


def wrap(text: str, *, indent: int = 0, hang: int = 0) -> str:
    """Return one paragraph wrapped to the width; ``hang`` indents all lines but the first further."""
    room = width()
    return textwrap.fill(
        clean(text),
        room,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def block(text: str, *, indent: int = 4, bar: str = "") -> None:
    """Print several paragraphs as they are, wrapped, behind an indent and an optional bar."""
    lead = " " * indent + bar
    for paragraph in clean(text, keep_lines=True).split("\n"):
        lines = textwrap.wrap(paragraph, width() - len(lead), break_long_words=False) or [""]
        for one in lines:
            click.echo((lead + one).rstrip())


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    East Asian wide and full-width characters take two (Unicode Standard Annex 11), combining marks none.
    """
    if text.isascii():
        return len(text)
    return sum(_columns_of(one) for one in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def shorten(text: str, room: int) -> str:
    """Return text cut to ``room`` columns, with an ellipsis where something is missing."""
    flat = clean(text)
    if columns(flat) <= room:
        return flat
    used = fits = 0
    for character in flat:
        used += _columns_of(character)
        if used > room - 1:
            break
        fits += 1
    return flat[:fits].rstrip() + "…"


def table(rows: Iterable[tuple[str, ...]], *, indent: int = 0) -> None:
    """Print rows in columns; where room is short the last column keeps its own, the widest others give way."""
    cells = [tuple(clean(cell) for cell in row) for row in rows]
    if not cells:
        return
    sizes = _sizes(cells, width() - indent)
    for row in cells:
        line = "  ".join(_padded(shorten(cell, size), size) for cell, size in zip(row, sizes, strict=True))
        click.echo((" " * indent + line).rstrip())


def _sizes(cells: Sequence[tuple[str, ...]], room: int) -> list[int]:
    """Return the columns of each cell of a row, with two blanks between them within ``room``."""
    wanted = [max(columns(cell) for cell in column) for column in zip(*cells, strict=True)]
    sizes = [min(size, COLUMN) for size in wanted[:-1]]
    room -= 2 * len(sizes) + min(wanted[-1], LAST)
    while sizes and sum(sizes) > room and max(sizes) > NARROW:
        widest = max(range(len(sizes)), key=lambda place: sizes[place] - (0 if place else HEAD))
        sizes[widest] -= 1
    return [*sizes, min(wanted[-1], LAST) + max(room - sum(sizes), 0)]


def _padded(text: str, size: int) -> str:
    return text + " " * (size - columns(text))


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``1 person`` or ``2 people``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def by(channel: str) -> str:
    """Return by what way words go, as one would say it."""
    return "in any way you like" if channel == "other" else f"by {channel}"
