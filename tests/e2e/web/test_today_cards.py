"""The hellos of a day as cards: why today, a post that is opened where it stands, who waits, and days of rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tests.e2e.web.conftest import NOW, Browser, words_of

from kithly.app.derived.me import set_me
from kithly.app.derived.refresh import refresh
from kithly.app.letters.own_hello import begin
from kithly.app.today.resting import away
from kithly.reasons import TouchKind
from kithly.records import Channel, Contact, Identity, IdentityKind, News, NewsKind, Party
from kithly.testing.store_samples import LINKEDIN, MAIL, keep, sighted

ZITA = Identity(IdentityKind.LINKEDIN, "zita")
PAGE = "https://www.linkedin.com/feed/update/urn:li:activity:7"


def open_post(browser: Browser, text: str) -> str:
    """Keep that Zita posted, and return the page of the hello about it."""
    zita = Contact(key="zita", name="Zita Quarrenhold", identities=(ZITA,))
    post = News(
        key="post",
        kind=NewsKind.POST,
        channel=Channel.LINKEDIN,
        at=NOW - timedelta(days=1),
        about=Party(name="Zita Quarrenhold", identity=ZITA),
        text=text,
        url=PAGE,
    )
    keep(browser.network.store, "people", [sighted(zita, NOW)], family=LINKEDIN)
    keep(browser.network.store, "told", [sighted(post, NOW)], family=MAIL)
    with browser.network.store.transaction() as tx:
        refresh(tx, now=NOW)
    touch = begin(browser.network, "Zita Quarrenhold")
    return browser.ok(browser.get(f"/hello/{touch}"))


def test_a_comment_is_made_where_the_post_stands_and_done_with_one_press(browser: Browser) -> None:
    page = open_post(browser, "What night ferries carry home, and who is awake")
    filled = re.findall(r'<(\w+) class="button filled"([^>]*)>', page)
    assert len(filled) == 1
    assert filled[0][0] == "a"
    assert f'href="{PAGE}" rel="noopener noreferrer" target="_blank"' in filled[0][1]
    asked = re.search(r'data-asks="#(did-\w+)"', page)
    assert asked
    assert re.search(rf'id="{asked[1]}" role="status" hidden', page)
    assert "Did you write something there?" in words_of(page)
    done = re.search(r'action="(/hello/\w+/done)"', page)
    assert done
    assert "Zita Quarrenhold" in words_of(browser.ok(browser.post(done[1])))


def test_a_click_needs_no_words(browser: Browser) -> None:
    page = open_post(browser, "Night ferries")
    assert "One click is enough." in words_of(page)
    assert '<details class="fold"><summary>Write to them instead</summary>' in page


def test_a_line_about_you_of_long_ago_is_asked_about_beside_the_draft(browser: Browser) -> None:
    long_ago = replace(browser.network, now=browser.network.now - timedelta(days=200))
    set_me(long_ago, [("now", "run a small bakery in Leeds")])
    with browser.network.store.reading() as kept:
        asleep = [one for one in kept.reasons.all() if one.touch is TouchKind.RECONNECT]
    pages = (browser.ok(browser.get(f"/hello/{begin(browser.network, one.person)}")) for one in asleep)
    page = next(one for one in pages if "a small bakery in Leeds" in one)
    assert "you said what you do now" in words_of(page)
    assert "kithly me" not in words_of(page)


def test_a_hello_says_why_it_is_on_todays_plan(browser: Browser) -> None:
    words = browser.words("/today")
    assert "Why today" in words
    assert "Who waits for another day" in words
    assert re.search(r"\d+ more have a reason, and can wait\.", words)


def test_away_says_until_when_and_is_ended_with_one_press(browser: Browser) -> None:
    away(browser.network, date(2026, 3, 12))
    page = browser.ok(browser.get("/today"))
    assert "You are away until" in words_of(page)
    assert "nothing piles up" in words_of(page)
    assert "Who waits" not in words_of(page)
    back = re.search(r'action="(/changes/\w+/undo)"[^>]*>(?:<input[^>]*>)*<button class="button bare">I am back', page)
    assert back
    assert "You are away" not in words_of(browser.ok(browser.post(back[1], back="/today"))).replace(
        "Taken back: You are away", ""
    )
