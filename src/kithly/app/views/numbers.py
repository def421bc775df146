"""The network in numbers, search, and the health of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kithly.app.views.own_record import OwnRecordView
from kithly.app.views.people import NamedView, ReasonView
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationView:
    """An expected count with its interval (None where nothing can be said)."""

    expected: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """How many would answer of one era or company, and of how many known people that is."""

    expected: float | None
    interval: tuple[float, float] | None
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthView:
    """The whole network in numbers.

    Attributes:
        would_answer: How many would answer within a week.
        in_touch_90: With how many there will be contact within 90 days.
        people: Counts of known, unknown and each band.
        by_circle: How many would answer, by circle.
        by_era: By era: of those who come from it, or are likely to.
        by_company: By where they work today.
        others: How many known people are of no era, and of no company, told of.
        record: How right the chances of contact were in the user's own past; None where too little is over.
        reply_record: The same of the chances of an answer.
        record_text: Both in sentences, or what is missing.
    """

    would_answer: ExpectationView
    in_touch_90: ExpectationView
    people: dict[str, int]
    by_circle: dict[str, ExpectationView]
    by_era: Mapping[str, OriginView]
    by_company: Mapping[str, OriginView]
    others: dict[str, int]
    record: OwnRecordView | None
    reply_record: OwnRecordView | None
    record_text: tuple[str, ...]


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
class HitView:
    """One search hit.

    Attributes:
        person: Whom of the people the user knows it is from or to.
        at: When.
        channel: Where.
        quote: The words around those found, after the subject.
        record: The message.
        side: ``from`` the person, ``to`` them, or sent by somebody else ``with`` them.
        sender: Who wrote it, as the message says; may be empty.
        subject: Its subject; may be empty.
        sensitive: Whether it touches illness, divorce, death, layoff, law or money: then a page does not quote it.
    """

    person: NamedView | None
    at: datetime | None
    channel: str
    quote: str
    record: str
    side: str = "with"
    sender: str = ""
    subject: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Search hits, newest first."""

    hits: tuple[HitView, ...]
    total: int


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
