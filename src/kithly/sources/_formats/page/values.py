"""A page, its owner and its posts: texts are plain, addresses are of the open web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.sources._formats.feed.values import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page names as its own (``rel=alternate``).

    Attributes:
        url: Where it lies.
        title: What the page calls it; may be empty.
        media: Media type the page claims for it.
    """

    url: str
    title: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Somebody as a page shows them (``h-card``, ``vcard``).

    Attributes:
        name: Full name.
        urls: Their pages, in order.
        emails: Their addresses.
        organisation: Where they work.
        title: As what.
        place: The town they live in.
        note: What they say of themselves.
    """

    name: str
    urls: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisation: str = ""
    title: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page tells.

    Attributes:
        title: What it is called, by what it tells other sites before what a browser shows.
        description: What it is about, in its own words.
        canonical: Its one address, if it names one; empty otherwise.
        site: What it calls the whole site.
        published: When it was published; None where it does not say so in a way that can be true.
        author: Who wrote it.
        me: Addresses it says are of the same person (``rel=me``): pages, ``mailto:`` ones too. Evidence only where
            the other page says the same.
        feeds: Feeds it names.
        owner: Whose page it is, by its own representative card; None where it shows none.
        cards: All people it shows.
        posts: What is published on it, as a feed; None where it is no list of posts.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""
    site: str = ""
    published: datetime | None = None
    author: str = ""
    me: tuple[str, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    owner: Card | None = None
    cards: tuple[Card, ...] = ()
    posts: Feed | None = None
