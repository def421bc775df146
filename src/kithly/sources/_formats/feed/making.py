"""From the fields of any feed to one item: plain texts, an id that stays, a date that can be true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from kithly.records import one_line
from kithly.sources._formats.feed.moments import believed
from kithly.sources._formats.feed.values import MAX_CONTENT, MAX_EXCERPT, MAX_TAGS, FeedItem
from kithly.sources._formats.webtext import address_key, plain, plain_line

LONGEST_ID = 500  # characters; a longer one is known by its hash
LONGEST_TAG = 80  # characters
NOTHING = "it has neither title nor address nor text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The fields of an item as its feed gives them, markup and all; only ``link`` is clean already."""

    id: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    summary: str = ""
    content: str = ""
    tags: tuple[str, ...] = ()


def made(raw: Raw, *, fetched: datetime) -> FeedItem | str:
    """Return an item, or one clause saying why it is none.

    Args:
        raw: Its fields.
        fetched: When the feed was read: it stands for a date that is missing or cannot be true.
    """
    title = plain_line(raw.title)
    summary, content = plain(raw.summary), plain(raw.content)
    if not (title or raw.link or summary or content):
        return NOTHING
    published = believed(raw.published, fetched=fetched)
    updated = believed(raw.updated, fetched=fetched)
    return FeedItem(
        id=_id(raw, title),
        title=title,
        link=raw.link,
        published=published or updated or fetched,
        is_dated=bool(published or updated),
        updated=updated,
        author=plain_line(raw.author, most=200),
        content=(content or summary)[:MAX_CONTENT],
        excerpt=(content if len(content) > len(summary) else summary)[:MAX_EXCERPT].rstrip(),
        tags=_tags(raw.tags),
    )


def _id(raw: Raw, title: str) -> str:
    """Return by what an item is known again, though its address may change its scheme or what traces the reader."""
    told = one_line(raw.id)
    key = address_key(told) or told or address_key(raw.link)
    if key and len(key) <= LONGEST_ID:
        return key
    day = raw.published.isoformat() if raw.published else ""
    told = key or "|".join((title, day, "" if title else raw.summary or raw.content))
    return "hash:" + blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    found = (plain_line(tag, most=LONGEST_TAG) for tag in tags[: 5 * MAX_TAGS])
    return tuple(dict.fromkeys(tag for tag in found if tag))[:MAX_TAGS]
