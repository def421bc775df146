"""Start: who the user is, confirmed once and corrected at any time; where files come from."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.changes import list_changes
from kithly.app.me import show_me


def test_a_stranger_is_led_to_start_and_told_what_to_do_first(stranger: Browser) -> None:
    answer = stranger.get("/")
    assert answer.url.path == "/start"
    page = words_of(stranger.ok(answer))
    assert "Everything stays in one folder on this computer. Nothing is sent anywhere." in page
    assert "Who are you?" in page
    assert "Today is ready" not in page


def test_that_is_me_is_asked_once_and_can_be_taken_back(browser: Browser) -> None:
    assert "That is me" in browser.words("/start")
    page = words_of(browser.ok(browser.post("/start/me/yes")))
    assert "Confirmed by you." in page
    assert "That is me" not in page
    browser.ok(browser.post(f"/changes/{list_changes(browser.network).changes[0].id}/undo", back="/start"))
    assert "That is me" in browser.words("/start")


def test_a_stranger_says_who_they_are_before_any_file(stranger: Browser) -> None:
    stranger.ok(stranger.post("/start/me", name="Ana Lee", address="ana@lee.example", timezone="Europe/Lisbon"))
    me = show_me(stranger.network)
    assert (me.name, me.timezone, [one.value for one in me.identities]) == (
        "Ana Lee",
        "Europe/Lisbon",
        ["ana@lee.example"],
    )
    page = stranger.words("/start")
    assert "As you said." in page
    assert "Times are shown for Lisbon." in page


def test_an_address_unticked_is_no_longer_mine(browser: Browser) -> None:
    mine = [one.value for one in show_me(browser.network).identities if one.kind == "email"]
    page = browser.ok(browser.get("/start", change="me"))
    assert all(f'value="{one}" checked' in page for one in mine)
    browser.ok(browser.post("/start/me", {"known": mine, "mine": mine[1:]}))
    assert [one.value for one in show_me(browser.network).identities if one.kind == "email"] == mine[1:]


def test_leaving_the_form_as_it_is_changes_nothing(browser: Browser) -> None:
    me = show_me(browser.network)
    before = browser.network.store.stamp()
    mine = [one.value for one in me.identities]
    browser.ok(browser.post("/start/me", {"known": mine, "mine": mine}, name=me.name, timezone=me.timezone))
    assert browser.network.store.stamp() == before


def test_no_address_is_refused_in_a_sentence(browser: Browser) -> None:
    page = browser.ok(browser.post("/start/me", address="nobody at all", back="/start?change=me"))
    assert "is no address of mail" in words_of(page)


def test_where_files_come_from_promises_only_what_is_read(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/start"))
    words = words_of(page)
    for name in ("LinkedIn", "Gmail", "Thunderbird", "Apple Mail", "Outlook", "iCloud", "Your phone"):
        assert name in words
    assert "Kithly cannot read address books (vcf) or calendars (ics) yet." in words
    for link in re.findall(r'<a href="https[^>]*>', page):
        assert 'rel="noopener noreferrer" target="_blank"' in link


def test_time_zones_are_only_listed_where_one_is_chosen(browser: Browser) -> None:
    assert "Europe/Lisbon" not in browser.ok(browser.get("/start"))
    assert "Europe/Lisbon" in browser.ok(browser.get("/start", change="me"))
