"""Who is asked to a meeting: people, and not rooms, groups or calendars; and who said no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from typing import Final
from urllib.parse import unquote

from kithly.records import Identity, Party, clean_name, email_identity, phone_identity
from kithly.sources._formats.ical.properties import Property

THINGS: Final = frozenset({"RESOURCE", "ROOM", "GROUP"})
LOOKERS_ON: Final = "NON-PARTICIPANT"  # told of a meeting, not asked to it
# Addresses by which Google names calendars, rooms and nobody
_NOBODY: Final = re.compile(r"@(?:[a-z-]+\.)*calendar\.google\.com$|^(?:invalid|noreply):?nomail|@invalid$")
# Lotus Notes names a place in its directory: ``Ana Lux/HQ/Boats``, ``CN=Ana Lux/O=Boats``
_DIRECTORY: Final = re.compile(r"(?:CN=)?([^/()][^/() ]* [^/()]+)/[^ /()][^()]*", re.IGNORECASE)
_SCHEME: Final = re.compile(r"\s*mailto:\s*", re.IGNORECASE)
_PHONE: Final = re.compile(r"\s*tel:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody whom an event names.

    Attributes:
        party: Who.
        said_no: They declined.
        is_host: They are named as the one who invites.
    """

    party: Party
    said_no: bool = False
    is_host: bool = False


def guests(found: Iterable[Property]) -> tuple[Guest, ...]:
    """Return the people that the ``ORGANIZER`` and ``ATTENDEE`` lines of one event name, each once.

    Somebody who invites and is asked as well counts by the answer beside the asking. Of two answers of one person
    (delegates and copies write them) the yes counts.
    """
    by_who: dict[Identity | str, Guest] = {}
    for one in found:
        guest = _guest(one)
        if guest is None:
            continue
        who = guest.party.identity or guest.party.name.casefold()
        before = by_who.get(who)
        by_who[who] = _both(before, guest) if before else guest
    return tuple(by_who.values())


def _both(before: Guest, after: Guest) -> Guest:
    name = before.party.name or after.party.name
    hosts, answers = before.is_host or after.is_host, [one for one in (before, after) if not one.is_host]
    said_no = bool(answers) and all(one.said_no for one in answers)
    return Guest(party=replace(before.party, name=name), said_no=said_no, is_host=hosts)


def _guest(found: Property) -> Guest | None:
    """Return whom one line names; None for a thing, a list or nobody."""
    beside = found.beside
    if beside.get("CUTYPE", "").upper() in THINGS or beside.get("ROLE", "").upper() == LOOKERS_ON:
        return None
    value = found.text().strip()
    name, address = _named(value)
    identity = email_identity(address) or email_identity(beside.get("EMAIL", ""))
    if identity is None and (phone := _PHONE.match(value)):
        identity = phone_identity(value[phone.end() :])
    if _NOBODY.search((identity.value if identity else address).lower()):
        identity = None
        if _NOBODY.search(address.lower()) and "nomail" not in address.lower():
            return None  # a calendar, not a person
    name = _person_name(beside.get("CN", "") or name, identity)
    if identity is None and not name:
        return None
    answer = (beside.get("PARTSTAT", "") or beside.get("STATUS", "")).upper()
    is_host = found.name == "ORGANIZER" or beside.get("ROLE", "").upper() in {"OWNER", "ORGANIZER"}
    return Guest(party=Party(name=name, identity=identity), said_no=answer == "DECLINED", is_host=is_host)


def _named(value: str) -> tuple[str, str]:
    """Return name and address out of ``mailto:a@b``, ``a@b`` or ``Ana <a@b>``."""
    if scheme := _SCHEME.match(value):
        value = unquote(value[scheme.end() :]).partition("?")[0].strip()
        if "<" not in value:
            return "", value
    if value.lower().startswith(("urn:", "http:", "https:", "/", "invalid:", "noreply:")):
        return "", value
    name, address = parseaddr(value[:1_000])
    return (name, address) if "@" in address else (value[:200], "")


def _person_name(told: str, identity: Identity | None) -> str:
    """Return a name; an address that stands for one is none."""
    name = clean_name(told[:500]).strip("'\" ")
    if name.lower().startswith("mailto:") or email_identity(name) is not None or name.casefold() in {"unknown", ""}:
        return ""
    if identity and name == identity.value.partition("@")[0]:
        return ""  # a program's stand-in for a name
    directory = _DIRECTORY.fullmatch(name)
    return directory[1].strip() if directory else name


def addresses_of(found: Sequence[Guest]) -> frozenset[Identity]:
    """Return by which identities an event names anybody."""
    return frozenset(one.party.identity for one in found if one.party.identity)
