"""In: what reads the files and accounts a person already owns."""

from kithly.sources._formats.archive import Arrival, items
from kithly.sources._formats.binary import is_binary
from kithly.sources._formats.notices import notifier_of
from kithly.sources.account import Account, AccountSource, Checked, Cursor, Cursors, Found, Gone, Part, Told
from kithly.sources.base import FileSource, Glance, GlancingSource, Item, Known, MappedSource

__all__ = [
    "Account",
    "AccountSource",
    "Arrival",
    "Checked",
    "Cursor",
    "Cursors",
    "FileSource",
    "Found",
    "Glance",
    "GlancingSource",
    "Gone",
    "Item",
    "Known",
    "MappedSource",
    "Part",
    "Told",
    "is_binary",
    "items",
    "notifier_of",
]
