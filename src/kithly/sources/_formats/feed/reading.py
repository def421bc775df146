"""Whatever a feed is written in, one way to read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from kithly.sources._formats.decode import decode
from kithly.sources._formats.feed.json_feed import read_json
from kithly.sources._formats.feed.values import Feed, FeedItem, FeedRefused
from kithly.sources._formats.feed.xml_feed import read_xml

LARGEST = 5 << 20  # bytes of a feed
HEAD = 16_384  # bytes in which a document says what it is

_BEFORE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!(?!--)[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.\-]+:)?(\w+)")
_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def could_be_feed(data: bytes) -> bool:
    """Say whether a document seems to be a feed, by its beginning; a page of html is none."""
    text = _head(data)
    return text.startswith("{") or _root(text) in _ROOTS


def read_feed(data: bytes, *, content_type: str = "", url: str = "", fetched: datetime) -> Feed:
    """Return what a feed tells; nothing is fetched, and no text of it holds markup.

    Args:
        data: Its bytes.
        content_type: The whole ``Content-Type`` it came with; may be empty.
        url: Where it lies, for addresses relative to it.
        fetched: When it was read, aware: it stands for dates that are missing or cannot be true.

    Raises:
        FeedRefused: It is no feed, or breaks a limit.

    Example:
        >>> from datetime import UTC, datetime
        >>> told = read_feed(b"<rss><channel><item><title>Hello &amp;amp; you</title></item></channel></rss>",
        ...                  fetched=datetime(2026, 5, 3, tzinfo=UTC))
        >>> told.items[0].title, told.items[0].is_dated
        ('Hello & you', False)
    """
    if len(data) > LARGEST:
        raise FeedRefused(f"it is larger than {LARGEST >> 20} MB")
    if not data.strip():
        raise FeedRefused("it is empty")
    text = _head(data)
    if text.startswith("{"):
        feed = read_json(data, url=url, fetched=fetched)
    else:
        if _is_wide(data):
            data, content_type = decode(data).encode(), "application/xml; charset=utf-8"
        feed = read_xml(data, content_type=content_type, url=url, fetched=fetched)
    once: dict[str, FeedItem] = {}
    for item in feed.items:
        once.setdefault(item.id, item)
    ordered = sorted(once.values(), key=lambda item: (item.is_dated, item.published), reverse=True)
    return replace(feed, items=tuple(ordered))


def _head(data: bytes) -> str:
    head = data[:HEAD]
    return (decode(head) if _is_wide(head) else head.decode("utf-8-sig", "replace")).lstrip("\ufeff \t\r\n\0")


def _is_wide(data: bytes) -> bool:
    """Say whether letters take two bytes or four, in which no plain sign can be searched for."""
    return data.startswith(_WIDE) or b"\0" in data[:64]


def _root(text: str) -> str:
    """Return the name of the first element, behind declarations and comments."""
    at = 0
    while (before := _BEFORE_ROOT.match(text, at)) is not None:
        at = before.end()
    found = _ROOT.match(text, at)
    return found[1].lower() if found else ""
