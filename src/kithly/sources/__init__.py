"""In: what reads the files a person already owns."""

from kithly.sources._formats.archive import items
from kithly.sources.base import FileSource, Item, Known

__all__ = ["FileSource", "Item", "Known", "items"]
