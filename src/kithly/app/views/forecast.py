"""The year ahead under usual contact, how such forecasts came true, and what would keep people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kithly.app.views.numbers import ExpectationView
from kithly.app.views.people import NamedView
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastNowView:
    """Today.

    Attributes:
        on: The day.
        known: People of whom the forecast speaks: those of the network with whom anything was seen.
        in_touch: With how many of them there was contact in the last 90 days; None where that cannot be told.
        would_answer: How many of them would answer within a week.
    """

    on: date
    known: int
    in_touch: int | None
    would_answer: ExpectationView


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastMonthView:
    """A month ahead.

    Attributes:
        month: Year and month, ``2026-12``.
        on: The day it speaks of.
        in_touch: With how many there will have been contact in the 90 days before.
        would_answer: How many would answer within a week then.
    """

    month: str
    on: date
    in_touch: ExpectationView
    would_answer: ExpectationView


@dataclass(frozen=True, slots=True, kw_only=True)
class PastForecastView:
    """What would have been said some years ago of a year later, and what came.

    Attributes:
        made: The day it would have been made, by what had happened before.
        for_: The day it spoke of.
        known: People who were known when it was made; those met later are in neither number.
        was: With how many of them the user was in touch when it was made.
        expected: With how many it would have said the user would be in touch.
        interval: Where the number should lie eight times in ten.
        came: With how many of them the user was in touch.
        inside: Whether that lies in the interval.
    """

    made: date
    for_: date
    known: int
    was: int
    expected: float
    interval: tuple[float, float]
    came: int
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastHitsView:
    """How often what came lay in the interval: of so many forecasts made, in so many."""

    made: int
    inside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftingView:
    """Somebody likely to go quiet within a year.

    Attributes:
        person: Who.
        quiet: How likely silence has outgrown the two's own rhythm in a year.
        minutes_a_week: What a hello within that rhythm would take.
        tie: How they stand today, with what shows it.
    """

    person: NamedView
    quiet: float
    minutes_a_week: float
    tie: Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepView:
    """What a hello now and then to those likely to go quiet would take.

    Attributes:
        minutes_a_week: All of them together.
        people: How many they are.
        of: Among how many who are strong, warm or going quiet.
        most_likely: The first few of them; those who are still in touch before those going quiet.
        text: The same in words.
    """

    minutes_a_week: float
    people: int
    of: int
    most_likely: tuple[DriftingView, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastView:
    """The year ahead.

    Attributes:
        now: Today.
        months: The twelve months ahead; none where nothing can be said.
        past: What would have been said in years past, the newest first.
        hits: How often that held.
        keep: What would keep people; None where nothing can be said.
        text: The forecast in a sentence; empty where nothing can be said.
        lacking: What is missing, a sentence each.
    """

    now: ForecastNowView
    months: tuple[ForecastMonthView, ...]
    past: tuple[PastForecastView, ...]
    hits: ForecastHitsView
    keep: KeepView | None
    text: str
    lacking: tuple[str, ...]
