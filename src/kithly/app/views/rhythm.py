"""The rhythm of the user's days: minutes, quiet hours and days, limits, days away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RestView:
    """Why nothing is planned now.

    Attributes:
        kind: ``away``, ``holiday``, ``quiet_day`` or ``quiet_hours``.
        until: When it ends.
        text: One sentence.
        change: The change to take back to end it; None where it is a rule of every week.
    """

    kind: str
    until: datetime
    text: str
    change: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayView:
    """Days away: nothing is planned from ``start`` on, until the day ``until``, on which the user is back.

    Attributes:
        start: First day away.
        until: The day they are back.
        change: The change to take back.
        text: One sentence.
    """

    start: date
    until: date
    change: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayWordView:
    """Whether the user is away, or soon will be; None for neither."""

    away: AwayView | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayMinutesView:
    """The minutes usual on one weekday."""

    weekday: str
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedView:
    """What the user usually gives, from what got done.

    Attributes:
        minutes: Median of the days with a hello done.
        days: How many such days it was learned from.
        weekdays: Weekdays that have their own.
        text: One sentence.
        is_offered: Whether it differs so much from the plan's minutes that a question is fair.
    """

    minutes: float
    days: int
    weekdays: tuple[WeekdayMinutesView, ...]
    text: str
    is_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMinutesView:
    """Minutes of a day.

    Attributes:
        today: Those a plan of today is made for.
        said: The user's word; None for what the settings say.
        is_learning: Whether they follow what gets done.
    """

    today: float
    said: float | None
    is_learning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHoursView:
    """Hours on the clock, ``19:00`` to ``08:00``."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """How much one place bears.

    Attributes:
        place: ``linkedin``, ``email`` ...; ``*`` for any other.
        act: ``message``, ``note``, ``comment`` or ``like``.
        day: The most a day.
        week: The most in seven days.
        is_own: Whether it is the user's word; else the usual.
        done_today: How many were done today; those of any other place together for ``*``.
        done_week: How many within the last seven days.
    """

    place: str
    act: str
    day: int
    week: int
    is_own: bool
    done_today: int
    done_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRhythmView:
    """Everything the user said of their days.

    Attributes:
        minutes: Minutes a day.
        learned: What they usually give; None before ten days with a hello done.
        quiet_hours: Hours in which nothing is planned.
        quiet_days: Weekdays on which nothing is planned: ``saturday`` ...
        holidays: ``12-25`` of every year, or ``2026-12-24``.
        limits: How much each place bears.
        away: Days away, now or soon.
        rest: Why nothing is planned right now; None where it is.
        version: Of all the user said of their days; to be told when it is changed.
    """

    minutes: DayMinutesView
    learned: LearnedView | None
    quiet_hours: QuietHoursView | None
    quiet_days: tuple[str, ...]
    holidays: tuple[str, ...]
    limits: tuple[LimitView, ...]
    away: AwayView | None
    rest: RestView | None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleRhythmView:
    """What the user said of one of their circles.

    Attributes:
        name: As it was written.
        people: How many are in it.
        days: How often they want to be in touch with each; None for each tie's own rhythm.
        importance: ``low``, ``normal``, ``high`` or ``highest``.
        version: Of both; to be told when they are changed.
    """

    name: str
    people: int
    days: int | None
    importance: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CirclesView:
    """The user's circles, by name."""

    circles: tuple[CircleRhythmView, ...]
