"""People, one person whole, and who ego is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kithly.app.views.eras import BelongingView
from kithly.records import Because, Evidence
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityView:
    """An address, handle or profile."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmView:
    """The last eight years of a pair by quarter, oldest first, the running one last.

    Heights: 0 nothing, 1 one message, 2 two to four, 3 five or more.
    """

    outgoing: tuple[int, ...]
    incoming: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in a list. ``last`` is the last contact; no rhythm where words were never exchanged."""

    id: str
    name: str
    identities: tuple[IdentityView, ...]
    circles: tuple[str, ...]
    company: str
    title: str
    tie: Tie | None
    eras: tuple[BelongingView, ...] = ()
    importance: float = 1.0
    place: str = "network"
    quiet: bool = False
    remembered: bool = False
    connected_on: str | None = None
    last: datetime | None = None
    rhythm: RhythmView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """How many of the people found are of one kind."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EraFacetView:
    """How many of the people found belong to an era of ego's."""

    key: str
    name: str
    years: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetsView:
    """What is among the people found; each kind is counted as if the list were filtered by the others alone."""

    circles: tuple[FacetView, ...]
    eras: tuple[EraFacetView, ...]
    companies: tuple[FacetView, ...]
    bands: tuple[FacetView, ...]
    places: tuple[FacetView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """A page of people; ``elsewhere`` are those the words fit who belong in another place than is listed."""

    people: tuple[PersonRow, ...]
    total: int
    facets: FacetsView | None = None
    elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedView:
    """A person by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened with a person."""

    at: datetime | None
    kind: str
    channel: str
    outgoing: bool
    text: str
    record: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A page of what happened with a person, newest first."""

    person: NamedView
    entries: tuple[TimelineEntry, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why now, with proof."""

    kind: str
    text: str
    on: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """The user's own note."""

    at: datetime
    text: str
    id: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """Something new with a person, told by a notice, an alert or a newsletter.

    Attributes:
        at: When it was told; None if nothing tells.
        kind: ``job``, ``birthday``, ``post`` ...
        text: What it is, as a sentence.
        quote: Their own words, or the title of what they published; may be empty.
        url: The page to look at; may be empty.
        record: Id of the record that tells it.
        source: Which reader read it.
    """

    at: datetime | None
    kind: str
    text: str
    quote: str
    url: str
    record: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One thing an address book or a signature says of a person, with the record that says so.

    Attributes:
        kind: ``nickname``, ``birthday``, ``day``, ``died``, ``relation``, ``place``, ``label``, ``note``,
            ``cadence`` or ``signature``.
        label: What it is called: ``anniversary``, ``spouse``; empty where the kind says it.
        value: The day (``2011-09-17``, ``--02-29``), or the words; empty for a death without its day.
        evidence: The record.
    """

    kind: str
    label: str
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person whole.

    ``photo`` is the hash of their picture; None if none is kept. ``version`` is that of the user's word on them, to
    be told when it is changed.
    """

    id: str
    name: str
    identities: tuple[IdentityView, ...]
    circles: tuple[str, ...]
    company: str
    title: str
    tie: Tie | None
    importance: float
    quiet: bool
    remembered: bool
    place: str
    connected_on: str | None
    birthday: str | None
    notes: tuple[NoteView, ...]
    reasons: tuple[ReasonView, ...]
    timeline: tuple[TimelineEntry, ...]
    interactions: int
    records: tuple[Evidence, ...]
    eras: tuple[BelongingView, ...] = ()
    named: tuple[str, ...] = ()
    looks_for: str = ""
    offers: str = ""
    cadence_days: int | None = None
    cadence: CadenceView | None = None
    news: tuple[NewsView, ...] = ()
    facts: tuple[FactView, ...] = ()
    photo: str | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsView:
    """What a person looks for and offers, as the user keeps it; empty where nothing is kept."""

    person: NamedView
    looks_for: str
    offers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetView:
    """The contact that began a cadence anew, with its record."""

    at: datetime
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceView:
    """How often the user wants to be in touch with a person.

    Attributes:
        person: Whom.
        days: Every so many days; None where nothing is kept.
        silent_days: Days since the last contact; None where none was seen.
        text: Both in a sentence; empty where nothing is kept.
        latest: After so many days it comes before other warm reasons.
        circle: The circle it was said of; empty where it was said of the person.
        due: The day a word is welcome again.
        reset: The contact that began it anew; None where none was seen.
    """

    person: NamedView
    days: int | None
    silent_days: int | None
    text: str
    latest: int | None = None
    circle: str = ""
    due: date | None = None
    reset: ResetView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """Two people who may be one."""

    id: str
    a: PersonRow
    b: PersonRow
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergesView:
    """Merge suggestions, surest first."""

    suggestions: tuple[SuggestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRow:
    """One of the people written with most, and the user's word on them.

    Attributes:
        person: Who.
        interactions: Messages of both.
        place: Where they stand now: ``network``, ``family``, ``service`` or ``leave out``.
        decided: Whether that is the user's word.
        last: Day of the last contact.
        note: How much, when last, and whether the user hardly wrote: ``362, Friday, you wrote twice``.
        guess: Where they may belong.
        why: What the guess rests on.
    """

    person: NamedView
    interactions: int
    place: str
    decided: bool
    last: date | None = None
    note: str = ""
    guess: str = "network"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """The people written with most.

    Attributes:
        people: Those not decided yet first.
        version: Of where they are placed.
    """

    people: tuple[TriageRow, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """A job or school of ego's."""

    kind: str
    organisation: str
    title: str
    started: str | None
    finished: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeView:
    """Who ego is.

    ``guesses`` are addresses that may be ego's own, for a yes; ``confirmed``: ego said that this is ego;
    ``read_from`` names what tells it: sources of exports, ``mail`` for what was sent, ``self`` for ego's own word;
    ``version`` is that of ego's own word, to be told when it is changed.
    """

    name: str
    given: str
    identities: tuple[IdentityView, ...]
    guesses: tuple[IdentityView, ...]
    position: str
    now: str
    interests: str
    needs: str
    timezone: str
    voice: str
    positions: tuple[PositionView, ...] = ()
    confirmed: bool = False
    read_from: tuple[str, ...] = ()
    version: str = ""
