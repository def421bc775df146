"""Whose news it is: told alike for everybody at once and for a few people, on the page and for the reasons."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from kithly.app.changes import undo
from kithly.app.derived.closely import EGO_IDENTITIES, Ties, look
from kithly.app.derived.refresh import refresh, touch_up
from kithly.app.derived.whose_news import WhoseNews, everybodys_news
from kithly.app.network import Network
from kithly.app.persons.merging import same
from kithly.app.persons.people import list_people, show_person
from kithly.app.said.decisions import words_of
from kithly.people import PersonId
from kithly.reasons import Told
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind
from kithly.store import ChangeId, Reading
from kithly.testing.store_news import news
from kithly.testing.store_samples import MAIL, NOW, contact, keep, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")
BLOG = Identity(IdentityKind.URL, "https://ana.example/feed")
LATELY = NOW - timedelta(days=2)


def brought(network: Network, *told: News) -> ChangeId:
    change, _ = keep(network.store, "notices", [sighted(one, one.at or NOW) for one in told], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return change


def post(key: str, name: str = "Ana Fictional", who: Identity | None = BLOG) -> News:
    return replace(news(key, name, who), kind=NewsKind.POST, channel=Channel.WEB, at=LATELY)


def follow(network: Network, who: Identity, person: str, *, account: str = "a1") -> ChangeId:
    with network.store.transaction() as tx:
        change = tx.changes.open("account", f"Added {account}", NOW)
        settings = {"person": person, "identity": f"{who.kind}:{who.value}"}
        tx.accounts.add(change, account, "feed", {"address": who.value, "settings": settings})
        refresh(tx, now=NOW)
    return change


def person(network: Network, who: str) -> PersonId:
    return PersonId(show_person(network, who).id)


def told_near(network: Network, who: str) -> list[Told]:
    """Return the news in the facts of one person, as a close look gives them."""
    chosen = person(network, who)
    with network.store.reading() as kept:
        facts = look(kept, [chosen], Ties(kept, NOW), words_of(kept), now=NOW)
    return list(facts[0].news)


def of_all(kept: Reading) -> WhoseNews:
    """Return everybody's news as a rebuild tells it."""
    identities: dict[PersonId, list[int]] = {}
    for node, row in kept.assignments.all().items():
        if node.kind == "identity":
            identities.setdefault(row.person, []).append(node.seq)
    own = json.loads(kept.meta.get(EGO_IDENTITIES) or "[]")
    return everybodys_news(kept, identities, own, {row.person.id: row.person for row in kept.people.all()})


def keys(network: Network, who: str) -> list[str]:
    """Return the keys of somebody's news: the same for a few, for everybody, and on the page."""
    near = [one.news.key for one in told_near(network, who)]
    chosen = person(network, who)
    with network.store.reading() as kept:
        assert [one.news.key for one in of_all(kept).of([chosen]).get(chosen, ())] == near
    assert len(show_person(network, who).news) == len(near)
    return near


def test_what_is_followed_for_somebody_is_theirs_whatever_name_it_bears(network: Network) -> None:
    brought(network, post("one", "Notes from the greenhouse"))
    assert keys(network, "ana") == []
    follow(network, BLOG, person(network, "ana"))
    assert keys(network, "ana") == ["one"]
    (told,) = told_near(network, "ana")
    assert not told.by_name
    assert told.evidence("words").quote == "words"
    assert told.evidence().record == told.record


def test_what_is_followed_for_somebody_is_not_theirs_who_bears_the_name(network: Network) -> None:
    brought(network, post("one", "Ben Fictional"))
    assert keys(network, "ben") == ["one"]
    follow(network, BLOG, person(network, "ana"))
    assert keys(network, "ben") == []
    assert keys(network, "ana") == ["one"]


def test_what_several_share_is_theirs_only_whose_name_it_bears(network: Network) -> None:
    brought(network, post("hers"), post("neither", "The garden club"))
    follow(network, BLOG, person(network, "ana"))
    follow(network, BLOG, person(network, "ben"), account="a2")
    assert keys(network, "ana") == ["hers"]
    assert told_near(network, "ana")[0].by_name
    assert keys(network, "ben") == []


def test_what_is_followed_for_nobody_is_nobodys_whatever_name_it_bears(network: Network) -> None:
    brought(network, post("one"), replace(post("other"), about=news("x", who=ANA).about))
    follow(network, BLOG, "")
    follow(network, ANA, "", account="a2")
    assert keys(network, "ana") == ["other"]


def test_undoing_an_account_takes_the_news_back_and_removing_it_does_not(network: Network) -> None:
    brought(network, post("one", "Greenhouse"))
    added = follow(network, BLOG, person(network, "ana"))
    with network.store.transaction() as tx:
        tx.accounts.remove(tx.changes.open("account", "Removed a1", NOW), "a1")
        refresh(tx, now=NOW)
    assert keys(network, "ana") == ["one"]
    undo(network, added)
    assert keys(network, "ana") == []


def test_news_follows_a_merge_by_the_old_id(network: Network) -> None:
    brought(network, post("one", "Greenhouse"))
    follow(network, BLOG, person(network, "cy"))
    first, second = person(network, "ana"), person(network, "cy")
    merged = same(network, first, second)
    assert keys(network, first) == ["one"]
    undo(network, merged.change)
    assert keys(network, "ana") == []
    assert keys(network, "cy") == ["one"]


def test_an_undone_import_takes_its_news_out_of_the_facts(network: Network) -> None:
    change = brought(network, news("job", who=ANA))
    assert keys(network, "ana") == ["job"]
    undo(network, change)
    assert keys(network, "ana") == []


def test_ego_is_no_one_elses_namesake(network: Network) -> None:
    me = Identity(IdentityKind.EMAIL, "me@example.org")
    brought(network, news("mine", "Ana Fictional", me))
    assert keys(network, "ana") == []


def test_people_with_fresh_news_are_looked_at_the_surest_first(network: Network) -> None:
    old = replace(post("old", who=None), at=NOW - timedelta(days=300))
    brought(network, post("named", "Ben Fictional", None), replace(post("sure"), about=news("x", who=ANA).about), old)
    surest_first = (person(network, "ana"), person(network, "ben"))
    with network.store.reading() as kept:
        assert of_all(kept).timely(NOW) == surest_first
        assert of_all(kept).timely(NOW + timedelta(days=200)) == ()


def test_two_of_one_name_get_nothing_by_the_name_in_a_rebuild_and_alone(network: Network) -> None:
    keep(network.store, "twin", [sighted(replace(contact("ben-2"), name="Ben Fictional"))], family="linkedin")
    brought(network, post("bare", "Ben Fictional", None))
    twins = [PersonId(one.id) for one in list_people(network, "ben").people if one.name == "Ben Fictional"]
    with network.store.transaction() as tx:
        assert of_all(tx).of(twins) == {}
        touch_up(tx, twins, now=NOW)
    assert [keys(network, one) for one in twins] == [[], []]
