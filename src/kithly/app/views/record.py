"""One record whole: everything a source said, with where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """Somebody a record names.

    Attributes:
        name: As the record writes it; may be empty.
        address: Mail address or profile; may be empty.
        person: Who that is, of the people the user knows; None for the user and for strangers.
        is_you: Whether it is the user.
    """

    name: str
    address: str
    person: NamedView | None
    is_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInView:
    """Where a record was read.

    Attributes:
        file: The file.
        place: Place in the file; may be empty.
        source: What kind of source, in words.
        at: When the source said so.
    """

    file: str
    place: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One thing a record says: what it is called, and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """What a record said at one time, where it said other things at other times."""

    at: datetime
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """One record whole.

    Attributes:
        id: Its id, or that of the user's own word.
        kind: ``message``, ``gesture``, ``contact``, ``note``, ``position``, ``profile``, ``post`` or ``word``.
        title: What and when: ``Their mail, 14 March 2019``.
        person: Whom it is about, of the people the user knows.
        at: When; None if nobody knows.
        subject: Of a message; may be empty.
        sender: Who wrote it; None where that is not told.
        to: To whom.
        copied: To whom it was copied.
        others: How many more recipients there were than are named.
        text: All its words.
        attachments: Names of files that came with it.
        fields: What else it says.
        before: What it said earlier, newest first.
        source: What kind of source, in words.
        read_in: Every place where it was read, newest first.
        sensitive: Whether it touches illness, divorce, death, layoff, law or money.
        told_by: Id of the mail that told it; empty if no mail did, or it is not kept.
        is_unread: Its words are not read yet, only its head.
    """

    id: str
    kind: str
    title: str
    person: NamedView | None
    at: datetime | None
    subject: str
    sender: PartyView | None
    to: tuple[PartyView, ...]
    copied: tuple[PartyView, ...]
    others: int
    text: str
    attachments: tuple[str, ...]
    fields: tuple[FieldView, ...]
    before: tuple[ToldView, ...]
    source: str
    read_in: tuple[ReadInView, ...]
    sensitive: bool
    told_by: str = ""
    is_unread: bool = False
