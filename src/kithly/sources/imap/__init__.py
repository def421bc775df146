"""Mail accounts, by IMAP."""

from kithly.sources.imap.source import Imap

__all__ = ["Imap"]
