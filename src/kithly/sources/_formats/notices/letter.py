"""A notice as its readers see it: header, subject, lines of text and, where needed, the links of its page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, unquote, urlsplit

from fast_mail_parser import ParseError, parse_email

from kithly.records import Message, name_key
from kithly.sources._formats.email.html import html_to_text
from kithly.sources._formats.notices.fields import Fields
from kithly.sources._formats.notices.templates import plain

MAX_LINES = 400  # lines of a notice that are looked at
MAX_PAGE = 2_000_000  # characters of its page that are looked at
MAX_LINKS = 300
MAX_URL = 1_000  # characters of an address that is kept

_LINK = re.compile(r"<a\s[^<>]{0,3000}?href\s*=\s*[\"']([^\"'<>]{1,3000})[\"'][^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(r"</a\s*>", re.IGNORECASE)
_REDIRECTED = ("/url", "/scholar_url")


@dataclass(slots=True, kw_only=True)
class Letter:
    """One notice.

    Attributes:
        message: Its record.
        fields: Its header.
        raw: Its bytes.
    """

    message: Message
    fields: Fields
    raw: bytes

    @property
    def subject(self) -> str:
        """The subject with plain quotes and dashes."""
        return plain(self.message.subject)

    @property
    def local_part(self) -> str:
        """What stands in front of the ``@`` of its sender."""
        sender = self.message.sender
        return sender.identity.value.partition("@")[0] if sender and sender.identity else ""

    def lines(self) -> list[str]:
        """Return the first lines of its text, trimmed."""
        return [line.strip() for line in self.message.text.split("\n", MAX_LINES)[:MAX_LINES]]

    def own_names(self) -> frozenset[str]:
        """Return the keys of the names by which it calls the user."""
        return frozenset(name_key(party.name) for party in self.message.to if party.name)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, and the words it stands on."""

    url: str
    text: str


class Page:
    """The html part of a notice. Nothing of it is fetched or run: its links are read as text."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links, in their order."""
        found = []
        source = self._source()
        for one in _LINK.finditer(source):
            end = _CLOSED.search(source, one.end(), one.end() + 20_000)
            words = html_to_text(source[one.end() : end.start()]) if end else ""
            found.append(Link(html.unescape(one[1]).strip(), " ".join(words.split())))
            if len(found) == MAX_LINKS:
                break
        return tuple(found)

    def marked(self, mark: str) -> tuple[Link, ...]:
        """Return the links in whose tag a word stands."""
        source = self._source()
        tags = [one for one in _LINK.finditer(source) if mark in one[0]]
        urls = {html.unescape(one[1]).strip() for one in tags[:MAX_LINKS]}
        return tuple(link for link in self.links if link.url in urls and link.text)

    def _source(self) -> str:
        try:
            parts = parse_email(self._raw).text_html
        except (ParseError, ValueError):
            return ""
        return "".join(parts)[:MAX_PAGE]


def untraced(url: str) -> str:
    """Return an address without what only traces the reader; empty for what is no web address.

    Example:
        >>> untraced("https://www.google.com/url?rct=j&url=https://paper.example/ana&ct=ga")
        'https://paper.example/ana'
    """
    for _ in range(3):
        try:
            parts = urlsplit(url.strip())
            host = parts.hostname or ""
        except ValueError:
            return ""
        if parts.scheme not in {"http", "https"} or not host or len(url) > 10 * MAX_URL:
            return ""
        inner = parse_qs(parts.query).get("url") or parse_qs(parts.query).get("q")
        is_google = re.fullmatch(r"(?:www\.|scholar\.)?google\.[a-z.]{2,6}", host) is not None
        if not (is_google and parts.path in _REDIRECTED and inner):
            return "" if len(url) > MAX_URL else _cleaned(url)
        url = inner[0]
    return ""


def _cleaned(url: str) -> str:
    parts = urlsplit(url.strip())
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not unquote(pair).lower().startswith(("utm_", "fbclid", "mc_", "trk", "midtoken", "ref=", "cn="))
    ]
    return parts._replace(query="&".join(kept), fragment="").geturl()
