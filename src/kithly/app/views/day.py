"""The day's hellos, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kithly.app.views.people import NamedView, ReasonView
from kithly.app.views.words import DraftView
from kithly.records import Evidence
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """Minutes of a day."""

    budget: float
    planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchView:
    """One hello of the day. ``quiet`` is the silence in a few words: ``14 months, usually 3``."""

    id: str
    person: NamedView
    kind: str
    reason: ReasonView
    tie: Tie
    channel: str
    minutes: float
    draft: DraftView | None
    why_no_draft: str | None = None
    who: str = ""
    quiet: str = ""


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
    hints: tuple[str, ...] = ()
