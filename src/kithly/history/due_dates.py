"""When something said was to be: "next week", "im März", "después del verano", counted from the day it was said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kithly.history.time_words import TimeWords, time_words

UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
MOST_MONTHS_AHEAD = 9  # a month named without its year is no further off: "in March" said in April looks back
MOST_DAYS_AHEAD = 300  # likewise of a day
MOST_COUNTED = 400  # days ahead; "in 100 years" is no time to wait for
WEEKS_AFTER = 21  # days: "after March", "after Easter" are the weeks that follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The days that were meant.

    Attributes:
        first: The first of them.
        last: The last of them.
        is_rough: The days are a guess ("in the summer").
        is_vague: Nobody could say which days ("soon").
    """

    first: date
    last: date
    is_rough: bool = False
    is_vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFound:
    """A time in a text.

    Attributes:
        start: Where its first word begins.
        end: Where its last word ends.
        due: The days it means.
    """

    start: int
    end: int
    due: Due


def times_in(text: str, language: str, said: date) -> tuple[TimeFound, ...]:
    """Return the times named in a text, in its order; where two overlap, the longer one.

    Args:
        text: Words as `tokens` gives them.
        language: One of `LANGUAGES`.
        said: The day it was said, in ego's zone.
    """
    found = sorted(_found(f" {text} ", time_words(language), said), key=lambda one: (one.start - one.end, one.start))
    kept: list[TimeFound] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def due_of(times: tuple[TimeFound, ...]) -> Due | None:
    """Return the time that several names of it mean together; rough where they do not agree, None without any."""
    dues = [one.due for one in times if not one.due.is_vague] or [one.due for one in times]
    if not dues or all(one == dues[0] for one in dues):
        return dues[0] if dues else None
    return replace(dues[0], first=min(d.first for d in dues), last=max(d.last for d in dues), is_rough=True)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Reference:
        Meeus, J. (1991). *Astronomical algorithms*, chapter 8.
    """
    (a, (b, c)) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * shift) // 433
    month = (h + shift - 7 * m + 90) // 25
    return date(year, month, (h + shift - 7 * m + 33 * month + 19) % 32)


def _found(text: str, words: TimeWords, said: date) -> Iterator[TimeFound]:
    for match in words.phrases.finditer(text):
        yield _time(match.start(1), match.end(1), _of_rule(words.rules[match[1]], said), said)
    for pattern in words.counted:
        for match in pattern.finditer(text):
            yield from _some(match, _counted(match, words, said), said)
    for match in words.weekday.finditer(text):
        yield from _some(match, _weekday(match, words, said), said)
    for pattern in words.dates:
        for match in pattern.finditer(text):
            yield from _some(match, _day(match, words, said), said)
    for match in words.month.finditer(text):
        yield from _some(match, _month(match, words, said), said)


def _some(match: re.Match[str], due: Due | None, said: date) -> Iterator[TimeFound]:
    if due is not None:
        yield _time(match.start() + 1, match.end() - 1, due, said)


def _time(start: int, end: int, due: Due, said: date) -> TimeFound:
    """Return a time at its place in the text without the blank before it; nothing is due before it was said."""
    first = max(due.first, said)
    return TimeFound(start=start - 1, end=end - 1, due=replace(due, first=first, last=max(due.last, first)))


def _of_rule(rule: str, said: date) -> Due:
    """Return what a line of the table means."""
    kind, *rest = rule.split()
    numbers = [int(one) for one in rest if one.lstrip("-").isdigit()]
    first, last = _RULES[kind](said, *numbers)
    return Due(first=first, last=last, is_rough="about" in rest, is_vague="vague" in rest)


def _days(said: date, first: int, last: int) -> tuple[date, date]:
    return said + timedelta(first), said + timedelta(last)


def _week(said: date, weeks: int) -> tuple[date, date]:
    monday = said - timedelta(said.weekday()) + timedelta(7 * weeks)
    return monday, monday + timedelta(6)


def _weekend(said: date, weeks: int) -> tuple[date, date]:
    monday, sunday = _week(said, weeks)
    return monday + timedelta(5), sunday


def _months_on(said: date, months: int) -> tuple[date, date]:
    years, month = divmod(said.month - 1 + months, 12)
    return _whole(said.year + years, month + 1)


def _month_end(said: date, months: int) -> tuple[date, date]:
    first, last = _months_on(said, months)
    return first.replace(day=25), last


def _quarter(said: date, quarters: int) -> tuple[date, date]:
    first = _months_on(said.replace(day=1), 3 * quarters - (said.month - 1) % 3)[0]
    return first, _months_on(first, 2)[1]


def _year(said: date, years: int) -> tuple[date, date]:
    return date(said.year + years, 1, 1), date(said.year + years, 12, 31)


def _easter(said: date, first: int, last: int) -> tuple[date, date]:
    feasts = (easter(year) for year in (said.year, said.year + 1))
    return _around(next(feast for feast in feasts if feast + timedelta(last) >= said), first, last)


def _christmas(said: date, first: int, last: int) -> tuple[date, date]:
    feasts = (date(year, 12, 26 if first > 0 else 25) for year in (said.year - 1, said.year, said.year + 1))
    return _around(next(feast for feast in feasts if feast + timedelta(last) >= said), first, last)


def _new_year(said: date, first: int, last: int) -> tuple[date, date]:
    year = said.year if said.month == 1 else said.year + 1
    return _around(date(year, 1, 1), first, last)


def _around(feast: date, first: int, last: int) -> tuple[date, date]:
    return feast + timedelta(first), feast + timedelta(last)


def _season(said: date, first: int, last: int) -> tuple[date, date]:
    """Return the next stretch of months; the one that runs, if it does."""
    for year in (said.year - 1, said.year, said.year + 1):
        begins = date(year, first, 1)
        ends = _whole(year + (last < first), last)[1]
        if ends >= said + timedelta(14):
            return begins, ends
    raise AssertionError(first)


_RULES: Mapping[str, Callable[..., tuple[date, date]]] = {
    "day": _days,
    "week": _week,
    "weekend": _weekend,
    "month": _months_on,
    "month_end": _month_end,
    "quarter": _quarter,
    "year": _year,
    "easter": _easter,
    "christmas": _christmas,
    "new_year": _new_year,
    "season": _season,
}


def _counted(match: re.Match[str], words: TimeWords, said: date) -> Due | None:
    number = words.numbers.get(match["n"]) or int(match["n"])
    unit = UNIT_DAYS[words.units[match["unit"]]]
    if not 0 < number * unit <= MOST_COUNTED:
        return None
    middle, slack = said + timedelta(number * unit), timedelta(unit // 4)
    return Due(first=middle - slack, last=middle + slack)


def _weekday(match: re.Match[str], words: TimeWords, said: date) -> Due:
    ahead = (words.weekdays[match["day"]] - said.weekday() - 1) % 7 + 1
    day, at = said + timedelta(ahead), match["at"].strip()
    if at in words.next:  # the coming one or the one after: people mean either
        return Due(first=day, last=day + timedelta(7))
    return _bounded(at, (day, day), words, said)


def _day(match: re.Match[str], words: TimeWords, said: date) -> Due | None:
    """Return a named day; none that lies behind, or so far ahead that the last one of its name was meant."""
    month, year = words.months[match["month"]], int(match["year"] or said.year)
    furthest = said + timedelta(MOST_COUNTED if match["year"] else MOST_DAYS_AHEAD)
    for one in (year,) if match["year"] else (year, year + 1):
        if not 1 <= int(match["day"]) <= monthrange(one, month)[1]:
            continue
        day = date(one, month, int(match["day"]))
        if said <= day <= furthest:
            return Due(first=day, last=day)
    return None


def _month(match: re.Match[str], words: TimeWords, said: date) -> Due | None:
    ahead = (words.months[match["month"]] - said.month) % 12
    if ahead > MOST_MONTHS_AHEAD:
        return None
    at = match["at"].strip()
    first, last = _months_on(said, ahead)
    begins, ends = next((_PARTS[words.parts[word]] for word in at.split() if word in words.parts), (1, last.day))
    return _bounded(at, (first.replace(day=begins), first.replace(day=min(ends, last.day))), words, said)


_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # days of a month


def _bounded(at: str, days: tuple[date, date], words: TimeWords, said: date) -> Due:
    """Return a time with what "before" or "after" makes of it."""
    first, last = days
    if at in words.before:
        return Due(first=said + timedelta(1), last=max(last, said + timedelta(1)))
    if at in words.after:
        return Due(first=last + timedelta(1), last=last + timedelta(WEEKS_AFTER))
    return Due(first=first, last=last)


def _whole(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
