"""People whom an export names beside the connections: an uploaded address book, members who are followed.

An entry of an old address book is no tie, and a bare name proves nobody. So an entry counts only where
exactly one connection bears its name, and then its addresses are kept as words, never as that member's own.
"""

from __future__ import annotations

import re

from kithly.records import Contact, Identity, name_key, one_line
from kithly.sources._formats.linkedin.export import Export
from kithly.sources._formats.linkedin.names import shown_name, whole_name
from kithly.sources._formats.table import Row

UNKNOWN = "in an address book you once uploaded, and not the one connection of that name"
NOT_CONNECTED = "somebody you follow, and not the one connection of that name"
NOT_FOLLOWED = "somebody you no longer follow"
FOLLOWED = "followed on LinkedIn"

_PARTS = re.compile(r"(?<!\s)\s*[,;|]\s*")
_ADDRESSES = ("emails", "emailaddress", "phonenumbers")


def read_book_entry(row: Row, export: Export) -> Contact | str:
    """Return what an uploaded address book says of a connection, or why there is nothing."""
    name = shown_name(row.get("fullname") or whole_name(row.get("firstname"), row.get("lastname")))
    if not name:
        return "no name"
    told = [part for column in _ADDRESSES for part in _PARTS.split(row.get(column)) if part]
    if not told:
        return "no address"
    profile = export.alone.get(name_key(name))
    if profile is None:
        return UNKNOWN
    note = f"In the address book you uploaded to LinkedIn, under this name: {one_line(', '.join(told))}"
    return _beside("book", name, profile, note=note)


def read_follow(row: Row, export: Export) -> Contact | str:
    """Return which connection the member follows, or why there is none."""
    name = shown_name(row.get("fullname"))
    if not name:
        return "no name"
    if row.get("status").casefold() not in {"active", ""}:
        return NOT_FOLLOWED
    profile = export.alone.get(name_key(name))
    return NOT_CONNECTED if profile is None else _beside("follow", name, profile, labels=(FOLLOWED,))


def _beside(kind: str, name: str, profile: Identity, *, note: str = "", labels: tuple[str, ...] = ()) -> Contact:
    return Contact(key=f"{kind}|{profile.value}", name=name, identities=(profile,), note=note, labels=labels)
