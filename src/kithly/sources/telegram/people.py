"""People as Telegram numbers them: a user's number stays when their name, phone and handle change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kithly.records import (
    Contact,
    Identity,
    IdentityKind,
    Party,
    Profile,
    clean_name,
    name_identity,
    phone_identity,
)
from kithly.sources._formats.decode import clean_text

FAMILY: Final = "telegram"
ME: Final = "me"
DELETED: Final = "Deleted account"  # as Telegram shows it
_USER = re.compile(r"(?:user)?([1-9]\d{0,18})")
OLD_USERS: Final = 1 << 32  # from this on a bare number of a sender, in exports before 2021, is a group's or channel's


def name_of(told: object) -> str:
    """Return a name fit to show; empty for none."""
    return clean_name(clean_text(told)) if isinstance(told, str) else ""


def user_of(told: object) -> str:
    """Return the number of a user; empty for channels and for none."""
    if isinstance(told, bool) or not isinstance(told, (str, int)):
        return ""
    found = _USER.fullmatch(str(told).strip())
    return found[1] if found else ""


def sender_of(told: object) -> str:
    """Return the number of whoever sent a message; empty where it was a channel or a group."""
    user = user_of(told)
    is_bare = isinstance(told, int) or (isinstance(told, str) and told.isdecimal())
    return "" if user and is_bare and int(user) >= OLD_USERS else user


def identity_of(user: str, name: str = "") -> Identity | None:
    """Return the identity of a user by number, else by name."""
    return Identity(IdentityKind.TELEGRAM, user) if user else name_identity(FAMILY, name)


def party_of(user: str, name: str) -> Party:
    """Return a person of a chat; an account that was deleted has no name, and is nobody who can be written to."""
    if not name:
        return Party(name=DELETED, identity=None)
    return Party(name=name, identity=identity_of(user, name))


def contact_of(told: Mapping[str, Any]) -> Contact | str:
    """Return an entry of the address book, or why there is none."""
    given, last = name_of(told.get("first_name")), name_of(told.get("last_name"))
    user, phone = user_of(told.get("user_id")), _phone(told.get("phone_number"))
    identities = tuple(one for one in (identity_of(user) if user else None, phone) if one)
    name = clean_name(f"{given} {last}")
    if not identities:
        return "no number of Telegram's and no phone number" if name else "no name and no number"
    key = phone.value if phone else user
    return Contact(key=f"contact|{key}", name=name, given=given, identities=identities)


def profile_of(told: Mapping[str, Any]) -> Profile:
    """Return ego as Telegram knows them; the name stands beside their messages."""
    user, handle = user_of(told.get("user_id")), str(told.get("username") or "").lstrip("@").lower()
    named = Identity(IdentityKind.TELEGRAM, handle) if re.fullmatch(r"[a-z]\w{3,31}", handle) else None
    found = (identity_of(user) if user else None, named, _phone(told.get("phone_number")))
    return Profile(key=ME, name="", identities=tuple(one for one in found if one))


def _phone(told: object) -> Identity | None:
    return phone_identity(told) if isinstance(told, str) else None
