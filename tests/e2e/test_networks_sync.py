"""Three networks followed for one person: from the yes to the feed and the person's page, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.contracts.networks.bluesky_server import BlueskyServer
from tests.contracts.networks.github_server import GitHubServer
from tests.contracts.networks.mastodon_server import MastodonServer
from tests.contracts.networks.serving import Fake, Said, serving

from kithly.app.accounts.keeping import add_account, find_account, list_accounts
from kithly.app.accounts.sync import sync
from kithly.app.changes import undo
from kithly.app.feeding.feed import feed
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people
from kithly.app.views import Outcome, SyncView
from kithly.sources import Account
from kithly.transport.secrets import NO_SECRET

Fakes = tuple[Fake, ...]


@pytest.fixture
def fakes() -> Iterator[Fakes]:
    """Give all three networks at once."""
    with ExitStack() as stack:
        running = (MastodonServer(), BlueskyServer(), GitHubServer())
        yield tuple(stack.enter_context(serving(fake)) for fake in running)


@pytest.fixture
def net(tmp_path: Path, fakes: Fakes) -> Iterator[Network]:
    """Return a network that follows an account in each of them."""
    with open_network(tmp_path / "data", now=datetime.now(UTC)) as opened:
        network = replace(opened, account_sources=lambda: tuple(fake.source for fake in fakes))
        for fake in fakes:
            found = find_account(network, fake.account())
            assert found.asks == ""
            add_account(network, found, NO_SECRET)
        yield network


def later(network: Network) -> SyncView:
    """Sync as often as accounts of others are asked."""
    return sync(replace(network, now=datetime.now(UTC) + timedelta(hours=5)))


def kinds(network: Network) -> set[str]:
    return {one.kind for one in feed(replace(network, now=datetime.now(UTC))).items}


def test_what_three_networks_tell_comes_once_and_makes_no_people(net: Network, fakes: Fakes) -> None:
    for fake in fakes:
        fake.publish(f"A ferry at {fake.kind}")
    first = sync(net)
    assert [one.outcome for one in first.accounts] == [Outcome.DONE] * 3
    assert (first.totals.new, first.totals.read, first.interactions.after) == (3, 3, 0)
    assert list_people(net, "").total == 0
    assert kinds(net) == {"post", "release"}
    again = later(net)
    assert (again.totals.read, again.change) == (0, None)


def test_one_that_fails_stops_no_other(net: Network, fakes: Fakes) -> None:
    for fake in fakes:
        fake.publish("A ferry")
    fakes[1].always["/"] = Said(status=500, raw=b"")
    view = sync(net)
    by_kind = {one.kind: one.outcome for one in view.accounts}
    assert by_kind == {"mastodon": Outcome.DONE, "bluesky": Outcome.RETRY, "github": Outcome.DONE}
    assert view.totals.new == 2


def test_a_sync_is_taken_back_and_read_again(net: Network, fakes: Fakes) -> None:
    for fake in fakes:
        fake.publish("A ferry")
    first = sync(net)
    assert first.change
    undo(net, first.change)
    assert kinds(net) == set()
    assert later(net).totals.new == 3


def test_an_account_typed_in_another_way_is_the_same_account(net: Network, fakes: Fakes) -> None:
    for fake in fakes:
        for text in fake.spellings:
            view = add_account(net, find_account(net, fake.account(text)), NO_SECRET)
            assert view.change is None
    assert len(list_accounts(net).accounts) == 3
    assert all(isinstance(fake.account(), Account) for fake in fakes)
