"""The feed page: what people share, told once, with its way to a hello, out of the list, and to follow more of it."""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.hostile_words import payloads
from tests.e2e.web.conftest import NOW, Browser, browsing, words_of
from tests.unit.app.paper import Paper

from kithly.app.accounts.keeping import list_accounts
from kithly.app.derived.refresh import refresh
from kithly.app.letters.looking import found
from kithly.records import Channel, Contact, Identity, IdentityKind, News, NewsKind, Party
from kithly.testing.store_samples import LINKEDIN, MAIL, keep, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")
PAGE = "https://ana.example/ferries"
PAPER = Paper(name="feed", open=True)


def told(key: str, *, who: Identity | None = ANA, days: float = 1, **more: Any) -> News:
    """Return a post of so many days ago."""
    shape: dict[str, Any] = {"kind": NewsKind.POST, "channel": Channel.WEB, "text": f"Post {key}", "url": PAGE, **more}
    at = NOW - timedelta(days=days)
    return News(key=key, at=at, about=Party(name=shape.pop("name", ""), identity=who), **shape)


def bring(one: Browser, *news: News) -> None:
    """Bring news, of which the first is of Ana."""
    ana = Contact(key="ana", name="Ana Fictional", identities=(ANA,))
    keep(one.network.store, "people", [sighted(ana, NOW)], family=LINKEDIN)
    keep(one.network.store, "told", [sighted(each, NOW) for each in news], family=MAIL)
    with one.network.store.transaction() as tx:
        refresh(tx, now=NOW)


@pytest.fixture
def reader(tmp_path: Path) -> Generator[Browser]:
    """Return a browser before the network of somebody who knows Ana, and can follow pages."""
    with browsing(tmp_path / "network", accounts=[PAPER]) as one:
        yield one


def test_a_thing_is_told_with_who_where_when_and_its_link(reader: Browser) -> None:
    bring(reader, told("one", text="Night ferries and their bread", excerpt="Who is awake at four."))
    page = reader.ok(reader.get("/feed"))
    assert "Ana Fictional Published something Yesterday Night ferries and their bread" in words_of(page)
    assert "Who is awake at four." in words_of(page)
    link = re.search(rf'<a href="{PAGE}"[^>]*>', page)
    assert link
    assert 'rel="noopener noreferrer"' in link[0]
    assert 'target="_blank"' in link[0]
    assert "One new thing since you last looked" in words_of(page)
    assert re.search(r'<a class="button[^>]* href="/feed">', reader.ok(reader.get("/today")))


def test_an_occasion_leads_to_the_hello_it_is_for(reader: Browser) -> None:
    bring(reader, told("one", text="Night ferries and their bread and butter"))
    page = reader.ok(reader.get("/feed"))
    assert "Why now" in words_of(page)
    way = re.search(r'action="(/feed/\w+/hello/\w+)"|href="(/hello/\w+)"', page)
    assert way
    sheet = reader.ok(reader.post(way[1]) if way[1] else reader.get(way[2]))
    assert "Night ferries and their bread" in words_of(sheet)
    assert "You want to write to" not in words_of(sheet)


def test_a_thing_is_left_out_and_comes_back(reader: Browser) -> None:
    bring(reader, told("one", text="Night ferries and their bread"))
    out = re.search(r'action="(/feed/\w+/not)"', reader.ok(reader.get("/feed")))
    assert out
    page = reader.ok(reader.post(out[1], back="/feed"))
    assert "Not shown again: Night ferries and their bread" in words_of(page)
    undo = re.search(r'action="(/changes/\w+/undo)"', page)
    assert undo
    assert "Night ferries" in words_of(reader.ok(reader.post(undo[1], back="/feed?all=1")))


def test_of_many_things_a_page_shows_some_and_leads_to_the_next(reader: Browser) -> None:
    bring(reader, *(told(str(number), days=1 + number / 100, url=f"{PAGE}/{number}") for number in range(200)))
    page = reader.ok(reader.get("/feed"))
    assert page.count('<article class="shared"') == 30
    onward = re.search(r'href="(/feed\?items=60)#item-30"', page)
    assert onward
    assert reader.ok(reader.get(onward[1])).count('<article class="shared"') == 60


def test_nothing_shared_says_so_with_one_step(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/feed"))
    assert "Nothing is shared yet that Kithly could read." in words_of(page)
    assert len(re.findall(r'class="button filled"', page)) == 1


def test_what_could_be_followed_names_its_proof_and_whom_it_asks(reader: Browser) -> None:
    bring(reader, told("one"))
    found(reader.network, "Ana Fictional", "https://anafictional.example/about")
    words = reader.words("/feed")
    assert "https://anafictional.example You found it on 2 March 2026." in words
    assert "Asks anafictional.example" in words
    assert not list_accounts(reader.network).accounts
    form = {"who": "Ana Fictional", "address": "https://anafictional.example"}
    refused = reader.ok(reader.post("/feed/no", form, back="/feed"))
    assert "Not followed for Ana Fictional" in words_of(refused)
    assert "Asks anafictional.example" not in words_of(refused)


def test_to_follow_is_one_press_that_can_be_taken_back(reader: Browser) -> None:
    bring(reader, told("one"))
    page = reader.ok(reader.post("/feed/follow", {"who": "Ana Fictional", "address": "https://anafictional.example"}))
    assert [one.address for one in list_accounts(reader.network).accounts] == ["https://anafictional.example"]
    assert "One page or account is followed" in words_of(page)
    undo = re.search(r'action="(/changes/\w+/undo)"', page)
    assert undo
    reader.post(undo[1])
    assert not list_accounts(reader.network).accounts


def test_whatever_a_thing_says_stays_words(reader: Browser) -> None:
    whole = [
        told(
            str(number),
            text=one,
            excerpt=one,
            author=one,
            topics=(one,),
            url=one,
            who=None,
            name="Ana Fictional",
            kind=NewsKind.SHARED,
        )
        for number, one in enumerate(payloads())
    ]
    bring(reader, *whole)
    page = reader.ok(reader.get("/feed", all="1", items="1000"))
    assert page.count('<article class="shared"') > 300
    inside = page[page.index('<div class="feed">') : page.index('id="follow"')]
    assert not re.search(r"<(script|img|iframe|svg|object|style|base|link|meta|embed)\b", inside)
    assert not re.search(r'href="(?!/|https?://)', inside)
