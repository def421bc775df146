"""Mail in maildirs."""

from kithly.sources.maildir.source import Maildir

__all__ = ["Maildir"]
