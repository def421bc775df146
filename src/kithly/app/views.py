"""What every interface shows: the results of use cases as frozen values.

Field names and nesting are those of the published JSON form; `interfaces.wire` only turns dates,
enumerations and tuples into JSON. Instants are aware UTC, days are in ego's zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kithly.messages import Breach, Claim
from kithly.records import Because, Evidence
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One held or skipped record: where and why."""

    at: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsView:
    """How the records of a file or import fared; ``read`` is the sum of the other five."""

    read: int = 0
    new: int = 0
    same: int = 0
    merged: int = 0
    held: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """One imported file. ``note`` says why a recognised or unknown file was not read."""

    path: str
    source: str | None
    read: int
    new: int
    same: int
    merged: int
    held: int
    skipped: int
    problems: tuple[ProblemView, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """A count before and after a step."""

    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """What an import did. ``import_`` is its change id (None for a dry run)."""

    import_: str | None
    files: tuple[FileView, ...]
    totals: CountsView
    people: BeforeAfter
    interactions: BeforeAfter
    seconds: float
    dry_run: bool
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityView:
    """An address, handle or profile."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in a list."""

    id: str
    name: str
    identities: tuple[IdentityView, ...]
    circles: tuple[str, ...]
    company: str
    title: str
    tie: Tie | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """A page of people."""

    people: tuple[PersonRow, ...]
    total: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person whole."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Words to edit and send."""

    touch: str | None
    text: str
    subject: str | None
    language: str
    claims: tuple[Claim, ...]
    breaches: tuple[Breach, ...]
    writer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """A draft, or the sentence why there is none."""

    person: NamedView
    kind: str
    channel: str
    draft: DraftView | None
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchView:
    """One hello of the day."""

    id: str
    person: NamedView
    kind: str
    reason: ReasonView
    tie: Tie
    channel: str
    minutes: float
    draft: DraftView | None
    why_no_draft: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """Minutes of a day."""

    budget: float
    planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The day's plan."""

    date: date
    minutes: MinutesView
    enough: bool
    touches: tuple[TouchView, ...]
    done: int = 0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedView:
    """A reply, thanks or follow-up owed."""

    id: str
    kind: str
    person: NamedView
    since: datetime
    quote: str
    evidence: tuple[Evidence, ...]
    touch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """What is owed: at most ten of the last 60 days; ``older`` ones are reasons, not debts."""

    owed: tuple[OwedView, ...]
    older: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One search hit."""

    person: NamedView | None
    at: datetime | None
    channel: str
    quote: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Search hits, newest first."""

    hits: tuple[HitView, ...]
    total: int


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
class ChangeView:
    """One change that was made."""

    id: str
    kind: str
    at: datetime
    text: str
    undoable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """Changes, newest first."""

    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneView:
    """A decision was kept: what it was, in a sentence, and the change to undo it by."""

    change: str
    text: str
    person: NamedView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationView:
    """An expected count with its interval (None where nothing can be said)."""

    expected: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthView:
    """The whole network in numbers. ``people`` counts known, unknown and each band."""

    would_answer: ExpectationView
    in_touch_90: ExpectationView
    people: dict[str, int]
    by_circle: dict[str, ExpectationView]
    record: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieView:
    """One person's tie."""

    person: NamedView
    tie: Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class DormantRow:
    """Somebody worth waking."""

    person: NamedView
    company: str
    title: str
    tie: Tie
    reason: ReasonView


@dataclass(frozen=True, slots=True, kw_only=True)
class DormantView:
    """People worth waking, best first."""

    people: tuple[DormantRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRow:
    """One of the people written with most, and the user's word on them."""

    person: NamedView
    interactions: int
    place: str
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """The people written with most."""

    people: tuple[TriageRow, ...]


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
    """Who ego is. ``guesses`` are addresses that may be ego's own, for a yes."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A page to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """Pages about a person."""

    person: NamedView
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendView:
    """What was handed over: the door, a link to open, and words to paste."""

    touch: str
    person: NamedView
    channel: str
    handed_over: str
    url: str | None
    text: str
    subject: str | None
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """The etiquette verdict on one text."""

    id: str | None
    ok: bool
    labels: dict[str, bool]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckupView:
    """One check of ``doctor``."""

    name: str
    ok: bool
    text: str
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorView:
    """The health of the data folder."""

    checks: tuple[CheckupView, ...] = field(default_factory=tuple)
