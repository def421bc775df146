"""Which number of a date is the day, which the month: decided over a whole file, never guessed.

A chat is exported in the order of the phone's country, and the file does not say which. It follows from a
number above twelve, from the sign between the numbers where only one order is used with it, from the order of
the messages, or from a reading that would lie in the future. Where two readings stay, the user is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from kithly.records import Choice, Question
from kithly.sources.whatsapp.lines import KOREAN, Shape

FIRST_YEAR: Final = 2009  # WhatsApp opened
LAST_YEAR: Final = 2100
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
CENTURY: Final = 2000
BUDDHIST: Final = 543  # years by which the calendar of Thailand is ahead
BUDDHIST_FROM: Final = 2400
SLACK: Final = timedelta(days=2)  # any zone, and a clock that is not quite right
OLDEST_STAMP: Final = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001  # a file said to be older has no true stamp
DAMAGED: Final = 0.5  # share of dates that may be none; the order with fewest is taken
CLEARLY: Final = 3  # times as many steps backwards speak against an order


class Order(StrEnum):
    """In which order a date's numbers stand."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


_PLACES = {Order.DAY_FIRST: (2, 1, 0), Order.MONTH_FIRST: (2, 0, 1), Order.YEAR_FIRST: (0, 1, 2)}
# Signs with which no country writes the month first (Unicode CLDR, short dates of all regions).
_NEVER_MONTH_FIRST = frozenset(".-")
_EAST = frozenset(("年", "년", KOREAN))

Numbers = tuple[int, int, int]


@lru_cache(maxsize=16_384)
def day_of(numbers: Numbers, order: Order) -> date | None:
    """Return the day that numbers mean in an order; None if there is no such day since WhatsApp opened."""
    year, month, day = (numbers[place] for place in _PLACES[order])
    if year >= BUDDHIST_FROM:
        year -= BUDDHIST
    elif year < 100:
        year += CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def question_of(shape: Shape, sample: Numbers, *, halves: bool) -> Question:
    """Return the question which number of a date is the day; a phone writes all its chats alike.

    Args:
        shape: How the dates are written.
        sample: A date that can be read in two ways.
        halves: The clock has twelve hours.
    """
    written = shape.separator.join(map(str, sample))
    days = {order: day_of(sample, order) for order in (Order.DAY_FIRST, Order.MONTH_FIRST)}
    told = {order: f"{day.day} {MONTHS[day.month - 1]} {day.year}" for order, day in days.items() if day}
    clock = "12" if halves else "24"
    return Question(
        key=f"date-order:{shape.style}{shape.separator}{shape.year}:{clock}",
        text=f"Is {written} {' or '.join(told.values())}?",
        choices=tuple(
            Choice(value=order.value, text=f"{text} (the {order.value.partition('-')[0]} comes first)")
            for order, text in told.items()
        ),
    )


@dataclass(slots=True)
class _Reading:
    """How the dates of a file look in one order.

    Attributes:
        impossible: Dates that are none.
        backwards: Steps to an earlier day.
        last: Day of the last date.
        newest: Newest day.
    """

    impossible: int = 0
    backwards: int = 0
    last: date | None = None
    newest: date | None = None

    def take(self, day: date | None) -> None:
        """Take the next date."""
        if day is None:
            self.impossible += 1
            return
        self.backwards += self.last is not None and day < self.last
        self.newest = day if self.newest is None or day > self.newest else self.newest
        self.last = day


@dataclass(slots=True)
class Evidence:
    """What all dates of one shape tell of their order.

    Attributes:
        shape: The shape.
        dates: How many dates were taken; the same one again is not.
        sample: The first date that two orders read as two days.
    """

    shape: Shape
    dates: int = 0
    sample: Numbers | None = None
    _last: Numbers | None = None
    _readings: dict[Order, _Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readings = {order: _Reading() for order in _candidates(self.shape)}

    def take(self, numbers: Numbers) -> None:
        """Take the next date."""
        if numbers == self._last:
            return
        self._last = numbers
        self.dates += 1
        days = [day_of(numbers, order) for order in self._readings]
        if self.sample is None and _differ(numbers):
            self.sample = numbers
        for reading, day in zip(self._readings.values(), days, strict=True):
            reading.take(day)

    def order(self, latest: datetime) -> Order | None:
        """Return the one order in which the dates can be meant, or None if several are left, or none at all.

        Args:
            latest: When the file was written: nothing in it can be newer.
        """
        left = self._possible(latest)
        if len(left) == 1 or (left and self.sample is None):
            return next(iter(left))
        if len(left) < 2:
            return None
        best, second = sorted(left, key=lambda order: left[order].backwards)[:2]
        few, many = left[best].backwards, left[second].backwards
        return best if many > few * CLEARLY else None

    def is_possible(self, order: Order) -> bool:
        """Say whether most dates can be meant in an order."""
        reading = self._readings.get(order)
        return reading is not None and reading.impossible <= DAMAGED * self.dates

    def has_order(self) -> bool:
        """Say whether the dates can be meant in any order at all."""
        return any(self.is_possible(order) for order in self._readings)

    def _possible(self, latest: datetime) -> Mapping[Order, _Reading]:
        found = {order: reading for order, reading in self._readings.items() if self.is_possible(order)}
        least = min((reading.impossible for reading in found.values()), default=0)
        found = {order: reading for order, reading in found.items() if reading.impossible == least}
        if latest.replace(tzinfo=None) > OLDEST_STAMP:
            limit = (latest + SLACK).date()
            past = {order: one for order, one in found.items() if one.newest is None or one.newest <= limit}
            found = past or found
        if len(found) > 1 and self.shape.separator in _NEVER_MONTH_FIRST:
            found.pop(Order.MONTH_FIRST, None)
        year = found.get(Order.YEAR_FIRST)
        if year and len(found) > 1 and min(one.backwards for one in found.values()) == year.backwards:
            found.pop(Order.YEAR_FIRST)  # two digits of a year in front are the rarest writing of all
        return found


def _differ(numbers: Numbers) -> bool:
    """Say whether a date is one day with the day first, and another with the month first."""
    days = {day_of(numbers, order) for order in (Order.DAY_FIRST, Order.MONTH_FIRST)}
    return len(days) > 1 and None not in days


def _candidates(shape: Shape) -> tuple[Order, ...]:
    """Return the orders a shape leaves open, the likelier first."""
    if shape.year == "last":
        return (Order.DAY_FIRST, Order.MONTH_FIRST)
    if shape.year == "first" or shape.separator in _EAST:
        return (Order.YEAR_FIRST,)
    return (Order.DAY_FIRST, Order.MONTH_FIRST, Order.YEAR_FIRST)
