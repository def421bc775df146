"""Twelve years on one page: whom one was in contact with, and who came along from where."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.numbers import ExpectationView
from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One calendar year.

    Attributes:
        year: In the user's zone.
        people: With how many people there was contact, either way.
        contacts: How often there was, with all of them together.
        so_far: Whether the year still runs.
    """

    year: int
    people: int
    contacts: int
    so_far: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongView:
    """Somebody of an era who came along: one is in touch with them today.

    Attributes:
        person: Who.
        band: ``strong`` or ``warm``.
        confirmed: True by the user's word; False where it is only likely that they come from there.
        contacts: How often there was contact in the twelve years.
    """

    person: NamedView
    band: str
    confirmed: bool
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EraYearsView:
    """What became of the people of one era.

    Attributes:
        key: The era.
        kind: ``work`` or ``school``.
        organisation: Employer or school.
        title: Position or degree.
        years: ``2013–17``; empty where they are not told.
        first_year: The year it began in; None if not told.
        last_year: The year it ended in, the running one where it lasts; None if not told.
        people: How many come from it: those confirmed and those likely.
        confirmed: By the user's word.
        likely: Likely, and not asked about or answered yet.
        would_answer: How many of them would answer still, of those one may write to.
        in_touch: With how many of these one is in touch today: strong or warm.
        along: The strongest of those in touch.
    """

    key: str
    kind: str
    organisation: str
    title: str
    years: str
    first_year: int | None
    last_year: int | None
    people: int
    confirmed: int
    likely: int
    would_answer: ExpectationView
    in_touch: int
    along: tuple[AlongView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """The last twelve calendar years.

    Attributes:
        years: Oldest first; the running one last.
        people: With how many people there was contact in any of them.
        elsewhere: How many of these come from none of the eras.
        eras: The user's eras, the newest first.
        next: What to do where no era is known; else empty.
    """

    years: tuple[YearView, ...]
    people: int
    elsewhere: int
    eras: tuple[EraYearsView, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfYearView:
    """Somebody one was in contact with in a year, and how often."""

    person: NamedView
    company: str
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneYearView:
    """Who the people of one year are, those with most contact first.

    Attributes:
        year: Which.
        people: Some of them.
        total: How many there are.
        contacts: How often there was contact with all of them.
        so_far: Whether the year still runs.
    """

    year: int
    people: tuple[OfYearView, ...]
    total: int
    contacts: int
    so_far: bool
