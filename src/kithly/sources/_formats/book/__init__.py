"""What all address books in tables share: cells, days, names, and keys for rows without ids."""

from __future__ import annotations

from kithly.sources._formats.book.card import Card, line
from kithly.sources._formats.book.days import Dating
from kithly.sources._formats.book.reading import Book, glance_book, head_texts, is_book, read_book

__all__ = ["Book", "Card", "Dating", "glance_book", "head_texts", "is_book", "line", "read_book"]
