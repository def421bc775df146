"""Address books on a server, by CardDAV."""

from kithly.sources.carddav.source import CardDav

__all__ = ["CardDav"]
