"""What a domain says of its own mail servers, on the pages that Thunderbird looks for too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element

from kithly.errors import SourceError
from kithly.transport.http import Answer, Http, Limits, Peer
from kithly.transport.xml import XmlRefused, parse_xml

PAGES = (
    "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
    "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
)
LIMITS = Limits(connect=5.0, total=10.0, size=256_000)
MOST = 6  # servers that are tried
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_SECURITY = {"SSL": "tls", "STARTTLS": "starttls"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server.

    Attributes:
        host: Its name.
        port: Its port.
        security: ``tls`` or ``starttls``.
        user: Name to sign in with, where it is not the address; else empty.
    """

    host: str
    port: int = 993
    security: str = "tls"
    user: str = ""


INCOMING, OUTGOING = ("incomingServer", "imap"), ("outgoingServer", "smtp")  # what is looked for on a page


def described(address: str, domain: str, *, what: tuple[str, str] = INCOMING) -> tuple[Server, ...]:
    """Return the servers a domain describes, safest first; none where it describes none."""
    peer = Peer(source="imap", at=address, own=frozenset())
    with Http(peer, limits=LIMITS) as http:
        for page in PAGES:
            try:
                answer = http.ask("GET", page.format(domain=domain, address=quote(address)))
            except SourceError:
                continue
            if found := servers_of(answer, address, what=what):
                return found
    return ()


def servers_of(answer: Answer, address: str, *, what: tuple[str, str] = INCOMING) -> tuple[Server, ...]:
    """Return the servers a page describes; none where it is no such page."""
    if not answer.is_ok:
        return ()
    try:
        root = parse_xml(answer.body)
    except XmlRefused:
        return ()
    found = dict.fromkeys(_servers(root, address, what))
    return tuple(sorted(found, key=lambda one: one.security != "tls"))[:MOST]


def _servers(root: Element, address: str, what: tuple[str, str]) -> Iterator[Server]:
    element, protocol = what
    for told in root.iter(element):
        host = _filled(told.findtext("hostname", ""), address).lower()
        port, security = told.findtext("port", "").strip(), told.findtext("socketType", "").strip().upper()
        if told.get("type", "").lower() != protocol or security not in _SECURITY:
            continue
        if not _HOST.fullmatch(host) or not port.isdecimal() or not 0 < int(port) < 65_536:
            continue
        user = _filled(told.findtext("username", ""), address)
        shown = "" if user.lower() == address.lower() or len(user) > 253 else user
        yield Server(host=host, port=int(port), security=_SECURITY[security], user=shown)


def _filled(text: str, address: str) -> str:
    """Return a text of the page with the parts of the address in their places."""
    name, _, domain = address.rpartition("@")
    for place, value in (("%EMAILADDRESS%", address), ("%EMAILLOCALPART%", name), ("%EMAILDOMAIN%", domain)):
        text = text.replace(place, value)
    return text.strip()
