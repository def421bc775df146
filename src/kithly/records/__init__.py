"""What a source says: contacts, messages, gestures, positions, notes; and what it could not say."""

from kithly.records.contact import Contact, NamedDay, Relation
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
from kithly.records.names import clean_name, name_key, one_line, text_line
from kithly.records.networks import bluesky_identity, github_identity, mastodon_identity
from kithly.records.news import NEWS_NAMES, News, NewsKind
from kithly.records.pictures import media_type, why_not_kept
from kithly.records.profiles import (
    facebook_identity,
    handle_identity,
    profile_identity,
    telegram_identity,
    url_identity,
    whatsapp_identity,
)
from kithly.records.question import Choice, Question
from kithly.records.sighting import KINDS, Problem, Record, Sighted
from kithly.records.values import (
    NO_FLAGS,
    Channel,
    Flag,
    Gesture,
    GestureKind,
    Meeting,
    Message,
    Party,
    PersonNote,
    Position,
    Post,
    Profile,
)

__all__ = [
    "KINDS",
    "NEWS_NAMES",
    "NO_FLAGS",
    "Because",
    "Channel",
    "Choice",
    "Contact",
    "Evidence",
    "Flag",
    "Gesture",
    "GestureKind",
    "Identity",
    "IdentityKind",
    "Meeting",
    "Message",
    "NamedDay",
    "News",
    "NewsKind",
    "PartialDate",
    "Party",
    "PersonNote",
    "Position",
    "Post",
    "Problem",
    "Profile",
    "Question",
    "Record",
    "Relation",
    "Sighted",
    "bluesky_identity",
    "clean_name",
    "email_identity",
    "facebook_identity",
    "github_identity",
    "handle_identity",
    "linkedin_identity",
    "mastodon_identity",
    "media_type",
    "name_identity",
    "name_key",
    "one_line",
    "phone_identity",
    "profile_identity",
    "telegram_identity",
    "text_line",
    "to_seconds",
    "url_identity",
    "whatsapp_identity",
    "why_not_kept",
]
