"""One row of a table of people as a card, by what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kithly.records import NamedDay, PartialDate, Relation, clean_name
from kithly.sources._formats.book import Card, Dating, line
from kithly.sources._formats.book.cells import joined_place
from kithly.sources._formats.book.names import full_name
from kithly.sources._formats.table import Row
from kithly.sources.contacts_csv.cells import address, cadence, is_yes, names, values, without_link
from kithly.sources.contacts_csv.fields import NETWORKS, Field
from kithly.sources.contacts_csv.guess import Guess
from kithly.sources.contacts_csv.lexicon import field_of

WIDE = 4  # columns of a table in which a line of one cell is no row
NO_ROW = "a line beside the table: one cell alone"
MAX_LINES = 40  # columns without a place of their own that are kept of one row

_RELATIONS = {Field.INTRODUCED_BY: "introduced by", Field.SPOUSE: "spouse", Field.CHILD: "child"}
_NAMED_DAYS = {Field.MET: "met", Field.ANNIVERSARY: "anniversary"}
_DAYS = (Field.BIRTHDAY, *_NAMED_DAYS, Field.LAST_CONTACT)
_LINES = frozenset({Field.LINE, Field.LAST_CONTACT, Field.HOW_MET})
_KEPT = frozenset({*_LINES, Field.BIRTHDAY, *_NAMED_DAYS, Field.CADENCE})  # of which something may become a line
_DIGITS = re.compile(r"\d|address")


class Reader:
    """Reads the rows of one table."""

    def __init__(self, guess: Guess) -> None:
        """Read by what the columns of the table hold."""
        self._guess = guess
        self._columns = {field: found for field in Field if (found := guess.of(field))}
        self._networks = tuple(field for field in NETWORKS if field in self._columns)
        self._titled = [
            (title, column, field)
            for title, column, field in zip(guess.titles, guess.columns, guess.fields, strict=True)
            if field in _KEPT
        ]

    def card(self, row: Row, how: Dating) -> Card | str:
        """Return what one row says."""
        if len(row.values) == 1 and len(self._guess.columns) >= WIDE:
            return NO_ROW  # what a report writes under itself, or a group's heading
        first = self._one(row, Field.FIRST)
        return Card(
            name=self._name(row, first),
            given=first,
            emails=tuple(map(address, self._values(row, Field.EMAIL))),
            phones=self._values(row, Field.PHONE),
            urls=self._values(row, Field.WEBSITE),
            handles=tuple((field.value, one) for field in self._networks for one in self._values(row, field)),
            company=without_link(self._one(row, Field.COMPANY)),
            title=without_link(self._one(row, Field.TITLE)),
            birthday=self._day(row, Field.BIRTHDAY, how),
            nickname=self._one(row, Field.NICKNAME),
            labels=self._values(row, Field.TAGS),
            days=tuple(self._days(row, how)),
            relations=tuple(self._relations(row)),
            places=tuple(self._places(row)),
            note="\n".join(self._cells(row, Field.NOTE)),
            more=tuple(filter(None, self._lines(row, how)))[:MAX_LINES],
            cadence_days=next((days for cell in self._cells(row, Field.CADENCE) if (days := cadence(cell))), 0),
            starred=any(map(is_yes, self._cells(row, Field.FAVOURITE))),
        )

    def day_cells(self, row: Row) -> Iterator[str]:
        """Yield the cells that hold days."""
        for field in _DAYS:
            yield from self._cells(row, field)

    def _cells(self, row: Row, field: Field) -> tuple[str, ...]:
        columns = self._columns.get(field)
        return tuple(filter(None, map(row.get, columns))) if columns else ()

    def _one(self, row: Row, field: Field) -> str:
        return next(iter(self._cells(row, field)), "")

    def _values(self, row: Row, field: Field) -> tuple[str, ...]:
        cells = self._cells(row, field)
        return tuple(dict.fromkeys(one for cell in cells for one in values(cell))) if cells else ()

    def _name(self, row: Row, first: str) -> str:
        written = without_link(self._one(row, Field.NAME))
        return full_name(first, self._one(row, Field.LAST), middle=self._one(row, Field.MIDDLE), written=written)

    def _day(self, row: Row, field: Field, how: Dating) -> PartialDate | None:
        return next((day for cell in self._cells(row, field) if (day := how.day(cell))), None)

    def _days(self, row: Row, how: Dating) -> Iterator[NamedDay]:
        for field, label in _NAMED_DAYS.items():
            if day := self._day(row, field, how):
                yield NamedDay(label=label, day=day)

    def _relations(self, row: Row) -> Iterator[Relation]:
        for field, label in _RELATIONS.items():
            for cell in self._cells(row, field):
                found = values(cell) if field is Field.CHILD else names(cell)
                yield from (Relation(label=label, name=name) for name in map(clean_name, found) if name)

    def _places(self, row: Row) -> Iterator[str]:
        """Yield the places of a row: columns that belong together (``Mailing City``, ``Mailing Country``) are one."""
        found: dict[str, list[str]] = {}
        for column in self._columns.get(Field.PLACE, ()):
            which = field_of(column)
            group = _DIGITS.sub("", which[1]) if which else column
            found.setdefault(group, []).append(row.get(column).replace("\n", ", ").replace(";", ", "))
        yield from map(joined_place, found.values())

    def _lines(self, row: Row, how: Dating) -> Iterator[str]:
        """Yield what has no place of its own, and what could not be read where it has one."""
        for title, column, field in self._titled:
            cell = row.get(column)
            if cell and self._is_line(field, cell, how):
                yield line(title, self._shown(field, cell, how))

    @staticmethod
    def _is_line(field: Field, cell: str, how: Dating) -> bool:
        if field in _LINES:
            return True
        if field in {Field.BIRTHDAY, *_NAMED_DAYS}:
            return how.day(cell) is None and any(letter in "123456789" for letter in cell)
        return field is Field.CADENCE and not cadence(cell)

    @staticmethod
    def _shown(field: Field, cell: str, how: Dating) -> str:
        """Return a cell for the note; the tool's word of a last contact as a plain day."""
        day = how.day(cell) if field is Field.LAST_CONTACT else None
        return day.iso() if day else cell
