"""Connections.csv: one contact a row."""

from __future__ import annotations

from kithly.records import Contact, Identity, PartialDate, clean_name, email_identity, name_identity, name_key
from kithly.sources._formats.linkedin.dates import day
from kithly.sources._formats.linkedin.export import Export, day_token
from kithly.sources._formats.linkedin.names import cell, given_name, is_anonymous, shown_name, whole_name
from kithly.sources._formats.linkedin.parties import FAMILY, slug_of
from kithly.sources._formats.linkedin.words import plain_text
from kithly.sources._formats.table import Row

MAX_TITLE = 300  # characters of a company or position shown


def read_connection(row: Row, export: Export) -> Contact | str:
    """Return the contact of one row, or why there is none."""
    first, last = row.get("firstname"), row.get("lastname")
    written = whole_name(first, last)
    name = "" if is_anonymous(written) else shown_name(written)
    profile = slug_of(row.get("url"))
    address = email_identity(row.get("emailaddress"))
    if "://" in name:
        return "its cells stand under the wrong columns"
    if not name and not profile and not address:
        return _nobody(row)
    if len(row.values) < 2 or (_is_short(row) and not _says_more(row)):
        return "the row is cut short or its quotes do not pair"
    return Contact(
        key=_key(row, name, (profile, address), export),
        name=name,
        given=given_name(first, name) if cell(first) else "",
        identities=tuple(one for one in (profile, address, name_identity(FAMILY, name)) if one),
        company=_line(row.get("company")),
        title=_line(row.get("position")),
        connected_on=_connected_on(row, export),
    )


def _is_short(row: Row) -> bool:
    """Tell whether a row ends before its header does: a header holds the day, or else all of the other three."""
    return "connectedon" not in row.cells and not {"company", "position", "url"} <= row.cells.keys()


def _says_more(row: Row) -> bool:
    """Tell whether a row that ends early holds more than a name, which any torn line does."""
    return any(row.get(column) for column in ("url", "emailaddress", "company", "connectedon"))


def _nobody(row: Row) -> str:
    if row.get("connectedon"):
        return "hidden member: only a date is given"
    return "no name, profile or address"


def _connected_on(row: Row, export: Export) -> PartialDate | None:
    if export.instant(row.get("connectedon")) is None:
        return None
    found = day(row.get("connectedon"))
    return PartialDate.of(found) if found else None


def _key(row: Row, name: str, tokens: tuple[Identity | None, ...], export: Export) -> str:
    """Return name and day, which exports with and without profile addresses share.

    Where that does not tell people apart, the profile or address is added.
    """
    pair = (name_key(name), day_token(row.get("connectedon")))
    token = next((one.value for one in tokens if one), "")
    if all(pair) and pair not in export.doubles:
        return "|".join(pair)
    return "|".join((*pair, token)) if token else "|".join(pair)


def _line(text: str) -> str:
    return clean_name(plain_text(text))[:MAX_TITLE]
