"""One row of Thunderbird's address book as a card."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.records import PartialDate
from kithly.sources._formats.book import Card, Dating, line
from kithly.sources._formats.book.cells import joined_place
from kithly.sources._formats.book.names import full_name
from kithly.sources._formats.table import Row

_PLACE = ("address", "address2", "city", "state", "zipcode", "country")
_LINES = {
    "department": "Department",
    "faxnumber": "Fax",
    "pagernumber": "Pager",
    "screenname": "Chat",
    "custom1": "Custom 1",
    "custom2": "Custom 2",
    "custom3": "Custom 3",
    "custom4": "Custom 4",
}


def card(row: Row, how: Dating) -> Card | str:
    """Return what one row says."""
    first, last = row.get("firstname"), row.get("lastname")
    return Card(
        name=_name(row, first, last),
        given=first,
        emails=tuple(filter(None, map(row.get, ("primaryemail", "secondaryemail")))),
        phones=tuple(filter(None, map(row.get, ("mobilenumber", "workphone", "homephone")))),
        urls=tuple(filter(None, map(row.get, ("webpage1", "webpage2")))),
        company=row.get("organization"),
        title=row.get("jobtitle"),
        birthday=_birthday(row, how),
        nickname=row.get("nickname"),
        places=tuple(_places(row)),
        note=row.get("notes"),
        more=tuple(_lines(row, how)),
    )


def _name(row: Row, first: str, last: str) -> str:
    """Return the name: of its parts, else as shown, unless an address is shown."""
    shown = row.get("displayname")
    return full_name(first, last, written="" if "@" in shown else shown)


def _birthday(row: Row, how: Dating) -> PartialDate | None:
    """Return the birthday, whose year, month and day stand in columns of their own."""
    year, month, day = row.get("birthyear"), row.get("birthmonth"), row.get("birthday")
    if not month or not day:
        return None
    return how.day(f"{year.zfill(4)}-{month}-{day}" if year else f"--{month}-{day}")


def _places(row: Row) -> Iterator[str]:
    for kind in ("work", "home"):
        yield joined_place(row.get(f"{kind}{part}") for part in _PLACE)


def _lines(row: Row, how: Dating) -> Iterator[str]:
    """Yield what has no place of its own."""
    yield from (line(what, row.get(column)) for column, what in _LINES.items())
    parts = [row.get(column) for column in ("birthyear", "birthmonth", "birthday")]
    if any(parts) and _birthday(row, how) is None:
        yield line("Birthday", "-".join(filter(None, parts)))
