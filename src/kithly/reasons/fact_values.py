"""What of several people at once stands beside one person: introductions, wishes, meetings, needs met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kithly.history import WishKind
from kithly.people import Cadence
from kithly.records import Channel, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """A message of theirs that put ego in contact with somebody; words went both ways between the two since.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it was sent, aware.
        channel: Where.
        other: Name of whom ego was put in contact with.
        quote: The exact words that did.
    """

    record: str
    source: str
    at: datetime
    channel: Channel
    other: str
    quote: str

    def evidence(self, quote: str) -> Evidence:
        """Return this message as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at, quote=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """One of the wishes that came to ego at once, after a birthday, a new job or a post.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it came, aware.
        channel: Where.
        kind: What for.
        about: The day they gathered around, noon UTC.
        together: How many people wished well on that occasion, this one among them.
        quote: Their exact words; empty for a click.
    """

    record: str
    source: str
    at: datetime
    channel: Channel
    kind: WishKind
    about: datetime
    together: int
    quote: str = ""

    def evidence(self, quote: str | None) -> Evidence:
        """Return this wish as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at, quote=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A meeting about now, behind or ahead.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it begins, aware; of a whole day noon UTC.
        title: What it is called.
        text: Its description.
        place: Where.
        length: How long it takes; nothing where that is unknown.
        is_all_day: It has a day and no time.
        others: How many take part besides ego.
    """

    record: str
    source: str
    at: datetime
    title: str = ""
    text: str = ""
    place: str = ""
    length: timedelta = timedelta()
    is_all_day: bool = False
    others: int = 1

    def evidence(self) -> Evidence:
        """Return this meeting as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at)


class MatchKind(StrEnum):
    """By what a need may be met."""

    OFFER = "offer"  # what the user noted that somebody offers
    WORK = "work"  # somebody's position
    NEWS = "news"  # something that was published lately


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What may meet a need of this person's.

    Attributes:
        kind: By what.
        key: Stable: the pair of people, or the record.
        need: The user's line about what they look for.
        words: The offer, the position, or the title of what is new.
        other: Name of whoever offers or does it; empty for news.
        at: When it was told; None for people.
        evidence: What proves both sides.
    """

    kind: MatchKind
    key: str
    need: str
    words: str
    other: str = ""
    at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the two are, and the user wants them to be, in touch.

    Attributes:
        wish: The user's word; None for none.
        last: The last contact that counts for it, aware: mail and messages either way to at most five people, calls,
            meetings of a few, what the user told; None if none was seen.
        proof: The record of it.
        told: What it was: ``mail``, ``meeting`` ...; empty for none.
        outgoing: Whether it came from ego; of a meeting it says nothing.
        unusual_after: Days of silence from which it is longer than usual for the two; None where they have no rhythm.
    """

    wish: Cadence | None = None
    last: datetime | None = None
    proof: Evidence | None = None
    told: str = ""
    outgoing: bool = False
    unusual_after: float | None = None


NO_PACE = Pace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """An appointment ahead in the town where somebody lives.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it begins, aware; of a whole day noon UTC.
        title: What it is called.
        is_all_day: It has a day and no time.
        town: As the appointment names it.
        told_by: What tells that they live there: ``your address book``.
        home: The line that tells it.
    """

    record: str
    source: str
    at: datetime
    title: str
    town: str
    told_by: str
    home: Evidence
    is_all_day: bool = False

    def evidence(self) -> Evidence:
        """Return this appointment as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first contact with somebody that is on record.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        at: When it was, aware.
        channel: Where.
        title: Subject of a message, title of a meeting.
        text: Its words.
        outgoing: Ego wrote it.
        is_meeting: It was a meeting.
    """

    record: str
    source: str
    at: datetime
    channel: Channel
    title: str = ""
    text: str = ""
    outgoing: bool = False
    is_meeting: bool = False

    def evidence(self) -> Evidence:
        """Return this contact as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedGround:
    """Years that are over and that the user said they shared with somebody.

    Attributes:
        place: The employer or school.
        studied: It was a school.
        evidence: The user's own word.
    """

    place: str
    studied: bool
    evidence: Evidence
