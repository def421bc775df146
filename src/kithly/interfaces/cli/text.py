"""Plain words in 80 columns, safe for any terminal; or one fact a line, where that is asked for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence

import click

from kithly.interfaces.cli.links import linked
from kithly.interfaces.cli.manner import is_plain, manner
from kithly.interfaces.cli.wrapping import columns, columns_of, filled

WIDTH = 80  # columns; wider lines are hard to read
COLUMN = 34  # the widest a column of a table is, save the last
LAST = 26  # columns the last one of a table gets before the others share the rest
HEAD = 12  # columns the first one of a table, a name, may be wider than the others
COPIED = 36  # characters of a command that are kept on one line
GLUE = "\x00"  # stands for a blank at which no line ends; no text that was cleaned holds it
NARROW = 8  # no column is made narrower than this

# Control characters (terminal escapes among them) and invisible direction marks never reach a terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_COMMAND = re.compile(r"\bkithly(?: (?:--)?[\w@./+-]*[\w/+])+")
_IN_ASCII = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": ",", "\u00a0": " "}
)  # of our own punctuation, what is as good


def width() -> int:
    """Return how many columns to use."""
    return max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Return foreign text made harmless for a terminal, on one line unless lines are kept."""
    safe = _UNSAFE.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " "))
    return safe if keep_lines else " ".join(safe.split())


def say(text: str = "", *, indent: int = 0, hang: int = 0, links: Mapping[str, str] | None = None) -> None:
    """Print one paragraph, wrapped.

    Args:
        text: The words; foreign ones are made harmless.
        indent: Blanks before each line.
        hang: More of them before all lines but the first.
        links: Address by label: where the terminal bears it, each label becomes a link.
    """
    shown = wrap(text, indent=indent, hang=hang)
    click.echo(linked(shown, links) if links and manner().links else shown)


def wrap(text: str, *, indent: int = 0, hang: int = 0) -> str:
    """Return one paragraph wrapped to the width; ``hang`` indents all lines but the first further."""
    words = clean(text)
    if manner().plain:
        return " " * indent + in_ascii(words) if words else ""
    lines = filled(_COMMAND.sub(_glued, words), width(), first=" " * indent, rest=" " * (indent + hang))
    return "\n".join(lines).replace(GLUE, " ") if words else ""


def _glued(found: re.Match[str]) -> str:
    """Return a short command so that it is not parted: it is there to be copied."""
    return found[0].replace(" ", GLUE) if len(found[0]) <= COPIED else found[0]


def in_ascii(text: str) -> str:
    """Return text with the punctuation of any keyboard."""
    return text.translate(_IN_ASCII)


def say_error(text: str, *, words: Sequence[str] = ()) -> None:
    """Print what went wrong on standard error, as lines.

    Args:
        text: What, and the next step; foreign words are clean already.
        words: What was typed, for where no verb was found yet.
    """
    click.echo(in_ascii(text) if is_plain(words=words) else text, err=True)


def facts(told: Iterable[str], *, indent: int = 0) -> None:
    """Print short facts on one line; plainly, each on its own."""
    if not manner().plain:
        say("; ".join(told), indent=indent)
        return
    for one in told:
        say(one[:1].upper() + one[1:], indent=indent)


def address_line(url: str, label: str = "", *, indent: int = 0) -> None:
    """Print an address on a line of its own, never wrapped, so that it can be copied; where possible as a link."""
    shown = clean(url)
    line = " " * indent + (f"{clean(label)}: {shown}" if label else shown)
    click.echo(linked(line, {shown: url}) if manner().links else line)


def command_line(command: str, *, indent: int = 0) -> None:
    """Print a command on a line of its own, never wrapped, so that it can be copied."""
    click.echo(" " * indent + clean(command))


def block(text: str, *, indent: int = 4, bar: str = "") -> None:
    """Print several paragraphs as they are, wrapped, behind an indent and an optional bar; plainly without both."""
    is_plain_now = manner().plain
    lead = " " * indent + ("" if is_plain_now else bar)
    for paragraph in clean(text, keep_lines=True).split("\n"):
        lines = [paragraph] if is_plain_now else filled(paragraph, width() - len(lead))
        for one in lines:
            click.echo((lead + one).rstrip())


def shorten(text: str, room: int) -> str:
    """Return text cut to ``room`` columns, with an ellipsis where something is missing."""
    flat = clean(text)
    if columns(flat) <= room:
        return flat
    used = fits = 0
    for character in flat:
        used += columns_of(character)
        if used > room - 1:
            break
        fits += 1
    return flat[:fits].rstrip() + "…"


def table(
    rows: Iterable[tuple[str, ...]],
    *,
    indent: int = 0,
    heads: tuple[str, ...] = (),
    links: Mapping[str, str] | None = None,
) -> None:
    """Print rows in columns; where room is short the last column keeps its own, the widest others give way.

    Plainly each row is one line: its cells whole, each after the word of its column.

    Args:
        rows: The cells of each.
        indent: Blanks before each line.
        heads: What stands above the columns.
        links: Address by what a first cell says.
    """
    cells = [tuple(clean(cell) for cell in row) for row in rows]
    if not cells:
        return
    if manner().plain:
        for row in cells:
            say(_in_a_line(row, heads), indent=indent)
        return
    cells = [heads, *cells] if heads else cells
    sizes = _sizes(cells, width() - indent)
    clicked = links if links and manner().links else {}
    for row in cells:
        line = "  ".join(_padded(shorten(cell, size), size) for cell, size in zip(row, sizes, strict=True))
        shown = (" " * indent + line).rstrip()
        click.echo(linked(shown, {shorten(row[0], sizes[0]): clicked[row[0]]}) if row[0] in clicked else shown)


def _in_a_line(row: tuple[str, ...], heads: tuple[str, ...]) -> str:
    """Return a row as one line."""
    named = heads or ("",) * len(row)
    told = (f"{head}: {cell}" if head else cell for head, cell in zip(named, row, strict=True) if cell)
    return "; ".join(told)


def _sizes(cells: Sequence[tuple[str, ...]], room: int) -> list[int]:
    """Return the columns of each cell of a row, with two blanks between them within ``room``."""
    wanted = [max(columns(cell) for cell in column) for column in zip(*cells, strict=True)]
    sizes = [min(size, COLUMN) for size in wanted[:-1]]
    room -= 2 * len(sizes) + min(wanted[-1], LAST)
    while sum(sizes) > room and (wide := [place for place, size in enumerate(sizes) if size > NARROW]):
        widest = max(wide, key=lambda place: sizes[place] - (0 if place else HEAD))
        sizes[widest] -= 1
    return [*sizes, max(min(wanted[-1], LAST) + room - sum(sizes), NARROW)]


def _padded(text: str, size: int) -> str:
    return text + " " * (size - columns(text))


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``1 person`` or ``2 people``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
