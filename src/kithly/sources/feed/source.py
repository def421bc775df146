"""The source: finds the feed behind what the user typed, and reads what is new in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from kithly.errors import SourceError, SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.feed import Feed, FeedItem
from kithly.sources._formats.feed.values import MOST_ITEMS
from kithly.sources._formats.webtext import web_address
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.feed.fetching import Fetched, Fetcher, main_feed
from kithly.sources.feed.publishing import FORM, IDENTITY, ME, SETTINGS, URL, Publishing, publisher
from kithly.sources.feed.state import State, mark, said_by
from kithly.sources.feed.words import FIRST, described, further
from kithly.transport.secrets import Secret

PAGE = "page"  # value of the setting `FORM`: the posts stand on a page, not in a feed
MOST_ME = 20  # addresses a page names as its owner's others
_ACTIVITY = re.compile(r"https?://(?:www\.)?github\.com/([A-Za-z0-9\-]{1,39})\.atom(?:\?.*)?")
EXAMPLE = "kithly follow 'Ana Lee' https://ana.example"


class Feeds:
    """Feeds and blogs, read as everybody may read them; nothing is fetched but what the user named."""

    name = "feed"
    family = "feed"
    version = 1
    title = "feed or blog"

    def find(self, account: Account) -> Found:
        """Say what will be asked; nothing is fetched yet.

        Raises:
            SourceFormatError: What was said is no address of the web.
        """
        unknown = sorted(set(account.settings) - SETTINGS)
        if unknown:
            said = f"A feed has no setting {unknown[0]!r}."
            raise SourceFormatError(self.name, account.address, said, hint="Known settings: person=ID, private=yes")
        typed = account.address.strip()
        scheme, colon, rest = typed.partition("://")
        if scheme.lower() == "feed" and colon:
            typed = f"https://{rest}"
        address = web_address(typed if colon else f"https://{typed.removeprefix('feed:')}")
        if not address:
            said = f"{account.address} is no address of the web."
            raise SourceFormatError(self.name, account.address, said, hint=EXAMPLE)
        self._refuse_activity(account, address)
        return Found(accounts=(replace(account, address=address, user=""),), words=(f"{address} is asked.",), asks="")

    def _refuse_activity(self, account: Account, address: str) -> None:
        """Refuse the list of all somebody does at GitHub: it holds stars and comments, which are no posts of theirs."""
        found = _ACTIVITY.fullmatch(address)
        if found is not None:
            said = f"{address} lists everything {found[1]} does at GitHub, told from each other only by its account."
            hint = f"kithly account add https://github.com/{found[1]} --as github"
            raise SourceFormatError(self.name, account.address, said, hint=hint)

    def check(self, account: Account, secret: Secret) -> Checked:
        """Look at the address, find the feed, and say in words what is there.

        Raises:
            SourceError: Nothing answers, or there is neither a feed nor a list of posts.
        """
        del secret
        fetcher = Fetcher(account, source=self.name, now=datetime.now(UTC))
        with fetcher.web:
            return _checked(fetcher, account)

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield what is new or was edited since, newest first.

        Raises:
            SourceError: As `check`; what is to be remembered of that is yielded before.
        """
        del secret, known
        now = datetime.now(UTC)
        fetcher = Fetcher(account, source=self.name, now=now)
        with fetcher.web:
            yield from _told(fetcher, account, State.of(after), now)


def _checked(fetcher: Fetcher, account: Account) -> Checked:
    """Return what is at an address: a feed, or a page, whose own word it is which feed is its."""
    first = fetched = fetcher.look(account.address)
    link = main_feed(first.page) if first.page else None
    if link is not None:
        fetched = fetcher.look(_as_safe(link.url, first.url))
    feed = fetched.feed
    if feed is None:
        what = "the page names no feed and marks no posts" if link is None else "the feed that the page names is none"
        raise fetcher.broken(what)
    identity = publisher(first.url, first.url) if first.page else publisher(feed.home, fetched.url)
    settings = {
        **account.settings,
        IDENTITY: f"{identity.kind}:{identity.value}",
        URL: fetched.url,
        FORM: PAGE if fetched.page else "",
        ME: _me(first),
    }
    others = tuple(one for one in first.page.feeds if link and one.url != link.url) if first.page else ()
    words = (described(feed, owner=first.owner), *_where(account, fetched), *further(others), FIRST)
    return Checked(account=replace(account, settings={k: v for k, v in settings.items() if v}), words=words)


def _me(first: Fetched) -> str:
    pages = [one for one in first.page.me if not one.startswith("mailto:")] if first.page else []
    return " ".join(pages[:MOST_ME])


def _where(account: Account, fetched: Fetched) -> tuple[str, ...]:
    if fetched.page is not None:
        return ("The page has no feed: its posts are read from the page itself.",)
    return () if fetched.url == account.address else (f"Its feed is {fetched.url}",)


def _as_safe(url: str, page: str) -> str:
    """Return the address of a feed; a safe page that names an open one of its own is taken to mean the safe one."""
    return "https://" + url[7:] if page.startswith("https://") and url.startswith("http://") else url


def _told(fetcher: Fetcher, account: Account, state: State, now: datetime) -> Iterator[Told]:
    url = state.url or account.settings.get(URL) or account.address
    visited = fetcher.visit(url, state.visit)
    try:
        answer = visited.demand()
        if answer is None:
            yield replace(state, visit=visited.visit).cursor()
            return
        is_page = account.settings.get(FORM) == PAGE
        fetched = fetcher.read(answer, url, is_page=is_page)
        if fetched.feed is None:
            raise fetcher.broken("the page lists no posts any more")
    except SourceError:
        kept = visited.visit if visited.failure else replace(state.visit, faults=0, not_before=0)
        yield replace(state, visit=kept).cursor()
        raise
    feed = fetched.feed
    publishing = Publishing(account=account, feed=feed, now=now, is_first=not state.is_begun, owner=fetched.owner)
    seen: dict[str, str] = {}
    for item in feed.items:
        yield from _item(publishing, item, state, seen)
    yield from _flaws(feed, state)
    moved = state.url if fetched.url == url else fetched.url
    yield State(
        visit=visited.visit, url=moved, seen={**seen, **_older(state, seen)}, is_begun=True, left_out=feed.left_out
    ).cursor()


def _item(publishing: Publishing, item: FeedItem, state: State, seen: dict[str, str]) -> Iterator[Sighted]:
    """Yield an item unless it is known and says what it said."""
    news, known = publishing.news(item), mark(item.id)
    seen[known] = said_by(news)
    before = state.seen.get(known)
    if before == seen[known]:
        return
    first = item.updated or item.published if item.is_dated else publishing.now
    observed = first if before is None else publishing.now
    yield Sighted(record=news, at=item.link or item.title or item.id, observed_at=observed)


def _flaws(feed: Feed, state: State) -> Iterator[Problem]:
    yield from (Problem(at=place, reason=reason) for place, reason in feed.problems)
    if feed.left_out and not state.is_begun:
        reason = f"older ones, {feed.left_out:,} in all, are left out: the newest {MOST_ITEMS} are read"
        yield Problem(at="the end of the feed", reason=reason)


def _older(state: State, seen: dict[str, str]) -> dict[str, str]:
    return {one: said for one, said in state.seen.items() if one not in seen}
