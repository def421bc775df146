"""The source of Thunderbird's tables."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.records import Problem, Sighted
from kithly.sources._formats.book import Book, glance_book, is_book, read_book
from kithly.sources._formats.book.layouts import Layout, aliases, layout_of
from kithly.sources.base import Glance, Item
from kithly.sources.thunderbird_csv.row import card

BOOK = Book(
    family="thunderbird_csv",
    is_header=lambda columns: layout_of(columns) is Layout.THUNDERBIRD,
    card=card,
    aliases=aliases(Layout.THUNDERBIRD),
)


class ThunderbirdCsv:
    """Reads what Thunderbird exports as "Comma Separated"."""

    name = "thunderbird_csv"
    family = BOOK.family
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether an item has the columns of Thunderbird."""
        return is_book(item, BOOK)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one contact or one problem for each row.

        Args:
            item: What to read.
            resume: Not used; an address book is small and is read from its start.

        Raises:
            SourceFormatError: The item has no header of Thunderbird's.
        """
        yield from read_book(item, BOOK)

    def glance(self, item: Item) -> Glance:
        """Return how many contacts there are."""
        return glance_book(item, BOOK)
