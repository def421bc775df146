"""Plain words in 80 columns, safe for any terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable

import click

WIDTH = 80  # columns; wider lines are hard to read

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


def shorten(text: str, room: int) -> str:
    """Return text cut to ``room`` characters, with an ellipsis where something is missing."""
    flat = clean(text)
    return flat if len(flat) <= room else flat[: max(room - 1, 0)].rstrip() + "…"


def table(rows: Iterable[tuple[str, ...]], *, indent: int = 0) -> None:
    """Print rows in columns; the last column takes the room that is left."""
    cells = [tuple(clean(cell) for cell in row) for row in rows]
    if not cells:
        return
    last = len(cells[0]) - 1
    sizes = [min(max(len(row[column]) for row in cells), 34) for column in range(last)]
    for row in cells:
        front = "  ".join(shorten(row[column], sizes[column]).ljust(sizes[column]) for column in range(last))
        lead = " " * indent + (front + "  " if last else "")
        click.echo((lead + shorten(row[last], max(width() - len(lead), 10))).rstrip())


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``1 person`` or ``2 people``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
