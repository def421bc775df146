"""A like, a boost, an answer and a post go through the outbox as mail does: once, and counted as contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.contracts.channels.bluesky_home import BlueskyHome
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.channels.stages import Home
from tests.contracts.networks.serving import serving

from kithly.app.accounts.publishing import add_publisher, find_publisher
from kithly.app.belonging.word import met
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network
from kithly.app.outbox.acting import Deed, put_deed
from kithly.app.outbox.sending import send_one
from kithly.app.outbox.settling import settle
from kithly.app.outbox.showing import show_outbox
from kithly.errors import Conflict, Refused
from kithly.messages import Act
from kithly.sources import Account
from kithly.testing.channels import CANARY
from kithly.transport.secrets import Secret

HANDLES = {MastodonHome: "@me@tide.example", BlueskyHome: "me.example"}
KINDS = {MastodonHome: "mastodon", BlueskyHome: "bluesky"}
WORDS = "Trams at night: what would you measure first?"
LATER = timedelta(minutes=1)


@pytest.fixture(params=HANDLES, ids=lambda home: KINDS[home])
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    with serving(request.param()) as running:
        assert isinstance(running, Home)
        yield running


@pytest.fixture
def channel(network: Network, home: Home) -> str:
    """Let ego publish, and return the name of the channel."""
    kind = KINDS[type(home)]
    asked = Account(kind=kind, address=HANDLES[type(home)], host="127.0.0.1", port=home.port, security="none")
    add_publisher(network, find_publisher(network, asked), Secret(value=CANARY, form="token"), server=asked)
    met(network, "Ana Berg")
    return kind


def wrote(home: Home) -> int:
    """Return how many requests made something there that others see."""
    parts = ("api/v1/statuses", "putRecord")
    return len([one for one in home.asked if one.method == "POST" and any(part in one.path for part in parts)])


def test_a_post_goes_out_once_and_can_be_taken_back_before(network: Network, home: Home, channel: str) -> None:
    first = put_deed(network, Deed(act=Act.POST, channel=channel, text=WORDS))
    assert put_deed(network, Deed(act=Act.POST, channel=channel, text=WORDS)) == first
    undo(network, first.change)
    settle(replace(network, now=network.now + LATER))
    assert wrote(home) == 0
    second = put_deed(network, Deed(act=Act.POST, channel=channel, text=WORDS))
    for _ in range(2):
        settle(replace(network, now=network.now + LATER))
    assert wrote(home) == 1
    view = show_outbox(network).settled[0]
    assert (view.id, view.state, view.person, bool(view.url)) == (second.id, "sent", None, True)
    assert "a post" in list_changes(network).changes[0].text.lower()


def test_a_like_of_somebodys_post_is_contact_and_given_once(network: Network, home: Home, channel: str) -> None:
    deed = Deed(act=Act.LIKE, channel=channel, target=home.target, who="Ana Berg")
    row = send_one(network, put_deed(network, deed).id)
    assert (row.state, row.claim) == ("sent", "")
    with pytest.raises(Conflict):
        put_deed(network, deed)
    with network.store.reading() as kept:
        told = kept.decisions.of_change(row.change)
    assert [(one.kind, one.value["outbox"]) for one in told] == [("log", row.id)]


def test_an_answer_beneath_a_post_asks_no_favour(network: Network, home: Home, channel: str) -> None:
    asking = Deed(
        act=Act.REPLY, channel=channel, target=home.target, who="Ana Berg", text="Could you get me a job in your team?"
    )
    with pytest.raises(Refused, match="favour"):
        put_deed(network, asking)
    fine = replace(asking, text="Trams at night are the quietest; thank you for measuring them.")
    assert send_one(network, put_deed(network, fine).id).state == "sent"
    assert wrote(home) == 1


def test_what_nobody_knows_of_is_found_where_it_was_published(network: Network, home: Home, channel: str) -> None:
    part = "api/v1/statuses" if channel == "mastodon" else "putRecord"
    home.dying[part] = (True, 0.0)
    row = send_one(network, put_deed(network, Deed(act=Act.POST, channel=channel, text=WORDS)).id)
    assert row.state == "unknown"
    settle(network)
    assert show_outbox(network).settled[0].state == "sent"
    assert wrote(home) == 1


def test_nothing_goes_out_where_no_account_publishes(network: Network) -> None:
    with pytest.raises(Refused):
        put_deed(network, Deed(act=Act.POST, channel="mastodon", text=WORDS))
    with network.store.reading() as kept:
        assert kept.outbox.newest(5) == ()
