"""In: what reads the files a person already owns."""

from kithly.sources._formats.archive import Arrival, items
from kithly.sources.base import FileSource, Glance, GlancingSource, Item, Known

__all__ = ["Arrival", "FileSource", "Glance", "GlancingSource", "Item", "Known", "items"]
