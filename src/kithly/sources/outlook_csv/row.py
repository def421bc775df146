"""One row of Outlook's contacts as a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kithly.records import NamedDay, Relation, clean_name
from kithly.sources._formats.book import Card, Dating, line
from kithly.sources._formats.book.cells import joined_place
from kithly.sources._formats.book.names import full_name
from kithly.sources._formats.table import Row

_EMAILS = ("emailaddress", "email2address", "email3address")
_PHONES = (
    *("mobilephone", "mobilephone2", "businessphone", "businessphone2", "homephone", "homephone2"),
    *("primaryphone", "otherphone", "carphone", "radiophone"),
)
_OTHER_LINES = {
    "companymainphone": "Company main phone",
    "assistantsphone": "Assistant's phone",
    "callback": "Callback",
    "businessfax": "Business fax",
    "homefax": "Home fax",
    "otherfax": "Other fax",
    "pager": "Pager",
    "telex": "Telex",
    "isdn": "ISDN",
    "ttytddphone": "Text phone",
}
_LINES = {
    "department": "Department",
    "profession": "Profession",
    "officelocation": "Office",
    "location": "Location",
    "hobby": "Hobby",
    "schools": "Schools",
    "keywords": "Keywords",
    "imaddress": "Chat",
    "user1": "User 1",
    "user2": "User 2",
    "user3": "User 3",
    "user4": "User 4",
}
_PLACE = ("street", "street2", "street3", "addresspobox", "city", "state", "postalcode", "countryregion")
_RELATIONS = {
    "spouse": "spouse",
    "children": "child",
    "managersname": "manager",
    "assistantsname": "assistant",
    "referredby": "introduced by",
}
_ADDRESS_BEHIND = re.compile(r"(?<!\s)\s*[(<][^()<>@]*@[^()<>]*[)>]\s*$")
_NO_LETTERS = re.compile(r"[\s0/.\-]*")


def card(row: Row, how: Dating) -> Card | str:
    """Return what one row says."""
    first, last = row.get("firstname"), row.get("lastname")
    return Card(
        name=_name(row, first, last),
        given=first,
        emails=tuple(filter(None, map(row.get, _EMAILS))),
        phones=tuple(filter(None, map(row.get, _PHONES))),
        urls=tuple(filter(None, (row.get("webpage"), row.get("personalwebpage")))),
        company=row.get("company"),
        title=row.get("jobtitle") or row.get("title#2"),  # a French Outlook calls both "Titre"
        birthday=how.day(row.get("birthday")),
        nickname=row.get("nickname"),
        labels=tuple(_list(row.get("categories"))),
        days=tuple(_days(row, how)),
        relations=tuple(_relations(row)),
        places=tuple(_places(row)),
        note=row.get("notes"),
        more=tuple(_lines(row, how)),
    )


def day_cells(row: Row) -> Iterator[str]:
    """Yield the cells that may hold a day."""
    yield row.get("birthday")
    yield row.get("anniversary")


def _name(row: Row, first: str, last: str) -> str:
    whole = full_name(first, last, middle=row.get("middlename"), suffix=row.get("suffix"), written=row.get("name"))
    return whole or clean_name(_ADDRESS_BEHIND.sub("", _shown(row)))


def _shown(row: Row) -> str:
    """Return the name Outlook shows beside the address, unless it is the address itself."""
    shown = row.get("emaildisplayname")
    return "" if "@" in _ADDRESS_BEHIND.sub("", shown) else shown


def _list(cell: str) -> Iterator[str]:
    """Yield the entries of a cell: parted by semicolons, else by commas."""
    yield from filter(None, (part.strip() for part in cell.split(";" if ";" in cell else ",")))


def _days(row: Row, how: Dating) -> Iterator[NamedDay]:
    if day := how.day(row.get("anniversary")):
        yield NamedDay(label="anniversary", day=day)


def _relations(row: Row) -> Iterator[Relation]:
    for column, label in _RELATIONS.items():
        names = _list(row.get(column)) if column == "children" else [row.get(column)]
        yield from (Relation(label=label, name=name) for name in map(clean_name, names) if name)


def _places(row: Row) -> Iterator[str]:
    for kind in ("business", "home", "other"):
        parts = [row.get(f"{kind}{part}") for part in _PLACE]
        yield joined_place(parts if any(parts) else row.get(f"{kind}address").split("\n"))


def _lines(row: Row, how: Dating) -> Iterator[str]:
    """Yield what has no place of its own."""
    yield line("Phonetic name", " ".join(filter(None, (row.get("surnameyomi"), row.get("givenyomi")))))
    yield from (line(what, row.get(column)) for column, what in _OTHER_LINES.items())
    yield from (line(what, row.get(column)) for column, what in _LINES.items())
    for column, what in (("birthday", "Birthday"), ("anniversary", "Anniversary")):
        written = row.get(column)
        if written and how.day(written) is None and not is_no_day(written):
            yield line(what, written)


def is_no_day(text: str) -> bool:
    """Say whether a cell is what Outlook writes for no day: ``0/0/00``, or a day in the year 4501."""
    return _NO_LETTERS.fullmatch(text) is not None or "4501" in text
