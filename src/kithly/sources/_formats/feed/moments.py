"""When something was published: only what can be true is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import struct_time

FIRST = datetime(1990, 1, 1, tzinfo=UTC)  # before that there was no web; a date of 1970 is a clock never set
AHEAD = timedelta(days=2)  # a clock may be wrong by that much, a date further ahead is none of publishing


def believed(told: datetime | None, *, fetched: datetime) -> datetime | None:
    """Return a date in UTC if something can have been published then; what lies a little ahead is now.

    Args:
        told: What a feed or page says; one without zone is taken for UTC.
        fetched: When it was read, aware.
    """
    if told is None:
        return None
    try:
        at = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return min(at, fetched) if FIRST <= at <= fetched + AHEAD else None


def of_struct(told: object) -> datetime | None:
    """Return a date that feedparser gives, which is in UTC."""
    if not isinstance(told, struct_time):
        return None
    try:
        return datetime(*told[:6], tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def of_iso(told: object) -> datetime | None:
    """Return a date that is written as RFC 3339 or ISO 8601."""
    if not isinstance(told, str) or len(told) > 40:
        return None
    try:
        return datetime.fromisoformat(told.strip())
    except ValueError:
        return None
