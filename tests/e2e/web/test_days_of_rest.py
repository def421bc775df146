"""Days away and the minutes usually given, in the browser."""

from __future__ import annotations

from datetime import timedelta

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.today.day import today
from kithly.app.today.resting import away
from kithly.app.today.rhythm import rhythm


def test_a_day_away_says_so_asks_nothing_and_ends_with_one_button(browser: Browser) -> None:
    assert today(browser.network).touches
    kept = away(browser.network, browser.network.today + timedelta(days=9))
    page = browser.ok(browser.get("/today"))
    assert "You are away until 11 March. Nothing is planned, and nothing piles up." in words_of(page)
    assert f"/changes/{kept.change}/undo" in page
    browser.ok(browser.post(f"/changes/{kept.change}/undo"))
    assert today(browser.network).rest is None
    assert "I am back" not in words_of(browser.ok(browser.get("/today")))


def test_the_minutes_offered_are_taken_by_one_answer(browser: Browser) -> None:
    browser.ok(browser.post("/notes/minutes-6", answer="plan"))
    assert rhythm(browser.network).minutes.said == 6.0
    browser.ok(browser.post("/notes/minutes-7", answer="not_now"))
    assert rhythm(browser.network).minutes.said == 6.0
