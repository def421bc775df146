"""Profiles on the web and handles in messengers, in their normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qs, unquote

from kithly.records.identity import Identity, IdentityKind, email_identity, linkedin_identity, phone_identity
from kithly.records.networks import bluesky_identity, github_identity, mastodon_identity
from kithly.records.web_address import HOST, MAX_URL, SPACE, segments_of, site_of, web_parts

_HANDLE = re.compile(r"[\w.\-]{1,100}", re.ASCII)

# First words of paths that are pages of the site itself, not of a member.
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


def telegram_identity(text: str) -> Identity | None:
    """Return the identity of a Telegram account from its page or user name, or None."""
    parts = web_parts(text) if "/" in text or ":" in text else None
    name = text.strip()
    if parts is not None:
        if site_of(parts) not in {"t.me", "telegram.me", "telegram.dog"}:
            return None
        segments = segments_of(parts)
        name = segments[0] if segments and segments[0].lower() not in _TELEGRAM_PAGES else ""
    name = name.removeprefix("@").lower()
    return Identity(IdentityKind.TELEGRAM, name) if re.fullmatch(r"[a-z][a-z0-9_]{3,31}", name) else None


def whatsapp_identity(text: str) -> Identity | None:
    """Return the identity of a WhatsApp account, its number with country code, from a number or link, or None."""
    parts = web_parts(text) if "/" in text else None
    number = text
    if parts is not None:
        host, query = site_of(parts), parse_qs(parts.query)
        if host == "wa.me" and segments_of(parts):
            number = "+" + segments_of(parts)[0].removeprefix("+")
        elif host in {"api.whatsapp.com", "web.whatsapp.com"} and query.get("phone"):
            number = "+" + query["phone"][0].strip().removeprefix("+")
        else:
            return None
    phone = phone_identity(number)
    return Identity(IdentityKind.WHATSAPP, phone.value) if phone and phone.value.startswith("+") else None


def facebook_identity(text: str) -> Identity | None:
    """Return the identity of a Facebook account from its page (its name or number), or None."""
    parts = web_parts(text)
    if parts is None or site_of(parts) not in {"facebook.com", "fb.com", "m.facebook.com"}:
        return None
    segments = segments_of(parts)
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
    parts = web_parts(text)
    if parts is None or not HOST.fullmatch(parts.hostname or ""):
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
    parts = web_parts(text)
    if parts is None:
        return None
    text = parts.geturl()
    found = next((one for one in (site(text) for site in _KNOWN_SITES) if one), None)
    if found is None and site_of(parts) == "github.com" and len(segments_of(parts)) == 1:
        found = github_identity(text)
    if found is None and len(segments_of(parts)) == 1 and parts.path.startswith("/@"):
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
    if not text or not name or SPACE.search(text) or len(text) > MAX_URL:
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


def _renamed(parts: SplitResult) -> Identity | None:
    """Return an account of Twitter under the name the site has now."""
    segments = segments_of(parts)
    if site_of(parts) in {"twitter.com", "mobile.twitter.com", "x.com"} and len(segments) == 1:
        return handle_identity("x", segments[0])
    return None
