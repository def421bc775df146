"""What the export says about its owner: profile, addresses, positions and schools."""

from __future__ import annotations

import re
from hashlib import sha256

from kithly.records import Identity, Position, Profile, clean_name, email_identity, name_identity, phone_identity
from kithly.sources._formats.linkedin.dates import birthday, partial_date
from kithly.sources._formats.linkedin.export import Export
from kithly.sources._formats.linkedin.names import given_name, shown_name, whole_name
from kithly.sources._formats.linkedin.owner import Owner
from kithly.sources._formats.linkedin.parties import FAMILY
from kithly.sources._formats.linkedin.words import plain_text
from kithly.sources._formats.table import Row

_EXTENSION = re.compile(r"\+?\d{1,4}")


def read_profile(row: Row, export: Export) -> Profile | str:
    """Return the owner as Profile.csv tells, with the profile address that the other files tell."""
    name = shown_name(whole_name(row.get("firstname"), row.get("lastname")))
    if not name:
        return "no name"
    profile = export.owner.profile if export.owner.certain else None
    return Profile(
        key="profile",
        name=name,
        given=given_name(row.get("firstname"), name),
        headline=plain_text(row.get("headline")),
        summary=plain_text(row.get("summary")),
        location=clean_name(row.get("geolocation")),
        birthday=birthday(row.get("birthdate")),
        identities=_told(profile, name),
    )


def owner_record(owner: Owner) -> Profile | None:
    """Return the owner as the conversations tell, for exports without Profile.csv; None if unknown."""
    if not owner.name and not owner.profile:
        return None
    return Profile(key="owner", name=owner.name, identities=_told(owner.profile, owner.name), certain=owner.certain)


def read_address(row: Row, export: Export) -> Profile | str:  # noqa: ARG001  # one signature for all readers
    """Return one of the owner's own mail addresses, or why there is none."""
    address = email_identity(row.get("emailaddress"))
    if not address:
        return "no mail address"
    confirmed = row.get("confirmed").casefold() not in {"no", "false"}
    return Profile(key=f"addresses|{address.value}", name="", identities=(address,), certain=confirmed)


def read_phone(row: Row, export: Export) -> Profile | str:  # noqa: ARG001  # one signature for all readers
    """Return one of the owner's own phone numbers, or why there is none."""
    number = row.get("number")
    if not number:
        return "no number"
    extension = row.get("extension")
    if extension and _EXTENSION.fullmatch(extension) and not number.startswith(("+", "00")):
        number = f"+{extension.lstrip('+')}{number.lstrip('0')}"
    found = phone_identity(number)
    if not found:
        return "no phone number"
    return Profile(key=f"phones|{found.value}", name="", identities=(found,))


def read_position(row: Row, export: Export) -> Position | str:  # noqa: ARG001  # one signature for all readers
    """Return one of the owner's positions, or why there is none."""
    company, title = clean_name(row.get("companyname")), clean_name(row.get("title"))
    if not company and not title:
        return "no company and no title"
    return Position(
        key=_key("work", company, title, row.get("startedon")),
        kind="work",
        organisation=company,
        title=title,
        started=partial_date(row.get("startedon")),
        finished=partial_date(row.get("finishedon")),
        note=plain_text(row.get("description")),
    )


def read_school(row: Row, export: Export) -> Position | str:  # noqa: ARG001  # one signature for all readers
    """Return one of the owner's schools, or why there is none."""
    school, degree = clean_name(row.get("schoolname")), clean_name(row.get("degreename"))
    if not school:
        return "no school"
    return Position(
        key=_key("school", school, degree, row.get("startdate")),
        kind="school",
        organisation=school,
        title=degree,
        started=partial_date(row.get("startdate")),
        finished=partial_date(row.get("enddate")),
        note=plain_text("\n".join(filter(None, (row.get("notes"), row.get("activities"))))),
    )


def _told(profile: Identity | None, name: str) -> tuple[Identity, ...]:
    return tuple(one for one in (profile, name_identity(FAMILY, name)) if one)


def _key(kind: str, organisation: str, title: str, started: str) -> str:
    date = partial_date(started)
    told = "\0".join((organisation.casefold(), title.casefold(), date.iso() if date else ""))
    return f"{kind}|{sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}"
