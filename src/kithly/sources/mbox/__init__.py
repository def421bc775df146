"""Mail in mbox files."""

from kithly.sources.mbox.source import Mbox

__all__ = ["Mbox"]
