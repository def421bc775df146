"""Connections.csv: one contact a row."""

from __future__ import annotations

from kithly.records import Contact, Identity, PartialDate, clean_name, email_identity, name_identity, name_key
from kithly.sources._formats.table import Row
from kithly.sources.linkedin_export.dates import day
from kithly.sources.linkedin_export.export import Export, day_token
from kithly.sources.linkedin_export.names import given_name, is_anonymous, shown_name
from kithly.sources.linkedin_export.parties import FAMILY, slug_of
from kithly.sources.linkedin_export.words import plain_text

MAX_TITLE = 300  # characters of a company or position shown


def read_connection(row: Row, export: Export) -> Contact | str:
    """Return the contact of one row, or why there is none."""
    first, last = row.get("firstname"), row.get("lastname")
    name = "" if is_anonymous(f"{first} {last}") else shown_name(f"{first} {last}")
    profile = slug_of(row.get("url"))
    address = email_identity(row.get("emailaddress"))
    if "://" in name:
        return "its cells stand under the wrong columns"
    if not name and not profile and not address:
        return _nobody(row)
    if len(row.values) < 2:
        return "the row is cut short or its quotes do not pair"
    return Contact(
        key=_key(row, name, (profile, address), export),
        name=name,
        given=given_name(first, name) if first else "",
        identities=tuple(one for one in (profile, address, name_identity(FAMILY, name)) if one),
        company=_line(row.get("company")),
        title=_line(row.get("position")),
        connected_on=_connected_on(row, export),
    )


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
