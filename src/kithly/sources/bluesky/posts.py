"""An item of somebody's feed (a post, an answer, a repost) as news.

Reference: the lexicons ``app.bsky.feed.defs`` and ``app.bsky.feed.post``. When something was published is what the
network saw (``indexedAt``): authors may write any date into ``createdAt``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from kithly.records import Channel, News, NewsKind, Party, Problem
from kithly.sources._formats.networks import instant, line, page, shown, tidy, topics
from kithly.sources.bluesky.embeds import as_map, called, told_by
from kithly.sources.bluesky.facets import LINK, TAG, pieces
from kithly.sources.bluesky.labels import NOT_FOR_STRANGERS, PUT_AWAY, labels_of, warning_of

PAGE = "https://bsky.app/profile"
REPOST = "app.bsky.feed.defs#reasonRepost"
BACKDATED = timedelta(days=1)  # a post that says it is older than that was brought from elsewhere, and is not new
NOT_OPEN = "its author shows it only to those who are signed in"
TAKEN_AWAY = "it is put away by the network"
OWN_AGAIN = "their own post, passed on again"
NOT_THEIRS = "it is somebody else's"
NO_POST = "it is no post"

Json = Mapping[str, Any]


def post_news(item: Json, about: Party, did: str, now: datetime) -> News | Problem:
    """Return what an item of a feed tells, or why it is left out.

    Args:
        item: The item: a ``feedViewPost``.
        about: Whose feed it is.
        did: Their id.
        now: The present.
    """
    post = as_map(item.get("post"))
    author, record, uri = as_map(post.get("author")), as_map(post.get("record")), line(post.get("uri"), 1_000)
    is_repost = as_map(item.get("reason")).get("$type") == REPOST
    is_own = author.get("did", did) == did
    problem = _left_out(post, author, record) or (OWN_AGAIN if is_own and is_repost else "")
    problem = problem or (NOT_THEIRS if not is_own and not is_repost else "")
    if problem or not uri:
        return Problem(at=f"post {uri}", reason=problem or NO_POST)
    text, excerpt, tags = _content(post, record)
    return News(
        key=f"{did}|repost|{uri}" if is_repost else uri,
        kind=NewsKind.SHARED if is_repost else _kind(record, did),
        channel=Channel.BLUESKY,
        at=published(item, now),
        about=about,
        text=text,
        excerpt=excerpt,
        topics=tags,
        author=called(author) if is_repost else "",
        url=page_of(uri, author),
    )


def published(item: Json, now: datetime) -> datetime | None:
    """Return when an item was published: seen by the network, or, of a post brought from elsewhere, as it says."""
    reason, post = as_map(item.get("reason")), as_map(item.get("post"))
    if reason.get("$type") == REPOST:
        return instant(reason.get("indexedAt"), now)
    seen = instant(post.get("indexedAt"), now)
    written = as_map(post.get("record")).get("createdAt")
    if not isinstance(written, str) or seen is None:
        return seen
    claimed = instant(written, now)
    return seen if claimed is None or claimed > seen - BACKDATED else claimed


def page_of(uri: str, author: Json) -> str:
    """Return the page of a post: ``at://did/app.bsky.feed.post/key`` under its author's handle."""
    parts = uri.removeprefix("at://").split("/")
    handle = line(author.get("handle"), 253)
    who = handle if handle and handle != "handle.invalid" else parts[0]
    return page(f"{PAGE}/{who}/post/{parts[2]}") if len(parts) == 3 else ""


def _left_out(post: Json, author: Json, record: Json) -> str:
    """Say why an item is left out; empty if it is not."""
    if record.get("$type") != "app.bsky.feed.post":
        return NO_POST
    labels = labels_of(post, record) | labels_of(author)
    if NOT_FOR_STRANGERS in labels:
        return NOT_OPEN
    return TAKEN_AWAY if labels & PUT_AWAY else ""


def _kind(record: Json, did: str) -> NewsKind:
    """Say whether a post answers somebody else; a thread of one's own is a post."""
    parent = line(as_map(as_map(record.get("reply")).get("parent")).get("uri"), 1_000)
    return NewsKind.COMMENT if parent and not parent.startswith(f"at://{did}/") else NewsKind.POST


def _content(post: Json, record: Json) -> tuple[str, str, tuple[str, ...]]:
    """Return words, excerpt and tags; of what stands behind a label, the label's warning alone."""
    warning = warning_of(labels_of(post, record))
    if warning:
        return warning, "", ()
    found = list(pieces(record))
    links = (f"Link: {page(one.value)}" for one in found if one.kind == LINK and _is_cut(one.words, one.value))
    words, excerpt = shown(tidy(record.get("text")), (*links, *_attached(post, record)))
    own = record.get("tags")
    tags = topics([*(one.value for one in found if one.kind == TAG), *(own if isinstance(own, list) else ())])
    return words, excerpt, tags


def _is_cut(words: str, address: str) -> bool:
    """Say whether a link's address is not all told by its words."""
    return bool(page(address)) and words.strip() not in {address, address.partition("://")[2]}


def _attached(post: Json, record: Json) -> Iterator[str]:
    yield from told_by(post.get("embed") or record.get("embed"))
