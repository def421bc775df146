"""A contact of Monica's as a record."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha256

from kithly.records import (
    Contact,
    Identity,
    NamedDay,
    Profile,
    Relation,
    email_identity,
    phone_identity,
)
from kithly.records.profiles import handle_identity
from kithly.sources.monica.stream import Told, flat, nested, special, text, year_guessed
from kithly.sources.monica.survey import Survey, full_name, uid

MAX_PICTURE = 5 << 20  # bytes
_DATA_URL = re.compile(r"data:image/[\w.+-]{1,40};base64,", re.ASCII)


def contact_of(told: Told, found: Survey) -> Contact | str:
    """Return a contact, or in one clause why it is none."""
    own = text(told, "uuid")
    if own in found.partial:
        return "a relative known by name: kept with the person they belong to"
    name = full_name(told) or found.names.get(own, "")
    identities, unread = _reachable(told, found)
    if not name and not identities:
        return "no name and no address"
    return Contact(
        key=own or f"{name}|{text(told, 'created_at')}",
        name=name,
        given=text(told, "first_name"),
        identities=tuple(dict.fromkeys([*identities, *(one for one in [uid(own)] if one)])),
        company=text(told, "company"),
        title=text(told, "job"),
        birthday=special(told, "birthdate"),
        note="\n".join([*_lines(told), *unread]),
        nickname=text(told, "nickname"),
        labels=tuple(_labels(told)),
        days=(*_days(told), *found.relatives_days.get(own, ())),
        relations=(*found.relations.get(own, ()), *_introduced(told, found)),
        places=tuple(dict.fromkeys(_places(told))),
        cadence_days=_number(told.get("stay_in_touch_frequency")),
        starred=told.get("is_starred") is True,
        died=told.get("is_dead") is True,
        died_on=special(told, "deceased_date"),
    )


def profile_of(told: Told) -> Profile | str:
    """Return ego, as one who uses Monica."""
    identity = email_identity(text(told, "email"))
    name = full_name(told)
    if identity is None and not name:
        return "no name and no address"
    own = text(told, "uuid") or (identity.value if identity else name)
    return Profile(
        key=f"me|{own}", name=name, given=text(told, "first_name"), identities=(identity,) if identity else ()
    )


def picture_of(told: Told) -> bytes | str:
    """Return the bytes of a photo, or in one clause why it is not kept."""
    url = told.get("dataUrl")
    if not isinstance(url, str) or not _DATA_URL.match(url):
        return "a picture without its bytes"
    try:
        data = base64.b64decode(url.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return "a damaged picture"
    return data if len(data) <= MAX_PICTURE else "a picture of over 5 MB"


def digest_of(picture: bytes) -> str:
    """Return the mark a contact carries for its picture."""
    return sha256(picture).hexdigest()


def _reachable(told: Told, found: Survey) -> tuple[list[Identity], list[str]]:
    """Return the addresses of a contact, and a line for each that says nothing to anybody but a human."""
    identities, unread = [], []
    for kind, one in nested(told):
        if kind != "contact_field":
            continue
        field = flat(one)
        value, named = text(field, "data"), text(field, "type")
        service = found.types.get(named, named)
        identity = _identity(service, value)
        if identity is not None:
            identities.append(identity)
        elif value:
            unread.append(f"{service or 'Address'}: {value}")
    return identities, unread


def _identity(service: str, value: str) -> Identity | None:
    kind = re.sub(r"[^a-z]", "", service.lower())
    if kind in {"email", "mail"} or ("@" in value and not kind):
        return email_identity(value.removeprefix("mailto:"))
    if kind in {"phone", "mobile", "tel", "telephone"}:
        return phone_identity(value.removeprefix("tel:"))
    return handle_identity(service or "url", value)


def _lines(told: Told) -> Iterator[str]:
    """Yield what Monica keeps of a person in words of its own places, a line each."""
    if text(told, "description"):
        yield text(told, "description")
    if text(told, "first_met_additional_info", "first_met_where"):
        yield f"How we met: {text(told, 'first_met_additional_info', 'first_met_where')}"
    if text(told, "food_preferences"):
        yield f"Food: {text(told, 'food_preferences')}"
    for kind, one in nested(told):
        if kind == "pet":
            pet = flat(one)
            category = text(pet, "category")
            yield f"Pet: {text(pet, 'name') or category}" + (f" ({category})" if category and text(pet, "name") else "")
    guessed = year_guessed(told, "birthdate")
    if guessed is not None:
        yield f"Born about {guessed}: only an age was noted"


def _labels(told: Told) -> Iterator[str]:
    tags = told.get("tags")
    yield from dict.fromkeys(str(tag).strip() for tag in (tags if isinstance(tags, list) else ()) if str(tag).strip())
    if told.get("is_active") is False:
        yield "archived"


def _days(told: Told) -> Iterator[NamedDay]:
    met = special(told, "first_met_date")
    if met is not None:
        yield NamedDay(label="met", day=met)


def _introduced(told: Told, found: Survey) -> Iterator[Relation]:
    through = text(told, "first_met_through")
    if found.names.get(through):
        yield Relation(label="introduced by", name=found.names[through], identity=uid(through))


def _places(told: Told) -> Iterator[str]:
    parts = ("street", "postal_code", "city", "province", "country")
    for kind, one in nested(told):
        if kind == "address":
            line = ", ".join(part for part in (text(flat(one), name) for name in parts) if part)
            if line:
                yield line


def _number(value: object) -> int:
    """Return a whole number of days; 0 for none and for nonsense."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return int(value) if is_number and 0 < int(value) < 10_000 else 0  # type: ignore[call-overload]  # is an int here
