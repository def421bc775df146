"""When a series takes place: its rules worked out within bounds, its exceptions in their places.

A rule is a small program written by somebody else. What only a bomb needs is refused by its shape: rules below a day,
long lists, days that may never come. Whatever is refused leaves the first time of the series, and is told.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from kithly.sources._formats.ical.entries import Entry
from kithly.sources._formats.ical.times import When, mark

if TYPE_CHECKING:
    import icalendar

YEARS_BACK: Final = 15
DAYS_AHEAD: Final = 92  # a quarter: what one may want to prepare for
MOST_TIMES: Final = 2_000  # of one series: the newest; eight years of working days
MOST_IN_ALL: Final = 100_000  # of one file
MOST_BARREN: Final = 10  # series of one file whose rules may yield nothing for ever: to find that out takes long
FIRST: Final = date(1970, 1, 1)
_PARTS: Final = {
    "DAILY": frozenset({"BYDAY", "BYMONTH"}),
    "WEEKLY": frozenset({"BYDAY", "BYMONTH"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"}),
}
_ALWAYS: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_LISTED: Final = 62  # values of one part at most: every day of two months
_NUMBER: Final = "X-KITHLY-ENTRY"

ODD: Final = "it repeats in a way that cannot be followed: only its first time is read"
OLD: Final = f"it began before {FIRST.year} and repeats: it is left out"
MANY: Final = f"it took place more than {MOST_TIMES:,} times: only the newest are read"
BEFORE: Final = f"its times more than {YEARS_BACK} years ago are left out"
FULL: Final = f"the calendar holds more than {MOST_IN_ALL:,} times of meetings: the rest of this one is left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One time at which an event takes place.

    Attributes:
        entry: What is written of it: the event, or what replaces it this once.
        which: Names the occurrence within its series; empty for what takes place once.
        start: When.
    """

    entry: Entry
    which: str
    start: When


class Budget:
    """How many times of meetings one file may give, and how many fruitless rules."""

    def __init__(self) -> None:
        self.times = MOST_IN_ALL
        self.barren = MOST_BARREN


def times(
    entries: Sequence[Entry], *, until: datetime, zone: tzinfo | None, budget: Budget
) -> tuple[tuple[Time, ...], tuple[str, ...]]:
    """Return when an event with its exceptions takes place, and what is not told of it.

    Args:
        entries: All of one UID, each occurrence once.
        until: The present, as the file knows it.
        zone: The zone its calendar lives in: a series in UTC follows the summers there; None where it does not tell.
        budget: What the file may still give.
    """
    whole = next((one for one in entries if one.of is None), None)
    if whole is None or not whole.is_series or whole.start is None:
        return tuple(_once(one, one.start) for one in entries if one.start is not None), ()
    if _day(whole.start) < FIRST:
        return (), (OLD,)
    if budget.times <= 0:
        return (), (FULL,)
    rules = [_checked(rule) for rule in whole.rules]
    if None in rules or budget.barren <= 0:
        return _first_only(whole, whole.start, entries), (ODD,)
    try:
        found = list(_worked_out(whole, entries, [one for one in rules if one], until=until, zone=zone))
    except Exception:  # noqa: BLE001  # rules, zones and exceptions written by anybody break the library in many ways
        return _first_only(whole, whole.start, entries), (ODD,)
    budget.barren -= len(found) < 2 and any(_may_be_barren(rule) for rule in rules if rule)
    return _within(found, whole, until, budget)


def _within(
    found: list[Time], whole: Entry, until: datetime, budget: Budget
) -> tuple[tuple[Time, ...], tuple[str, ...]]:
    said = [BEFORE] if whole.start and _day(whole.start) < _earliest(until) else []
    kept = sorted(found, key=lambda one: (mark(one.start), one.which))
    if len(kept) > MOST_TIMES:
        kept, said = kept[-MOST_TIMES:], [*said, MANY]
    if len(kept) > budget.times:
        kept, said = kept[-budget.times :], [*said, FULL]
    budget.times -= len(kept)
    return tuple(kept), tuple(said)


def _earliest(until: datetime) -> date:
    return until.date() - timedelta(days=round(YEARS_BACK * 365.25))


def _day(told: When) -> date:
    return told.date() if isinstance(told, datetime) else told


def _once(one: Entry, start: When) -> Time:
    return Time(entry=one, which=mark(one.of) if one.of else "", start=start)


