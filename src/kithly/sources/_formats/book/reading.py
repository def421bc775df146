"""Reading an address book: looked through once for what the file tells as a whole, then row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO, StringIO

from kithly.errors import SourceFormatError
from kithly.records import Choice, Problem, Question, Sighted, email_identity
from kithly.sources._formats.book.card import Card, contact_of
from kithly.sources._formats.book.days import Dating, dating
from kithly.sources._formats.book.keys import Keys
from kithly.sources._formats.decode import decode, decode_head, is_text
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.table import Columns, Lines, Row, find_header, open_table
from kithly.sources.base import Glance, Item

WHOLE = 4 << 20  # bytes of a file whose rows are counted; of a larger one only its beginning is
BEGINNING = 1 << 20
READ_SINCE = 2026  # no file is read before this year, whatever a stamp that was lost says
FEW_CELLS = 4  # cells of a row that ends early, at least: two names, something empty, an address
DAMAGED = "the row is cut short or its quotes do not pair"
NOBODY = "no name and no address"
UNCLEAR = "the order of day and month is unclear"
DAY_FIRST = "day-first"
MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """How one program writes an address book.

    Attributes:
        family: The source's name, in which keys and bare names count.
        is_header: Says of normalised column names whether they are this program's.
        card: Returns what a row says, or why it says nothing.
        day_cells: Returns the cells of a row that may hold a day in numbers.
        aliases: Column names in other languages and what they mean.
    """

    family: str
    is_header: Callable[[Columns], bool]
    card: Callable[[Row, Dating], Card | str]
    day_cells: Callable[[Row], Iterable[str]] = field(default=lambda _: ())
    aliases: Mapping[str, str] = field(default_factory=dict)


def is_book(item: Item, book: Book) -> bool:
    """Say whether the header of a book stands among the first lines of an item."""
    return header_of(item, book) is not None


def header_of(item: Item, book: Book) -> Columns | None:
    """Return the header of a book among the first bytes of an item, or None."""
    head = item.head()
    if not is_text(head):
        return None
    for text in head_texts(head):
        if table := find_header(Lines(StringIO(text, newline="")), book.is_header, book.aliases):
            return table.columns
    return None


def head_texts(head: bytes) -> Iterator[str]:
    """Yield what the first bytes of a table may say: as they look, then by the statistics of their letters.

    A program writes its columns in the code page of its country, which nothing in the file tells.
    """
    yield decode_head(head)
    if not head.isascii():
        yield decode(head)


def read_book(item: Item, book: Book) -> Iterator[Sighted | Problem]:
    """Yield a contact, a problem, or a record that waits for the user's answer for every row.

    Raises:
        SourceFormatError: The item has no header of the book.
    """
    reading = _Reading(item, book)
    place = "the start"
    try:
        for row in _rows(item, book):
            place = f"line {row.line}"
            yield reading.outcome(row, place)
    except SourceFormatError as error:
        if place == "the start":
            raise
        yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")


def glance_book(item: Item, book: Book) -> Glance:
    """Return how many contacts a book has: counted, or estimated where there are very many.

    Raises:
        SourceFormatError: The item has no header of the book.
    """
    if item.size <= WHOLE:
        return Glance(counts={"contacts": sum(1 for _ in _rows(item, book))}, is_exact=True)
    beginning = item.head(BEGINNING)
    rows = sum(1 for _ in _rows(replace(item, opener=lambda: BytesIO(beginning)), book))
    return Glance(counts={"contacts": round(rows * item.size / len(beginning))}, is_exact=False)


def order_question(columns: Columns) -> Question:
    """Return what to ask where a file does not tell whether the day or the month comes first."""
    mark = sha256("\0".join(columns).encode("utf-8", "replace")).hexdigest()[:12]
    return Question(
        key=f"date-order:{mark}",
        text="Which comes first in the dates of this address book, as in 03/04/1985: the day or the month?",
        choices=(
            Choice(value=DAY_FIRST, text="3 April 1985: the day comes first"),
            Choice(value=MONTH_FIRST, text="March 4, 1985: the month comes first"),
        ),
    )


class _Reading:
    """One file, after it was looked through for what it tells as a whole."""

    def __init__(self, item: Item, book: Book) -> None:
        self._item, self._book = item, book
        self._question = order_question(header_of(item, book) or ())
        self._how = self._dating()
        self._keys = Keys(self._cards())

    def outcome(self, row: Row, place: str) -> Sighted | Problem:
        """Return what one row becomes."""
        card = self._card(row)
        if isinstance(card, str):
            return Problem(at=place, reason=card)
        if any(map(self._how.is_unclear, self._book.day_cells(row))):
            return Problem(at=place, reason=UNCLEAR, held=True, question=self._question)
        contact = contact_of(card, key=self._keys.of(card), family=self._book.family)
        return Sighted(record=contact, at=place, observed_at=self._item.modified)

    def _dating(self) -> Dating:
        cells = (cell for row in _rows(self._item, self._book) for cell in self._book.day_cells(row))
        how, is_open = dating(cells, year=max(self._item.modified.year, READ_SINCE))
        if not is_open:
            return how
        answer = self._item.answers.get(self._question.key)
        told = answer == DAY_FIRST if answer in {DAY_FIRST, MONTH_FIRST} else None
        return Dating(day_first=told, year=how.year)

    def _cards(self) -> Iterator[Card]:
        for row in _rows(self._item, self._book):
            card = self._card(row)
            if not isinstance(card, str):
                yield card

    def _card(self, row: Row) -> Card | str:
        if row.damaged:
            return DAMAGED
        found = attempt(lambda: self._book.card(row, self._how))
        if isinstance(found, str):
            return found
        return found if found.name or found.identities() else NOBODY


def _rows(item: Item, book: Book) -> Iterator[Row]:
    with open_table(item.opener, book.is_header, book.aliases) as table:
        if table is None:
            raise SourceFormatError(book.family, item.path, f"{item.path} has no header of an address book.")
        yield from table.rows(looks_whole=_has_address)


def _has_address(row: Row) -> bool:
    return len(row.values) >= FEW_CELLS and any(map(email_identity, row.values))
