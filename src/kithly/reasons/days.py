"""Days that come every year, on the clock of whoever has them: when one begins, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kithly.records import PartialDate

AHEAD = 10  # days before it is known of: more than the seven for which kept reasons may be old
LATE = 2  # days behind it in which a wish is still one
DAY = timedelta(days=1)


class LeapDay(StrEnum):
    """Which day stands for 29 February in a year that has none."""

    FEBRUARY = "28-february"
    MARCH = "1-march"  # the rule unless the user says otherwise: a day late is forgiven sooner than a day early


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One year's coming of a day.

    Attributes:
        on: The day.
        begins: The instant from which it is that day wherever the person may be.
        over: The instant from which it is the next day somewhere the person may be.
        ends: The instant from which even a late wish is none any more.
        late: How many days ago it was by the person's own clock; 0 before and on the day.
        has_begun: Whether it has begun.
    """

    on: date
    begins: datetime
    over: datetime
    ends: datetime
    late: int
    has_begun: bool


def in_year(day: PartialDate, year: int, leap: LeapDay) -> date:
    """Return when a day falls in a year.

    Args:
        day: With month and day.
        year: Which year.
        leap: What stands for 29 February.

    Example:
        >>> in_year(PartialDate(month=2, day=29), 2027, LeapDay.MARCH)
        datetime.date(2027, 3, 1)
    """
    month, number = day.month or 1, day.day or 1
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, 2, 28) if leap is LeapDay.FEBRUARY else date(year, 3, 1)


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return the instant, in UTC, from which it is a day in a zone, and no earlier one any more.

    Where clocks jump over midnight that is the jump; where an hour comes twice it is the second time.
    """
    start = datetime.combine(day, time())
    return max(start.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def occasion(day: PartialDate, now: datetime, zones: Sequence[tzinfo], leap: LeapDay) -> Occasion | None:
    """Return this coming of a yearly day, from `AHEAD` days before it until `LATE` days behind it; None between.

    Args:
        day: With month and day; a year is not looked at.
        now: Aware.
        zones: Where the person may be, at least one. It is their day when it is that day in each of them.
        leap: What stands for 29 February.
    """
    here = [now.astimezone(zone).date() for zone in zones]
    first, last = min(here), max(here)
    for year in (first.year - 1, first.year, first.year + 1):
        on = in_year(day, year, leap)
        if on - AHEAD * DAY <= first and last <= on + LATE * DAY:
            return _of(on, now, zones, late=max((last - on).days, 0))
    return None


def is_near(day: PartialDate, now: datetime) -> bool:
    """Say whether a yearly day may be an `occasion` by anybody's clock, now or within the next days."""
    if not day.month or not day.day:
        return False
    today = now.astimezone(UTC).date()
    years = (today.year - 1, today.year, today.year + 1)
    return any(-AHEAD <= (today - in_year(day, year, leap)).days <= LATE + 1 for year in years for leap in LeapDay)


def _of(on: date, now: datetime, zones: Sequence[tzinfo], *, late: int) -> Occasion:
    begins = max(midnight(on, zone) for zone in zones)
    return Occasion(
        on=on,
        begins=begins,
        over=min(midnight(on + DAY, zone) for zone in zones),
        ends=min(midnight(on + (LATE + 1) * DAY, zone) for zone in zones),
        late=late,
        has_begun=begins <= now,
    )
