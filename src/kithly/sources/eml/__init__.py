"""Single mails in files of their own."""

from kithly.sources.eml.source import Eml

__all__ = ["Eml"]
