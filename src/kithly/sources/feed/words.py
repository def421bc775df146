"""What a feed is, in words."""

from __future__ import annotations

from datetime import datetime

from kithly.sources._formats.feed import Feed, FeedItem
from kithly.sources._formats.page import FeedLink

FIRST = "What is there now is read at the first sync, then what is new."


def described(feed: Feed, *, owner: str = "") -> str:
    """Return what is there, as in ``Notes by Ana Lee, 20 posts, the newest of 3 May 2026.``."""
    title = feed.title or "A feed without a title"
    who = owner or feed.author or (feed.authors[0] if len(feed.authors) == 1 else "")
    by = f" by {who}" if who and who not in title else ""
    count = len(feed.items) + feed.left_out
    posts = f"{count:,} {'post' if count == 1 else 'posts'}" if count else "no posts yet"
    newest = next((item for item in feed.items if item.is_dated), None)
    return f"{title}{by}, {posts}{_of(newest)}."


def _of(newest: FeedItem | None) -> str:
    return f", the newest of {day(newest.published)}" if newest else ""


def day(at: datetime) -> str:
    """Return a day as it is said: ``3 May 2026``."""
    return f"{at.day} {at:%B %Y}"


def further(feeds: tuple[FeedLink, ...]) -> tuple[str, ...]:
    """Return a sentence on the other feeds a page names."""
    if not feeds:
        return ()
    shown = ", ".join(one.url for one in feeds[:3])
    return (f"The page names {'another feed' if len(feeds) == 1 else f'{len(feeds)} more feeds'}: {shown}.",)
