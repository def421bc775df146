"""Days and times of a calendar: a day stays that day, a time with a zone is an instant, one without floats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from kithly.sources._formats.ical.properties import Property
from kithly.sources._formats.ical.zones import Zones

MOST_DATES: Final = 150_000  # of one list
NOON: Final = time(12, tzinfo=UTC)
FIRST_YEAR: Final = 1900
_TIME: Final = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?\s*", re.IGNORECASE
)
_SPAN: Final = re.compile(
    r"\s*([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?\s*", re.IGNORECASE
)
When = date
"""A whole day is a `date`; a time is a `datetime`, naive where it floats."""


def when(found: Property, zones: Zones) -> When | None:
    """Return what a property says of time; None where it is no time."""
    return next(whens(found, zones), None)


def whens(found: Property, zones: Zones) -> Iterator[When]:
    """Yield the times of a list; of a period its beginning."""
    is_day = found.beside.get("VALUE", "").upper() == "DATE"
    zone = zones.named(found.beside["TZID"]) if found.beside.get("TZID", "").strip() else None
    values = re.split(r"[,;]", found.value, maxsplit=MOST_DATES)[:MOST_DATES]
    for value in values:
        one = _one(value.partition("/")[0], zone)
        if one is not None:
            yield one.date() if is_day and isinstance(one, datetime) else one


def _one(text: str, zone: tzinfo | None) -> When | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if day.year < FIRST_YEAR and found[4]:
            return None
        if not found[4]:
            return day
        told = datetime.combine(day, time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)))
        return told.replace(tzinfo=_beside(found[7]) or zone)
    except (ValueError, OverflowError):
        return None


def _beside(text: str | None) -> tzinfo | None:
    if not text:
        return None
    return UTC if text in "zZ" else Zones().named(text)


def span(text: str) -> timedelta | None:
    """Return a length of time; None where it is none.

    Example:
        >>> span("P1DT2H30M")
        datetime.timedelta(days=1, seconds=9000)
    """
    found = _SPAN.fullmatch(text)
    if not found or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def instant(told: When, zone: tzinfo) -> datetime:
    """Return when something began, in UTC: of a whole day its noon, of a floating time as read in a zone."""
    if not isinstance(told, datetime):
        return datetime.combine(told, NOON)
    aware = told if told.tzinfo else told.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def mark(told: When) -> str:
    """Return a time as it names an occurrence, whatever zone it is told in.

    Example:
        >>> mark(date(2024, 3, 5)), mark(datetime(2024, 3, 5, 9, tzinfo=UTC)), mark(datetime(2024, 3, 5, 9))
        ('20240305', '20240305T090000Z', '20240305T090000')
    """
    if not isinstance(told, datetime):
        return told.strftime("%Y%m%d")
    if told.tzinfo is None:
        return told.strftime("%Y%m%dT%H%M%S")
    return told.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
