"""A contact as a card, in version 3.0 or 4.0, so that any address book takes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Literal
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from kithly.records import Contact, Identity, IdentityKind, NamedDay, PartialDate, Relation
from kithly.sources._formats.vcard.values import escape

Version = Literal["3.0", "4.0"]

FOLD = 75  # octets of a row, RFC 6350 section 3.2
OMITTED = "1604"  # the leap year Apple writes where there is none

# Relations RFC 6350 has words for (section 6.6.6); others are written the way Apple does.
_TYPES = frozenset(
    (
        *("contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident", "neighbor", "child"),
        *("parent", "sibling", "spouse", "kin", "muse", "crush", "date", "sweetheart", "agent", "emergency"),
    )
)
_PAGES: Mapping[IdentityKind, Callable[[str], str]] = {
    IdentityKind.URL: lambda value: value,
    IdentityKind.LINKEDIN: lambda slug: f"https://www.linkedin.com/in/{quote(slug)}",
    IdentityKind.GITHUB: lambda name: f"https://github.com/{name}",
    IdentityKind.MASTODON: lambda handle: "https://{1}/@{0}".format(*handle.split("@", 1)),
    IdentityKind.BLUESKY: lambda handle: f"https://bsky.app/profile/{handle}",
    IdentityKind.FACEBOOK: lambda name: f"https://www.facebook.com/{_facebook(name)}",
}
_CHATS: Mapping[IdentityKind, str] = {IdentityKind.WHATSAPP: "whatsapp", IdentityKind.TELEGRAM: "telegram"}


def write_card(
    contact: Contact, *, version: Version = "4.0", photo: bytes = b"", media_type: str = "image/jpeg"
) -> bytes:
    """Return a contact as one card. What cards have no place for (cadence, day of connection) is left out.

    Args:
        contact: The contact; its key gives the id (``UID``), which stays the same.
        version: Version of the format.
        photo: The bytes of the picture; empty for none.
        media_type: What kind of picture it is.
    """
    rows = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{uid_of(contact.key)}", *_names(contact, version)]
    rows += (row for identity in contact.identities for row in _handle(identity))
    rows += _job(contact)
    rows += _days(contact, version)
    rows += (row for number, one in enumerate(contact.relations, 1) for row in _relation(one, f"rel{number}", version))
    rows += (f"ADR:;;{escape(place)};;;;" for place in contact.places)
    labels = [*contact.labels, *(["starred"] if contact.starred else [])]
    rows += [f"CATEGORIES:{','.join(map(escape, labels))}"] if labels else []
    rows += [f"NOTE:{escape(contact.note)}"] if contact.note else []
    rows += [_photo(photo, media_type, version)] if photo else []
    return b"".join(_folded(row) for row in (*rows, "END:VCARD"))


def uid_of(key: str) -> str:
    """Return the id of the card of a record: its own, else one that follows from its key."""
    kind, _, value = key.partition(":")
    return escape(value) if kind == "uid" and value else f"urn:uuid:{uuid5(NAMESPACE_URL, f'kithly:{key}')}"


def _names(contact: Contact, version: Version) -> Iterator[str]:
    family = contact.name
    if contact.given and contact.name.startswith(contact.given):
        family = contact.name[len(contact.given) :].strip()
    elif contact.given and contact.name.endswith(contact.given):
        family = contact.name[: -len(contact.given)].strip()
    elif not contact.given:
        family = ""
    yield f"FN:{escape(contact.name)}"
    yield f"N:{escape(family)};{escape(contact.given)};;;"
    yield "KIND:individual" if version == "4.0" else "X-KIND:individual"
    if contact.nickname:
        yield f"NICKNAME:{','.join(map(escape, contact.nickname.split(', ')))}"


def _handle(identity: Identity) -> Iterator[str]:
    kind, value = identity.kind, identity.value
    if kind is IdentityKind.EMAIL:
        yield f"EMAIL:{escape(value)}"
    elif kind is IdentityKind.PHONE:
        yield f"TEL:{value}"
    elif kind in _PAGES:
        yield f"URL:{escape(_PAGES[kind](value))}"
    elif kind in _CHATS:
        service = _CHATS[kind]
        yield f"IMPP;X-SERVICE-TYPE={service}:{service}:{value}"
    elif kind is IdentityKind.OTHER and value.startswith("tel:"):
        yield f"TEL;VALUE=uri:{value}"
    elif kind is IdentityKind.OTHER and ":" in value:
        service, _, handle = value.partition(":")
        yield f"IMPP;X-SERVICE-TYPE={service}:{service}:{escape(quote(handle, safe='@+.:/'))}"


def _job(contact: Contact) -> Iterator[str]:
    if contact.company:
        yield f"ORG:{escape(contact.company)}"
    if contact.title:
        yield f"TITLE:{escape(contact.title)}"


def _days(contact: Contact, version: Version) -> Iterator[str]:
    if contact.birthday:
        yield f"BDAY{_day(contact.birthday, version)}"
    if contact.died:
        name = "DEATHDATE" if version == "4.0" else "X-DEATHDATE"
        yield f"{name}{_day(contact.died_on, version)}" if contact.died_on else f"{name};VALUE=text:unknown"
    for number, named in enumerate(contact.days, 1):
        yield from _named_day(named, f"day{number}", version)


def _named_day(named: NamedDay, group: str, version: Version) -> Iterator[str]:
    if named.label == "anniversary" and version == "4.0":
        yield f"ANNIVERSARY{_day(named.day, version)}"
        return
    yield f"{group}.X-ABDATE{_day(named.day, version)}"
    yield f"{group}.X-ABLABEL:{escape(named.label)}"


def _day(day: PartialDate, version: Version) -> str:
    """Return parameters and value of a day."""
    if day.year is None and day.day is None:
        return f":--{day.month:02d}"
    if day.year is not None:
        return f":{day.iso().replace('-', '') if day.day else day.iso()}"
    if version == "4.0":
        return f":--{day.month or 1:02d}{day.day:02d}"
    return f";X-APPLE-OMIT-YEAR={OMITTED}:{OMITTED}-{day.month or 1:02d}-{day.day:02d}"


def _relation(one: Relation, group: str, version: Version) -> Iterator[str]:
    kind = f"TYPE={one.label}" if one.label in _TYPES else ""
    if one.identity is not None and one.identity.kind in {IdentityKind.UID, IdentityKind.EMAIL}:
        scheme = "urn:uuid:" if one.identity.kind is IdentityKind.UID else "mailto:"
        yield f"{group}.RELATED{';' + kind if kind else ''}:{scheme}{escape(one.identity.value)}"
    elif kind and version == "4.0":
        yield f"RELATED;{kind};VALUE=text:{escape(one.name)}"
        return
    else:
        yield f"{group}.X-ABRELATEDNAMES:{escape(one.name)}"
    if not kind or one.identity is None:
        yield f"{group}.X-ABLABEL:{escape(one.label)}"


def _photo(photo: bytes, media_type: str, version: Version) -> str:
    data = b64encode(photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:{media_type};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={media_type.partition('/')[2].upper()}:{data}"


def _facebook(name: str) -> str:
    return f"profile.php?id={name}" if name.isdigit() else name


def _folded(row: str) -> bytes:
    """Return a row with its end, broken where it is long, but inside no letter."""
    data = row.encode("utf-8", "replace")
    pieces = []
    room = FOLD
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[:cut])
        data, room = data[cut:], FOLD - 1
    return b"\r\n ".join([*pieces, data]) + b"\r\n"
