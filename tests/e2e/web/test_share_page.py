"""The user's own posting as a page: an idea with words to begin with, taken along after a yes, or waved off."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser

from kithly.app.derived.me import say_me


def test_the_words_are_taken_along_once_and_kept_while_they_are_edited(browser: Browser) -> None:
    say_me(browser.network, [("now", "keeping old trams on time")])
    page = browser.ok(browser.get("/share"))
    assert "This week’s idea" in page
    told = browser.ok(browser.post("/share/send", {"way": "linkedin", "text": "Old trams, on time:\r\nhow we do it."}))
    assert "paste the words there" in told
    assert "Old trams, on time:\nhow we do it." in told
    assert 'data-open rel="noopener noreferrer"' in told
    assert "no words to post" in browser.ok(browser.post("/share/send", {"way": "copy", "text": " "}))


def test_an_idea_waved_off_does_not_come_again(browser: Browser) -> None:
    say_me(browser.network, [("now", "keeping old trams on time")])
    page = browser.ok(browser.get("/share"))
    (idea,) = re.findall(r'action="(/share/ideas/[^"]+/other)"', page)
    assert idea not in browser.ok(browser.post(idea))


def test_where_nothing_is_known_the_page_says_so(stranger: Browser) -> None:
    assert "There is no idea yet" in stranger.words("/share")
