"""What the columns of a table hold: by their names, by their cells, and by the user's word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from itertools import islice

from kithly.sources._formats.book import head_texts
from kithly.sources._formats.decode import clean_text, is_text, open_text
from kithly.sources._formats.table import Columns, Lines, Row, Table, column_name, find_header
from kithly.sources.base import HEAD, Item
from kithly.sources.contacts_csv.evidence import MOST, SAMPLE, agrees, by_cells, is_email, is_phone, is_profile, share
from kithly.sources.contacts_csv.fields import ADDRESSES, NAMES, PERSONAL, Field
from kithly.sources.contacts_csv.foreign import is_foreign
from kithly.sources.contacts_csv.lexicon import field_of, is_qualifier, money

FEW = 2  # columns of a table, at least
MANY = 400  # at most; a wider one is measurements
MOST_ROWS = 0.5  # of the rows have two cells or more, at least
SURE = 0.8  # of the cells of a column of addresses, where nothing but that column tells
_CELLS = {Field.EMAIL: is_email, Field.PHONE: is_phone, Field.LINKEDIN: is_profile}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the columns of one table hold.

    Attributes:
        columns: Their names as compared, in order; a repeated one is numbered.
        titles: Their names as written.
        fields: What each holds.
        sure: Enough of them tell that it is a table of people.
    """

    columns: Columns
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    sure: bool

    @property
    def key(self) -> str:
        """By what the user's word about these columns is remembered."""
        return f"columns:{sha256(chr(0).join(self.columns).encode('utf-8', 'replace')).hexdigest()[:12]}"

    def of(self, field: Field) -> tuple[str, ...]:
        """Return the columns that hold something."""
        return tuple(column for column, one in zip(self.columns, self.fields, strict=True) if one is field)


def looked_at(item: Item) -> Guess | None:
    """Return what the columns of an item hold as far as its first bytes tell, without reading more of it."""
    head = item.head()
    if not is_text(head):
        return None
    tables = [table for text in head_texts(head) if (table := _header(text))]
    if any(is_foreign(table.columns) for table in tables):
        return None
    known = [_guess(table, is_cut=len(head) < item.size) for table in tables]
    return next((one for one in known if one.sure), known[0] if known else None)


def guess(item: Item) -> Guess | None:
    """Return what the columns of an item hold, by its beginning; None if it is no table, or another source's.

    The whole file decides which letters its bytes are.
    """
    if looked_at(item) is None:
        return None
    with open_text(item.opener) as stream:
        text = stream.read(HEAD)
    table = _header(clean_text(text))
    return _guess(table, is_cut=len(text) == HEAD) if table and not is_foreign(table.columns) else None


def _header(text: str) -> Table | None:
    return _table(text, _names_people) or _table(text, _is_table)


def _guess(table: Table, *, is_cut: bool) -> Guess:
    rows = list(islice(_whole(table, is_cut=is_cut), SAMPLE))
    columns = table.keys
    fields = _fields(columns, rows)
    return Guess(
        columns=columns,
        titles=table.titles,
        fields=fields,
        sure=_is_sure(dict(zip(columns, fields, strict=True)), rows),
    )


def told(one: Guess, word: str | None) -> Guess:
    """Return a guess with the user's word about some columns in it."""
    if not word:
        return one
    said = parse_word(word)
    fields = (Field(said.get(column, field)) for column, field in zip(one.columns, one.fields, strict=True))
    return Guess(columns=one.columns, titles=one.titles, fields=tuple(fields), sure=True)


def parse_word(word: str) -> Mapping[str, str]:
    """Return the user's word as it was kept: the field of each column it names."""
    try:
        found = json.loads(word)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    fields = {field.value for field in Field}
    return {str(column): str(field) for column, field in found.items() if field in fields}


def _table(text: str, is_header: object) -> Table | None:
    return find_header(Lines(StringIO(text, newline="")), is_header)  # type: ignore[arg-type]  # one of the two below


def _names_people(columns: Columns) -> bool:
    """Say whether a line names at least a person and one thing more."""
    if len(columns) > MANY:
        return False
    found = [told[0] for column in columns if (told := field_of(column))]
    return len(found) >= FEW and any(field in NAMES | ADDRESSES for field in found)


def _is_table(columns: Columns) -> bool:
    return FEW <= sum(1 for column in columns if column) <= MANY


def _whole(table: Table, *, is_cut: bool) -> Iterator[Row]:
    """Yield the rows of a beginning, but the last, which may be half a row."""
    rows = table.rows()
    last = next(rows, None)
    for row in rows:
        if last is not None and not last.damaged:
            yield last
        last = row
    if last is not None and not is_cut:
        yield last


def _fields(columns: Columns, rows: Sequence[Row]) -> tuple[Field, ...]:
    found = list(_each(columns, rows))
    if Field.FIRST in found and Field.LAST not in found and found.count(Field.NAME) == 1:
        name, first = columns[found.index(Field.NAME)], columns[found.index(Field.FIRST)]
        pairs = [(row.get(name).casefold(), row.get(first).casefold()) for row in rows if row.get(first)]
        if pairs and not any(given in whole for whole, given in pairs):
            found[found.index(Field.NAME)] = Field.LAST  # "Name;Vorname": the name is that of the family
    return tuple(found)


def _each(columns: Columns, rows: Sequence[Row]) -> Iterator[Field]:
    for column in columns:
        cells = [row.cells.get(column, "") for row in rows]
        named = field_of(column) if column else None
        if named and agrees(named[0], cells):
            yield named[0]
        elif is_qualifier(column) and share(cells, is_phone) >= MOST:
            yield Field.PHONE  # "Home", "Work", "Other" alone are numbers in some books
        else:
            yield by_cells(cells) or (Field.LINE if column else Field.IGNORE)


def _is_sure(fields: Mapping[str, Field], rows: Sequence[Row]) -> bool:
    """Say whether columns and cells are enough for a table of people, not of orders, payments or logs."""
    if sum(len(row.values) > 1 for row in rows) < MOST_ROWS * len(rows):
        return False  # a text in which a line looks like a header
    found = set(fields.values())
    addresses = {column: field for column, field in fields.items() if field in ADDRESSES}
    shares = [share([row.cells.get(column, "") for row in rows], _CELLS[field]) for column, field in addresses.items()]
    is_named = bool(found & NAMES)
    if money() & set(fields):
        return {Field.FIRST, Field.LAST} <= found and any(one >= SURE for one in shares)
    if is_named and addresses:
        return not rows or any(shares)
    if is_named:
        return bool(found & PERSONAL)
    others = found - ADDRESSES - {Field.LINE, Field.IGNORE, Field.NOTE, Field.PLACE, Field.TITLE, Field.WEBSITE}
    return bool(others) and any(one >= SURE for one in shares)


def word_of(said: Mapping[str, str], one: Guess, *, before: str | None = None) -> str:
    """Return the user's word about columns as it is kept.

    Args:
        said: Columns as written or compared, and the field each holds.
        one: The guess about the table.
        before: What was kept before; it holds for the columns that are not named now.

    Raises:
        KeyError: The table has no such column.
    """
    known = {column_name(title): column for title, column in zip(one.titles, one.columns, strict=True)}
    known |= {column: column for column in one.columns}
    fresh = {_column(name, known): Field(field).value for name, field in said.items()}
    return json.dumps({**(parse_word(before) if before else {}), **fresh}, sort_keys=True)


def _column(name: str, known: Mapping[str, str]) -> str:
    column = known.get(name) or known.get(column_name(name))
    if not column:
        raise KeyError(name)
    return column
