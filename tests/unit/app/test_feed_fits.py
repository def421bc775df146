"""Whom an item is for: shown with the words that say so, never for who wrote it, and never for who is left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.feeding.feed import feed
from kithly.app.network import Network
from kithly.app.persons.wishes import needs
from kithly.app.views import FeedItemView
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, Party
from kithly.testing.store_samples import LINKEDIN, MAIL, NOW, contact, keep, mail, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")
WORDS = (
    "The timetable of the night ferries between Oslo and Kiel keeps me busy, and their diesel engines too. "
    "Hydrogen for ferries on the night line would change the timetable."
)
MATTERS = (
    "the roof of the town hall", "a choir in the mountains", "old maps of rivers", "wool and how it is dyed",
    "chess in schools", "solar cells on barns", "bees in winter", "the price of milk", "stamps of small islands",
    "a bridge of stone", "how violins are glued", "trams in the north", "mushrooms after rain", "glass from sand",
)  # fmt: skip
TITLE = "Night ferries between Oslo and Kiel run on hydrogen engines"
EXCERPT = "The timetable of the ferries changes: their diesel engines give way to hydrogen on the night line to Kiel."


@pytest.fixture
def net(network: Network) -> Network:
    """Return a network in which Ben wrote of ferries, and others of other things."""
    said = {
        "ben": WORDS,
        "dora": "My bakery in Lyon sells sourdough bread on Sundays, and rye.",
        "eve": "Choir at eight?",
    }
    said |= {f"p{number}": f"About {one}: I read on it and wonder." for number, one in enumerate(MATTERS * 3)}
    people = [sighted(contact(f"p{number}", mailbox=f"p{number}")) for number in range(3 * len(MATTERS))]
    keep(network.store, "more people", people, family=LINKEDIN)
    letters = [sighted(mail(f"of {who}", who, "me", text=text, days=40)) for who, text in said.items()]
    keep(network.store, "talks", letters, family=MAIL)
    return replace(network, meaning=lambda: None)


def item(net: Network, **more: Any) -> FeedItemView:
    told: dict[str, Any] = {"kind": NewsKind.POST, "text": TITLE, "excerpt": EXCERPT, "identity": ANA, **more}
    about = Party(name="", identity=told.pop("identity"))
    news = News(key="n", channel=Channel.WEB, at=NOW - timedelta(days=1), about=about, **told)
    keep(net.store, "told", [sighted(news, NOW)], family=MAIL)
    with net.store.transaction() as tx:
        refresh(tx, now=NOW)
    (one,) = feed(net, everything=True).items
    return one


def names(one: FeedItemView) -> list[str]:
    return [fit.person.name for fit in one.fits]


def test_an_item_is_for_whom_the_same_was_spoken_of_with_the_words_as_proof(net: Network) -> None:
    one = item(net)
    assert names(one) == ["Ben Fictional"]
    (proof,) = one.fits[0].evidence
    assert proof.quote in WORDS  # type: ignore[operator]
    assert one.fits[0].text == "They wrote to you on 10 June 2024, about “About of ben”."


def test_nothing_is_for_who_shared_it(net: Network) -> None:
    assert names(item(net, identity=Identity(IdentityKind.LINKEDIN, "ben"))) == []


def test_nothing_is_for_who_is_left_in_peace(net: Network) -> None:
    quiet(net, "ben", on=True)
    assert names(item(net)) == []


def test_a_need_that_is_told_later_counts_at_once(net: Network) -> None:
    assert "Cy Fictional" not in names(item(net))
    needs(net, "cy", looks_for="hydrogen engines for the night ferries between Oslo and Kiel, and their timetable")
    (one,) = feed(net, everything=True).items
    assert "Cy Fictional" in names(one)
    fit = next(fit for fit in one.fits if fit.person.name == "Cy Fictional")
    assert (fit.text, fit.evidence[0].source) == ("It may meet what they look for or offer.", "self")


@pytest.mark.parametrize(
    "more",
    [
        {"kind": NewsKind.WORK_ANNIVERSARY},
        {"kind": NewsKind.JOB},
        {"text": "Ferries", "excerpt": ""},
        {"text": "My mother died, of cancer, on the night ferry to Kiel", "excerpt": ""},
    ],
)
def test_what_is_ones_own_says_too_little_or_touches_grief_is_for_nobody(net: Network, more: dict[str, Any]) -> None:
    assert names(item(net, **more)) == []


def test_what_fits_somebody_stands_before_what_came_a_day_later(net: Network) -> None:
    later = News(
        key="late",
        kind=NewsKind.POST,
        channel=Channel.WEB,
        at=NOW,
        about=Party(name="", identity=ANA),
        text="Nothing in particular to tell",
    )
    keep(net.store, "later", [sighted(later, NOW)], family=MAIL)
    news = News(
        key="n",
        kind=NewsKind.POST,
        channel=Channel.WEB,
        at=NOW - timedelta(days=1),
        about=Party(name="", identity=ANA),
        text=TITLE,
        excerpt=EXCERPT,
    )
    keep(net.store, "told", [sighted(news, NOW)], family=MAIL)
    with net.store.transaction() as tx:
        refresh(tx, now=NOW)
    assert [one.title for one in feed(net).items] == [TITLE, "Nothing in particular to tell"]
