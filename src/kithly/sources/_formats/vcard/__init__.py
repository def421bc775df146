"""vCard 2.1, 3.0 and 4.0: cards read from bytes, whatever program wrote them, and written again."""

from kithly.sources._formats.vcard.book import Book, Facts, collect, disagree, facts_of
from kithly.sources._formats.vcard.contact import FAMILY, Read, contact_of
from kithly.sources._formats.vcard.properties import Card, Property, parse
from kithly.sources._formats.vcard.rows import RawCard, raw_cards
from kithly.sources._formats.vcard.writing import Version, uid_of, write_card

__all__ = [
    "FAMILY",
    "Book",
    "Card",
    "Facts",
    "Property",
    "RawCard",
    "Read",
    "Version",
    "collect",
    "contact_of",
    "disagree",
    "facts_of",
    "parse",
    "raw_cards",
    "uid_of",
    "write_card",
]
