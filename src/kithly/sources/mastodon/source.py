"""The source: finds an account on its server, and reads what it publishes for everybody."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.records import Channel, Identity, IdentityKind, mastodon_identity
from kithly.sources._formats.networks import (
    FIRST_READ,
    Api,
    Entry,
    Network,
    Page,
    State,
    Walk,
    at_server,
    instant,
    keeping,
    known_settings,
    line,
    page,
    profile_news,
    turns,
    with_identity,
)
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.mastodon.finding import fingered, is_proven
from kithly.sources.mastodon.statuses import Whose, status_news
from kithly.sources.mastodon.whom import looked_up, pages_of, party_of, profile_of, refuse_if_away, words_of
from kithly.transport.secrets import NO_SECRET, Secret

A_PAGE = 40  # statuses; a server gives no more at once
PAUSE = 1.0  # seconds between two requests to one server: its rate is 300 in five minutes
PORT = 443
EXAMPLE = "kithly account add @ana@mastodon.social --as mastodon"

NETWORK = Network(source="mastodon", accept="application/json", turns=turns(PAUSE))


class Mastodon:
    """Accounts of Mastodon and of servers that speak as it does. No token is needed where the server needs none."""

    name = "mastodon"
    family = "mastodon"
    version = 1
    title = "Mastodon account"

    def find(self, account: Account) -> Found:
        """Say which server holds an account; the server its handle names is asked (WebFinger).

        Raises:
            SourceFormatError: What was said is no account of the fediverse.
        """
        known_settings(account, "A Mastodon account")
        identity = mastodon_identity(account.address)
        if identity is None:
            said = f"{account.address} is no account of Mastodon: it has a name and a server."
            raise SourceFormatError(self.name, account.address, said, hint=EXAMPLE)
        handle, home = identity.value, identity.value.partition("@")[2]
        handle, holder = self._fingered(at_server(account, address=f"@{handle}", user=handle, host=home), handle)
        found = at_server(account, address=f"@{handle}", user=handle, host=holder or home)
        return Found(accounts=(found,), words=(f"@{handle} lies at {found.host}.",), asks="")

    def check(self, account: Account, secret: Secret) -> Checked:
        """Look the account up, and say who it is.

        Raises:
            SourceError: There is none, or the server does not show it.
        """
        with Api(NETWORK, account, secret, {}) as api:
            told = looked_up(api, account.login)
            refuse_if_away(api, told, account.login)
        identity = Identity(IdentityKind.MASTODON, account.login)
        kept = replace(account, settings=with_identity(account, identity, line(told["id"], 100), pages_of(told)))
        who = f"It is {party_of(told, account.login).name}, with {_count(told)}."
        return Checked(account=kept, words=(who, *words_of(told, account.host), FIRST_READ))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield what changed in the profile and what was published since, newest first.

        Raises:
            SourceError: As `check`; what is to be remembered of that is yielded before.
        """
        del known
        with Api(NETWORK, account, secret, State.of(after).visits) as api:
            reading = _Reading(api, account, State.of(after))
            yield from keeping(reading.told(), reading.kept)

    def _fingered(self, account: Account, handle: str) -> tuple[str, str]:
        """Return the handle an account bears and the server that holds it, as the servers concerned agree."""
        told = _asked(account, handle)
        server = told[0].partition("@")[2]
        if server == handle.partition("@")[2]:
            return told
        home = replace(account, host=server, port=PORT, security="tls", settings={})
        return told if is_proven(told, _asked(home, told[0])) else (handle, told[1])


def _asked(account: Account, handle: str) -> tuple[str, str]:
    """Return what a server tells of a handle; one that is away tells nothing."""
    with Api(NETWORK, account, NO_SECRET, {}) as api:
        try:
            return fingered(api, handle)
        except SourceUnavailable:
            return handle, ""


class _Reading:
    def __init__(self, api: Api, account: Account, state: State) -> None:
        self._api = api
        self._account = account
        self._now = datetime.now(UTC)
        self._walk = Walk(state, self._page, self._news, now=self._now)
        self._whose: Whose | None = None

    def kept(self) -> State:
        """Return what is to be remembered now."""
        return replace(self._walk.state, visits=self._api.visits)

    def told(self) -> Iterator[Told]:
        """Yield the profile's changes, then the statuses."""
        handle, host = self._account.login, self._account.host
        told = looked_up(self._api, handle)
        refuse_if_away(self._api, told, handle)
        whose = Whose(host=host, account=line(told["id"], 100), party=party_of(told, handle))
        self._whose = whose
        before, after = self._walk.state.profile, profile_of(told, host)
        url = page(told.get("url"))
        news = profile_news(before, after, whose.party, channel=Channel.MASTODON, url=url, now=self._now)
        if news is not None:
            yield news
        self._walk.state = replace(self._walk.state, profile=after)
        yield from self._walk.told()

    def _page(self, state: State) -> Page:
        assert self._whose is not None  # noqa: S101 - set before the walk begins
        query: dict[str, str | int] = {"limit": A_PAGE}
        query |= {"since_id": state.seen} if state.seen else {}
        query |= {"max_id": state.below} if state.below else {}
        reply = self._api.get("posts", f"/api/v1/accounts/{quote(self._whose.account, safe='')}/statuses", query)
        if not isinstance(reply.told, list):
            raise self._api.broken("its answer has another shape")
        entries = [self._entry(one) for one in reply.told if isinstance(one, Mapping)]
        return Page(entries=entries, following=reply.following("max_id") if entries else "")

    def _entry(self, status: Mapping[str, Any]) -> Entry:
        mark = line(status.get("id"), 100)
        at, edited = (instant(status.get(name), self._now) for name in ("created_at", "edited_at"))
        return Entry(mark=mark, at=at, place=f"post {mark}", item=status, edited=edited)

    def _news(self, status: Mapping[str, Any]) -> Any:
        assert self._whose is not None  # noqa: S101 - set before the walk begins
        return status_news(status, self._whose, self._now)


def _count(told: Mapping[str, Any]) -> str:
    count = told.get("statuses_count")
    return f"{count:,} {'post' if count == 1 else 'posts'}" if isinstance(count, int) else "an unknown number of posts"
