"""What a source says: contacts, messages, gestures, positions, notes; and what it could not say."""

from kithly.records.dates import PartialDate, to_seconds
from kithly.records.evidence import Because, Evidence
from kithly.records.identity import (
    Identity,
    IdentityKind,
    email_identity,
    linkedin_identity,
    name_identity,
    phone_identity,
)
from kithly.records.names import clean_name, name_key, one_line
from kithly.records.values import (
    KINDS,
    NO_FLAGS,
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Message,
    Party,
    PersonNote,
    Position,
    Post,
    Problem,
    Profile,
    Record,
    Sighted,
)

__all__ = [
    "KINDS",
    "NO_FLAGS",
    "Because",
    "Channel",
    "Contact",
    "Evidence",
    "Flag",
    "Gesture",
    "GestureKind",
    "Identity",
    "IdentityKind",
    "Message",
    "PartialDate",
    "Party",
    "PersonNote",
    "Position",
    "Post",
    "Problem",
    "Profile",
    "Record",
    "Sighted",
    "clean_name",
    "email_identity",
    "linkedin_identity",
    "name_identity",
    "name_key",
    "one_line",
    "phone_identity",
    "to_seconds",
]
