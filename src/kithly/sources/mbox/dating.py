"""When a message of a mailbox was written, as near as a glance at its head tells: its month."""

from __future__ import annotations

import re
from datetime import date, datetime

HEAD = 8_192  # bytes of a message that are looked at
UNKNOWN = 0
FIRST_YEAR = 1971  # mail is not older; 1970 is how programs write "no date"
CENTURY = 70  # two digits below this are of the years from 2000 on

_NAMES = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
_MONTHS = {name: place for place, name in enumerate(_NAMES)}
_ANY = rb"(" + b"|".join(_NAMES) + rb")"
# Date: Thu, 9 Aug 2012 18:39:17 +0200
_DATE = re.compile(rb"\nDate:[ \t]*(?:[A-Za-z]{2,9},?[ \t]+)?\d{1,2}[ -]+" + _ANY + rb"[a-z]*[ -]+(\d{4}|\d\d)\b")
# From ana@example.org Thu Aug  9 18:39:17 2012, with a zone before or behind the year
_STAMP = re.compile(rb"From [^\n]*?\b" + _ANY + rb" +\d{1,2} [^\n]*?\b((?:19|20)\d\d)\b")


def month_of(raw: bytes) -> int:
    r"""Return the month of a message, counted from year 0; `UNKNOWN` if neither its date nor its stamp tells.

    The date it bears comes first, as in the record; some programs stamp a message with the day they copied it.

    Args:
        raw: The message from its separator on.

    Example:
        >>> month_of(b"From a Thu Aug  9 18:39:17 2012\nDate: Mon, 6 Aug 2012 10:00:00 +0000\n") - 2012 * 12
        7
    """
    found = _DATE.search(raw, 0, HEAD) or _STAMP.match(raw, 0, HEAD)
    if found is None:
        return UNKNOWN
    year = int(found[2])
    year += 0 if year > 99 else 2000 if year < CENTURY else 1900
    return year * 12 + _MONTHS[found[1]] if year >= FIRST_YEAR else UNKNOWN


def month_on(moment: datetime) -> int:
    """Return the month of an instant, counted from year 0."""
    return moment.year * 12 + moment.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month counted from year 0."""
    return date(month // 12, month % 12 + 1, 1)
