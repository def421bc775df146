"""The page before a talk: what to know, a talk arranged, and what came of it."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser

from kithly.app.persons.people import list_people


def prepare(browser: Browser) -> str:
    rows = list_people(browser.network, limit=100).people
    return next(f"/people/{row.id}/prepare" for row in rows if row.tie and row.tie.band == "strong")


def test_a_talk_is_arranged_and_its_invitation_taken_along(browser: Browser) -> None:
    page = prepare(browser)
    assert "Before you talk with" in browser.words(page)
    form = {"on": "2026-03-04", "clock": "15:30", "minutes": "45", "about": "Lantern walk"}
    browser.ok(browser.post(page.replace("prepare", "meet"), form))
    shown = browser.ok(browser.get(page))
    assert "Lantern walk" in shown
    (file,) = re.findall(r'href="(/talks/\w+/file)"', shown)
    answer = browser.get(file)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Lantern walk" in answer.text
    browser.ok(browser.post(page.replace("prepare", "meet/off")))
    assert "Invitation" not in browser.words(page)


def test_what_came_of_it_is_kept_with_its_promises(browser: Browser) -> None:
    page = prepare(browser)
    form = {"text": "The pump is mended.", "on": "2026-03-01", "promised": "send the drawing", "by": "2026-03-03"}
    browser.ok(browser.post(page.replace("prepare", "talked"), form))
    words = browser.words(page)
    assert "The pump is mended." in words
    assert "send the drawing" in words


def test_a_day_that_is_none_and_a_time_that_is_over_are_answered_in_words(browser: Browser) -> None:
    page = prepare(browser)
    meet = page.replace("prepare", "meet")
    assert "Say the day and the time." in browser.ok(browser.post(meet, {"on": "2026-13-04", "clock": "15:30"}))
    assert "That time is over." in browser.ok(browser.post(meet, {"on": "2020-03-04", "clock": "15:30"}))
    assert browser.get("/talks/none/file").status_code == 404
