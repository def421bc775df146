"""What a feed tells, whatever it is written in: texts are plain, addresses are of the open web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOST_ITEMS = 200  # of one feed: what is published in a year by somebody who publishes every other day
MAX_CONTENT = 20_000  # characters of an item's text that are kept here
MAX_EXCERPT = 2_000  # characters, as in `News.excerpt`
MAX_TAGS = 20  # of one item


class FeedRefused(ValueError):
    """It is no feed, or one that breaks a limit; the message says which, in a clause for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One thing that was published.

    Attributes:
        id: By what it is known again: the feed's own id, else its address, else a hash of title and date.
        title: On one line; may be empty.
        link: Its page; empty where none is told.
        published: When it was published; the moment of fetching where the feed tells no usable date.
        is_dated: Whether ``published`` is the feed's own date.
        updated: When it was changed last; None where that is not told.
        author: Who wrote it; empty where none is told.
        content: Its text, at most `MAX_CONTENT` characters.
        excerpt: The beginning of it, or the summary the feed gives, at most `MAX_EXCERPT` characters.
        tags: Its tags and categories.
    """

    id: str
    title: str = ""
    link: str = ""
    published: datetime
    is_dated: bool = True
    updated: datetime | None = None
    author: str = ""
    content: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as a whole.

    Attributes:
        title: What it calls itself.
        home: The page it belongs to; empty where none is told.
        author: Who publishes it; empty where none is told.
        items: What was published, the newest first, at most `MOST_ITEMS`.
        left_out: How many further items there are, older ones.
        problems: What of it could not be read: the place of each, and why.
    """

    title: str = ""
    home: str = ""
    author: str = ""
    items: tuple[FeedItem, ...] = ()
    left_out: int = 0
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody an item names as its author, each once, in order."""
        return tuple(dict.fromkeys(item.author for item in self.items if item.author))
