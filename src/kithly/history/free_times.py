"""Times at which somebody has no meeting: what can be proposed for a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

PROPOSED = 3  # times: enough to choose from, few enough to read
LENGTH = timedelta(minutes=30)
ROOM = timedelta(minutes=15)  # left free before and after
FIRST = 2  # days ahead: a letter has to be read first
LAST = 15  # days ahead
CLOCK = (time(10), time(14), time(16), time(11), time(15))  # o'clock, the first proposed day at the first of them
SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of time that is taken.

    Attributes:
        starts: Aware.
        ends: Aware, not before `starts`.
    """

    starts: datetime
    ends: datetime


def free_times(
    taken: Iterable[Taken],
    *,
    now: datetime,
    is_rest: Callable[[date], bool] = lambda _: False,
    is_quiet: Callable[[time], bool] = lambda _: False,
    count: int = PROPOSED,
) -> tuple[datetime, ...]:
    """Return times to propose for a talk of half an hour: on working days of the next fortnight, each on another day.

    Args:
        taken: What is taken; all of a day that is taken whole.
        now: Aware, in the zone in which the times are told.
        is_rest: Whether a day is left in peace.
        is_quiet: Whether a time of day is.
        count: Most times.

    Returns:
        Aware times in the zone of ``now``, earliest first. A time that the clock skips is none.

    Example:
        >>> from datetime import UTC
        >>> [f"{one:%a %H}" for one in free_times([], now=datetime(2026, 3, 4, 9, tzinfo=UTC))]
        ['Fri 10', 'Mon 14', 'Tue 16']
    """
    stretches = tuple(taken)
    found: list[datetime] = []
    for ahead in range(FIRST, LAST + 1):
        day = now.date() + ahead * DAY
        if len(found) == count:
            break
        if day.weekday() < SATURDAY and not is_rest(day):
            first = _first_free(day, stretches, now, _turned(len(found)), is_quiet)
            found += [first] if first is not None else []
    return tuple(found)


def _turned(number: int) -> Sequence[time]:
    """Return the times of day, beginning with another one for each proposal."""
    return (*CLOCK[number % len(CLOCK) :], *CLOCK[: number % len(CLOCK)])


def _first_free(
    day: date, taken: Sequence[Taken], now: datetime, clock: Sequence[time], is_quiet: Callable[[time], bool]
) -> datetime | None:
    for at in clock:
        starts = datetime.combine(day, at, now.tzinfo)
        exists = datetime.fromtimestamp(starts.timestamp(), now.tzinfo).time() == at
        if exists and not is_quiet(at) and not any(_overlap(one, starts) for one in taken):
            return starts
    return None


def _overlap(one: Taken, starts: datetime) -> bool:
    return one.starts < starts + LENGTH + ROOM and one.ends > starts - ROOM
