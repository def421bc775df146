"""Identities: the addresses, handles and profiles by which sources name people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from kithly.records.names import name_key, one_line

MAX_ADDRESS = 254  # octets of an address, RFC 5321 section 4.5.3.1.3 (path less its brackets)

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]{2,63}")
_PHONE_JUNK = re.compile(r"[\s().\-/\u00a0\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")
# A zero that is dialled at home only: "+49 (0)30", "+49 (030)"; in some countries it is part of the number.
_TRUNK = re.compile(r"\+[1-9][0-9]{0,2}[\s./\-]*\(?\s*0")


class IdentityKind(StrEnum):
    """What kind of handle an identity is.

    ``NAME`` is a full name as one source writes it (``linkedin:ana lee``), for exports that give no
    address or profile. It links only where that name is unique in its source, and is never shown.
    """

    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    UID = "uid"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    GITHUB = "github"
    URL = "url"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    FACEBOOK = "facebook"
    SLACK = "slack"
    OTHER = "other"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """One address, handle or profile, in its normal form (so that equal means the same).

    Attributes:
        kind: Which namespace the value lives in.
        value: Normal form; lower case for e-mail and LinkedIn, E.164 where possible for phones.
    """

    kind: IdentityKind
    value: str


def email_identity(text: str) -> Identity | None:
    """Return the identity of a mail address, or None for what is no address (X.500, local, junk).

    Args:
        text: An address alone, without display name; Pipermail's `` at `` is understood.
    """
    address = one_line(text).strip("<>'\"").strip()
    if "@" not in address and " at " in address:
        address = address.replace(" at ", "@", 1)
    address = address.lower().rstrip(".")
    if len(address.encode("utf-8", "replace")) > MAX_ADDRESS or not _ADDRESS.fullmatch(address):
        return None
    return Identity(IdentityKind.EMAIL, address)


def linkedin_identity(url: str) -> Identity | None:
    """Return the identity of a LinkedIn profile from its address (``.../in/<slug>``), or None."""
    text = url.strip()
    if not text:
        return None
    try:
        parts = urlsplit(text if "//" in text else "//" + text)
        host = (parts.hostname or "").lower()
    except ValueError:  # brackets that hold no address
        return None
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) < 2 or segments[0].lower() not in {"in", "pub"}:
        return None
    slug = one_line(unquote(segments[1], errors="replace")).lower()
    return Identity(IdentityKind.LINKEDIN, slug) if slug else None


def phone_identity(text: str) -> Identity | None:
    """Return the identity of a phone number: digits with a leading ``+`` where the source gave one.

    Numbers without country code stay national; telling two spellings of one number apart is the
    work of `people`, which knows the regions.
    """
    text = text.strip()
    if text.startswith("00"):
        text = "+" + text[2:].lstrip(" -/.")
    number = _PHONE_JUNK.sub("", text)
    if not re.fullmatch(r"\+?[0-9]{5,15}", number):
        return None
    return Identity(IdentityKind.PHONE, _international(text, number) if _TRUNK.match(text) else number)


def _international(text: str, number: str) -> str:
    """Return a number with country code as it is dialled from abroad."""
    import phonenumbers  # noqa: PLC0415 - when a number needs it: it costs 50 ms once

    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def name_identity(source: str, name: str) -> Identity | None:
    """Return the weak identity of a full name as ``source`` writes it, or None for no name."""
    key = name_key(name)
    return Identity(IdentityKind.NAME, f"{source}:{key}") if key else None
