"""Mail: from the bytes of one message to a record."""

from kithly.sources._formats.email.addresses import make_party, parse_parties
from kithly.sources._formats.email.copies import observed_at
from kithly.sources._formats.email.dates import envelope_date, parse_date
from kithly.sources._formats.email.guard import guarded
from kithly.sources._formats.email.message import NO_ENVELOPE, Envelope, read_message
from kithly.sources._formats.email.robots import is_robot

__all__ = [
    "NO_ENVELOPE",
    "Envelope",
    "envelope_date",
    "guarded",
    "is_robot",
    "make_party",
    "observed_at",
    "parse_date",
    "parse_parties",
    "read_message",
]
