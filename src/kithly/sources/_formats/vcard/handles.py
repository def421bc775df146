"""Everything on a card that names its person: addresses, numbers, accounts, pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parseaddr
from urllib.parse import unquote

from kithly.records import (
    Identity,
    IdentityKind,
    email_identity,
    handle_identity,
    phone_identity,
    profile_identity,
    whatsapp_identity,
)
from kithly.sources._formats.vcard.properties import Card, Property
from kithly.sources._formats.vcard.values import unescape

MAX_HANDLES = 100  # of one card
MAX_WRITTEN = 1_000  # characters of an address with what stands around it

_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.\-]{0,40}):(?!//)(?:/{0,2})")
_EXTENSION = re.compile(r"(?i)(?<!\s)\s*(?:(?:;\s*)?ext\.?=?|\bx\.?|#|\bdurchwahl)\s*(\d{1,6})\s*$")
_MACHINES = frozenset(("fax", "pager", "modem", "bbs"))  # nobody is called there
_ELSEWHERE = ("fax", "pager", "assistant", "assistent", "sekret", "secretar", "secrétar")  # in labels of one's own
_NO_MAIL = frozenset(("x400", "ibmmail", "prodigy", "telex", "x500", "tlx", "powershare", "mcimail", "cis", "attmail"))
_SERVICE_OF: Mapping[str, str] = {  # properties that are named after their service
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TWITTER": "twitter",
    "X-MASTODON": "mastodon",
    "X-TELEGRAM": "telegram",
    "X-WHATSAPP": "whatsapp",
    "X-SIGNAL": "signal",
    "X-LINKEDIN": "linkedin",
    "X-FACEBOOK": "facebook",
    "X-GITHUB": "github",
    "X-BLUESKY": "bluesky",
    "X-JABBER": "xmpp",
    "X-XMPP": "xmpp",
    "X-MATRIX": "matrix",
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
    "X-QQ": "qq",
    "X-GTALK": "gtalk",
    "X-GOOGLE-TALK": "gtalk",
    "X-GADUGADU": "gadugadu",
    "X-GROUPWISE": "groupwise",
    "X-MS-IMADDRESS": "im",
}
_PLAIN = frozenset(("home", "work", "pref", "cell", "mobile", "internet", "other", "voice", "personal", "business"))


def identities_of(card: Card) -> tuple[Identity, ...]:
    """Return everything that names the person of a card: mail, numbers, the preferred first, then accounts.

    Servers put the lines of a card into another order, so the order of accounts says nothing.
    """
    accounts = sorted(one for one in _accounts(card) if one)
    found = (*_mail(card), *_numbers(card), *accounts)
    return tuple(dict.fromkeys(one for one in found if one))[:MAX_HANDLES]


def mail_of(text: str) -> Identity | None:
    """Return the identity of a mail address as cards write it: with a scheme, or with a name around it."""
    address = text.strip()
    if len(address) > MAX_WRITTEN:
        return None
    if address[:7].lower() == "mailto:":
        address = unquote(address[7:].partition("?")[0])
    return email_identity(address) or email_identity(parseaddr(address)[1])


def number_of(text: str) -> Identity | None:
    """Return the identity of a telephone number; one behind a switchboard keeps its extension and is no number.

    Example:
        >>> number_of("tel:+1-418-555-0154;ext=102").value
        'tel:+14185550154;ext=102'
    """
    number = re.sub(r"(?i)^(?:tel|callto|sms):", "", text.strip()[:MAX_WRITTEN])
    extension = _EXTENSION.search(number)
    number = number[: extension.start()] if extension else number
    phone = phone_identity(number.partition(";")[0])
    if phone is None or extension is None:
        return phone
    return Identity(IdentityKind.OTHER, f"tel:{phone.value};ext={extension[1]}")


def uid_identity(text: str) -> Identity | None:
    """Return the identity a card has by its own id, or None for none."""
    value = plain_uid(text)
    return Identity(IdentityKind.UID, value) if value else None


def plain_uid(text: str) -> str:
    """Return a card's id in one spelling."""
    value = re.sub(r"(?i)^urn:uuid:", "", "".join(text.split())).lower()
    return value.removesuffix(":abperson")[:300]


def _mail(card: Card) -> Iterator[Identity | None]:
    for one in _preferred(card.all("EMAIL", "X-EMAIL", "X-EVOLUTION-EMAIL")):
        if not one.types & _NO_MAIL:
            yield mail_of(unescape(card.raw(one)))


def _numbers(card: Card) -> Iterator[Identity | None]:
    for one in _preferred(card.all("TEL")):
        text = unescape(card.raw(one))
        if "whatsapp" in one.types:
            yield whatsapp_identity(text)
        if not _is_elsewhere(one, card.label(one).lower()):
            yield number_of(text)


def _is_elsewhere(one: Property, label: str) -> bool:
    """Say whether a number is no telephone of the person: a machine, or somebody who works for them."""
    if any(word in label for word in _ELSEWHERE):
        return True
    return bool(one.types & _MACHINES) and not one.types & {"cell", "voice", "mobile"}


def _accounts(card: Card) -> Iterator[Identity | None]:
    for one in card.properties:
        text = unescape(card.raw(one)) if one.name in _READS or one.name in _SERVICE_OF else ""
        if not text:
            continue
        if one.name in _SERVICE_OF:
            yield handle_identity(_SERVICE_OF[one.name], text)
        else:
            yield _READS[one.name](one, text)


def _page(_: Property, text: str) -> Identity | None:
    return profile_identity(text)


def _instant(one: Property, text: str) -> Identity | None:
    """Read an address of a messenger: ``skype:ana``, ``xmpp:ana@x.example``, ``x-apple:+1...`` with its service."""
    service = one.param("X-SERVICE-TYPE") or one.param("SERVICE-TYPE")
    scheme = _SCHEME.match(text)
    handle = unquote(text[scheme.end() :]) if scheme else text
    if re.match(r"(?i)https?://", text):
        return profile_identity(text)
    if not service and scheme and scheme[1].lower() != "x-apple":
        service = scheme[1]
    if not service:
        service = next(iter(sorted(one.types - _PLAIN)), "im")
    return handle_identity(service, handle.partition("?")[0])


def _social(one: Property, text: str) -> Identity | None:
    """Read a social profile: a page, or a user's name with its service beside it."""
    service = one.param("SERVICE-TYPE") or one.param("X-SERVICE-TYPE") or next(iter(sorted(one.types - _PLAIN)), "")
    if re.match(r"(?i)https?://", text):
        found = profile_identity(text)
        if service.lower() == "mastodon":
            return handle_identity("mastodon", one.param("X-USER")) or found
        return found
    name = one.param("X-USER") or one.param("USERNAME")
    bare = _SCHEME.sub("", text) if text.lower().startswith(("x-apple:", "x-user:")) else text
    return handle_identity(service, name or bare) if service else profile_identity(bare)


_READS: Mapping[str, Callable[[Property, str], Identity | None]] = {
    "URL": _page,
    "X-URL": _page,
    "X-EVOLUTION-BLOG-URL": _page,
    "BLOG": _page,
    "X-BLOG": _page,
    "IMPP": _instant,
    "X-KADDRESSBOOK-X-IMADDRESS": _instant,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
}


def _preferred(found: Iterator[Property]) -> list[Property]:
    """Return properties in the order of preference their cards give, else as they stand."""

    def rank(one: Property) -> int:
        pref = one.param("PREF")
        return int(pref) if pref.isdigit() else 1 if "pref" in one.types else 101

    return sorted(found, key=rank)
