"""How many minutes the user really gives: learned from the hellos done, never from a wish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from kithly.plan.costs import MINUTES
from kithly.plan.past import Outcome, PastTouch

ENOUGH_DAYS = 10  # days with a hello done, before anything is said
ENOUGH_WEEKDAYS = 4  # the same weekdays among them, before that weekday has its own
LOOK_BACK = timedelta(days=120)
LEAST = 1.0  # minutes; less is no day of hellos


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the user usually gives.

    Attributes:
        days: Days with a hello done that this was learned from.
        minutes: Median of the minutes done on them.
        weekdays: The same for each weekday (Monday is 0) seen often enough.
    """

    days: int
    minutes: float
    weekdays: dict[int, float]

    def of(self, day: date) -> float:
        """Return the minutes usual on a day: its weekday's, else those of all days."""
        return self.weekdays.get(day.weekday(), self.minutes)


def learned(past: Iterable[PastTouch], day: date) -> Learned | None:
    """Return what the user usually gives; None before `ENOUGH_DAYS` days with a hello done.

    Args:
        past: What became of earlier hellos.
        day: In ego's zone; it is still running, and is left out.
    """
    done = {(one.on, one.id): one.kind for one in past if one.outcome is Outcome.DONE and one.reason_key}
    spent: defaultdict[date, float] = defaultdict(float)
    for (on, _), kind in done.items():
        if day - LOOK_BACK <= on < day:
            spent[on] += MINUTES[kind]
    if len(spent) < ENOUGH_DAYS:
        return None
    of_weekday: defaultdict[int, list[float]] = defaultdict(list)
    for on, minutes in spent.items():
        of_weekday[on.weekday()].append(minutes)
    return Learned(
        days=len(spent),
        minutes=_usual(spent.values()),
        weekdays={one: _usual(days) for one, days in sorted(of_weekday.items()) if len(days) >= ENOUGH_WEEKDAYS},
    )


def _usual(minutes: Iterable[float]) -> float:
    return max(float(round(median(minutes))), LEAST)
