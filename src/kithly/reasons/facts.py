"""What the rules look at: everything known of one person that can make a touch timely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from kithly.history import Exchange
from kithly.people import Person
from kithly.reasons.days import LeapDay
from kithly.reasons.fact_values import NO_PACE, Appointment, First, Introduced, Match, Pace, SharedGround, Trip, Wished
from kithly.reasons.relevance import PieceKind
from kithly.records import Channel, Evidence, Flag, GestureKind, News, PartialDate
from kithly.ties import UNKNOWN, Tie

SAME_TALK = timedelta(hours=2)  # an appointment of a calendar so near to an arranged talk is that talk


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGesture:
    """An invitation, recommendation or endorsement, as kept.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        kind: What was done.
        outgoing: True if ego did it.
        channel: Where.
        at: When, aware; None if the export does not say.
        text: Its words: recommendation, note, or skill.
        status: Lower case, or empty.
    """

    record: str
    source: str
    kind: GestureKind
    outgoing: bool
    channel: Channel = Channel.LINKEDIN
    at: datetime | None = None
    text: str = ""
    status: str = ""

    def evidence(self, quote: str | None = None) -> Evidence:
        """Return this gesture as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at, quote=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one export said of a person's work.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source; only sightings of one source are compared.
        observed_at: Day of the export, aware.
        company: Employer on that day; may be empty.
        title: Position on that day; may be empty.
    """

    record: str
    source: str
    observed_at: datetime
    company: str = ""
    title: str = ""

    def evidence(self) -> Evidence:
        """Return this line of an address book as proof."""
        quote = ", ".join(part for part in (self.title, self.company) if part) or None
        return Evidence(record=self.record, source=self.source, at=self.observed_at, quote=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayTold:
    """What one record says of a birthday.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        observed_at: When it was said, aware.
        day: The day, often without its year.
    """

    record: str
    source: str
    observed_at: datetime
    day: PartialDate

    def evidence(self) -> Evidence:
        """Return the record as proof."""
        return Evidence(record=self.record, source=self.source, at=self.observed_at, quote=self.day.iso())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """By which clock somebody's days begin.

    Attributes:
        zones: Time zones in which they may be; empty where nothing tells, and ego's own stands for theirs.
        country: What told them: ``New Zealand``; empty for none.
    """

    zones: tuple[tzinfo, ...] = ()
    country: str = ""


class WordKind(StrEnum):
    """What the user said about a person."""

    MET = "met"
    NAMED = "named"  # would be sorry to lose them
    THANKED = "thanked"
    FOUND = "found"  # something of theirs, or about them
    LIVES = "lives"  # is not to be remembered as dead
    TALK = "talk"  # a talk is arranged
    PROMISED = "promised"  # ego promised them something, by the user's own word
    THEY_PROMISED = "they_promised"
    SHARED = "shared"  # something was sent to them, or thought about and left


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """Something the user said about a person.

    Attributes:
        record: Id of the decision.
        kind: What it says.
        at: When it was said (for `met`: when they met), aware.
        where: Place, for `met`; the page, for `found`.
        about: What about, the line beside a name, what was found, or what was promised.
        when: When an arranged talk begins, aware; None for any other word.
        length: How long it shall take.
        due: The day by which a promise is to be kept; None where none was named.
    """

    record: str
    kind: WordKind
    at: datetime
    where: str = ""
    about: str = ""
    when: datetime | None = None
    length: timedelta = timedelta()
    due: date | None = None

    def evidence(self) -> Evidence:
        """Return the user's own word as proof."""
        return Evidence(record=self.record, source="self", at=self.at, quote=self.about or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something new with a person, as a notice, an alert or something that is followed told it.

    Attributes:
        record: Record id, hexadecimal.
        source: Name of the source.
        news: What it says.
        seen: When the source said so, aware; stands in where the news bears no date.
        by_name: Whether it is theirs by their bare name alone: nobody else who is known is called so.
        mentions: Whether it is somebody else's, and names this person in its words.
    """

    record: str
    source: str
    news: News
    seen: datetime | None = None
    by_name: bool = False
    mentions: bool = False

    @property
    def at(self) -> datetime | None:
        """When it was told, as far as anything tells."""
        return self.news.at or self.seen

    def evidence(self, quote: str | None = None) -> Evidence:
        """Return this news as proof."""
        return Evidence(record=self.record, source=self.source, at=self.news.at, quote=quote, url=self.news.url or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """Something new by others that fits what was said with a person.

    Attributes:
        told: What is new, and not theirs.
        publisher: Who published it, by name; empty if nothing tells.
        closeness: How likely it is that they are the right one for it, 0 to 1.
        because: What was said before, with the exact words that fit best.
        kind: Where these words are from.
        outgoing: True if they are ego's.
        subject: The subject they stood under; empty for none.
    """

    told: Told
    publisher: str
    closeness: float
    because: Evidence
    kind: PieceKind
    outgoing: bool
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything about one person that a rule may look at. The order inside the tuples does not matter.

    Attributes:
        person: Who.
        exchanges: Messages worth reading, the newest among them (see `history.newest_records`).
        gestures: Invitations, recommendations, endorsements, both ways.
        sightings: Versions of their line in address books and connection lists.
        words: What the user said about them.
        news: What is new with them, the newest among it.
        introduced: With whom they put ego in contact.
        wished: What they wished ego lately, among others.
        meetings: Meetings about now, those that lie ahead among them.
        matches: What may meet a need of theirs, the best first.
        fits: What is new by others, and may be for them.
        trips: Appointments ahead in their town.
        firsts: The first contact with them, where it was a round number of years ago.
        shared: Years the user said they shared with them; None for none.
        tie: How ego stands with them today.
        last_in: Last contact from them, aware, over all records; None if never.
        last_out: Last words from ego to them, aware, over all records; None if never.
        answered: Records of theirs that were answered in their thread, by ego to another or by another reader.
        birthdays: What each record says of their birthday.
        clock: By which clock their days begin.
        pace: How often the two are, and the user wants them to be, in touch.
        leap: What stands for 29 February in a year without one, by the user's word.
    """

    person: Person
    exchanges: tuple[Exchange, ...] = ()
    gestures: tuple[PastGesture, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    words: tuple[OwnWord, ...] = ()
    news: tuple[Told, ...] = ()
    introduced: tuple[Introduced, ...] = ()
    wished: tuple[Wished, ...] = ()
    meetings: tuple[Appointment, ...] = ()
    matches: tuple[Match, ...] = ()
    fits: tuple[Fitting, ...] = ()
    trips: tuple[Trip, ...] = ()
    firsts: tuple[First, ...] = ()
    shared: SharedGround | None = None
    tie: Tie = UNKNOWN
    last_in: datetime | None = None
    last_out: datetime | None = None
    answered: frozenset[str] = frozenset()
    birthdays: tuple[BirthdayTold, ...] = ()
    clock: Clock = Clock()
    pace: Pace = NO_PACE
    leap: LeapDay = LeapDay.MARCH

    @property
    def called(self) -> str:
        """The name for a sentence: the given name, else the full one, else "Somebody"."""
        return self.person.given or self.person.name or "Somebody"

    @property
    def wrote_last(self) -> datetime | None:
        """When ego last wrote to them, as far as any record at hand tells."""
        times = [one.at for one in self.exchanges if one.outgoing and not one.flags & Flag.LIGHT]
        return max([*times, self.last_out] if self.last_out else times, default=None)

    @property
    def last(self) -> datetime | None:
        """Last contact either way, as far as any record at hand tells."""
        times = [one.at for one in self.exchanges]
        return max([*times, *(at for at in (self.last_in, self.last_out) if at)], default=None)

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """Meetings about now: those of calendars, and talks the user arranged that stand in none."""
        told = [
            Appointment(
                record=one.record, source="self", at=one.when, title=one.about, place=one.where, length=one.length
            )
            for one in self.words
            if one.kind is WordKind.TALK and one.when is not None
        ]
        seen = [one.at for one in self.meetings]
        return (*self.meetings, *(one for one in told if all(abs(one.at - at) > SAME_TALK for at in seen)))

    def until(self, now: datetime) -> Facts:
        """Return these facts without anything later than ``now`` (clocks of senders run ahead)."""
        return replace(
            self,
            exchanges=tuple(one for one in self.exchanges if one.at <= now),
            gestures=tuple(one for one in self.gestures if one.at is None or one.at <= now),
            sightings=tuple(one for one in self.sightings if one.observed_at <= now),
            words=tuple(one for one in self.words if one.at <= now),
            wished=tuple(one for one in self.wished if one.at <= now),
            news=tuple(one for one in self.news if one.at is None or one.at <= now),
        )
