"""The source of what Facebook and Instagram hand out of one's account, as JSON."""

from kithly.sources.meta_export.source import MetaExport

__all__ = ["MetaExport"]
