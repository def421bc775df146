"""Dates of mail: RFC 5322 and what is sent instead of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)  # before it: an unset clock, not a date
MAX_OFFSET = 14 * 60 + 59  # minutes; the farthest real zone is +14:00

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv januar enero gennaio gen ene janeiro ledna led",
            "feb fev fevr febr februar",
            "mar mars maerz mär mrz mrt marzo março",
            "apr avr april abr avril",
            "may mai mag mei maj maio mayo",
            "jun juin juni giu june junio",
            "jul juil juli lug july julio",
            "aug aout août ago agosto",
            "sep sept set september",
            "oct okt ott out oktober",
            "nov november",
            "dec dez dic déc des december",
        ),
        1,
    )
    for name in names.split()
}
# RFC 5322 section 4.3, and the military zone Z
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "CET": 60, "MET": 60, "MEZ": 60, "CEST": 120,
    "MEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "WET": 0, "WEST": 60, "BST": 60, "MSK": 180,
    "MSD": 240, "JST": 540, "KST": 540, "IST": 330, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "HST": -600, "AKST": -540, "AKDT": -480, "SGT": 480, "HKT": 480,
}  # fmt: skip

_USUAL = re.compile(
    r"\s*(?:[A-Za-z]{3},?\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4})"
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([AaPp]\.?[Mm]\b)?")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]+([^\W\d_]{3,9})\.?,?[\s-]+(\d{2,5})(?![\d:])")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2})(?!\d|:)")
_YEAR = re.compile(r"(?<![\d:+-])(\d{4})(?![\d:])")
_OFFSET = re.compile(r"(?:(?:GMT|UTC|\d|^)\s*|(?<!\s)\s+)([+-])(\d{1,2}):?(\d{2})\b")
_ZONE = re.compile(r"\b([A-Z]{1,4})\b")

MAX_TEXT = 200  # characters of a date that are looked at


def parse_date(text: str) -> datetime | None:
    """Return the instant a date header names, UTC, or None if it names none after 1970.

    Without a zone, and for ``-0000``, the time is taken as UTC. Two- and three-digit years are
    those of RFC 5322 section 4.3.
    """
    usual = _USUAL.match(text)
    if usual is not None:
        day, month, year, hour, minute, second, zone = usual.groups()
        number = _MONTHS.get(month.lower())
        if number is not None:
            return _instant((int(year), number, int(day)), _clock(hour, minute, second), _minutes(zone))
    return _parse_odd(text[:MAX_TEXT])


@lru_cache(maxsize=1_024)
def _minutes(zone: str) -> int:
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    return -minutes if zone[0] == "-" else minutes


def _parse_odd(text: str) -> datetime | None:
    clock = _CLOCK.search(text)
    day = _find_day(text)
    if clock is None or day is None:
        return None
    hour, minute, second, half = clock.groups()
    hours, minutes, seconds = _clock(hour, minute, second)
    if half is not None:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return _instant(day, (hours, minutes, seconds), _find_offset(text[clock.end() :]))


def _clock(hour: str, minute: str, second: str | None) -> tuple[int, int, int]:
    return int(hour), int(minute), min(int(second or 0), 59)


def _find_day(text: str) -> tuple[int, int, int] | None:
    iso = _ISO.search(text)
    if iso is not None:
        return int(iso.group(1)), int(iso.group(2)), int(iso.group(3))
    for usual in _DAY_MONTH_YEAR.finditer(text):
        month = _month(usual.group(2))
        if month is not None:
            return _full_year(usual.group(3)), month, int(usual.group(1))
    year = _YEAR.search(text)
    for other in _MONTH_DAY.finditer(text):
        month = _month(other.group(1))
        if month is not None and year is not None:
            return int(year.group(1)), month, int(other.group(2))
    return None


def _month(word: str) -> int | None:
    word = word.lower()
    return _MONTHS.get(word) or _MONTHS.get(word[:3])


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    if len(digits) == 3:
        return year + 1900
    if len(digits) == 5 and digits.startswith("19"):  # "19" printed in front of years since 1900
        return 1900 + int(digits[2:])
    return year


def _find_offset(text: str) -> int:
    offset = _OFFSET.search(text)
    if offset is not None:
        minutes = int(offset.group(2)) * 60 + int(offset.group(3))
        return -minutes if offset.group(1) == "-" else minutes
    for zone in _ZONE.finditer(text):
        if zone.group(1) in _ZONES:
            return _ZONES[zone.group(1)]
    return 0


@lru_cache(maxsize=1_024)
def _span(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


def _instant(day: tuple[int, int, int], clock: tuple[int, int, int], offset: int) -> datetime | None:
    if abs(offset) > MAX_OFFSET:
        offset = 0
    try:
        at = datetime(*day, *clock, tzinfo=UTC)
        at = at - _span(offset) if offset else at
    except (ValueError, OverflowError):
        return None
    return at if at >= EARLIEST else None


def envelope_date(line: bytes) -> datetime | None:
    """Return the instant of an mbox separator, UTC where it names no zone; None if it has none.

    Args:
        line: The line behind ``From ``: sender, then date.
    """
    _, _, rest = line[: MAX_TEXT * 5].decode("utf-8", "replace").partition(" ")
    return parse_date(rest[-MAX_TEXT:])
