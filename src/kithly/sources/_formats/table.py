"""Tables of text: csv, semicolons or tabs, in any encoding, row by row in bounded memory.

The header is searched by lines, not by csv rows, because text before it may hold a stray quote. A quote
that a row never closes costs that row only: where the lines it swallowed are rows by themselves, they are
given back.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from kithly.records import one_line
from kithly.sources._formats.decode import clean_text, open_text

HEADER_LINES = 20  # a header stands within the first lines
DELIMITERS = (",", ";", "\t")
MAX_LINE = 8 << 20  # characters of one line
MAX_RECORD = 16 << 20  # characters of one row over all its lines
MAX_CELL = 16 << 20
PATIENCE = 1_000  # blank lines in a row that are passed over one by one
SHORT_LINE = 2_000  # characters of a line whose cells are remembered
REMEMBERED = 256  # lines
BLOCK = 1 << 20  # characters of blank lines passed over at a time after that

Columns = tuple[str, ...]

_WHITE = " \t\r\n\v\f\u00a0"
_NO_LETTER = re.compile(r"[^0-9a-z\u0100-\U0010ffff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row under its header.

    Attributes:
        line: Number of its first line in the file, from 1.
        cells: Cell by normalised column name; missing cells are empty. The second of a repeated column is
            ``name#2``, the third ``name#3``.
        values: All cells in order.
        damaged: A quote was never closed, or the row is longer than any real one.
    """

    line: int
    cells: dict[str, str]
    values: tuple[str, ...]
    damaged: bool = False

    def get(self, column: str) -> str:
        """Return the cell without surrounding space, or an empty text."""
        return self.cells.get(column, "").strip()


def column_name(text: str) -> str:
    """Return a header cell as compared: no case, accents, spaces or signs.

    Example:
        >>> column_name(" E-mail Addréss ")
        'emailaddress'
    """
    if text.isascii():
        return _NO_LETTER.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text.replace("\ufeff", "")).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NO_LETTER.sub("", plain)


@lru_cache(REMEMBERED * 16)
def _remembered_name(text: str) -> str:
    return column_name(text)


class Table:
    """A header and the rows under it, read once from an open text.

    Attributes:
        columns: Normalised column names in order, unknown ones included.
        keys: The same, a repeated one numbered, as in `Row.cells`.
        titles: As written, on one line each.
    """

    def __init__(self, lines: Lines, header: str, delimiter: str, aliases: Mapping[str, str]) -> None:
        self.columns = columns = _columns(header, delimiter, aliases)
        self.titles = tuple(map(one_line, _cells(header, delimiter)))
        self._aliases = aliases
        self._lines = lines
        self._delimiter = delimiter
        self._blank = delimiter + _WHITE
        self.keys = numbered(columns)
        self._looks_whole: Callable[[Row], bool] = lambda row: len(row.values) == len(columns)
        self._named = max((place for place, name in enumerate(columns, 1) if name), default=0)
        self._trims = False  # a whole row before had fewer cells: this program leaves out what is empty at the end

    def rows(
        self, starts_row: Callable[[Row], bool] | None = None, *, looks_whole: Callable[[Row], bool] | None = None
    ) -> Iterator[Row]:
        """Yield every row that is not blank, in order.

        Args:
            starts_row: Says of a line read alone whether a new row begins there. By default a line with
                as many cells as the header does.
            looks_whole: Says so of a line inside a quote that nothing closes up to the end of the file, in
                formats whose rows leave out what is empty at their end.
        """
        starts = starts_row or (lambda row: len(row.values) == len(self.columns))
        self._looks_whole = looks_whole or starts
        self._lines.skip(self._blank)
        while self._lines.peek() is not None:
            line = self._lines.number
            row = self._record(line, starts)
            if row.values and any(value.strip() for value in row.values) and not self._is_header(row):
                yield row
            self._lines.skip(self._blank)

    def _is_header(self, row: Row) -> bool:
        if len(row.values) != len(self.columns) or not any(self.columns[:1]):
            return False
        first = column_name(row.values[0])
        if self._aliases.get(first, first) != self.columns[0]:
            return False
        return _names(row.values, self._aliases) == self.columns

    def _record(self, line: int, starts: Callable[[Row], bool]) -> Row:
        taken, values = self._take()
        end = self._swallowed(taken, starts) if len(taken) > 1 else None
        if end is None and len(taken) > 1 and self._lines.ended and sum(map(_quotes, taken)) % 2:
            end = self._swallowed(taken, self._looks_whole)
        if values is None or end is not None:
            keep = end or 1
            self._lines.give_back(taken[keep:])
            taken, values = taken[:keep], self._parse(taken[:keep]) or ()
            return self._mended(line, taken, values)
        if self._is_cut(taken, values):
            return self._mended(line, taken, values)
        self._trims |= 1 < len(values) < self._named
        return self._row(line, values, damaged=len(values) >= 2 * len(self.columns) - 1 > 1)

    def _is_cut(self, taken: list[str], values: Columns) -> bool:
        """Tell a row that ended only because the file or the patience did."""
        if len(taken[-1]) >= MAX_LINE:
            return True
        if len(values) < self._named and not self._trims and not taken[-1].endswith(("\n", "\r")):
            return True
        odd = sum(map(_quotes, taken)) % 2 == 1
        return odd and (len(values) < len(self.columns) or (self._lines.ended and len(values) == len(self.columns)))

    def _mended(self, line: int, taken: list[str], values: Columns) -> Row:
        """Read a line whose quotes do not pair without them; damaged unless that gives every cell."""
        plain = tuple(taken[0].rstrip("\r\n").split(self._delimiter))
        if len(taken) == 1 and len(values) < len(self.columns) == len(plain):
            return self._row(line, tuple(cell.strip('"') for cell in plain))
        return self._row(line, values, damaged=True)

    def _take(self) -> tuple[list[str], Columns | None]:
        """Take the lines of one csv record; the cells are None if it is over every limit."""
        taken: list[str] = []

        def feed() -> Iterator[str]:
            length = 0
            for line in self._lines:
                taken.append(line)
                length += len(line)
                if length > MAX_RECORD:
                    self._lines.give_back([taken.pop()])
                    return
                yield line

        try:
            return taken, tuple(next(csv.reader(feed(), delimiter=self._delimiter), ()))
        except csv.Error:
            return taken, None

    def _swallowed(self, taken: list[str], starts: Callable[[Row], bool]) -> int | None:
        """Return the first of the later lines that is a row of its own, or None."""
        for place, line in enumerate(taken[1:], start=1):
            if self._delimiter in line:
                values = self._parse([line])
                if values is not None and starts(self._row(0, values)):
                    return place
        return None

    def _parse(self, lines: list[str]) -> Columns | None:
        try:
            return tuple(next(csv.reader(lines, delimiter=self._delimiter), ()))
        except csv.Error:
            return None

    def _row(self, line: int, values: Columns, *, damaged: bool = False) -> Row:
        cells = {column: value for column, value in zip(self.keys, values, strict=False) if column}
        return Row(line=line, cells=cells, values=values, damaged=damaged)


