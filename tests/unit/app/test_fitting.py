"""What came is laid beside the talk with everybody: whom it may be for, why, and when nobody is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.changes import undo
from kithly.app.checkup import doctor
from kithly.app.derived.refresh import refresh
from kithly.app.feeding.feed import feed
from kithly.app.network import Network
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Identity, IdentityKind, Message, News, NewsKind, Party
from kithly.testing.store_samples import NOW, contact, keep, mail, sighted

BLOG = Identity(IdentityKind.URL, "https://bees.example/feed")
BEES = "We lost two hives over the winter, and the new queen has not laid yet."
MATTERS = {
    "ana": BEES,
    "ben": "The night train to Malmö was late again, so I read the timetable reform twice.",
    "cy": "My sourdough starter died, and the rye loaf came out flat as a board.",
    "dora": "The choir sings Bach in March, and we still lack two tenors.",
    "eli": "Our kiln cracked at the second firing, glaze all over the shelves.",
    "fay": "The compiler folds that loop wrongly, and the tests never saw it.",
    "gus": "I planted three pear trees behind the shed before the frost.",
    "hal": "The museum bought the second sketchbook, with all the harbour drawings.",
    "ivy": "Half marathon in the rain, and my knee held until the last hill.",
    "jon": "The tenancy bill passed the second reading with four amendments.",
}
MORE_BEES = (
    "Did the autumn queen survive in the second hive, or was she lost, too?",
    "My neighbour keeps her hives through the winter under two blankets.",
)
ARTICLE = News(
    key="article",
    kind=NewsKind.ARTICLE,
    channel=Channel.WEB,
    at=NOW - timedelta(days=2),
    about=Party(name="The Bee Post", identity=BLOG),
    text="Why hives lose their queen in winter",
    excerpt="Two of three hives that were lost over the winter had a queen that had not laid in autumn.",
    url="https://bees.example/queens",
)


ENTRIES = [contact(who, mailbox=who) for who in MATTERS]


def letters() -> list[Message]:
    both = ((who, text, n) for n, (who, text) in enumerate(MATTERS.items()))
    return [
        one
        for who, text, n in both
        for one in (
            mail(f"{who}1", who, "me", text=text, days=n),
            mail(f"{who}2", "me", who, text="Thank you, that was good to read.", days=n + 1),
        )
    ] + [mail(f"more {n}", "me", "ana", text=text, days=12 + n) for n, text in enumerate(MORE_BEES)]


@pytest.fixture
def known(network: Network) -> Network:
    keep(network.store, "letters", [*map(sighted, letters()), *map(sighted, ENTRIES)])
    with network.store.transaction() as tx:
        change = tx.changes.open("account", "Added a1", NOW)
        settings = {"person": "", "identity": f"{BLOG.kind}:{BLOG.value}"}
        tx.accounts.add(change, "a1", "feed", {"address": BLOG.value, "settings": settings})
        refresh(tx, now=NOW)
    return network


def came(network: Network, *told: News) -> list[Reason]:
    keep(network.store, "feed", [sighted(one, one.at or NOW) for one in told], family="feed")
    return found(network)


def found(network: Network) -> list[Reason]:
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        return [one for one in kept.reasons.all() if one.kind is ReasonKind.VALUE]


def test_an_article_that_fits_the_talk_is_for_that_person_and_says_why(known: Network) -> None:
    (reason,) = came(known, ARTICLE)
    assert reason.touch is TouchKind.SHARE
    assert reason.text == (
        "“Why hives lose their queen in winter” (The Bee Post, 30 July 2024) may be for Ana; "
        f"Ana wrote in May 2024: “{BEES}”"
    )
    talk, item = reason.evidence
    assert (talk.quote, item.quote, item.url) == (BEES, ARTICLE.text, ARTICLE.url)
    assert (reason.starts, reason.ends) == ((NOW - timedelta(2)).date(), (NOW + timedelta(19)).date())
    assert 0.4 < reason.worth < 0.6


def test_a_long_sentence_is_quoted_to_a_word_and_says_that_it_goes_on(known: Network) -> None:
    long = f"{BEES[:-1]}, although we fed both of them with syrup all through a wet and windy October on the island."
    keep(known.store, "long", [sighted(mail("long", "ana", "me", text=long, days=80))])
    (reason,) = came(known, replace(ARTICLE, excerpt=long))
    assert reason.evidence[0].quote == long
    assert reason.text.endswith("has not laid yet, although we fed both…”")


def test_the_feed_names_whom_an_item_may_be_for(known: Network) -> None:
    came(known, ARTICLE)
    (item,) = feed(known).items
    assert item.fits[0].evidence[0].quote == BEES
    assert [(one.person.name, one.text) for one in item.fits] == [
        ("Ana Fictional", "They wrote to you on 1 May 2024, about “About ana1”.")
    ]
    assert item.reason is None


OTHERS = {
    "that fits nobody": replace(ARTICLE, text="Soybean futures fall", excerpt="Traders fear a record harvest."),
    "on a sensitive matter": replace(ARTICLE, excerpt=f"{ARTICLE.excerpt} Then her cancer came back."),
    "that is old": replace(ARTICLE, at=NOW - timedelta(days=40)),
    "without a page": replace(ARTICLE, url=""),
    "that was told to friends": replace(ARTICLE, channel=Channel.FACEBOOK),
    "of a kind that is no reading": replace(ARTICLE, kind=NewsKind.JOB),
    "of nobody who is known or followed": replace(
        ARTICLE, about=Party(name="Zed", identity=Identity(IdentityKind.URL, "https://zed.example"))
    ),
    "by themselves": replace(ARTICLE, author="Ana Fictional"),
}


@pytest.mark.parametrize("told", OTHERS.values(), ids=OTHERS)
def test_nothing_is_said_of_an_item(known: Network, told: News) -> None:
    assert came(known, told) == []


def test_nobody_left_in_peace_is_named(known: Network) -> None:
    assert came(known, ARTICLE)
    quiet(known, "ana", on=True)
    assert found(known) == []
    assert [one.fits for one in feed(known).items] == [()]


def test_what_stands_in_a_letter_already_is_not_sent_again(known: Network) -> None:
    keep(known.store, "more", [sighted(mail("sent", "me", "ana", text=f"Look: {ARTICLE.url}", days=91))])
    assert came(known, ARTICLE) == []


def test_of_several_one_is_told(known: Network) -> None:
    more = replace(ARTICLE, key="two", url="https://bees.example/two", text="A queen that has not laid after winter")
    assert len(came(known, ARTICLE, more)) == 1


def test_nothing_came_nothing_is_kept_and_undo_takes_it_back(known: Network) -> None:
    change, _ = keep(known.store, "feed", [sighted(ARTICLE, NOW)], family="feed")
    assert len(found(known)) == 1
    undo(known, change)
    assert found(known) == []


def test_the_doctor_finds_the_same_again(known: Network) -> None:
    came(known, ARTICLE)
    checks = {one.name: one for one in doctor(known).checks}
    assert checks["consistency"].ok
    assert "by what words mean" in checks["meaning"].text
