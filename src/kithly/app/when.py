"""Days as one says them: this morning, yesterday, Thursday, 14 March 2019."""

from __future__ import annotations

from datetime import datetime, tzinfo

from kithly.records import PartialDate
from kithly.ties.words import MONTHS

NOON, EVENING = 12, 18  # hours
WEEK = 7  # days; so near a weekday means one day only
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_said(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return a day as one says it: ``this morning``, ``yesterday``, ``Thursday``, ``14 March``, ``14 March 2019``.

    Args:
        at: When, aware.
        now: The present, aware.
        zone: Where days begin.
    """
    local, today = at.astimezone(zone), now.astimezone(zone)
    ago = (today.date() - local.date()).days
    if ago == 0:
        return "this morning" if local.hour < NOON else "this afternoon" if local.hour < EVENING else "this evening"
    if ago == 1:
        return "yesterday"
    if 0 < ago < WEEK:
        return DAYS[local.weekday()]
    day = f"{local.day} {MONTHS[local.month - 1]}"
    return day if local.year == today.year else f"{day} {local.year}"


def on_day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return the same as part of a sentence: ``on Thursday``, ``this morning``."""
    said = day_said(at, now, zone)
    return said if said.startswith("this") or said == "yesterday" else f"on {said}"


def month_said(at: datetime, zone: tzinfo) -> str:
    """Return ``March 2019``."""
    local = at.astimezone(zone)
    return f"{MONTHS[local.month - 1]} {local.year}"


def told_day(iso: str) -> str:
    """Return a day of which parts may be unknown.

    Example:
        >>> told_day("2022-07-04"), told_day("2022-07"), told_day("--03-05")
        ('4 July 2022', 'July 2022', '5 March')
    """
    told = PartialDate.parse(iso)
    parts = (told.day, MONTHS[told.month - 1] if told.month else None, told.year)
    return " ".join(str(part) for part in parts if part)
