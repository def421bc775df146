"""The feed: each thing once, with whose it is, never new on two days, and harmless whatever it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.e2e.hostile_words import payloads

from kithly.app.belonging.word import quiet, remembered
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.feeding.feed import NOTHING_FOLLOWED, feed
from kithly.app.feeding.refusing import refuse
from kithly.app.feeding.shown import MOST, Shown
from kithly.app.letters.looking import found
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.today.day import today
from kithly.app.views import FeedItemView
from kithly.errors import Conflict, NotFound
from kithly.interfaces import wire
from kithly.reasons.pages import page_key
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, Party
from kithly.testing.store_samples import MAIL, NOW, keep, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")
BLOG = Identity(IdentityKind.URL, "https://ana.example")
PAPER = Identity(IdentityKind.URL, "https://paper.example")


def post(key: str, who: Identity | None = ANA, *, days: float = 1, **told: Any) -> News:
    """Return a post of so many days ago."""
    shape: dict[str, Any] = {"kind": NewsKind.POST, "channel": Channel.WEB, "text": f"Post {key}", **told}
    return News(key=key, at=NOW - timedelta(days=days), about=Party(name=shape.pop("name", ""), identity=who), **shape)


def bring(network: Network, *told: News) -> str:
    change, _ = keep(network.store, "told", [sighted(one, one.at or NOW) for one in told], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return change


def follow(network: Network, identity: Identity, person: str = "") -> str:
    with network.store.transaction() as tx:
        change = tx.changes.open("account", "Followed", NOW)
        told = {"identity": f"{identity.kind.value}:{identity.value}", "person": person}
        tx.accounts.add(change, f"a{len(tx.accounts.all())}", "feed", {"address": identity.value, "settings": told})
    return change


def titles(network: Network, **options: Any) -> list[str]:
    return [one.title for one in feed(network, **options).items]


def person_id(network: Network, who: str) -> str:
    return show_person(network, who).id


def test_news_stands_in_the_feed_newest_first_with_whose_it_is(network: Network) -> None:
    bring(network, post("old", days=9), post("new", days=1), post("bare", None, name="Ben Fictional", days=3))
    view = feed(network)
    assert [(one.title, one.person.name) for one in view.items if one.person] == [
        ("Post new", "Ana Fictional"),
        ("Post bare", "Ben Fictional"),
        ("Post old", "Ana Fictional"),
    ]
    assert (view.total, view.earlier, view.others) == (3, 0, 0)
    assert view.items[0].said == "Published something."


def test_a_birthday_is_nothing_to_look_at(network: Network) -> None:
    bring(network, post("1"), post("2", kind=NewsKind.BIRTHDAY, text=""))
    assert titles(network, everything=True) == ["Post 1"]


def test_what_was_shown_on_an_earlier_day_is_not_new_any_more(network: Network) -> None:
    bring(network, post("first"))
    assert titles(network) == titles(network) == ["Post first"]
    tomorrow = replace(network, now=NOW + timedelta(days=1))
    view = feed(tomorrow)
    assert (view.items, view.total, view.earlier) == ((), 0, 1)
    assert [(one.title, one.is_new) for one in feed(tomorrow, everything=True).items] == [("Post first", False)]
    bring(network, post("second", days=0))
    assert titles(tomorrow) == ["Post second"]


def test_what_there_was_no_room_for_is_new_on_the_next_day(network: Network) -> None:
    bring(network, post("first", days=2), post("second", days=1))
    assert titles(network, limit=1) == ["Post second"]
    assert feed(network, limit=1).total == 2
    assert titles(replace(network, now=NOW + timedelta(days=1))) == ["Post first"]


def test_what_is_read_again_after_an_undo_is_not_new_again(network: Network) -> None:
    change = bring(network, post("first"))
    assert titles(network) == ["Post first"]
    undo(network, change)
    assert titles(network) == []
    bring(network, post("first"))
    assert titles(replace(network, now=NOW + timedelta(days=1))) == []


def test_news_of_more_than_a_month_ago_is_earlier_though_nobody_saw_it(network: Network) -> None:
    bring(network, post("old", days=40))
    assert (feed(network).total, feed(network).earlier) == (0, 1)
    assert titles(network, everything=True) == ["Post old"]


@pytest.mark.parametrize("year", [1, 2099, 9999])
def test_a_date_that_cannot_be_true_leads_nothing_and_breaks_nothing(network: Network, year: int) -> None:
    far = replace(post("far"), at=datetime(year, 12, 31, 23, 59, tzinfo=UTC))
    bring(network, far, post("near"))
    east = replace(network, zone=ZoneInfo("Pacific/Kiritimati"))
    assert titles(east, everything=True)[0] == "Post near"
    assert titles(replace(east, now=NOW + timedelta(days=60))) == []


def test_a_page_followed_for_somebody_is_theirs_and_one_for_nobody_is_an_interest(network: Network) -> None:
    follow(network, BLOG, person_id(network, "ana"))
    follow(network, PAPER)
    bring(network, post("hers", BLOG), post("paper", PAPER, kind=NewsKind.ARTICLE, name="Paper", days=2))
    hers, paper = feed(network).items
    assert (hers.person and hers.person.name, hers.account) == ("Ana Fictional", "a0")
    assert (paper.person, paper.account, paper.said) == (None, "a1", "On Paper.")


def test_a_page_that_is_no_longer_followed_is_out_of_the_feed(network: Network) -> None:
    change = follow(network, PAPER)
    bring(network, post("paper", PAPER))
    assert titles(network) == ["Post paper"]
    undo(network, change)
    assert titles(network) == []


def test_strangers_are_counted_and_ones_own_news_is_not(network: Network) -> None:
    own = Identity(IdentityKind.EMAIL, "me@example.org")
    bring(network, post("stranger", Identity(IdentityKind.LINKEDIN, "zed"), name="Zed Nobody"), post("own", own))
    view = feed(network)
    assert (view.items, view.others, view.hints) == ((), 1, (NOTHING_FOLLOWED,))


@pytest.mark.parametrize("word", [quiet, remembered])
def test_whoever_is_left_in_peace_is_not_in_the_feed(network: Network, word: Any) -> None:
    bring(network, post("hers"))
    word(network, "ana", on=True)
    assert titles(network) == []


def test_what_is_done_towards_ego_stands_elsewhere(network: Network) -> None:
    bring(network, post("asked", kind=NewsKind.INVITATION), post("liked", kind=NewsKind.REACTION))
    assert titles(network) == []


def test_several_reports_of_one_page_are_one_item_with_most_of_its_words(network: Network) -> None:
    bare = post("notice", url="https://ana.example/night?utm_source=mail", text="Night")
    full = post("feed", url="https://www.ana.example/night/", text="Night ferries", excerpt="All about them.", days=2)
    bring(network, bare, full)
    (item,) = feed(network).items
    assert (item.title, item.text) == ("Night ferries", "All about them.")
    refuse(network, item.id)
    assert titles(network, everything=True) == []


def test_posts_that_lead_to_a_profile_alone_are_not_one_page(network: Network) -> None:
    profile = "https://www.linkedin.com/in/ana"
    bring(network, post("old", url=profile, days=9), post("new", url=profile), post("next", url=profile, days=2))
    assert titles(network) == ["Post new", "Post next", "Post old"]


def test_several_notices_of_one_new_job_are_one_item_by_the_one_that_names_it(network: Network) -> None:
    job = post("a", kind=NewsKind.JOB, text="", url="https://www.linkedin.com/in/ana", days=5)
    named = replace(job, key="b", title="Head of Ovens", company="Teapot Works", at=NOW - timedelta(days=4))
    later = replace(named, key="c", company="Kettle Ltd", at=NOW - timedelta(days=1))
    long_ago = replace(named, key="d", at=NOW - timedelta(days=29))
    bring(network, named, later, long_ago, job)
    assert titles(network) == [
        f"Started a new position as Head of Ovens at {one}." for one in ("Kettle Ltd", "Teapot Works", "Teapot Works")
    ]


def test_an_item_that_is_not_wanted_comes_back_only_when_that_is_taken_back(network: Network) -> None:
    bring(network, post("first"), post("second", days=2))
    done = refuse(network, feed(network).items[0].id[:8])
    assert done.text == "Not shown again: Post first"
    assert titles(network) == ["Post second"]
    undo(network, done.change)
    assert titles(network) == ["Post first", "Post second"]
    with pytest.raises(NotFound):
        refuse(network, "ffffffff")
    with pytest.raises(Conflict):
        refuse(network, feed(network).items[0].id[:2])


def test_a_job_is_told_as_a_sentence_and_its_own_words_stand_below(network: Network) -> None:
    told = post("job", kind=NewsKind.JOB, channel=Channel.LINKEDIN, title="Head of Ovens", company="Teapot Works")
    bring(network, replace(told, text="Congratulate Ana on her new position"))
    (item,) = feed(network).items
    assert item.title == item.said == "Started a new position as Head of Ovens at Teapot Works."
    assert item.text == "Congratulate Ana on her new position"


def test_a_post_without_a_title_gives_its_first_words(network: Network) -> None:
    bring(network, post("long", text="", excerpt="word " * 100), post("plain", text="", days=2))
    long, plain = feed(network).items
    assert long.title.endswith("word…")
    assert len(long.title) <= 200
    assert (plain.title, plain.text) == ("Published something.", "")


def test_no_item_carries_what_could_act_on_whoever_shows_it(network: Network) -> None:
    told = []
    for number, words in enumerate(payloads()):
        hostile: dict[str, Any] = {
            "text": words,
            "excerpt": words,
            "url": words,
            "author": words,
            "topics": (words,),
            "company": words,
        }
        told.append(post(f"p{number}", name="Ana Fictional", title=words, kind=NewsKind.POST, **hostile))
    bring(network, *told[:300])
    for item in feed(network, limit=1_000).items:
        _is_harmless(item)


def _is_harmless(item: FeedItemView) -> None:
    assert item.url == "" or item.url.startswith(("http://", "https://"))
    assert not set(item.url) & set(" <>\"'`")
    for text in (item.title, item.text, item.author, item.said, *item.topics):
        assert all(one.isprintable() or one == " " for one in text), ascii(text)
    assert "\\u202e" not in wire.line(item)


def test_two_addresses_of_one_page_are_known_and_a_bare_host_is_none() -> None:
    assert (
        page_key("https://www.a.example/x/?utm_medium=y&b=1") == page_key("http://a.example/x?b=1") == "a.example/x?b=1"
    )
    assert page_key("https://a.example/") == page_key("nonsense") == page_key("http://[") == ""


def test_what_is_remembered_as_shown_stays_small() -> None:
    many = frozenset(f"{one:012x}{0:020x}" for one in range(MOST + 1))
    known = Shown(day=NOW.date(), earlier=frozenset(one[:12] for one in many))
    young = [f"{one:012x}{0:020x}" for one in range(3)]
    assert len(known.with_more([young[0]], among=young).earlier) == len(young)


def test_what_the_user_found_is_an_item_of_that_person_and_a_note_is_none(network: Network) -> None:
    kept = found(network, "ana", "Night ferries https://www.ana.example/night?utm_source=x")
    found(network, "ana", "She moved to Oslo")
    found(network, "ben", "https://www.linkedin.com/posts/ben-1_ferries " + "and what he wrote " * 12)
    ben, ana = feed(network).items if feed(network).items[0].channel == "linkedin" else feed(network).items[::-1]
    assert (ana.title, ana.said, ana.source, ana.channel) == ("Night ferries", "You found this.", "self", "web")
    assert (ben.person and ben.person.name, ben.channel) == ("Ben Fictional", "linkedin")
    undo(network, kept.change)
    assert len(feed(network).items) == 1


def test_what_the_user_noted_of_an_illness_is_no_item(network: Network) -> None:
    found(network, "ana", "Cancer, diagnosed in May")
    found(network, "ana", "Night ferries, built in May")
    assert [one.title for one in feed(network).items] == ["Night ferries, built in May"]


def test_a_found_page_that_is_followed_too_is_one_item_and_a_no_holds_for_both(network: Network) -> None:
    follow(network, BLOG, person_id(network, "ana"))
    bring(network, post("night", BLOG, url="https://ana.example/night", text="Night ferries, whole"))
    found(network, "ana", "https://ana.example/night")
    (item,) = feed(network).items
    assert item.title == "Night ferries, whole"
    refuse(network, item.id)
    assert titles(network, everything=True) == []


def test_a_whole_post_that_was_pasted_is_an_item_with_its_first_line(network: Network) -> None:
    found(network, "ana", "We moved the kiln.\n" + "It was heavy and it rained. " * 10)
    (item,) = feed(network).items
    assert (item.title, item.url, item.channel) == ("We moved the kiln.", "", "self")
    assert item.text.startswith("It was heavy")


def test_an_item_that_is_an_occasion_says_so_and_names_the_hello_it_led_to(network: Network) -> None:
    told = post("job", kind=NewsKind.JOB, channel=Channel.LINKEDIN, title="Head of Ovens", company="Teapot Works")
    bring(network, told, post("plain", days=0, text="Nothing in particular"))
    (one,) = [item for item in feed(network).items if item.kind == "job"]
    assert one.reason is not None
    assert one.id in {proof.record for proof in one.reason.evidence}
    planned = {touch.id for touch in today(network, minutes=60).touches if touch.reason.kind == one.reason.kind}
    (again,) = [item for item in feed(network).items if item.kind == "job"]
    assert again.touch in planned


def test_what_is_not_wanted_in_the_feed_is_no_occasion_in_todays_plan(network: Network) -> None:
    bring(network, post("job", kind=NewsKind.JOB, channel=Channel.LINKEDIN, title="Head of Ovens", company="Teapot"))
    (one,) = feed(network).items
    assert one.reason is not None

    def kinds(minute: int) -> set[str]:
        return {touch.reason.kind for touch in today(at(minute), minutes=60).touches}

    def at(minute: int) -> Network:
        return replace(network, now=network.now + timedelta(minutes=minute))

    assert one.reason.kind in kinds(0)
    done = refuse(at(1), one.id)
    assert one.reason.kind not in kinds(2)
    undo(at(3), done.change)
    assert titles(network) == [one.title]
