"""The feed: what the user's people share, and whom it may be for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView, ReasonView
from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FitView:
    """Somebody whom an item may be for.

    Attributes:
        person: Who.
        text: Why, as a sentence.
        evidence: What proves it.
    """

    person: NamedView
    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItemView:
    """One thing that was shared, published or told.

    Attributes:
        id: Id of the record that tells it; a beginning of eight letters names it, too.
        person: Whose it is; None where nobody of the network is behind it.
        kind: ``post``, ``article``, ``job`` ...
        at: When; None if nothing tells.
        title: What it is, in a line.
        text: Its own words beyond the title; may be empty.
        url: The page to look at; empty, or an address that begins with http.
        source: Which reader read it.
        channel: Where it happened: ``web``, ``linkedin``, ``mastodon`` ...
        reason: Why it is an occasion to write; None where it is none.
        touch: Id of today's hello that it led to; None where there is none.
        fits: Whom it may be for, the best first.
        said: What its person did, as a sentence.
        author: Who made it, where it is somebody's whom its person only passed on.
        topics: Its tags.
        account: Id of the account it came by; empty where it came otherwise.
        is_new: Not shown on an earlier day.
        interest: Which of the user's own interests it is about, in their words; empty where it is about none.
        act: What small good the hello is: ``comment``, ``congratulate`` ...; empty where neither reason nor hello is.
        to: To whom that hello goes; None where there is none.
    """

    id: str
    person: NamedView | None
    kind: str
    at: datetime | None
    title: str
    text: str
    url: str
    source: str
    channel: str
    reason: ReasonView | None = None
    touch: str | None = None
    fits: tuple[FitView, ...] = ()
    said: str = ""
    author: str = ""
    topics: tuple[str, ...] = ()
    account: str = ""
    is_new: bool = True
    interest: str = ""
    act: str = ""
    to: NamedView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What was shared.

    Attributes:
        items: The newest and most fitting first; at most as many as were asked for.
        total: How many there are to show.
        earlier: How many more were shown on an earlier day, or are older than a month.
        others: How many of the last year tell of people who are not known.
        hints: What to do next, a sentence each.
    """

    items: tuple[FeedItemView, ...]
    total: int
    earlier: int
    others: int = 0
    hints: tuple[str, ...] = ()
