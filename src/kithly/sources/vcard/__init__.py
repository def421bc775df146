"""Files of cards, as every address book exports them."""

from kithly.sources.vcard.source import VCard

__all__ = ["VCard"]
