"""Dates as LinkedIn writes them: one fixed list of shapes, each of which can be read in one way only.

Numbers with slashes are always month, day, year, whatever the member's country. Times carry no zone or
say UTC; both are taken as UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from kithly.records import PartialDate

CENTURY = 2000  # two-digit years: LinkedIn opened in 2003
FIRST_YEAR = 1900
LAST_YEAR = 2100

# Written out, a month is known by its first three letters where no entry is longer.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv enero ene gen",
            "feb febr fev fevr",
            "mar mars mrz maart mrt",
            "apr avr avril abr",
            "may mai mei mag mayo maio",
            "jun juin giu",
            "jul juil juillet lug",
            "aug aout ago",
            "sep sept set",
            "oct okt ott out",
            "nov",
            "dec dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
_PLAIN = str.maketrans("äáàâéèêíóôúûüç", "aaaaeeeioouuuc")

_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap])?\.?\s?(?:m\.?)?)?"
)
_ZONE = r"\s*(?:utc|gmt|z)?"
_DAYS = (
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})" + _TIME + _ZONE),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})" + _TIME + _ZONE),
    re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[^\W\d_]{3,9})\.? (?P<year>\d{4})" + _TIME + _ZONE),
    re.compile(r"(?P<day>\d{1,2})-(?P<name>[^\W\d_]{3,9})\.?-(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<name>[^\W\d_]{3,9})\.? (?P<day>\d{1,2}), (?P<year>\d{4})" + _TIME + _ZONE),
    re.compile(
        r"[a-z]{3} (?P<name>[a-z]{3}) (?P<day>\d{1,2}) "
        r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2}) (?:utc|gmt) (?P<year>\d{4})"
    ),
)
_MONTH_YEAR = re.compile(r"(?P<name>[^\W\d_]{3,9})\.? (?P<year>\d{4})")
_MONTH_DAY = re.compile(r"(?P<name>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})")
_YEAR = re.compile(r"(?P<year>\d{4})")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1_024)
def instant(text: str) -> datetime | None:
    """Return the instant a cell names, in UTC, or None if it names none.

    Example:
        >>> instant("9/29/18, 8:41 AM")
        datetime.datetime(2018, 9, 29, 8, 41, tzinfo=datetime.timezone.utc)
    """
    plain = _plain(text)
    for shape in _DAYS:
        if found := shape.fullmatch(plain):
            return None if _is_ambiguous(found) else _instant(found)
    return None


def instant_token(text: str) -> str:
    """Return an instant as part of a key: the same whatever shape it is written in, junk as it stands."""
    at = instant(text)
    return at.isoformat() if at else text.strip()


def day(text: str) -> date | None:
    """Return the day a cell names, or None if it names none."""
    at = instant(text)
    return at.date() if at else None


def partial_date(text: str) -> PartialDate | None:
    """Return as much of a date as a cell tells: a day, a month, a year, a day without its year."""
    if found := day(text):
        return PartialDate.of(found)
    plain = _plain(text)
    if (match := _MONTH_YEAR.fullmatch(plain)) and (month := _month(match)):
        return _sane(PartialDate(year=int(match["year"]), month=month))
    if (match := _MONTH_DAY.fullmatch(plain)) and (month := _month(match)) and 1 <= int(match["day"]) <= 31:
        return PartialDate(month=month, day=int(match["day"]))
    if match := _YEAR.fullmatch(plain):
        return _sane(PartialDate(year=int(match["year"])))
    return None


def birthday(text: str) -> PartialDate | None:
    """Return a birthday; a year nobody alive was born in is left out."""
    found = partial_date(text)
    if found is None or found.month is None or found.day is None:
        return None
    if found.year is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        return PartialDate(month=found.month, day=found.day)
    return found


def _sane(found: PartialDate) -> PartialDate | None:
    return found if found.year is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _is_ambiguous(match: re.Match[str]) -> bool:
    """Tell a day with slashes and without a time: a spreadsheet wrote it in the order of its country."""
    if "/" not in match.string[:3] or match["hour"]:
        return False
    return match["month"] != match["day"] and int(match["day"]) <= 12


def _month(match: re.Match[str]) -> int | None:
    name = match["name"].translate(_PLAIN)
    return _MONTHS.get(name) or _MONTHS.get(name[:3])


def _instant(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = _month(match) if parts.get("name") else int(parts["month"])
    year = int(parts["year"]) + (CENTURY if len(parts["year"]) == 2 else 0)
    hour = int(parts.get("hour") or 0)
    half = parts.get("half")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return datetime(
            year,
            month or 0,
            int(parts["day"]),
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
