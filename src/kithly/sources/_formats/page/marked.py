"""People and posts that a page marks as such (microformats), by mf2py: it is given a page, and fetches nothing."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from kithly.records import email_identity
from kithly.sources._formats.feed.making import Raw, made
from kithly.sources._formats.feed.moments import of_iso
from kithly.sources._formats.feed.values import MOST_ITEMS, Feed, FeedItem
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.page.cleaning import body_of
from kithly.sources._formats.page.values import Card
from kithly.sources._formats.webtext import plain, plain_line, web_address

DEEPEST = 12  # microformats within each other
MOST_CARDS = 200  # of one page

Marked = Mapping[str, Any]


def marked(text: str, *, url: str) -> tuple[Marked, ...]:
    """Return the microformats of a page as mf2py gives them; none where it has none or breaks a limit.

    Args:
        text: The page.
        url: Where it lies, for addresses relative to it.
    """
    body = body_of(text)
    found = attempt(lambda: _parsed(body, url)) if body else ()
    return () if isinstance(found, str) else found


def _parsed(body: str, url: str) -> tuple[Marked, ...]:
    # Imported when a page marks something: the two cost more than the start of any command may.
    mf2py: Any = importlib.import_module("mf2py")
    soup: Any = importlib.import_module("bs4").BeautifulSoup
    told = mf2py.parse(soup(body, "html5lib"), url=url)
    return tuple(one for one in told["items"] if isinstance(one, Mapping))


def every(items: Any, kind: str, *, depth: int = DEEPEST) -> Iterator[Marked]:
    """Yield all microformats of a kind, those inside others too, in order."""
    if depth == 0 or not isinstance(items, list | tuple):
        return
    for one in items:
        if not isinstance(one, Mapping):
            continue
        if kind in one.get("type", ()):
            yield one
        for values in one.get("properties", {}).values():
            yield from every(values, kind, depth=depth - 1)
        yield from every(one.get("children"), kind, depth=depth - 1)


def cards_of(items: tuple[Marked, ...]) -> tuple[Card, ...]:
    """Return the people that are marked, each once."""
    found = dict.fromkeys(card for one in every(items, "h-card") if (card := card_of(one)) is not None)
    return tuple(found)[:MOST_CARDS]


def card_of(one: Marked) -> Card | None:
    """Return somebody; None where they have no name."""
    name = plain_line(text_of(one, "name"), most=200)
    if not name:
        return None
    urls = (web_address(value) for value in _texts(one, "url"))
    emails = (email_identity(value.removeprefix("mailto:").partition("?")[0]) for value in _texts(one, "email"))
    return Card(
        name=name,
        urls=tuple(dict.fromkeys(value for value in urls if value)),
        emails=tuple(dict.fromkeys(value.value for value in emails if value)),
        organisation=plain_line(text_of(one, "org"), most=200),
        title=plain_line(text_of(one, "job-title") or text_of(one, "role"), most=200),
        place=plain_line(text_of(one, "locality") or _inside(one, "adr", "locality"), most=200),
        note=plain(text_of(one, "note"))[:2_000],
    )


def posts_of(items: tuple[Marked, ...], *, url: str, fetched: datetime) -> Feed | None:
    """Return what is published on a page as a feed; None where it marks no list of posts."""
    feed = next(every(items, "h-feed"), None)
    inside = feed.get("children", ()) if feed is not None else items
    entries = [one for one in inside if isinstance(one, Mapping) and "h-entry" in one.get("type", ())]
    if feed is None and len(entries) < 2:
        return None
    whole = feed or {}
    read = [(one, attempt(lambda one=one: made(raw_of(one, url), fetched=fetched))) for one in entries]  # type: ignore[misc]
    posts = [item for _, item in read if isinstance(item, FeedItem)]
    problems = [(f"post {number}", item) for number, (_, item) in enumerate(read, 1) if isinstance(item, str)]
    ordered = sorted({item.id: item for item in posts}.values(), key=lambda item: (item.is_dated, item.published))
    return Feed(
        title=plain_line(text_of(whole, "name")),
        home=url,
        author=_author(whole),
        items=tuple(reversed(ordered))[:MOST_ITEMS],
        left_out=max(0, len(ordered) - MOST_ITEMS),
        problems=tuple(problems),
    )


def raw_of(entry: Marked, url: str) -> Raw:
    """Return the fields of a post; a name that only repeats its text is no title."""
    content = text_of(entry, "content", markup=True)
    name, words = text_of(entry, "name"), plain_line(content, most=2_000)
    is_note = bool(words) and plain_line(name, most=2_000)[:80] == words[:80]
    return Raw(
        id=text_of(entry, "uid"),
        link=web_address(text_of(entry, "url"), base=url),
        title="" if is_note else name,
        published=of_iso(text_of(entry, "published")) or of_iso(text_of(entry, "updated")),
        updated=of_iso(text_of(entry, "updated")),
        author=_author(entry),
        summary=text_of(entry, "summary"),
        content=content,
        tags=tuple(_texts(entry, "category")),
    )


def _author(one: Marked) -> str:
    return plain_line(text_of(one, "author"), most=200)


def text_of(one: Marked, name: str, *, markup: bool = False) -> str:
    """Return the first value of a property as text, or as the markup it was written in."""
    values = one.get("properties", {}).get(name) or ()
    return next((found for value in values if (found := _text(value, markup=markup))), "")


def _texts(one: Marked, name: str) -> Iterator[str]:
    for value in one.get("properties", {}).get(name) or ():
        yield _text(value)


def _text(value: Any, *, markup: bool = False) -> str:
    if isinstance(value, Mapping):
        names = value.get("properties", {}).get("name") or [""]
        value = (value.get("html") if markup else None) or value.get("value") or names[0]
    return value if isinstance(value, str) else ""


def _inside(one: Marked, name: str, part: str) -> str:
    """Return a part of a property that is a microformat itself: the town of an address."""
    for value in one.get("properties", {}).get(name) or ():
        if isinstance(value, Mapping) and (found := text_of(value, part)):
            return found
    return ""
