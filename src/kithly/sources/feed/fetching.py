"""Fetching what the user named: a feed, or a page that names feeds or lists posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from kithly.errors import SourceFormatError
from kithly.sources._formats.feed import Feed, FeedRefused, could_be_feed, read_feed
from kithly.sources._formats.page import FeedLink, Page, read_page
from kithly.sources.account import Account
from kithly.sources.feed.publishing import PRIVATE
from kithly.transport.http import Answer
from kithly.transport.web import Visit, Visited, Web

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.6, application/json;q=0.5, */*;q=0.1"
)
LOOK = "Look at the address in a browser; remove it if it is of no use any more: kithly account remove."
NOT_MAIN = ("comment", "kommentar", "commentaire", "comentario")  # parts of what feeds of comments are called


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What lies at an address.

    Attributes:
        url: Where it lies now, after moves for good.
        feed: The feed it is, or the posts of a page; None for a page that lists none.
        page: The page it is; None for a feed.
    """

    url: str
    feed: Feed | None
    page: Page | None = None

    @property
    def owner(self) -> str:
        """Who the page says it belongs to; empty for a feed."""
        return self.page.owner.name if self.page and self.page.owner else ""


class Fetcher:
    """Reads the addresses of one account. Use it in one thread, and close its `web`."""

    def __init__(self, account: Account, *, source: str, now: datetime) -> None:
        self._host = urlsplit(account.address).hostname or ""
        is_own = account.settings.get(PRIVATE) == "yes" or account.security == "none"
        self.web = Web(source=source, at=account.address, own=frozenset({self._host}) if is_own else ())
        self._source = source
        self._at = account.address
        self._now = now

    def visit(self, url: str, before: Visit | None = None) -> Visited:
        """Ask for an address; nothing is raised."""
        visited = self.web.visit(url, before, accept=ACCEPT, now=self._now)
        if visited.failure is not None and f"{self._host} is a machine inside a private network" in str(
            visited.failure
        ):
            visited.failure.hint = (
                f"If it is a server of yours: kithly account add {self._at} --as feed --set private=yes"
            )
        return visited

    def look(self, url: str) -> Fetched:
        """Return what lies at an address.

        Raises:
            SourceError: Nothing answers there, or what lies there is neither a feed nor a page.
        """
        answer = self.visit(url).demand()
        if answer is None:
            raise self.broken("it gives nothing")
        return self.read(answer, url)

    def read(self, answer: Answer, url: str, *, is_page: bool | None = None) -> Fetched:
        """Return what an answer holds.

        Args:
            answer: What the server gave.
            url: What was asked for.
            is_page: What it has to be; None where either will do.

        Raises:
            SourceFormatError: It is neither a feed nor a page, or not what it has to be.
        """
        where = answer.moved or url
        if not could_be_feed(answer.body) and (is_page or (is_page is None and _is_page(answer))):
            page = read_page(answer.body, url=answer.url, fetched=self._now, charset=answer.charset)
            return Fetched(url=where, feed=page.posts, page=page)
        if is_page is False and not could_be_feed(answer.body) and _is_page(answer):
            raise self.broken("the feed that was here has become a page")
        try:
            content_type = answer.headers.get("content-type", "")
            feed = read_feed(answer.body, content_type=content_type, url=answer.url, fetched=self._now)
        except FeedRefused as refusal:
            raise self.broken(f"{refusal}") from None
        return Fetched(url=where, feed=feed)

    def broken(self, what: str) -> SourceFormatError:
        """Return the error of what cannot be read."""
        return SourceFormatError(self._source, self._at, f"{self._at}: {what}.", hint=LOOK)


def main_feed(page: Page) -> FeedLink | None:
    """Return the feed of a page that is meant: its first that is not one of comments."""
    told = [one for one in page.feeds if not any(word in f"{one.title} {one.url}".lower() for word in NOT_MAIN)]
    return next(iter(told or page.feeds), None)


def _is_page(answer: Answer) -> bool:
    if answer.media in {"text/html", "application/xhtml+xml"}:
        return True
    head = answer.body[:2_000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head or b"<head" in head
