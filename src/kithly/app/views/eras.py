"""Eras: who seems to belong to the user's own years at an employer or school, and what the user said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EraCountsView:
    """How many of the people asked about are shown to belong by what; somebody may be in several counts.

    Attributes:
        wrote: Wrote from the era's mail domain, or were written to there.
        connected: Were connected with in its years.
        both: Both of these.
        named: Have its organisation as employer in an address book.
        met: Wrote their first mail ever in its years.
    """

    wrote: int = 0
    connected: int = 0
    both: int = 0
    named: int = 0
    met: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EraPersonView:
    """Somebody who may belong to an era, or does.

    Attributes:
        id: Person id.
        name: Full name.
        because: Why they are proposed: ``wrote from @halden.example, 2013–17``.
        likely: Whether they are ticked unless the user says otherwise.
        evidence: Records that show it.
        role: How they belong, or would: ``coworkers``, ``classmates``, ``clients``, ``friends``.
        confirmed: The user's word; None while they wait for it.
    """

    id: str
    name: str
    because: str
    likely: bool
    evidence: tuple[Evidence, ...]
    role: str
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EraAnswerView:
    """The newest answer about an era.

    Attributes:
        answer: ``all``, ``pick`` or ``no``.
        role: How those who belong to it belong.
        at: When it was given.
        change: The change to undo it by.
    """

    answer: str
    role: str
    at: datetime
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraView:
    """One stay of the user's at one employer or school.

    Attributes:
        key: Names it in `answer_era`.
        kind: ``work`` or ``school``.
        organisation: Employer or school.
        title: Position or degree.
        heading: ``Your Halden Marine years``.
        years: ``2013–17``; empty where they are not told.
        started: ISO date, perhaps without day or month; None if not told.
        finished: The same; None if it lasts or is not told.
        role: How its people belong unless the user says otherwise.
        question: What is asked: ``37 people seem to come from here. Were they coworkers?``
        sentence: How that is known: ``19 wrote from @halden.example, 24 connected with you in those years, 6 both``.
        count: How many people are proposed or belong to it.
        counts: How many of those asked about are shown by what.
        waiting: How many are asked about: all at first, later those who are new since the answer.
        members: How many belong to it by the user's word.
        answer: The newest answer; None as long as there is none.
        people: Those asked about, the likeliest first; then those who belong to it; then those who do not.
        evidence: The user's own positions.
    """

    key: str
    kind: str
    organisation: str
    title: str
    heading: str
    years: str
    started: str | None
    finished: str | None
    role: str
    question: str
    sentence: str
    count: int
    counts: EraCountsView
    waiting: int
    members: int
    answer: EraAnswerView | None
    people: tuple[EraPersonView, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasView:
    """The user's eras: those with somebody to ask about first, the newest before older ones."""

    eras: tuple[EraView, ...]
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BelongingView:
    """How one person belongs.

    Attributes:
        key: The era.
        organisation: Employer or school.
        role: ``coworker``, ``classmate``, ``client`` or ``friend``.
        years: Years of the era; may be empty.
        confirmed: True by the user's word; False where it is only likely.
    """

    key: str
    organisation: str
    role: str
    years: str
    confirmed: bool

    @property
    def text(self) -> str:
        """The same in words: ``coworker, your Halden Marine years``."""
        told = f"{self.role}, your {self.organisation} years"
        return told if self.confirmed else f"likely: {told}"