class Lines:
    """Lines of a text that can be looked at and given back; long ones are cut at `MAX_LINE`.

    Attributes:
        number: Number of the line that comes next, from 1.
        ended: True once the text has no more lines of its own.
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.number = 1
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._read()
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        return line

    def peek(self) -> str | None:
        """Return the next line without taking it, or None at the end."""
        if not self._back:
            line = self._read()
            if not line:
                self.ended = True
                return None
            self._back.append(line)
        return self._back[0]

    def skip(self, blank: str) -> None:
        """Pass over lines of nothing but these characters; millions of them cost no more than reading them."""
        for _ in range(PATIENCE):
            line = self.peek()
            if line is None or line.strip(blank):
                return
            next(self)
        while not self._back and (text := self._block()):
            rest = text.lstrip(blank)
            start = _line_start(text, len(text) - len(rest)) if rest else len(text)
            self.number += _line_ends(text, start)
            if rest:
                self._back.extend(clean_text(one) for one in io.StringIO(text[start:], newline=""))

    def _block(self) -> str:
        """Read many lines at a time, whole ones."""
        text = self._text.read(BLOCK)
        return text if text.endswith("\n") else text + self._text.readline(MAX_LINE)

    def give_back(self, lines: list[str]) -> None:
        """Put lines back, to be taken again first."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str:
        line = self._text.readline(MAX_LINE)
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                pass
        return clean_text(line)


@contextmanager
def open_table(
    opener: Callable[[], BinaryIO], is_header: Callable[[Columns], bool], aliases: Mapping[str, str] | None = None
) -> Iterator[Table | None]:
    """Open a table; gives None where no line among the first is its header.

    Args:
        opener: Opens the file from its start.
        is_header: Says of normalised column names whether they are the wanted header.
        aliases: Other normalised column names and what they mean.
    """
    with open_text(opener) as text:
        yield find_header(Lines(text), is_header, aliases)


def find_header(
    lines: Lines, is_header: Callable[[Columns], bool], aliases: Mapping[str, str] | None = None
) -> Table | None:
    """Return the table under the first line that is a header, within the first lines, or None."""
    csv.field_size_limit(MAX_CELL)
    for _ in range(HEADER_LINES):
        line = next(lines, None)
        if line is None:
            return None
        for delimiter in DELIMITERS:
            if delimiter in line or delimiter == ",":
                columns = _columns(line, delimiter, aliases or {})
                if columns and is_header(columns):
                    return Table(lines, line, delimiter, aliases or {})
    return None


def _columns(line: str, delimiter: str, aliases: Mapping[str, str]) -> Columns:
    return _names(_cells(line, delimiter), aliases)


def _cells(line: str, delimiter: str) -> Columns:
    """Return the cells of one line; a short one is remembered, because every source of tables asks about it."""
    return _short_cells(line, delimiter) if len(line) <= SHORT_LINE else _read_cells(line, delimiter)


@lru_cache(REMEMBERED)
def _short_cells(line: str, delimiter: str) -> Columns:
    return _read_cells(line, delimiter)


def _read_cells(line: str, delimiter: str) -> Columns:
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return ()


def _names(cells: Iterable[str], aliases: Mapping[str, str]) -> Columns:
    return tuple(aliases.get(name, name) for name in map(_remembered_name, cells))


def numbered(columns: Columns) -> Columns:
    """Return column names under which cells are found: the second of a repeated one is ``name#2``."""
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for column in columns:
        seen[column] += 1
        keys.append(f"{column}#{seen[column]}" if column and seen[column] > 1 else column)
    return tuple(keys)


def _line_start(text: str, place: int) -> int:
    """Return where the line begins that a place is in."""
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _line_ends(text: str, end: int) -> int:
    return text.count("\n", 0, end) + text.count("\r", 0, end) - text.count("\r\n", 0, end)


def _quotes(line: str) -> int:
    return line.count('"')
