"""Publishing: set up by a token that is tried and kept apart, of ego's own account alone, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.contracts.channels.bluesky_home import BlueskyHome
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.channels.stages import Home
from tests.contracts.networks.serving import serving

from kithly.app.accounts.keeping import list_accounts, remove_account
from kithly.app.accounts.publisher import channel_for, publisher_of, publishing_secret, secret_name
from kithly.app.accounts.publishing import add_publisher, find_publisher
from kithly.app.accounts.rows import secrets_of
from kithly.app.accounts.sync import sync
from kithly.app.changes import undo
from kithly.app.derived.me import set_me, show_me
from kithly.app.feeding.feed import feed
from kithly.app.network import Network
from kithly.app.outbox.health import outbox_health
from kithly.errors import ChannelAuthError, SettingsError
from kithly.sources import Account
from kithly.testing.channels import CANARY, approved
from kithly.transport.secrets import IN_FILE, Secret, SecretMissing

HANDLES = {MastodonHome: "@me@tide.example", BlueskyHome: "me.example"}
KINDS = {MastodonHome: "mastodon", BlueskyHome: "bluesky"}


@pytest.fixture(params=HANDLES, ids=lambda home: KINDS[home])
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    with serving(request.param()) as running:
        assert isinstance(running, Home)
        yield running


def asked(home: Home) -> Account:
    kind, handle = KINDS[type(home)], HANDLES[type(home)]
    return Account(kind=kind, address=handle, host="127.0.0.1", port=home.port, security="none")


def set_up(network: Network, home: Home, secret: str = CANARY) -> None:
    found = find_publisher(network, asked(home))
    add_publisher(network, found, Secret(value=secret, form="token"), server=asked(home))


def known(network: Network, home: Home) -> object:
    with network.store.reading() as kept:
        return publisher_of(kept, KINDS[type(home)])


def test_it_says_where_the_token_is_made_and_what_it_may(network: Network, home: Home) -> None:
    found = find_publisher(network, asked(home))
    assert found.asks in {"access token", "app password"}
    assert found.page.startswith("https://")
    assert found.steps


def test_what_was_set_up_publishes_and_is_ego_s_own(network: Network, home: Home) -> None:
    set_up(network, home)
    with network.store.reading() as kept:
        publisher = publisher_of(kept, KINDS[type(home)])
    assert publisher is not None
    channel_for(publisher, publishing_secret(network, publisher)).send(approved())
    assert len(home.published()) == 1  # type: ignore[attr-defined]
    assert publisher.identity.partition(":")[2] in {one.value for one in show_me(network).identities}


def test_nothing_is_published_by_setting_it_up(network: Network, home: Home) -> None:
    set_up(network, home)
    wrote = [one.path for one in home.asked if one.method == "POST"]
    assert not any("statuses" in path or "putRecord" in path for path in wrote)


def test_a_token_that_is_not_taken_leaves_nothing(network: Network, home: Home) -> None:
    with pytest.raises(ChannelAuthError):
        set_up(network, home, "wrong")
    assert known(network, home) is None
    assert list_accounts(network).accounts == ()
    with pytest.raises(SecretMissing):
        secrets_of(network).get(secret_name(KINDS[type(home)]), place=IN_FILE)


def test_the_secret_is_in_no_word_of_the_database(network: Network, home: Home) -> None:
    set_up(network, home)
    with network.store.reading() as kept:
        told = repr([one.value for one in kept.decisions.all("publishes")]) + repr(kept.accounts.all())
    assert CANARY not in told


def test_the_doctor_says_that_a_token_is_gone(network: Network, home: Home) -> None:
    set_up(network, home)
    found = outbox_health(network)
    assert found is not None
    assert found.is_well
    secrets_of(network).forget(secret_name(KINDS[type(home)]), place=IN_FILE)
    found = outbox_health(network)
    assert found is not None
    assert (found.is_well, "--send" in found.next) == (False, True)


def test_undoing_it_forgets_the_token(network: Network, home: Home) -> None:
    set_up(network, home)
    undo(network, None)
    assert known(network, home) is None
    assert not {one.value for one in show_me(network).identities} & {"me@tide.example"}
    with pytest.raises(SecretMissing):
        secrets_of(network).get(secret_name(KINDS[type(home)]), place=IN_FILE)


def test_removing_the_account_ends_it_too(network: Network, home: Home) -> None:
    set_up(network, home)
    remove_account(network, list_accounts(network).accounts[0].address)
    assert known(network, home) is None
    with pytest.raises(SecretMissing):
        secrets_of(network).get(secret_name(KINDS[type(home)]), place=IN_FILE)


def test_a_token_of_somebody_else_is_refused(network: Network) -> None:
    with serving(MastodonHome()) as running:
        assert isinstance(running, MastodonHome)
        running.me = running.me | {"username": "ben"}
        with pytest.raises(ChannelAuthError, match="of @ben, not of"):
            set_up(network, running)


def test_what_ego_publishes_is_read_and_is_no_news_of_anybody(network: Network) -> None:
    with serving(MastodonHome()) as running:
        assert isinstance(running, MastodonHome)
        set_up(network, running)
        with network.store.reading() as kept:
            publisher = publisher_of(kept, "mastodon")
        assert publisher is not None
        channel_for(publisher, publishing_secret(network, publisher)).send(approved())
        assert sync(network).totals.new == 1
    assert feed(network).items == ()


@pytest.mark.parametrize("kind", ["feed", "github", "imap"])
def test_nowhere_else_can_be_published(network: Network, kind: str) -> None:
    with pytest.raises(SettingsError, match="Mastodon and Bluesky"):
        find_publisher(network, Account(kind=kind, address="https://tide.example"))


def test_an_account_of_a_network_can_be_called_one_s_own(network: Network) -> None:
    for text in ("@me@tide.example", "mastodon:me@tide.example", "bluesky:me.example"):
        set_me(network, [("address", text)])
    values = {(one.kind, one.value) for one in show_me(network).identities}
    assert {("mastodon", "me@tide.example"), ("bluesky", "me.example")} <= values
