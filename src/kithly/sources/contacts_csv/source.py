"""The source of tables of people that no other source knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.book import Book, glance_book, read_book
from kithly.sources._formats.table import numbered
from kithly.sources.base import Column, ColumnsGuess, Glance, Item
from kithly.sources.contacts_csv.fields import WORDS, Field
from kithly.sources.contacts_csv.guess import Guess, guess, looked_at, told, word_of
from kithly.sources.contacts_csv.row import Reader


class ContactsCsv:
    """Reads any table with a row for each person: of Dex, Clay, HubSpot, Salesforce, Notion, Airtable, or by hand."""

    name = "contacts_csv"
    family = "contacts_csv"
    version = 1
    guesses = True
    fields: Mapping[str, str] = {field.value: words for field, words in WORDS.items()}

    def recognises(self, item: Item) -> bool:
        """Say whether columns and cells of an item are enough to know it as a table of people."""
        found = looked_at(item)
        return found is not None and found.sure

    def not_read(self, item: Item) -> str | None:
        """Return in one clause what a table needs to be read; None if it has nothing of people."""
        found = looked_at(item)
        if found is None or found.sure or not any(map(found.of, (Field.EMAIL, Field.LINKEDIN))):
            return None
        return 'a table that may be of people: say what its columns hold with --map "COLUMN=name"'

    def columns(self, item: Item) -> ColumnsGuess | None:
        """Return what the columns of an item are taken for, the user's word included; None if it is no table."""
        found = guess(item)
        if found is None:
            return None
        final = told(found, item.answers.get(found.key))
        return ColumnsGuess(
            key=final.key,
            columns=tuple(
                Column(title=title, field=field.value, words=WORDS[field])
                for title, field in zip(final.titles, final.fields, strict=True)
                if title
            ),
        )

    def word(self, item: Item, said: Mapping[str, str]) -> str:
        """Return the user's word about the columns of an item, as it is to be remembered.

        Args:
            item: The table.
            said: Columns as written, with the field each holds; what was told before holds for the others.

        Raises:
            SourceFormatError: It is no table, or has no such column.
        """
        found = guess(item)
        if found is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no table of people.")
        try:
            return word_of(said, found, before=item.answers.get(found.key))
        except KeyError as error:
            titles = ", ".join(filter(None, found.titles))
            raise SourceFormatError(
                self.name, item.path, f"{item.path} has no column {error}.", hint=f"Its columns are: {titles}"
            ) from error

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one contact or one problem for each row.

        Args:
            item: What to read; the user's word about its columns is among its answers.
            resume: Not used; an address book is small and is read from its start.

        Raises:
            SourceFormatError: The item is no table.
        """
        found = guess(item)
        if found is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no table of people.")
        yield from read_book(item, self._book(told(found, item.answers.get(found.key))))

    def glance(self, item: Item) -> Glance:
        """Return how many people there are."""
        found = guess(item)
        if found is None:
            return Glance(counts={}, is_exact=False)
        return glance_book(item, self._book(found))

    def _book(self, found: Guess) -> Book:
        reader = Reader(found)
        return Book(
            family=self.family,
            is_header=lambda columns: numbered(columns) == found.columns,
            card=reader.card,
            day_cells=reader.day_cells,
        )
