"""Which file of a LinkedIn export a table is, told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from io import StringIO

from kithly.sources._formats.archive import canonical_name
from kithly.sources._formats.decode import decode_head, is_text
from kithly.sources._formats.linkedin.lexicon import lexicon
from kithly.sources._formats.table import Columns, Lines, Table, find_header, open_table
from kithly.sources.base import Item

# Column names in other languages. LinkedIn itself writes English; tools and people translate.
ALIASES: Mapping[str, str] = {
    alias: column for column, aliases in lexicon("columns").items() for alias in str(aliases).split()
}

HEAD = 16_384  # bytes that hold any preamble and header


class Kind(StrEnum):
    """The files that are read."""

    CONNECTIONS = "connections"
    MESSAGES = "messages"
    INVITATIONS = "invitations"
    PROFILE = "profile"
    POSITIONS = "positions"
    EDUCATION = "education"
    RECOMMENDATIONS = "recommendations"
    ENDORSEMENTS = "endorsements"
    EMAILS = "emails"
    PHONES = "phones"
    NOTES = "notes"
    SHARES = "shares"
    COMMENTS = "comments"
    REACTIONS = "reactions"
    REPOSTS = "reposts"
    EVENTS = "events"
    FOLLOWS = "follows"
    BOOK = "book"


def kind_of(columns: Columns) -> Kind | None:
    """Return which file has these columns, or None."""
    names = frozenset(columns)
    return next((kind for kind, fits in _FITS.items() if fits(names)), None)


def _has(*wanted: str) -> Callable[[frozenset[str]], bool]:
    needed = frozenset(wanted)
    return lambda names: needed <= names


_CONNECTIONS = frozenset(
    {
        *("", "firstname", "lastname", "url", "address", "emailaddress", "company", "position", "websites"),
        "instantmessengers",
    }
)
_BOOKS = (
    frozenset({"source", "firstname", "companies", "emails"}),
    frozenset({"companies", "createdat", "fullname"}),
    frozenset({"firstname", "phonenumbers", "createdat", "emails"}),
)


def _is_connections(names: frozenset[str]) -> bool:
    if "firstname" not in names:
        return False
    if "connectedon" in names:
        return True
    # without the day it is a table of anybody's, unless it holds nothing but LinkedIn's own columns
    return {"lastname", "company", "position", "url"} <= names <= _CONNECTIONS


def _is_book(names: frozenset[str]) -> bool:
    return any(wanted <= names for wanted in _BOOKS)


def _is_messages(names: frozenset[str]) -> bool:
    return {"from", "to", "date", "content"} <= names and bool(names & {"conversationid", "direction", "folder"})


def _is_endorsements(names: frozenset[str]) -> bool:
    return "skillname" in names and bool(names & {"endorseefirstname", "endorserfirstname"})


def _is_education(names: frozenset[str]) -> bool:
    return "schoolname" in names and bool(names & {"startdate", "degreename"})


def _is_shares(names: frozenset[str]) -> bool:
    return "date" in names and bool(names & {"sharelink", "sharecommentary"})


_FITS: Mapping[Kind, Callable[[frozenset[str]], bool]] = {
    Kind.MESSAGES: _is_messages,
    Kind.INVITATIONS: _has("from", "to", "sentat", "direction"),
    Kind.PROFILE: _has("firstname", "lastname", "headline", "summary"),
    Kind.POSITIONS: _has("companyname", "title", "startedon"),
    Kind.EDUCATION: _is_education,
    Kind.RECOMMENDATIONS: _has("firstname", "lastname", "text", "creationdate"),
    Kind.ENDORSEMENTS: _is_endorsements,
    Kind.EMAILS: _has("emailaddress", "confirmed", "primary"),
    Kind.PHONES: lambda names: {"extension", "number"} <= names and bool(names & {"type", "iswhatsappnumber"}),
    Kind.NOTES: _has("connectionfirstname", "note"),
    Kind.SHARES: _is_shares,
    Kind.COMMENTS: lambda names: names - {""} == {"date", "link", "message"},
    Kind.REACTIONS: lambda names: names - {""} == {"date", "type", "link"},
    Kind.REPOSTS: lambda names: names - {""} == {"date", "link"},
    Kind.EVENTS: _has("eventname", "eventtime"),
    Kind.FOLLOWS: lambda names: names - {""} == {"date", "status", "fullname"},
    Kind.BOOK: _is_book,
    Kind.CONNECTIONS: _is_connections,
}

_BOTS = ("guide", "coach", "learning", "roleplay", "assistant")


def is_bot_chat(item: Item) -> bool:
    """Say whether a file is named as a chat with LinkedIn's assistants, which has a message's columns."""
    name = canonical_name(item.name)
    return "messages" in name and any(bot in name for bot in _BOTS)


def head_columns(item: Item, is_header: Callable[[Columns], bool]) -> Columns | None:
    """Return the header among the first bytes of an item, or None."""
    head = item.head(HEAD)
    if not is_text(head):
        return None
    lines = Lines(StringIO(decode_head(head), newline=""))
    table = find_header(lines, is_header, ALIASES)
    return table.columns if table else None


def recognised(item: Item) -> Kind | None:
    """Return which readable file of a LinkedIn export an item is, by its content, or None."""
    columns = head_columns(item, lambda columns: kind_of(columns) is not None)
    kind = kind_of(columns) if columns else None
    if kind is Kind.REPOSTS and not canonical_name(item.name).startswith("instantreposts"):
        return None  # many tables have a date and a link
    return None if kind is Kind.MESSAGES and is_bot_chat(item) else kind


@contextmanager
def open_kind(item: Item, kind: Kind) -> Iterator[Table | None]:
    """Open an item as one kind of table."""
    with open_table(item.opener, lambda columns: kind_of(columns) is kind, ALIASES) as table:
        yield table
