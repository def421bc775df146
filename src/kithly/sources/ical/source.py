"""Reads calendar files: ``.ics`` and ``.vcs``, alone or several in one export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from kithly.errors import SourceFormatError
from kithly.records import Identity, Problem, Sighted, email_identity
from kithly.sources._formats.decode import decode_head, is_text
from kithly.sources._formats.ical import Frame, read_calendar
from kithly.sources.base import Glance, Item

LOOKED_AT: Final = 4 << 20  # bytes that a glance looks at
LINES: Final = 4_096  # bytes in which a calendar says what it is
_BEGIN: Final = re.compile(r"\s*BEGIN:VCALENDAR\s*(?:\n|$)", re.IGNORECASE)
_BARE: Final = re.compile(r"\s*BEGIN:VEVENT\s*\n", re.IGNORECASE)
_CALLED: Final = re.compile(r"^X-WR-CALNAME[^:\n]*:(\S+@\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_EVENT: Final = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)
_GOOGLE: Final = re.compile(rb"^PRODID:.*\bGoogle\b", re.IGNORECASE | re.MULTILINE)
_DAY: Final = re.compile(rb"^DTSTART[^:\r\n]*:(\d{4})(\d{2})(\d{2})", re.IGNORECASE | re.MULTILINE)


class ICal:
    """One calendar a file; of several in one export, the one called by an address tells whose all are."""

    name = "ical"
    family = "calendar"
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item begins as a calendar does."""
        head = item.head()
        if item.leaves is not None or not is_text(head):
            return False
        text = decode_head(head[:LINES]).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
        return bool(_BEGIN.match(text) or _BARE.match(text))

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:
        """Yield the owner of the calendar, every meeting with others, birthdays, and a word about every other event.

        Args:
            item: What to read.
            resume: Not used: a calendar is read whole.

        Raises:
            SourceFormatError: There is no event in it.
        """
        del resume
        is_google = _GOOGLE.search(item.head(LINES)) is not None
        owner = item.siblings.once(("ical", "owner"), lambda: self._owner(item)) if is_google else None
        is_shared = owner is not None and _called(item) != owner
        frame = Frame(observed_at=item.modified, until=item.modified, owner=owner, is_shared=is_shared)
        found = False
        for one in read_calendar(item.opener, frame):
            found = True
            yield one
        if not found and not _is_complete(item):
            raise SourceFormatError(self.name, item.path, f"{item.path} is no calendar, or was cut off.")

    def _owner(self, item: Item) -> Identity | None:
        """Return whose a whole export of Google's is: the one address that one of its calendars is called by."""
        calendars = (one for one in item.siblings.values() if self.recognises(one))
        owners = {owner for one in calendars if _GOOGLE.search(one.head(LINES)) and (owner := _called(one))}
        return owners.pop() if len(owners) == 1 else None

    def glance(self, item: Item) -> Glance:
        """Return how many events there are, and of which years."""
        with item.opener() as stream:
            data = stream.read(LOOKED_AT).replace(b"\r", b"\n")
        is_whole = len(data) < LOOKED_AT
        count = len(_EVENT.findall(data))
        days = sorted(day for found in _DAY.findall(data) if (day := _day(found)))
        return Glance(
            counts={"events": count if is_whole else round(count * item.size / len(data))},
            is_exact=is_whole,
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def _called(item: Item) -> Identity | None:
    """Return the address that a calendar is called by."""
    found = _CALLED.search(decode_head(item.head(LINES)))
    return email_identity(found[1]) if found and "calendar.google.com" not in found[1] else None


def _day(found: tuple[bytes, bytes, bytes]) -> date | None:
    try:
        day = date(*map(int, found))
    except ValueError:
        return None
    return day if day.year > 1970 else None


def _is_complete(item: Item) -> bool:
    """Say whether an empty calendar is one: it ends as it begins."""
    return b"END:VCALENDAR" in item.head().upper()
