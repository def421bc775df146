"""What is asked of a DAV server and what it answers, as XML: bodies of requests, and the multistatus taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from kithly.transport.xml import parse_xml

NAMESPACES = {
    "d": "DAV:",
    "card": "urn:ietf:params:xml:ns:carddav",
    "cal": "urn:ietf:params:xml:ns:caldav",
    "cs": "http://calendarserver.org/ns/",
    "apple": "http://apple.com/ns/ical/",
}
_ABOUT = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())

INSUFFICIENT = 507  # RFC 6578, section 3.6: a list was cut off, and goes on from its token


class Holding(StrEnum):
    """What a collection holds."""

    CARDS = "card"
    CALENDAR = "cal"

    @property
    def resource(self) -> str:
        """The element that marks such a collection (RFC 6352, RFC 4791)."""
        return qualified("card:addressbook" if self is Holding.CARDS else "cal:calendar")

    @property
    def home(self) -> str:
        """The property of a principal that names where such collections lie."""
        return "card:addressbook-home-set" if self is Holding.CARDS else "cal:calendar-home-set"

    @property
    def data(self) -> str:
        """The property that holds a member's own text."""
        return "card:address-data" if self is Holding.CARDS else "cal:calendar-data"

    @property
    def multiget(self) -> str:
        """The report that asks for some members."""
        return "card:addressbook-multiget" if self is Holding.CARDS else "cal:calendar-multiget"

    @property
    def well_known(self) -> str:
        """Where a domain says where its service is (RFC 6764)."""
        return "/.well-known/carddav" if self is Holding.CARDS else "/.well-known/caldav"

    @property
    def service(self) -> str:
        """The name of its SRV record (RFC 6764)."""
        return "_carddavs._tcp" if self is Holding.CARDS else "_caldavs._tcp"


def qualified(name: str) -> str:
    """Return ``d:href`` as the parser writes it.

    Example:
        >>> qualified("d:href")
        '{DAV:}href'
    """
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a server says of one address.

    Attributes:
        url: Absolute address, as the server wrote it.
        path: Its path in plain characters: two spellings of one address are equal here.
        status: HTTP status of the address itself; 0 where only its properties have one.
        found: Properties it has, by qualified name.
    """

    url: str
    path: str
    status: int
    found: Mapping[str, Element] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a property as text, empty if it has none."""
        element = self.found.get(qualified(name))
        return (element.text or "").strip() if element is not None else ""

    def hrefs(self, name: str) -> tuple[str, ...]:
        """Return the addresses a property names."""
        element = self.found.get(qualified(name))
        inner = element.iter(qualified("d:href")) if element is not None else ()
        return tuple(urljoin(self.url, one.text.strip()) for one in inner if one.text and one.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Multistatus:
    """An answer about many addresses.

    Attributes:
        statuses: One each, in the server's order.
        token: The token of the state it describes, of a `sync` answer; else empty.
    """

    statuses: tuple[Status, ...]
    token: str = ""


def read_multistatus(body: bytes, url: str) -> Multistatus:
    """Take a multistatus apart.

    Args:
        body: The answer.
        url: Where it was given: what its addresses are relative to.

    Raises:
        XmlRefused: It is no such answer.
    """
    root = parse_xml(body)
    token = (root.findtext(qualified("d:sync-token")) or "").strip()
    return Multistatus(statuses=tuple(_statuses(root, url)), token=token)


def _statuses(root: Element, url: str) -> Iterator[Status]:
    for response in root.iter(qualified("d:response")):
        found: dict[str, Element] = {}
        for group in response.findall(qualified("d:propstat")):
            if 200 <= _code(group.findtext(qualified("d:status"))) < 300:
                found.update({one.tag: one for held in group.findall(qualified("d:prop")) for one in held})
        own = _code(response.findtext(qualified("d:status")))
        for href in response.findall(qualified("d:href")):
            where = urljoin(url, (href.text or "").strip())
            yield Status(url=where, path=path_of(where), status=own, found=found)


def path_of(url: str) -> str:
    """Return the path of an address in plain characters, without a slash at its end.

    Example:
        >>> path_of("https://dav.example.org/a%40b/card%201.vcf")
        '/a@b/card 1.vcf'
    """
    return unquote(urlsplit(url).path).rstrip("/") or "/"


def _code(line: str | None) -> int:
    """Return the number in ``HTTP/1.1 200 OK``; 0 where there is none."""
    words = (line or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0


def propfind(*names: str) -> bytes:
    """Return the body that asks for properties."""
    return _body(f"<d:propfind{_ABOUT}><d:prop>{_properties(names)}</d:prop></d:propfind>")


def mkcalendar(name: str) -> bytes:
    """Return the body that makes a calendar for events."""
    parts = '<cal:supported-calendar-component-set><cal:comp name="VEVENT"/></cal:supported-calendar-component-set>'
    told = f"<d:displayname>{escape(name)}</d:displayname>{parts}"
    return _body(f"<cal:mkcalendar{_ABOUT}><d:set><d:prop>{told}</d:prop></d:set></cal:mkcalendar>")


def sync_collection(token: str) -> bytes:
    """Return the body that asks what changed since a token (RFC 6578); since ever for an empty one."""
    return _body(
        f"<d:sync-collection{_ABOUT}><d:sync-token>{escape(token)}</d:sync-token>"
        "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
    )


def multiget(holding: Holding, paths: Iterable[str]) -> bytes:
    """Return the body that asks for the text of some members, by their paths as the server wrote them."""
    hrefs = "".join(f"<d:href>{escape(path)}</d:href>" for path in paths)
    asked = f"<d:prop><d:getetag/><{holding.data}/></d:prop>"
    return _body(f"<{holding.multiget}{_ABOUT}>{asked}{hrefs}</{holding.multiget}>")


def events_between(start: str, end: str) -> bytes:
    """Return the body that asks which appointments touch a stretch of time (RFC 4791, section 7.8).

    Args:
        start: As ``20240101T000000Z``.
        end: The same, behind it; empty for no end.
    """
    until = f' end="{escape(end)}"' if end else ""
    stretch = f'<cal:time-range start="{escape(start)}"{until}/>'
    events = f'<cal:comp-filter name="VEVENT">{stretch}</cal:comp-filter>'
    whole = f'<cal:filter><cal:comp-filter name="VCALENDAR">{events}</cal:comp-filter></cal:filter>'
    return _body(f"<cal:calendar-query{_ABOUT}><d:prop><d:getetag/></d:prop>{whole}</cal:calendar-query>")


def _properties(names: Iterable[str]) -> str:
    return "".join(f"<{name}/>" for name in names)


def _body(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode()
