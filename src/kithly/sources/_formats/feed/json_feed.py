"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), and what is written loosely after them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kithly.sources._formats.decode import decode
from kithly.sources._formats.feed.making import Raw, made
from kithly.sources._formats.feed.moments import of_iso
from kithly.sources._formats.feed.values import MOST_ITEMS, Feed, FeedItem, FeedRefused
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.nesting import Nesting
from kithly.sources._formats.webtext import plain_line, web_address

PIECE = 65_536  # bytes that are looked at before the next ones
VERSION = "jsonfeed.org/version/1"

Fields = Mapping[str, Any]


def read_json(data: bytes, *, url: str, fetched: datetime) -> Feed:
    """Return what a JSON Feed tells.

    Args:
        data: Its bytes.
        url: Where it lies, for addresses relative to it.
        fetched: When it was read, aware.

    Raises:
        FeedRefused: It is no JSON Feed, or breaks a limit.
    """
    told = _document(data)
    rows = _rows(told.get("items"))
    newest = sorted(rows, key=_day, reverse=True)[:MOST_ITEMS] if len(rows) > MOST_ITEMS else rows
    items: list[FeedItem] = []
    problems: list[tuple[str, str]] = []
    for number, row in enumerate(newest, 1):
        read = attempt(lambda row=row: made(_raw(row, url), fetched=fetched))  # type: ignore[misc]
        if isinstance(read, FeedItem):
            items.append(read)
        else:
            problems.append((f"item {number}", read))
    return Feed(
        title=plain_line(_text(told, "title")),
        home=web_address(_text(told, "home_page_url"), base=url),
        author=plain_line(_author(told), most=200),
        items=tuple(items),
        left_out=len(rows) - len(newest),
        problems=tuple(problems),
    )


def _document(data: bytes) -> Fields:
    nesting = Nesting()
    for at in range(0, len(data), PIECE):
        if fault := nesting.fault(data[at : at + PIECE]):
            raise FeedRefused(f"it holds {fault}")
    try:
        told = json.loads(decode(data))
    except (ValueError, RecursionError):
        raise FeedRefused("it is no sound JSON") from None
    if not isinstance(told, dict) or VERSION not in _text(told, "version"):
        raise FeedRefused("it is no feed")
    return told


def _rows(items: object) -> list[Fields]:
    """Return the items that are any: what is no object says nothing."""
    return [one if isinstance(one, dict) else {} for one in items] if isinstance(items, list) else []


def _raw(row: Fields, base: str) -> Raw:
    plain_text = _text(row, "content_text")
    return Raw(
        id=_id(row.get("id")),
        link=web_address(_text(row, "url") or _text(row, "external_url"), base=base),
        title=_text(row, "title"),
        published=of_iso(row.get("date_published")) or of_iso(row.get("date_modified")),
        updated=of_iso(row.get("date_modified")),
        author=_author(row),
        summary=_text(row, "summary"),
        content=_text(row, "content_html") or plain_text,
        tags=tuple(one for one in _list(row.get("tags")) if isinstance(one, str)),
    )


def _id(value: object) -> str:
    """Return an id; it should be a text and may be a number."""
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _author(told: Fields) -> str:
    """Return the first author: ``authors`` since version 1.1, ``author`` before; some write a bare name."""
    for one in [*_list(told.get("authors")), told.get("author")]:
        name = _text(one, "name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            return name
    return ""


def _day(row: Fields) -> str:
    return _text(row, "date_published") or _text(row, "date_modified")


def _text(told: Fields, name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
