"""The source: finds an account by its handle, and reads what it publishes for everybody."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kithly.errors import SourceFormatError
from kithly.records import Channel, News, Party, Problem, bluesky_identity
from kithly.sources._formats.networks import (
    FIRST_READ,
    Api,
    Entry,
    Network,
    Page,
    Refused,
    State,
    Walk,
    at_server,
    instant,
    keeping,
    known_settings,
    line,
    profile_news,
    turns,
    with_identity,
)
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.bluesky.embeds import as_map
from kithly.sources.bluesky.posts import PAGE, REPOST, post_news, published
from kithly.sources.bluesky.whom import did_of, not_for_strangers, pages_of, party_of, profile, profile_of
from kithly.transport.secrets import Secret

HOST = "public.api.bsky.app"  # Bluesky's own server for those who are not signed in
FEED = "/xrpc/app.bsky.feed.getAuthorFeed"
A_PAGE = 100  # items; a server gives no more at once
PAUSE = 0.15  # seconds between two requests: its rate is 3,000 in five minutes
MARK = "%Y-%m-%dT%H:%M:%S.%fZ"  # of one length, so that marks compare as texts
BLOCKED = frozenset(("BlockedActor", "BlockedByActor"))
EXAMPLE = "kithly account add ana.bsky.social --as bluesky"

NETWORK = Network(source="bluesky", accept="application/json", turns=turns(PAUSE))


class Bluesky:
    """Accounts of Bluesky, by the server that answers without signing in. An account is known by its id (DID)."""

    name = "bluesky"
    family = "bluesky"
    version = 1
    title = "Bluesky account"

    def find(self, account: Account) -> Found:
        """Say where accounts are asked for; nobody is asked yet.

        Raises:
            SourceFormatError: What was said is no account of Bluesky.
        """
        known_settings(account, "A Bluesky account")
        identity = bluesky_identity(account.address)
        if identity is None:
            said = f"{account.address} is no account of Bluesky: it is called like a page, ana.bsky.social."
            raise SourceFormatError(self.name, account.address, said, hint=EXAMPLE)
        found = at_server(account, address=identity.value, user=identity.value, host=HOST)
        return Found(accounts=(found,), words=(f"{found.host} is asked.",), asks="")

    def check(self, account: Account, secret: Secret) -> Checked:
        """Look the account up, and say who it is; from then on it is known by its id.

        Raises:
            SourceError: There is none, or it is not shown to those who are not signed in.
        """
        with Api(NETWORK, account, secret, {}) as api:
            did = did_of(api, account.login)
            told = profile(api, did, account.address)
        who = party_of(told, did)
        assert who.identity is not None  # noqa: S101 - made of the id
        address = line(told.get("handle"), 253) or account.address
        settings = with_identity(account, who.identity, did, pages_of(told))
        kept = replace(account, address=address, user=did, settings=settings)
        count = told.get("postsCount")
        posts = f"{count:,} {'post' if count == 1 else 'posts'}" if isinstance(count, int) else "posts"
        return Checked(account=kept, words=(f"It is {who.name}, with {posts}.", FIRST_READ))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield what changed in the profile and what was published since, newest first.

        Raises:
            SourceError: As `check`; what is to be remembered of that is yielded before.
        """
        del known
        with Api(NETWORK, account, secret, State.of(after).visits) as api:
            reading = _Reading(api, account, State.of(after))
            yield from keeping(reading.told(), reading.kept)


class _Reading:
    def __init__(self, api: Api, account: Account, state: State) -> None:
        self._api = api
        self._account = account
        self._now = datetime.now(UTC)
        self._did = account.login
        self._about = Party(name="", identity=None)
        self._walk = Walk(state, self._page, self._news, now=self._now)

    def kept(self) -> State:
        """Return what is to be remembered now."""
        return replace(self._walk.state, visits=self._api.visits)

    def told(self) -> Iterator[Told]:
        """Yield the profile's changes, then the items of the feed."""
        self._did = did_of(self._api, self._account.login)
        told = profile(self._api, self._did, self._account.address)
        self._about = party_of(told, self._did)
        before, after = self._walk.state.profile, profile_of(told)
        url = f"{PAGE}/{line(told.get('handle'), 253) or self._did}"
        news = profile_news(before, after, self._about, channel=Channel.BLUESKY, url=url, now=self._now)
        if news is not None:
            yield news
        self._walk.state = replace(self._walk.state, profile=after)
        yield from self._walk.told()

    def _page(self, state: State) -> Page:
        query: dict[str, str | int] = {"actor": self._did, "limit": A_PAGE, "filter": "posts_with_replies"}
        query |= {"cursor": state.below} if state.below else {}
        told = self._asked(query)
        feed, cursor = told.get("feed"), told.get("cursor")
        if not isinstance(feed, list):
            raise self._api.broken("its answer has another shape")
        entries = [self._entry(one) for one in feed if isinstance(one, Mapping)]
        return Page(entries=entries, following=cursor[:300] if isinstance(cursor, str) else "")

    def _asked(self, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        try:
            return as_map(self._api.get("posts", FEED, query).told)
        except Refused as refused:
            if as_map(refused.said).get("error") in BLOCKED:
                raise not_for_strangers(self._api, self._account.address) from None
            raise

    def _entry(self, item: Mapping[str, Any]) -> Entry:
        reason, post = as_map(item.get("reason")), as_map(item.get("post"))
        told = reason if reason.get("$type") == REPOST else post
        seen = instant(told.get("indexedAt"), self._now)
        mark = seen.strftime(MARK) if seen else ""
        return Entry(mark=mark, at=published(item, self._now), place=f"post {line(post.get('uri'), 300)}", item=item)

    def _news(self, item: Mapping[str, Any]) -> News | Problem:
        return post_news(item, self._about, self._did, self._now)
