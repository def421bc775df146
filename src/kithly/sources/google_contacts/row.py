"""One row of Google Contacts as a card: numbered groups of columns, several values in a cell, both layouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from kithly.records import NamedDay, Relation, clean_name, one_line
from kithly.sources._formats.book import Card, Dating, line
from kithly.sources._formats.book.cells import joined_place, several
from kithly.sources._formats.book.layouts import NUMBERED
from kithly.sources._formats.book.names import full_name
from kithly.sources._formats.book.words import day_label, is_other_line, relation_label
from kithly.sources._formats.table import Row

_ADDRESS = ("street", "extendedaddress", "pobox", "city", "region", "postalcode", "country")
_SYSTEM = frozenset({"mycontacts", "contacts"})  # Google's own group of all contacts, which says nothing
_STARRED = frozenset({"starred", "starredinandroid"})
# Columns that become lines of the note: what they are called there
_LINES = {
    "organizationdepartment": "Department",
    "organization1department": "Department",
    "maidenname": "Maiden name",
    "shortname": "Short name",
    "occupation": "Occupation",
    "hobby": "Hobby",
    "location": "Location",
    "subject": "Subject",
    "billinginformation": "Billing information",
    "mileage": "Mileage",
    "language": "Language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """One numbered group, ``Phone 2`` for instance.

    Attributes:
        kind: ``phone``.
        cells: Its cells by the rest of the column's name: ``value``, ``label``.
    """

    kind: str
    cells: dict[str, str]

    @property
    def label(self) -> str:
        """What the group is called; a star before it marks the main one."""
        return one_line(self.cells.get("label") or self.cells.get("type") or "").lstrip("* ").strip()

    def values(self) -> tuple[str, ...]:
        """Return the values of the group."""
        return several(self.cells.get("value", ""))


def card(row: Row, how: Dating) -> Card | str:
    """Return what one row says."""
    groups = tuple(_groups(row))
    first, last = row.get("firstname") or row.get("givenname"), row.get("lastname") or row.get("familyname")
    phones = [(group.label, value) for group in groups if group.kind == "phone" for value in group.values()]
    labels, starred = _labels(row.get("labels") or row.get("groupmembership"))
    company, title, jobs = _jobs(row, groups)
    return Card(
        name=_name(row, first, last),
        given=first,
        emails=tuple(value for group in groups if group.kind == "email" for value in group.values()),
        phones=tuple(value for label, value in phones if not is_other_line(label)),
        urls=tuple(value for group in groups if group.kind == "website" for value in group.values()),
        company=company,
        title=title,
        birthday=how.day(row.get("birthday")),
        nickname=row.get("nickname"),
        labels=labels,
        days=tuple(_days(groups, how)),
        relations=tuple(_relations(groups)),
        places=tuple(place for group in groups if group.kind == "address" for place in _places(group)),
        note=row.get("notes"),
        more=(
            *(line(label, value) for label, value in phones if is_other_line(label)),
            *jobs,
            *_lines(row, how),
            *_customs(groups),
        ),
        starred=starred,
    )


def day_cells(row: Row) -> Iterator[str]:
    """Yield the cells that may hold a day."""
    yield row.get("birthday")
    for group in _groups(row):
        if group.kind == "event":
            yield from group.values()


@lru_cache(maxsize=512)
def _numbered(column: str) -> tuple[str, int, str] | None:
    found = NUMBERED.fullmatch(column)
    return (found[1], int(found[2]), found[3]) if found else None


def _groups(row: Row) -> Iterator[_Group]:
    """Yield the numbered groups that hold anything, in order."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for column, cell in row.cells.items():
        place = _numbered(column)
        if place and cell.strip():
            found.setdefault(place[:2], {})[place[2]] = cell.strip()
    for (kind, _), cells in found.items():
        yield _Group(kind=kind, cells=cells)


def _name(row: Row, first: str, last: str) -> str:
    middle = row.get("middlename") or row.get("additionalname")
    whole = full_name(first, last, middle=middle, suffix=row.get("namesuffix"), written=row.get("name"))
    return whole or clean_name(row.get("fileas"))


def _labels(cell: str) -> tuple[tuple[str, ...], bool]:
    """Return the groups a contact is in, and whether it is starred."""
    names = [name.lstrip("* ").strip() for name in several(cell)]
    keys = [name.casefold().replace(" ", "") for name in names]
    kept = tuple(name for name, key in zip(names, keys, strict=True) if key not in _SYSTEM | _STARRED)
    return kept, any(key in _STARRED for key in keys)


def _jobs(row: Row, groups: tuple[_Group, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Return employer and position, and further ones as lines."""
    jobs = [(row.get("organizationname"), row.get("organizationtitle"))]
    for group in groups:
        if group.kind == "organization":
            names, titles = several(group.cells.get("name", "")), several(group.cells.get("title", ""))
            jobs += zip_longest(names, titles, fillvalue="")
    told = [job for job in jobs if any(job)] or [("", "")]
    return *told[0], tuple(line("Also", ", ".join(filter(None, reversed(job)))) for job in told[1:])


def _days(groups: tuple[_Group, ...], how: Dating) -> Iterator[NamedDay]:
    for group in groups:
        found = [how.day(value) for value in group.values()] if group.kind == "event" else []
        yield from (NamedDay(label=day_label(group.label), day=day) for day in found if day)


def _relations(groups: tuple[_Group, ...]) -> Iterator[Relation]:
    for group in groups:
        if group.kind == "relation":
            yield from (Relation(label=relation_label(group.label), name=clean_name(one)) for one in group.values())


def _places(group: _Group) -> Iterator[str]:
    """Yield the addresses of one group: as formatted, else joined of their parts."""
    if written := several(group.cells.get("formatted", "")):
        yield from (joined_place(place.split("\n")) for place in written)
        return
    yield from map(joined_place, zip_longest(*(several(group.cells.get(part, "")) for part in _ADDRESS), fillvalue=""))


def _lines(row: Row, how: Dating) -> Iterator[str]:
    """Yield what has no place of its own."""
    phonetic = " ".join(filter(None, (row.get("phoneticfirstname"), row.get("phoneticlastname"))))
    yield line("Phonetic name", phonetic or row.get("yominame") or _yomi(row))
    yield from (line(what, row.get(column)) for column, what in _LINES.items())
    written = row.get("birthday")
    if written and how.day(written) is None and not _is_no_day(written):
        yield line("Birthday", written)


def _yomi(row: Row) -> str:
    return " ".join(filter(None, (row.get("givennameyomi"), row.get("familynameyomi"))))


def _is_no_day(text: str) -> bool:
    return not any(letter in "123456789" for letter in text)


def _customs(groups: tuple[_Group, ...]) -> Iterator[str]:
    """Yield custom fields and names in chats as lines."""
    for group in groups:
        if group.kind in {"customfield", "jot"}:
            yield from (line(group.label or "Custom", value) for value in group.values())
        elif group.kind == "im":
            service = one_line(group.cells.get("service", "")) or group.label or "Chat"
            yield from (line(service, value) for value in group.values())
