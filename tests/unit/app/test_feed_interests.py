"""What is about something the user cares for stands before what is not, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.derived.me import set_me
from kithly.app.derived.refresh import refresh
from kithly.app.feeding.feed import feed
from kithly.app.feeding.interests import interests_in
from kithly.app.network import Network
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, Party
from kithly.testing.store_samples import MAIL, NOW, keep, sighted

TITLES = {"ferries": "Old ferries on the night line to Kiel", "bread": "Rye bread from a wood oven"}


@pytest.fixture
def net(network: Network) -> Network:
    about = Party(name="", identity=Identity(IdentityKind.LINKEDIN, "ana"))
    told = [
        News(
            key=key,
            kind=NewsKind.POST,
            channel=Channel.WEB,
            at=NOW - timedelta(hours=30 - place),
            about=about,
            text=title,
        )
        for place, (key, title) in enumerate(TITLES.items())
    ]
    keep(network.store, "told", [sighted(one, NOW) for one in told], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return replace(network, meaning=lambda: None)


def shown(net: Network) -> list[tuple[str, str]]:
    return [(one.title, one.interest) for one in feed(net, everything=True).items]


def test_without_interests_the_newest_comes_first(net: Network) -> None:
    assert shown(net) == [(TITLES["bread"], ""), (TITLES["ferries"], "")]


def test_what_is_about_an_interest_comes_before_what_is_a_little_newer_and_says_which(net: Network) -> None:
    set_me(net, [("interests", "choirs, ferries; chess in schools")])
    assert shown(net) == [(TITLES["ferries"], "ferries"), (TITLES["bread"], "")]


def test_one_word_of_several_is_an_accident(net: Network) -> None:
    set_me(net, [("interests", "night trains through the Alps")])
    assert [interest for _, interest in shown(net)] == ["", ""]


@pytest.mark.parametrize(
    ("line", "found"), [("", ()), (" , ;", ()), ("choirs", ("choirs",)), ("a b,a b", ("a b",)), ("x," * 99, ("x",))]
)
def test_interests_stand_between_commas(line: str, found: tuple[str, ...]) -> None:
    assert interests_in(line) == found
