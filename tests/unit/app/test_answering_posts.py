"""A hello about a post is answered or liked right there: once, as a counted touch; else its page is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contracts.channels.bluesky_home import BEN, BlueskyHome
from tests.contracts.channels.bluesky_home import FAR as BLUESKY_FAR
from tests.contracts.channels.mastodon_home import FAR as MASTODON_FAR
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.channels.stages import Home
from tests.contracts.networks.serving import serving

from kithly.app.accounts.publishing import add_publisher, find_publisher
from kithly.app.derived.refresh import refresh
from kithly.app.letters.hello import hello
from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.network import Network, open_network
from kithly.app.outbox.going import go
from kithly.app.outbox.settling import send_and_look
from kithly.app.outbox.showing import show_outbox
from kithly.app.today.day import today
from kithly.app.views import SendView
from kithly.channels.bluesky import Bluesky
from kithly.channels.channel import Opener
from kithly.channels.mastodon import Mastodon
from kithly.errors import Conflict, Refused
from kithly.messages import Act
from kithly.records import Channel, Contact, Identity, IdentityKind, News, NewsKind, Party, Profile
from kithly.sources import Account
from kithly.testing.channels import CANARY
from kithly.testing.store_samples import LINKEDIN, NOW, email, keep, mail, sighted
from kithly.transport.secrets import Secret

PLACES = {
    "mastodon": (MastodonHome, "@me@tide.example", Identity(IdentityKind.MASTODON, "ben@far.example"), MASTODON_FAR),
    "bluesky": (BlueskyHome, "me.example", Identity(IdentityKind.BLUESKY, BEN), BLUESKY_FAR),
}
CHANNELS: dict[str, Opener] = {"mastodon": Mastodon(), "bluesky": Bluesky()}
SAID = "The night trams of Quarn run again and nobody knows who drives them"


def _channel(name: str) -> Opener | None:
    return CHANNELS.get(name)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        yield replace(opened, channel=_channel)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(place: str) -> Iterator[Home]:
    with serving(PLACES[place][0]()) as running:
        assert isinstance(running, Home)
        yield running


def know(network: Network, place: str, kind: NewsKind = NewsKind.POST, said: str = SAID) -> str:
    """Know Ben, who published something, and return the hello about it."""
    _, _, who, page = PLACES[place]
    me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
    ben = Contact(key="profile/ben", name="Ben Fictional", identities=(email("ben"), who))
    told = News(
        key="far",
        kind=kind,
        channel=Channel(place),
        at=NOW - timedelta(days=2),
        about=Party(name="Ben Fictional", identity=who),
        text=said,
        url=page,
    )
    keep(network.store, "me", [sighted(me), sighted(ben)], family=LINKEDIN)
    keep(network.store, "mail", [sighted(mail("ben", "ben", "me", days=3)), sighted(mail("me", "me", "ben", days=4))])
    keep(network.store, "news", [sighted(told, told.at or NOW)], family=place)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return next(one.id for one in today(network).touches if one.channel == place)


def publish_by(network: Network, place: str, home: Home) -> None:
    account = Account(kind=place, address=PLACES[place][1], host="127.0.0.1", port=home.port, security="none")
    add_publisher(network, find_publisher(network, account), Secret(value=CANARY, form="token"), server=account)


def send(network: Network, touch: str, **words: object) -> SendView:
    view = go(network, prepare(network, touch, OwnWords(**words)))  # type: ignore[arg-type]
    if view.outbox:
        send_and_look(network, view.outbox)
    return view


def test_without_an_account_the_post_opens_with_the_words_on_the_clipboard(network: Network, place: str) -> None:
    touch = know(network, place)
    door = hello(network, touch).doors[0]
    assert (door.key, door.to, door.action) == (place, PLACES[place][3], "Copy and open their post")
    view = send(network, touch, text="Well seen: who does?")
    assert (view.url, view.text, view.paste, view.state) == (
        PLACES[place][3],
        "Well seen: who does?",
        True,
        "handed_over",
    )


def test_an_answer_goes_out_once_and_is_a_counted_touch(network: Network, place: str, home: Home) -> None:
    touch = know(network, place)
    publish_by(network, place, home)
    view = send(network, touch, text="Well seen: who does?")
    assert len(home.answers()) == 1  # type: ignore[attr-defined]
    (told,) = show_outbox(network).settled
    assert (told.state, told.act, told.channel) == ("sent", "reply", place)
    assert told.text_line.startswith("Sent as an answer at ")
    assert told.url
    assert view.outbox
    later = replace(network, now=network.now + timedelta(minutes=1))
    assert touch not in {one.id for one in today(later).touches}
    with pytest.raises(Conflict):
        prepare(network, touch, OwnWords(text="Well seen: who does?"))


@pytest.mark.parametrize("act", [Act.LIKE, Act.BOOST])
def test_a_click_needs_no_words(network: Network, place: str, home: Home, act: Act) -> None:
    touch = know(network, place)
    publish_by(network, place, home)
    send(network, touch, channel=place, act=act)
    assert home.marks() == [PLACES[place][3]]  # type: ignore[attr-defined]
    assert home.published() == []  # type: ignore[attr-defined]


def test_what_is_worth_a_click_is_liked_without_being_asked_for_words(network: Network, place: str, home: Home) -> None:
    touch = know(network, place, said="Night trams")
    publish_by(network, place, home)
    assert prepare(network, touch).act is Act.LIKE
    send(network, touch)
    assert home.marks() == [PLACES[place][3]]  # type: ignore[attr-defined]


def test_what_they_pass_on_is_somebody_else_s_and_not_answered(network: Network, place: str) -> None:
    touch = know(network, place, NewsKind.SHARED)
    assert place not in {one.key for one in hello(network, touch).doors}
    with pytest.raises(Refused, match="answers nothing of theirs"):
        prepare(network, touch, OwnWords(text="Well seen", channel=place))


def test_only_what_is_published_can_be_liked(network: Network, place: str) -> None:
    touch = know(network, place)
    with pytest.raises(Refused, match="Only what somebody published"):
        prepare(network, touch, OwnWords(channel="email", act=Act.LIKE))
