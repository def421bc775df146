"""The source of Outlook's tables."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.records import Problem, Sighted
from kithly.sources._formats.book import Book, glance_book, is_book, read_book
from kithly.sources._formats.book.layouts import Layout, aliases, layout_of
from kithly.sources.base import Glance, Item
from kithly.sources.outlook_csv.row import card, day_cells

BOOK = Book(
    family="outlook_csv",
    is_header=lambda columns: layout_of(columns) is Layout.OUTLOOK,
    card=card,
    day_cells=day_cells,
    aliases=aliases(Layout.OUTLOOK),
)


class OutlookCsv:
    """Reads what Outlook exports: the desktop programs of many years and languages, and Outlook.com."""

    name = "outlook_csv"
    family = BOOK.family
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether an item has the columns of Outlook."""
        return is_book(item, BOOK)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one contact or one problem for each row.

        Args:
            item: What to read.
            resume: Not used; an address book is small and is read from its start.

        Raises:
            SourceFormatError: The item has no header of Outlook's.
        """
        yield from read_book(item, BOOK)

    def glance(self, item: Item) -> Glance:
        """Return how many contacts there are."""
        return glance_book(item, BOOK)