def _first_only(whole: Entry, start: When, entries: Sequence[Entry]) -> tuple[Time, ...]:
    """Return the first time of a series, and the exceptions that are written out."""
    ones = {mark(one.of): _once(one, one.start) for one in entries if one.of is not None and one.start is not None}
    first = Time(entry=whole, which=mark(start), start=start)
    if not _names(first.which, start) & whole.left_out:
        ones.setdefault(first.which, first)
    return tuple(ones.values())


def _checked(rule: str) -> str | None:
    """Return a rule that can be followed in bounded time; None for any other."""
    parts = dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)
    allowed = _PARTS.get(parts.get("FREQ", ""))
    if allowed is None or set(parts) - allowed - _ALWAYS or not parts.get("INTERVAL", "1").isdecimal():
        return None
    if any(value.count(",") >= _LISTED for value in parts.values()) or len(rule) > 600:
        return None
    if parts.get("INTERVAL", "1").strip("0") == "":
        return None
    if parts["FREQ"] == "DAILY" and "BYDAY" in parts and int(parts.get("INTERVAL", "1")) % 7 == 0:
        return None  # always one day of the week, perhaps never the one that is asked for
    if not _has_days(parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")):
        return None
    return ";".join(f"{name}={value.strip(' ,')}" for name, value in parts.items())


def _has_days(months: str, days: str) -> bool:
    """Say whether any of some months ever has any of some days; without both there is nothing to say."""
    if not months or not days:
        return True
    ends = [monthrange(2024, int(one))[1] for one in months.split(",") if one.isdecimal() and 1 <= int(one) <= 12]
    told = [abs(int(one)) for one in days.split(",") if one.strip("+-").isdecimal()]
    return any(day <= max(ends, default=0) for day in told)


def _may_be_barren(rule: str) -> bool:
    """Say whether a rule that can be followed may have no time at all, such as the sixth Monday of every month."""
    return "FREQ=MONTHLY" in rule and ("BYSETPOS" in rule or "BYMONTHDAY" in rule)


def _worked_out(
    whole: Entry, entries: Sequence[Entry], rules: Sequence[str], *, until: datetime, zone: tzinfo | None
) -> Iterator[Time]:
    """Yield the times of a series within the years looked at."""
    import recurring_ical_events  # noqa: PLC0415  # loaded by who has a series to work out
    import x_wr_timezone  # noqa: PLC0415

    calendar = _calendar(whole, entries, rules)
    floats = isinstance(whole.start, datetime) and whole.start.tzinfo is None
    if zone is not None and not floats:
        calendar = x_wr_timezone.to_standard(calendar, timezone=zone)
    first, last = _earliest(until), until.date() + timedelta(days=DAYS_AHEAD)
    for each in recurring_ical_events.of(calendar).between(first, last):
        of = each.get("RECURRENCE-ID")
        one, start = entries[int(str(each[_NUMBER]))], each.start
        which = mark(_as_written(of.dt if of is not None else start, floats=floats))
        if not _names(which, of.dt if of is not None else start) & whole.left_out:
            yield Time(entry=one, which=which, start=_as_written(start, floats=floats))


def _calendar(whole: Entry, entries: Sequence[Entry], rules: Sequence[str]) -> icalendar.Calendar:
    """Return the times of a series alone as the library reads them."""
    import icalendar  # noqa: PLC0415

    calendar = icalendar.Calendar()
    for number, one in enumerate(entries):
        event = icalendar.Event()
        event.add("UID", "kithly")
        event.add("DTSTART", one.start or one.of)
        event.add(_NUMBER, str(number))
        event.add("SEQUENCE", one.rank[0])  # an exception that repeats, and is older than its series, is one no more
        if one.of is not None:
            event.add("RECURRENCE-ID", one.of, parameters={"RANGE": "THISANDFUTURE"} if one.onwards else {})
        own = rules if one is whole else [rule for rule in map(_checked, one.rules) if rule]
        for rule in own:
            event.add("RRULE", icalendar.vRecur.from_ical(rule))
        for told in one.added if one is whole else ():
            event.add("RDATE", told)
        calendar.add_component(event)
    return calendar


def _names(which: str, start: When) -> frozenset[str]:
    """Return by what a list of exceptions may name a time: the instant, the time on its clock, the day."""
    clock = start.replace(tzinfo=None) if isinstance(start, datetime) else start
    return frozenset({which, mark(clock), mark(_day(clock))})


def _as_written(told: When, *, floats: bool) -> When:
    return told.replace(tzinfo=None) if floats and isinstance(told, datetime) else told
