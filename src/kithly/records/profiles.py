"""Profiles on the web and handles in messengers, in their normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kithly.records.identity import Identity, IdentityKind, email_identity, linkedin_identity, phone_identity

MAX_URL = 2_000  # characters of an address on the web; browsers refuse longer ones

_HANDLE = re.compile(r"[\w.\-]{1,100}", re.ASCII)
_HOST = re.compile(r"(?:[\w\-]{1,63}\.)+[\w\-]{2,63}")
_FEDERATED = re.compile(r"@?([\w.\-]{1,100})@((?:[\w\-]{1,63}\.)+[\w\-]{2,63})")
_BLUESKY = re.compile(r"did:[a-z]+:[\w.:%\-]{1,200}|(?:[a-z0-9\-]{1,63}\.)+[a-z]{2,63}")
_SPACE = re.compile(r"\s")

# First words of paths that are pages of the site itself, not of a member.
_GITHUB_PAGES = frozenset(
    [
        "about",
        "apps",
        "collections",
        "contact",
        "customer-stories",
        "enterprise",
        "explore",
        "features",
        "issues",
        "login",
        "marketplace",
        "new",
        "notifications",
        "orgs",
        "pricing",
        "pulls",
        "search",
        "security",
        "settings",
        "site",
        "sponsors",
        "topics",
        "trending",
    ]
)
_FACEBOOK_PAGES = frozenset(
    [
        "events",
        "groups",
        "hashtag",
        "help",
        "login",
        "marketplace",
        "pages",
        "permalink.php",
        "photo.php",
        "share",
        "sharer",
        "story.php",
        "watch",
    ]
)
_TELEGRAM_PAGES = frozenset(["addstickers", "c", "iv", "joinchat", "proxy", "s", "share", "socks"])


def github_identity(text: str) -> Identity | None:
    """Return the identity of a GitHub account from its page or its bare name, or None."""
    first = _first_segment(text, "github.com")
    if first.lower() in _GITHUB_PAGES or not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,38})", first):
        return None
    return Identity(IdentityKind.GITHUB, first.lower())


def mastodon_identity(text: str) -> Identity | None:
    """Return the identity ``user@server`` of an account in the fediverse, from its page or its handle, or None."""
    handle = _FEDERATED.fullmatch(text.strip())
    if handle:
        return Identity(IdentityKind.MASTODON, f"{handle[1]}@{handle[2]}".lower())
    parts = _web(text)
    if parts is None:
        return None
    segments = _segments(parts)
    name = segments[0][1:] if segments and segments[0].startswith("@") else ""
    if len(segments) == 2 and segments[0] == "users":
        name = segments[1]
    if not _HANDLE.fullmatch(name) or not _HOST.fullmatch(parts.hostname or ""):
        return None
    return Identity(IdentityKind.MASTODON, f"{name}@{parts.hostname}".lower())


def bluesky_identity(text: str) -> Identity | None:
    """Return the identity of a Bluesky account from its page or handle (``ana.bsky.social``), or None."""
    parts = _web(text) if "/" in text else None
    handle = text.strip()
    if parts is not None:
        segments = _segments(parts)
        if _host(parts) != "bsky.app" or len(segments) < 2 or segments[0] != "profile":
            return None
        handle = segments[1]
    handle = handle.removeprefix("@").lower()
    return Identity(IdentityKind.BLUESKY, handle) if _BLUESKY.fullmatch(handle) else None


def telegram_identity(text: str) -> Identity | None:
    """Return the identity of a Telegram account from its page or user name, or None."""
    parts = _web(text) if "/" in text or ":" in text else None
    name = text.strip()
    if parts is not None:
        if _host(parts) not in {"t.me", "telegram.me", "telegram.dog"}:
            return None
        segments = _segments(parts)
        name = segments[0] if segments and segments[0].lower() not in _TELEGRAM_PAGES else ""
    name = name.removeprefix("@").lower()
    return Identity(IdentityKind.TELEGRAM, name) if re.fullmatch(r"[a-z][a-z0-9_]{3,31}", name) else None


def whatsapp_identity(text: str) -> Identity | None:
    """Return the identity of a WhatsApp account, its number with country code, from a number or link, or None."""
    parts = _web(text) if "/" in text else None
    number = text
    if parts is not None:
        host, query = _host(parts), parse_qs(parts.query)
        if host == "wa.me" and _segments(parts):
            number = "+" + _segments(parts)[0].removeprefix("+")
        elif host in {"api.whatsapp.com", "web.whatsapp.com"} and query.get("phone"):
            number = "+" + query["phone"][0].strip().removeprefix("+")
        else:
            return None
    phone = phone_identity(number)
    return Identity(IdentityKind.WHATSAPP, phone.value) if phone and phone.value.startswith("+") else None


def facebook_identity(text: str) -> Identity | None:
    """Return the identity of a Facebook account from its page (its name or number), or None."""
    parts = _web(text)
    if parts is None or _host(parts) not in {"facebook.com", "fb.com", "m.facebook.com"}:
        return None
    segments = _segments(parts)
    name = segments[0] if segments else ""
    if name.lower() == "profile.php":
        name = parse_qs(parts.query).get("id", [""])[0]
    elif name.lower() == "people" and len(segments) > 2:
        name = segments[2]
    if name.lower() in _FACEBOOK_PAGES or not re.fullmatch(r"[A-Za-z0-9.]{2,60}", name):
        return None
    return Identity(IdentityKind.FACEBOOK, name.lower())


def url_identity(text: str) -> Identity | None:
    """Return the identity of a page on the web in one spelling, or None for what is none."""
    parts = _web(text)
    if parts is None or not _HOST.fullmatch(parts.hostname or ""):
        return None
    host = (parts.hostname or "").lower()
    path = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    port = f":{parts.port}" if parts.port else ""
    return Identity(IdentityKind.URL, f"{parts.scheme.lower()}://{host}{port}{path}{query}")


_KNOWN_SITES: tuple[Callable[[str], Identity | None], ...] = (
    linkedin_identity,
    bluesky_identity,
    telegram_identity,
    whatsapp_identity,
    facebook_identity,
)


def profile_identity(url: str) -> Identity | None:
    """Return the identity behind any page on the web: an account where its site is known, else the page; or None.

    Example:
        >>> profile_identity("https://github.com/zita-q").value
        'zita-q'
    """
    text = url.strip()
    if text.lower().startswith("mailto:"):
        return email_identity(unquote(text[7:].partition("?")[0]))
    parts = _web(text)
    if parts is None:
        return None
    text = parts.geturl()
    found = next((one for one in (site(text) for site in _KNOWN_SITES) if one), None)
    if found is None and _host(parts) == "github.com" and len(_segments(parts)) == 1:
        found = github_identity(text)
    if found is None and len(_segments(parts)) == 1 and parts.path.startswith("/@") and not _names_no_server(parts):
        found = mastodon_identity(text)
    return found or _renamed(parts) or url_identity(text)


def handle_identity(service: str, handle: str) -> Identity | None:
    """Return the identity of a handle in a named service (``Telegram``, ``@zita``), or None for none.

    Args:
        service: The service, in any case; an address with a scheme may stand in its place in ``handle``.
        handle: Name, number or address there.
    """
    name = re.sub(r"[^a-z]", "", service.lower())
    text = handle.strip()
    if re.match(r"(?i)https?://", text):
        return profile_identity(text)
    maker = _SERVICES.get(name)
    if maker is not None:
        return maker(text)
    host = _PAGES.get(name)
    if host and _HANDLE.fullmatch(text.removeprefix("@")):
        return Identity(IdentityKind.URL, f"https://{host}/{text.removeprefix('@').lower()}")
    if not text or not name or _SPACE.search(text) or len(text) > MAX_URL:
        return None
    handle = unicodedata.normalize("NFC", text).lower().removeprefix("@")
    return Identity(IdentityKind.OTHER, f"{name}:{handle}") if handle else None


def _linkedin(text: str) -> Identity | None:
    return linkedin_identity(text if "/" in text else f"https://www.linkedin.com/in/{text.removeprefix('@')}")


def _facebook(text: str) -> Identity | None:
    return facebook_identity(text if "/" in text else f"https://facebook.com/{text.removeprefix('@')}")


_SERVICES: Mapping[str, Callable[[str], Identity | None]] = {
    "linkedin": _linkedin,
    "github": lambda text: github_identity(text.removeprefix("@")),
    "mastodon": mastodon_identity,
    "fediverse": mastodon_identity,
    "bluesky": bluesky_identity,
    "bsky": bluesky_identity,
    "telegram": lambda text: phone_identity(text) if text.startswith("+") else telegram_identity(text),
    "whatsapp": whatsapp_identity,
    "signal": phone_identity,
    "facebook": _facebook,
    "sms": phone_identity,
    "imessage": lambda text: email_identity(text) or phone_identity(text),
    "facetime": lambda text: email_identity(text) or phone_identity(text),
    "tel": phone_identity,
}
_PAGES: Mapping[str, str] = {  # services whose accounts have a page and no kind of their own
    "twitter": "x.com",
    "x": "x.com",
    "instagram": "www.instagram.com",
    "flickr": "www.flickr.com/people",
}
_NO_SERVERS = frozenset(("medium.com", "youtube.com", "tiktok.com", "threads.net", "threads.com", "flickr.com"))


def _names_no_server(parts: SplitResult) -> bool:
    """Say whether a site shows its members as ``/@name`` though it is no server of the fediverse."""
    host = _host(parts)
    return host in _NO_SERVERS or any(host.endswith("." + site) for site in _NO_SERVERS)


def _renamed(parts: SplitResult) -> Identity | None:
    """Return an account of Twitter under the name the site has now."""
    segments = _segments(parts)
    if _host(parts) in {"twitter.com", "mobile.twitter.com", "x.com"} and len(segments) == 1:
        return handle_identity("x", segments[0])
    return None


def _web(text: str) -> SplitResult | None:
    """Return the parts of an address on the web; one without scheme is understood if it begins with a host."""
    text = unicodedata.normalize("NFC", text.strip())
    if not text or len(text) > MAX_URL or _SPACE.search(text):
        return None
    if not re.match(r"(?i)https?://", text):
        if not _HOST.match(text) or "@" in text.partition("/")[0]:
            return None
        text = "https://" + text
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and not parts.username else None


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").lower().removeprefix("www.")


def _segments(parts: SplitResult) -> list[str]:
    return [unquote(segment, errors="replace") for segment in parts.path.split("/") if segment]


def _first_segment(text: str, host: str) -> str:
    """Return the first part of a path under a host, or the text itself where it is no address."""
    if "/" not in text and "." not in text:
        return text.strip()
    parts = _web(text)
    if parts is None or _host(parts) != host:
        return ""
    return next(iter(_segments(parts)), "")
