"""One row of a table of people as a card, by what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kithly.records import NamedDay, PartialDate, Relation, clean_name
from kithly.sources._formats.book import Card, Dating, line
from kithly.sources._formats.book.cells import joined_place
from kithly.sources._formats.book.names import full_name
from kithly.sources._formats.table import Row
from kithly.sources.contacts_csv.cells import address, cadence, is_yes, names, values, without_link
from kithly.sources.contacts_csv.fields import NETWORKS, Field
from kithly.sources.contacts_csv.guess import Guess
from kithly.sources.contacts_csv.lexicon import field_of

MAX_LINES = 40  # columns without a place of their own that are kept of one row

_RELATIONS = {Field.INTRODUCED_BY: "introduced by", Field.SPOUSE: "spouse", Field.CHILD: "child"}
_DAYS = (Field.BIRTHDAY, Field.MET, Field.LAST_CONTACT)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one table.

    Attributes:
        guess: What its columns hold.
    """

    guess: Guess

    def card(self, row: Row, how: Dating) -> Card | str:
        """Return what one row says."""
        first = self._one(row, Field.FIRST)
        return Card(
            name=self._name(row, first),
            given=first,
            emails=tuple(map(address, self._values(row, Field.EMAIL))),
            phones=self._values(row, Field.PHONE),
            urls=self._values(row, Field.WEBSITE),
            handles=tuple((field.value, one) for field in NETWORKS for one in self._values(row, field)),
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
        return tuple(filter(None, map(row.get, self.guess.of(field))))

    def _one(self, row: Row, field: Field) -> str:
        return next(iter(self._cells(row, field)), "")

    def _values(self, row: Row, field: Field) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for cell in self._cells(row, field) for one in values(cell)))

    def _name(self, row: Row, first: str) -> str:
        written = without_link(self._one(row, Field.NAME))
        return full_name(first, self._one(row, Field.LAST), middle=self._one(row, Field.MIDDLE), written=written)

    def _day(self, row: Row, field: Field, how: Dating) -> PartialDate | None:
        return next((day for cell in self._cells(row, field) if (day := how.day(cell))), None)

    def _days(self, row: Row, how: Dating) -> Iterator[NamedDay]:
        if day := self._day(row, Field.MET, how):
            yield NamedDay(label="met", day=day)

    def _relations(self, row: Row) -> Iterator[Relation]:
        for field, label in _RELATIONS.items():
            for cell in self._cells(row, field):
                found = values(cell) if field is Field.CHILD else names(cell)
                yield from (Relation(label=label, name=name) for name in map(clean_name, found) if name)

    def _places(self, row: Row) -> Iterator[str]:
        """Yield the places of a row: columns that belong together (``Mailing City``, ``Mailing Country``) are one."""
        found: dict[str, list[str]] = {}
        for column in self.guess.of(Field.PLACE):
            which = field_of(column)
            found.setdefault(which[1] if which else column, []).append(row.get(column).replace("\n", ", "))
        yield from map(joined_place, found.values())

    def _lines(self, row: Row, how: Dating) -> Iterator[str]:
        """Yield what has no place of its own, and what could not be read where it has one."""
        for title, column, field in zip(self.guess.titles, self.guess.columns, self.guess.fields, strict=True):
            cell = row.get(column)
            if cell and self._is_line(field, cell, how):
                yield line(title, self._shown(field, cell, how))

    @staticmethod
    def _is_line(field: Field, cell: str, how: Dating) -> bool:
        if field in {Field.LINE, Field.LAST_CONTACT, Field.HOW_MET}:
            return True
        if field in {Field.BIRTHDAY, Field.MET}:
            return how.day(cell) is None and any(letter in "123456789" for letter in cell)
        return field is Field.CADENCE and not cadence(cell)

    @staticmethod
    def _shown(field: Field, cell: str, how: Dating) -> str:
        """Return a cell for the note; the tool's word of a last contact as a plain day."""
        day = how.day(cell) if field is Field.LAST_CONTACT else None
        return day.iso() if day else cell
