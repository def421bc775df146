"""RSS, RDF and Atom, by feedparser: it is given bytes, never an address, so that it fetches nothing."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kithly.sources._formats.feed.cutting import newest
from kithly.sources._formats.feed.gate import passed
from kithly.sources._formats.feed.making import Raw, made
from kithly.sources._formats.feed.moments import of_struct
from kithly.sources._formats.feed.values import Feed, FeedItem, FeedRefused
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.webtext import plain_line, web_address

Fields = dict[str, Any]


def read_xml(data: bytes, *, content_type: str, url: str, fetched: datetime) -> Feed:
    """Return what an XML feed tells.

    Args:
        data: Its bytes.
        content_type: The whole ``Content-Type`` it came with; may be empty.
        url: Where it lies, for addresses relative to it.
        fetched: When it was read, aware.

    Raises:
        FeedRefused: It is no feed, or breaks a limit.
    """
    cut, left_out = newest(data)
    parsed = _parsed(passed(cut), content_type)
    told: Fields = parsed["feed"]
    entries = parsed["entries"]
    if not dict.get(parsed, "version") and not entries:
        raise FeedRefused("it is no feed")
    items, problems = _items(entries, base=url, fetched=fetched)
    return Feed(
        title=plain_line(_text(told, "title")),
        home=web_address(_text(told, "link") or _alternate(told), base=url),
        author=_author(told),
        items=items,
        left_out=left_out,
        problems=problems,
    )


def _parsed(data: bytes, content_type: str) -> Any:
    # Imported when a feed is read: it costs more than the start of any command may.
    feedparser: Any = importlib.import_module("feedparser")
    headers = {"content-type": content_type or "application/xml"}
    parsed = attempt(
        lambda: feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    )
    if isinstance(parsed, str):
        raise FeedRefused("it cannot be read")
    return parsed


def _items(
    entries: Iterable[Fields], *, base: str, fetched: datetime
) -> tuple[tuple[FeedItem, ...], tuple[tuple[str, str], ...]]:
    items: list[FeedItem] = []
    problems: list[tuple[str, str]] = []
    for number, entry in enumerate(entries, 1):
        read = attempt(lambda entry=entry: made(_raw(entry, base), fetched=fetched))  # type: ignore[misc]
        if isinstance(read, FeedItem):
            items.append(read)
        else:
            problems.append((f"item {number}", read))
    return tuple(items), tuple(problems)


def _raw(entry: Fields, base: str) -> Raw:
    contents = [str(dict.get(one, "value") or "") for one in _list(entry, "content")]
    summary = _text(entry, "summary")
    return Raw(
        id=_text(entry, "id"),
        link=web_address(_text(entry, "link") or _alternate(entry), base=base),
        title=_text(entry, "title"),
        published=_first_moment(entry, "published_parsed", "created_parsed", "updated_parsed"),
        updated=of_struct(dict.get(entry, "updated_parsed")),
        author=_author(entry),
        summary=summary,
        content=max(contents, key=len, default=""),
        tags=tuple(_tag(one) for one in _list(entry, "tags")),
    )


def _first_moment(entry: Fields, *names: str) -> datetime | None:
    return next((at for name in names if (at := of_struct(dict.get(entry, name)))), None)


def _alternate(told: Fields) -> str:
    """Return the first address that is named as the page of something."""
    links = [one for one in _list(told, "links") if dict.get(one, "rel", "alternate") == "alternate"]
    return next((str(dict.get(one, "href") or "") for one in links), "")


def _author(told: Fields) -> str:
    """Return the name of who wrote it; an address alone is no name."""
    detail = dict.get(told, "author_detail")
    name = _text(detail, "name") if isinstance(detail, dict) else ""
    name = plain_line(name or _text(told, "author"), most=200)
    return "" if "@" in name and " " not in name else name


def _tag(tag: Fields) -> str:
    return _text(tag, "label") or _text(tag, "term")


def _text(told: Any, name: str) -> str:
    """Return a text; feedparser's own look-up would answer with other fields where one is missing."""
    value = dict.get(told, name)
    return value if isinstance(value, str) else ""


def _list(told: Any, name: str) -> list[Any]:
    found = dict.get(told, name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
