"""The page of one person: everything in words, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.biography import BiographyView
from kithly.app.views.people import CadenceView, NamedView, NoteView, PersonView
from kithly.app.views.record import FieldView


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAsView:
    """An address, handle or profile of a person.

    Attributes:
        key: Names it in `split`.
        word: What it is: ``Mail``, ``LinkedIn``, ``Phone``.
        value: The address itself.
        url: A link to it; None if there is none.
        seen_in: Where it was seen: ``LinkedIn export``, ``your mail``.
    """

    key: str
    word: str
    value: str
    url: str | None
    seen_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedPartView:
    """One of the records or addresses a person is joined from.

    Attributes:
        key: Names it in `split`.
        record: Id of the record; None for an address that was only seen in messages.
        source: Where it comes from, in words.
        at: When the source said so last; None for an address.
        name: Name as written there; may be empty.
        says: What else it says.
        why: What joins it to the others, in sentences; empty for what stands alone.
        can_split: Whether it can be taken off.
    """

    key: str
    record: str | None
    source: str
    at: datetime | None
    name: str
    says: tuple[FieldView, ...]
    why: tuple[str, ...]
    can_split: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedView:
    """What a person is joined from.

    Attributes:
        person: Whom.
        parts: Records, newest first, then addresses only seen in messages.
        text: How many there are: ``Joined from 3 records``; ``From one record``.
    """

    person: NamedView
    parts: tuple[JoinedPartView, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedView:
    """One thing that happened with a person, in words.

    Attributes:
        at: When; None if nobody knows.
        text: What, as a sentence: ``Answered your mail.``, ``You wrote, after 6 years.``
        quote: Words of it; empty if there are none.
        subject: Subject of a mail; may be empty.
        channel: Where, in words: ``Mail``, ``LinkedIn``; empty where the text says it.
        record: Id of the record, or of the user's own word.
        outgoing: Whether the user did it.
        sensitive: Whether it touches illness, divorce, death, layoff, law or money: then a page never unfolds it
            by itself.
    """

    at: datetime | None
    text: str
    quote: str
    subject: str
    channel: str
    record: str
    outgoing: bool
    sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedPageView:
    """A page of what happened with a person, newest first.

    Attributes:
        person: Whom.
        happened: The things of this page.
        total: How many there are in all.
        offset: How many come before them.
    """

    person: NamedView
    happened: tuple[HappenedView, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPageView:
    """The page of one person.

    Attributes:
        person: Everything known of them.
        who: Position and company in a clause; may be empty.
        belongs: How they belong: ``coworker, your Halden Marine years``; likely ones say so.
        standing: What the user decided about them: quiet, remembered, family ...; a sentence each.
        biography: The years with them.
        known_as: Addresses, handles and profiles.
        joined: What they are joined from.
        cadence: How often the user wants to be in touch.
        notes: The user's notes, newest first.
        happened: What happened last, newest first.
        total: How much happened in all.
    """

    person: PersonView
    who: str
    belongs: tuple[str, ...]
    standing: tuple[str, ...]
    biography: BiographyView
    known_as: tuple[KnownAsView, ...]
    joined: JoinedView
    cadence: CadenceView
    notes: tuple[NoteView, ...]
    happened: tuple[HappenedView, ...]
    total: int
