"""Whose a feed is, and what each of its items says as news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from kithly.records import (
    Channel,
    Identity,
    IdentityKind,
    News,
    NewsKind,
    Party,
    name_key,
    profile_identity,
    url_identity,
)
from kithly.sources._formats.feed import Feed, FeedItem
from kithly.sources._formats.webtext import address_key
from kithly.sources.account import Account
from kithly.sources.feed.kinds import kind_of, project_of
from kithly.sources.feed.state import mark

PERSON, IDENTITY, ME, URL, FORM, PRIVATE = "person", "identity", "me", "url", "form", "private"
SETTINGS = frozenset((PERSON, IDENTITY, ME, URL, FORM, PRIVATE))
LONGEST_TEXT = 300  # characters of a post without a title that stand for one


def publisher(home: str, url: str) -> Identity:
    """Return who publishes a feed: its page, where that lies at the same site; else the feed itself.

    A feed may name any page as its own. One elsewhere, or in the place of another user of the same server, proves
    nothing, and what it publishes must not pass for theirs.

    Args:
        home: The page it names.
        url: Where it lies.
    """
    claimed = profile_identity(home) if home and _is_beside(home, url) else None
    return claimed or url_identity(url) or Identity(IdentityKind.URL, url.rstrip("/"))  # a server without a domain


def _is_beside(home: str, url: str) -> bool:
    one, other = urlsplit(home), urlsplit(url)
    if one.netloc.removeprefix("www.") != other.netloc.removeprefix("www."):
        return False
    users = [next((part for part in parts.path.split("/") if part.startswith("~")), "") for parts in (one, other)]
    return users[0] == users[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """One feed as it was read, and what the account says of it.

    Attributes:
        account: As `check` left it.
        feed: What was read.
        now: When.
        is_first: Whether it was never read before: then nobody knows when an item without a date came.
        owner: Who the page says it belongs to; empty for a feed.
    """

    account: Account
    feed: Feed
    now: datetime
    is_first: bool
    owner: str = ""

    def news(self, item: FeedItem) -> News:
        """Return an item as news."""
        settings = self.account.settings
        title = item.title or _beginning(item.excerpt)
        project = project_of(settings.get(URL) or self.account.address)
        kind = kind_of(title, is_own=bool(settings.get(PERSON)) and len(self.feed.authors) < 2)
        if project:
            kind = NewsKind.RELEASE
            title = title if name_key(project) in name_key(title) else f"{project} {title}"
        return News(
            key=f"feed|{mark(address_key(self.account.address) or self.account.address)}|{mark(item.id)}",
            kind=kind,
            channel=Channel.WEB,
            at=item.published if item.is_dated else None if self.is_first else self.now,
            about=Party(name=self._who(), identity=self._identity()),
            text=title,
            url=item.link,
            excerpt=item.excerpt if item.title or len(item.excerpt) > len(title) else "",
            topics=item.tags,
            author=self._author(item),
        )

    def _identity(self) -> Identity | None:
        kind, _, value = self.account.settings.get(IDENTITY, "").partition(":")
        return Identity(IdentityKind(kind), value) if value else None

    def _who(self) -> str:
        """Return who publishes: its only author, else whom the feed names, else the feed by its title."""
        authors = self.feed.authors
        only = authors[0] if len({name_key(one) for one in authors}) == 1 else ""
        return only or self.owner or self.feed.author or self.feed.title

    def _author(self, item: FeedItem) -> str:
        return "" if name_key(item.author) == name_key(self._who()) else item.author


def _beginning(text: str) -> str:
    """Return the first line of a post without a title, cut between words."""
    line = text.partition("\n")[0]
    if len(line) <= LONGEST_TEXT:
        return line
    return line[:LONGEST_TEXT].rpartition(" ")[0] + " \u2026"
