"""When nothing is planned: days away, quiet days and hours, and holidays, as the user said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kithly.plan.limits import Act, Limit, usual_limit

DAY = timedelta(days=1)
LONGEST_REST = 400  # days looked ahead for the end of a rest: longer than any year of quiet days


class RestKind(StrEnum):
    """Why a day or an hour is left in peace."""

    AWAY = "away"
    HOLIDAY = "holiday"
    QUIET_DAY = "quiet_day"
    QUIET_HOURS = "quiet_hours"


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of every day, on the clock; they may pass midnight.

    Attributes:
        start: First minute.
        end: The minute after the last.

    Example:
        >>> Hours(time(19), time(8)).holds(time(23)), Hours(time(19), time(8)).holds(time(12))
        (True, False)
    """

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Say whether a time lies in these hours."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day the user named: of one year, or of every year. 29 February comes in leap years only."""

    month: int
    day: int
    year: int | None = None

    def falls_on(self, day: date) -> bool:
        """Say whether it is on that day."""
        return (day.month, day.day) == (self.month, self.day) and self.year in {None, day.year}


@dataclass(frozen=True, slots=True)
class Rest:
    """Why nothing is planned now, and until when.

    Attributes:
        kind: What sort of rest.
        since: When it began, or the day did, in ego's zone.
        until: When it ends, in ego's zone.
    """

    kind: RestKind
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """What the user said of their days.

    Attributes:
        quiet_days: Weekdays on which nothing is planned, Monday is 0.
        quiet_hours: Hours in which nothing is planned; None for none.
        holidays: Days on which nothing is planned.
        away: From the first day away to the day they are back; None for neither now nor soon.
        limits: The user's own limits of places, instead of the usual ones.
    """

    quiet_days: frozenset[int] = frozenset()
    quiet_hours: Hours | None = None
    holidays: tuple[Holiday, ...] = ()
    away: tuple[date, date] | None = None
    limits: Mapping[tuple[str, Act], Limit] = field(default_factory=dict)

    def rest_of(self, day: date) -> RestKind | None:
        """Return why nothing is planned on a day; None where it is an open day."""
        if self.away and self.away[0] <= day < self.away[1]:
            return RestKind.AWAY
        if any(one.falls_on(day) for one in self.holidays):
            return RestKind.HOLIDAY
        return RestKind.QUIET_DAY if day.weekday() in self.quiet_days else None

    def rest_at(self, now: datetime) -> Rest | None:
        """Return why nothing is planned at a moment, and until when.

        Args:
            now: In ego's zone.
        """
        kind = self.rest_of(now.date())
        if kind is not None:
            ends = self.next_open(now.date() + DAY)
            return Rest(kind, _at(now.date(), time(), now), _at(ends, time(), now))
        if self.quiet_hours is None or not self.quiet_hours.holds(now.time()):
            return None
        began = now.date() if self.quiet_hours.start <= now.time() else now.date() - DAY
        ends = now.date() if now.time() < self.quiet_hours.end else now.date() + DAY
        return Rest(RestKind.QUIET_HOURS, _at(began, self.quiet_hours.start, now), _at(ends, self.quiet_hours.end, now))

    def next_open(self, day: date) -> date:
        """Return the first day from a day on that is not left in peace; far ahead where all are."""
        for ahead in range(LONGEST_REST):
            if self.away and self.away[0] <= day < self.away[1]:
                day = self.away[1]
            elif self.rest_of(day) is None or ahead == LONGEST_REST - 1:
                break
            else:
                day += DAY
        return day

    def last_chance(self, day: date, ends: date) -> bool:
        """Say whether no open day follows a day up to another: what ends then is done on it, or never."""
        if ends <= day or not (self.quiet_days or self.holidays or self.away):
            return ends <= day
        return self.next_open(day + DAY) > ends

    def limit(self, place: str, act: Act) -> Limit:
        """Return how much one place bears: the user's own word, else the usual."""
        return self.limits.get((place, act)) or usual_limit(place, act)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
