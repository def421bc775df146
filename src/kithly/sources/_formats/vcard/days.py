"""Days as cards write them: with and without year, with a time nobody meant, in words."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

from kithly.records import PartialDate

NO_YEAR = frozenset((0, 1, 1604))  # years that stand for none: Apple and Google write 1604, others 0000 or 0001
FIRST_YEAR = 1800  # an earlier one is not of anybody in an address book
LAST_YEAR = 2200
LEAP = 2000  # a year that has all days
EARLIEST_REVISION = 1980  # years before are no time a card was changed

_TIME = re.compile(r"(?:T|(?<!\s)\s)\s*\d{1,2}(?:$|[\d:.,]).*", re.IGNORECASE | re.DOTALL)
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), order)
    for pattern, order in (
        (r"(\d{4})-?(\d{2})-?(\d{2})(?:T|Z|[+-]\d{2}:\d{2})?", "ymd"),
        (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", "y-md"),
        (r"--(\d{2})-?(\d{2})", "md"),
        (r"--(\d{1,2})-(\d{1,2})", "md"),
        (r"(\d{4})-(\d{2})", "ym"),
        (r"(\d{4})", "y"),
        (r"--(\d{2})-?", "m"),
        (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", "dmy"),
        (r"(\d{1,2})\. ?(\d{1,2})\.", "dm"),
    )
)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_REVISION = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)


def partial_date(text: str, *, omitted: str = "") -> PartialDate | None:
    """Return the day a value names, or None; a time is left out and never converted.

    Args:
        text: The value.
        omitted: The year that stands for none, where the card says it (``X-APPLE-OMIT-YEAR``).

    Example:
        >>> partial_date("1604-04-12T00:00:00Z").iso()
        '--04-12'
    """
    clean = _TIME.sub("", text.strip().replace(" -", "-").lstrip(" ")).strip()
    clean = re.sub(r"^-(\d{2})-(\d{2})$", r"--\1-\2", clean)
    for pattern, order in _FORMS:
        found = pattern.fullmatch(clean)
        if found:
            letters = order.replace("-", "")
            digits = [group for group in found.groups() if group.isdigit()]
            return _checked(dict(zip(letters, map(int, digits), strict=True)), omitted)
    return _slashed(clean, omitted)


def revision(text: str, *, latest: datetime) -> datetime | None:
    """Return the instant a card was changed by its own word; None if it says none that can be true.

    Args:
        text: Value of ``REV``.
        latest: The latest instant that can be true.
    """
    found = _REVISION.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in found.groups()[:6])
    with suppress(ValueError, OverflowError):
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(found[7])).astimezone(UTC)
        return at if year >= EARLIEST_REVISION and at <= latest else None
    return None


def _slashed(clean: str, omitted: str) -> PartialDate | None:
    """Read ``4/12/1990`` only where one of the two can be no month."""
    found = _SLASHES.fullmatch(clean)
    if not found:
        return None
    one, two, year = map(int, found.groups())
    if one > 12 >= two:
        return _checked({"d": one, "m": two, "y": year}, omitted)
    return _checked({"m": one, "d": two, "y": year}, omitted) if two > 12 or one == two else None


def _checked(told: dict[str, int], omitted: str) -> PartialDate | None:
    year, month, day = told.get("y"), told.get("m"), told.get("d")
    if year in NO_YEAR or (omitted.isdigit() and year == int(omitted)):
        year = None
    if year is not None and year < FIRST_YEAR and month and day and (month, day) != (1, 1):
        year = None  # some programs write 0100 for an unknown year; the first day of it is an empty field
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if year is None and month is None:
        return None
    with suppress(ValueError):
        date(year or LEAP, 1 if month is None else month, 1 if day is None else day)
        return PartialDate(year=year, month=month, day=day)
    return None


def _zone(text: str | None) -> timezone:
    if not text or text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
