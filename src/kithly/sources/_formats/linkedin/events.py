"""Events.csv: where the member said they go."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from kithly.records import Channel, Meeting, clean_name
from kithly.sources._formats.linkedin.dates import instant
from kithly.sources._formats.linkedin.export import NO_LIMIT, OPENED, Export
from kithly.sources._formats.table import Row

MAX_MINUTES = 14 * 24 * 60  # a conference of two weeks; longer ones are ranges of another meaning

_GOES = frozenset({"", "approved", "attending", "accepted", "going"})


def read_event(row: Row, export: Export) -> Meeting | str:  # noqa: ARG001  # one signature for all readers
    """Return an event the member said they go to, or why there is none; who else was there it does not say."""
    title = clean_name(row.get("eventname"))
    start, _, end = row.get("eventtime").partition(" - ")
    at = _when(start)
    if not title or at is None:
        return "no name or no time"
    if row.get("status").casefold() not in _GOES:
        return "an event you did not say you go to"
    told = f"{title.casefold()}\0{at.isoformat()}"
    return Meeting(
        key=f"event|{sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}",
        channel=Channel.MEETING,
        at=at,
        title=title,
        text=row.get("externalurl") if row.get("externalurl").startswith(("https://", "http://")) else "",
        minutes=_minutes(at, _when(end)),
    )


def _when(text: str) -> datetime | None:
    """Return an instant; an event may lie after the export."""
    at = instant(text)
    return at if at is not None and OPENED <= at <= NO_LIMIT else None


def _minutes(start: datetime, end: datetime | None) -> int:
    minutes = int((end - start).total_seconds() // 60) if end else 0
    return minutes if 0 < minutes <= MAX_MINUTES else 0
