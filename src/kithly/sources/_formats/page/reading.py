"""One way to read a page: its head, its links, and what it marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kithly.records import email_identity
from kithly.sources._formats.decode import decode
from kithly.sources._formats.feed.making import made
from kithly.sources._formats.feed.moments import believed, of_iso
from kithly.sources._formats.feed.values import FeedItem
from kithly.sources._formats.page.cleaning import MAX_PAGE, Attributes, head_of
from kithly.sources._formats.page.marked import Marked, cards_of, every, marked, posts_of, raw_of
from kithly.sources._formats.page.values import Card, FeedLink, Page
from kithly.sources._formats.webtext import address_key, plain, plain_line, web_address

LARGEST = 5 << 20  # bytes of a page
MOST_LINKS = 50  # of a kind
FEED_TYPES = frozenset((
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/json", "text/xml", "application/xml",
))  # fmt: skip

Tags = Sequence[tuple[str, Attributes]]


def read_page(data: bytes, *, url: str, fetched: datetime, charset: str = "") -> Page:
    """Return what a page tells; nothing is fetched, and no text of it holds markup.

    Args:
        data: Its bytes.
        url: Where it lies, for addresses relative to it.
        fetched: When it was read, aware.
        charset: What the answer claims it is written in; may be empty.

    Example:
        >>> from datetime import UTC, datetime
        >>> page = read_page(b'<title>Ana</title><a rel="me" href="https://m.example/@ana">me</a>',
        ...                  url="https://ana.example/", fetched=datetime(2026, 5, 3, tzinfo=UTC))
        >>> page.title, page.me
        ('Ana', ('https://m.example/@ana',))
    """
    text = decode(data[: min(LARGEST, 4 * MAX_PAGE)], charset or None)[:MAX_PAGE]
    shown, tags = head_of(text)
    base = _base(tags, url)
    meta = _meta(tags)
    items = marked(text, url=base)
    cards = cards_of(items)
    post = _post(items, base, fetched)
    me = _me(tags, base)
    return Page(
        title=plain_line(meta.get("og:title") or meta.get("twitter:title") or shown or (post.title if post else "")),
        description=plain(meta.get("og:description") or meta.get("description") or "")[:2_000],
        canonical=_canonical(tags, base) or web_address(meta.get("og:url", ""), base=base),
        site=plain_line(meta.get("og:site_name", ""), most=200),
        published=_published(meta, tags, fetched) or (post.published if post and post.is_dated else None),
        author=plain_line(_name(meta) or (post.author if post else ""), most=200),
        me=me,
        feeds=_feeds(tags, base),
        owner=_owner(cards, url, me),
        cards=cards,
        posts=posts_of(items, url=base, fetched=fetched),
    )


def _base(tags: Tags, url: str) -> str:
    href = next((told.get("href", "") for name, told in tags if name == "base" and told.get("href")), "")
    return web_address(href, base=url) or url


def _meta(tags: Tags) -> dict[str, str]:
    """Return what the head says, the first word of each name."""
    found: dict[str, str] = {}
    for name, told in tags:
        key = (told.get("property") or told.get("name") or told.get("itemprop") or "").lower() if name == "meta" else ""
        if key and told.get("content", "").strip():
            found.setdefault(key, told["content"])
    return found


def _canonical(tags: Tags, base: str) -> str:
    for name, told in tags:
        if name == "link" and "canonical" in _rels(told):
            return web_address(told.get("href", ""), base=base)
    return ""


def _feeds(tags: Tags, base: str) -> tuple[FeedLink, ...]:
    found: dict[str, FeedLink] = {}
    for name, told in tags:
        rels, media = _rels(told), told.get("type", "").partition(";")[0].strip().lower()
        is_feed = "feed" in rels or ("alternate" in rels and media in FEED_TYPES and "stylesheet" not in rels)
        url = web_address(told.get("href", ""), base=base) if name == "link" and is_feed else ""
        if url and not url.endswith(("/xmlrpc.php?rsd", "/wlwmanifest.xml")) and "/wp-json/" not in url:
            found.setdefault(url, FeedLink(url=url, title=plain_line(told.get("title", "")), media=media))
    return tuple(found.values())[:MOST_LINKS]


def _me(tags: Tags, base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name, told in tags:
        if name in {"a", "link"} and "me" in _rels(told):
            href = told.get("href", "").strip()
            mail = email_identity(href[7:].partition("?")[0]) if href.lower().startswith("mailto:") else None
            address = f"mailto:{mail.value}" if mail else web_address(href, base=base)
            if address:
                found[address] = None
    return tuple(found)[:MOST_LINKS]


def _rels(told: Attributes) -> list[str]:
    return told.get("rel", "").lower().split()


def _published(meta: dict[str, str], tags: Tags, fetched: datetime) -> datetime | None:
    told = [meta.get(name, "") for name in ("article:published_time", "datepublished", "date", "dc.date")]
    told += [
        one.get("datetime", "")
        for name, one in tags
        if name == "time" and ("pubdate" in one or one.get("itemprop", "").lower() == "datepublished")
    ]
    moments = (believed(of_iso(text), fetched=fetched) for text in told)
    return next((at for at in moments if at is not None), None)


def _name(meta: dict[str, str]) -> str:
    """Return an author's name; some sites give the address of their page instead."""
    told = (meta.get(name, "") for name in ("author", "article:author", "dc.creator"))
    return next((name for name in told if name and "://" not in name), "")


def _post(items: tuple[Marked, ...], base: str, fetched: datetime) -> FeedItem | None:
    """Return the one post that a page is; None where it is none, or a list of them."""
    entries = [one for one in items if "h-entry" in one.get("type", ())]
    if len(entries) != 1 or next(every(items, "h-feed"), None) is not None:
        return None
    read = made(raw_of(entries[0], base), fetched=fetched)
    return read if isinstance(read, FeedItem) else None


def _owner(cards: tuple[Card, ...], url: str, me: tuple[str, ...]) -> Card | None:
    """Return whose page it is, by the rule for representative cards: one that names this page, or one of its own.

    Reference: "representative h-card parsing", microformats wiki. Its first case asks for a ``uid`` too, which few
    give: here a card that names this page counts if there is only one.
    """
    here = address_key(url)
    naming = [card for card in cards if here in {address_key(one) for one in card.urls}]
    if len({card.name for card in naming}) == 1:
        return naming[0]
    own = [card for card in cards if set(card.urls) & set(me)]
    return own[0] if len({card.name for card in own}) == 1 else None
