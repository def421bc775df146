"""Cells of address books: several values in one, phone numbers, web addresses, names on networks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kithly.records import Identity, IdentityKind, linkedin_identity, one_line, phone_identity

MAX_URL = 500  # characters; longer ones are addresses of a moment

_TRIPLE = re.compile(":::")
_EXTENSION = re.compile(r"(?i)(?<![\s,;])[\s,;]*(?:;ext=|ext(?:ension)?\.?|x|#|durchwahl|poste|int\.?)\s*\d{1,6}\s*$")
_TRUNK = re.compile(r"(?<=\d)\s*\(0\)|(?<=\+\d)\(0\)")
_NUMBER = re.compile(r"^(?:tel|phone|mob|mobile|cell|t|m|p)[.:]*\s*(?=[+(\d])", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}", re.IGNORECASE)
_HANDLE = re.compile(r"@?([\w.-]{1,60})")
_MASTODON = re.compile(r"@?([\w.-]{1,60})@((?:[\w-]+\.)+[a-z]{2,24})", re.IGNORECASE)

_PROFILES = {  # host of a network: (kind, what stands before the name in the identity)
    "github.com": (IdentityKind.GITHUB, ""),
    "bsky.app": (IdentityKind.BLUESKY, ""),
    "facebook.com": (IdentityKind.FACEBOOK, ""),
    "t.me": (IdentityKind.TELEGRAM, ""),
    "twitter.com": (IdentityKind.OTHER, "twitter:"),
    "x.com": (IdentityKind.OTHER, "twitter:"),
    "instagram.com": (IdentityKind.OTHER, "instagram:"),
}
_NO_HANDLES = frozenset(
    word
    for line in (
        "yes no none n/a na nil null true false x - -- ? unknown connected follow following todo tbd public private",
        "ja nein oui non sí si sim não nee keine aucun ninguno nenhum nessuno geen",
    )
    for word in line.split()
)
_NO_NAMES = frozenset(
    word
    for line in (
        "about company in pages people profile profile.php groups home intent search share school watch",
        "login",
    )
    for word in line.split()
)


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that ``:::`` parts.

    Example:
        >>> several("ana@a.example ::: ana@b.example")
        ('ana@a.example', 'ana@b.example')
    """
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in _TRIPLE.split(cell)))))


def phone_of(text: str) -> tuple[Identity | None, bool]:
    """Return the identity of a phone number as people write it, and whether its text says more than that.

    An extension or words belong to no number; then the whole text is worth keeping.
    """
    plain = _TRUNK.sub("", _NUMBER.sub("", one_line(text))).replace("–", "-").replace("‑", "-")
    plain = plain.removeprefix("tel:").replace("'", "")
    bare = _EXTENSION.sub("", plain)
    found = phone_identity(bare)
    return found, bool(plain) and (found is None or bare != plain)


def url_identity(text: str) -> Identity | None:
    """Return the identity of a web address: a profile where its network is known, else the page."""
    url = text.strip()
    if not url or len(url) > MAX_URL or any(letter.isspace() for letter in url):
        return None
    if profile := linkedin_identity(url):
        return profile
    try:
        parts = urlsplit(url if "://" in url else f"//{url}", scheme="https")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:  # brackets that hold no address
        return None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    path = parts.path.rstrip("/")
    network = _PROFILES.get(host)
    names = [part for part in path.split("/") if part and part != "profile"]
    if network and len(names) == 1 and names[0].lower() not in _NO_NAMES and _HANDLE.fullmatch(names[0]):
        return Identity(network[0], network[1] + names[0].lstrip("@").lower())
    query = f"?{parts.query}" if parts.query else ""
    return Identity(IdentityKind.URL, f"{host}{path}{query}")


def handle_identity(network: str, text: str) -> Identity | None:
    """Return the identity of somebody's name on a network, or of the address of their page there."""
    value = text.strip()
    if "/" in value:
        return url_identity(value)
    if network == "mastodon" and (found := _MASTODON.fullmatch(value)):
        return Identity(IdentityKind.MASTODON, f"{found[1]}@{found[2]}".lower())
    found = _HANDLE.fullmatch(value)
    if not found or network in {"mastodon", "linkedin"} or value.casefold() in _NO_HANDLES:
        return None  # a word in a column of profiles would make one person of all who have it
    name = found[1].lower()
    kinds = {"github": IdentityKind.GITHUB, "telegram": IdentityKind.TELEGRAM}
    kinds |= {"facebook": IdentityKind.FACEBOOK, "bluesky": IdentityKind.BLUESKY}
    kind = kinds.get(network)
    return Identity(kind, name) if kind else Identity(IdentityKind.OTHER, f"{network}:{name}")


def joined_place(parts: Iterable[str]) -> str:
    """Return the parts of a postal address on one line."""
    return ", ".join(dict.fromkeys(filter(None, (one_line(part).strip(" ,") for part in parts))))
