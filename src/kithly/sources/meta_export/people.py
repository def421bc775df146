"""Friends and ego, as an export lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from kithly.records import (
    Channel,
    Contact,
    Identity,
    PartialDate,
    Profile,
    clean_name,
    email_identity,
    name_identity,
    name_key,
    phone_identity,
)
from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Item
from kithly.sources.meta_export.kinds import Kind
from kithly.sources.meta_export.mending import mended_all
from kithly.sources.meta_export.threads import person_fields, whole

FRIENDS: Final = ("friends_v2.item", "friends.item")
FACEBOOK: Final = Channel.FACEBOOK.value
INSTAGRAM: Final = Channel.INSTAGRAM.value


def friends_of(item: Item) -> Iterator[Contact | str]:
    """Yield everybody in a list of friends, or why a row is nobody.

    Raises:
        SourceFormatError: The file is damaged or cut short; who stands before was yielded.
    """
    gathering: Any = None
    for prefix, event, value in events(item):
        if prefix in FRIENDS and event == "start_map":
            gathering = builder()
        if gathering is not None:
            gathering.event(event, value)
            if prefix in FRIENDS and event == "end_map":
                yield _friend(mended_all(gathering.value))
                gathering = None


def _friend(told: Mapping[str, Any]) -> Contact | str:
    name = clean_name(told["name"]) if isinstance(told.get("name"), str) else ""
    identity = name_identity(FACEBOOK, name)
    if identity is None:
        return "no name"
    address = email_identity(told["contact_info"]) if isinstance(told.get("contact_info"), str) else None
    since = _day(told.get("timestamp"))
    return Contact(
        key=f"friend|{name_key(name)}|{told.get('timestamp')}",
        name=name,
        identities=tuple(one for one in (identity, address) if one),
        connected_on=since,
    )


def _day(told: object) -> PartialDate | None:
    try:
        at = datetime.fromtimestamp(int(str(told)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return PartialDate.of(at.date()) if at.year > 2003 else None


def profile_of(item: Item, kind: Kind) -> Profile | str:
    """Return ego, or why a file does not say who that is."""
    return _person(whole(item)) if kind is Kind.PERSON else _profile(whole(item))


def _profile(told: Mapping[str, Any]) -> Profile | str:
    """Return ego as Facebook knows them."""
    profile = _fields(told.get("profile_v2") or told.get("profile"))
    named = _fields(profile.get("name"))
    name = clean_name(str(named.get("full_name") or ""))
    identities = [name_identity(FACEBOOK, name), *_addresses(profile), *_phones(profile)]
    found = tuple(dict.fromkeys(one for one in identities if one))
    if not found:
        return "it does not say who you are"
    return Profile(
        key=FACEBOOK,
        name=name,
        given=clean_name(str(named.get("first_name") or "")),
        birthday=_birthday(profile.get("birthday")),
        identities=found,
    )


def _fields(told: object) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _addresses(profile: Mapping[str, Any]) -> Iterator[Identity | None]:
    told = profile.get("emails")
    lists = told.values() if isinstance(told, dict) else ()
    for one in lists:
        yield from (
            (email_identity(address) for address in one if isinstance(address, str)) if isinstance(one, list) else ()
        )


def _phones(profile: Mapping[str, Any]) -> Iterator[Identity | None]:
    told = profile.get("phone_numbers")
    for one in told if isinstance(told, list) else ():
        number = one.get("phone_number") if isinstance(one, dict) else one
        yield phone_identity(number) if isinstance(number, str) else None


def _birthday(told: object) -> PartialDate | None:
    if not isinstance(told, dict):
        return None
    year, month, day = (told.get(part) for part in ("year", "month", "day"))
    if not (isinstance(month, int) and isinstance(day, int) and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return PartialDate(year=year if isinstance(year, int) and year > 1900 else None, month=month, day=day)


def _person(told: Mapping[str, Any]) -> Profile | str:
    """Return ego as Instagram knows them."""
    fields = person_fields(told)
    name = fields.get("name", "")
    known = (
        email_identity(value) or phone_identity(value) for value in fields.values() if value[:1] in "+0" or "@" in value
    )
    found = tuple(dict.fromkeys(one for one in (name_identity(INSTAGRAM, name), *known) if one))
    return Profile(key=INSTAGRAM, name=name, identities=found) if found else "it does not say who you are"
