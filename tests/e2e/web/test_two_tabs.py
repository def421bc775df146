"""Two tabs that change the same word: the second is shown both versions, and chooses; nothing is overwritten unseen."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import httpx2
import pytest
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import circle, note
from kithly.app.changes import list_changes
from kithly.app.derived.me import show_me
from kithly.app.persons.circle_rhythm import circle_rhythms
from kithly.app.persons.finding import find_people
from kithly.app.persons.people import show_person
from kithly.app.today.rhythm import rhythm

_FORM = re.compile(r"<form\b[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')

# By the part of the page: its form, what the first tab keeps, what the second wants.
FORMS: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str]]] = {
    "/settings/days minutes": ("/settings/minutes", {"minutes": "20"}, {"minutes": "30"}),
    "/settings/days hours": (
        "/settings/quiet",
        {"from": "19:00", "until": "08:00"},
        {"from": "20:00", "until": "08:00"},
    ),
    "/settings/days away": ("/settings/away", {"until": "2026-03-20"}, {"until": "2026-03-25"}),
    "/settings/days limit": (
        "/settings/limit",
        {"place": "linkedin", "act": "note", "a_day": "3"},
        {"place": "linkedin", "act": "note", "a_day": "4"},
    ),
    "/settings/circles circle": (
        "/settings/circle",
        {"circle": "Choir", "days": "30", "level": "normal"},
        {"circle": "Choir", "days": "60", "level": "normal"},
    ),
    "/settings/you me": ("/settings/me", {"now": "resting"}, {"now": "building turbines"}),
    "person importance": ("/importance", {"importance": "high"}, {"importance": "low"}),
    "person cadence": ("/cadence", {"days": "30"}, {"days": "91"}),
    "person needs": ("/needs", {"looks_for": "a cello", "offers": ""}, {"looks_for": "a boat", "offers": ""}),
    "person note": ("/notes/", {"do": "keep", "text": "likes lakes"}, {"do": "keep", "text": "likes rivers"}),
    "person note gone": ("/notes/", {"do": "keep", "text": "likes lakes"}, {"do": "remove", "text": "likes islands"}),
    "person place": ("/place", {"place": "family"}, {"place": "service"}),
}


def forms(page: str, wanted: str) -> tuple[str, dict[str, str]]:
    """Return the address and the hidden fields of the first form of a page to an address."""
    for action, inner in _FORM.findall(page):
        if wanted in action:
            found = {html.unescape(name): html.unescape(value) for name, value in _HIDDEN.findall(inner)}
            if "version" in found:
                return action, found
    raise AssertionError(wanted)


def state(browser: Browser, person: str) -> object:
    """Return all that these forms change."""
    network = browser.network
    return show_person(network, person), rhythm(network), show_me(network), circle_rhythms(network)


def prepared(browser: Browser) -> str:
    """Return somebody with a circle and a note."""
    person = next(one.id for one in find_people(browser.network, sort="strength").people)
    circle(browser.network, person, "Choir")
    note(browser.network, person, "likes islands")
    return person


def second_tab(browser: Browser, person: str, name: str) -> httpx2.Response:
    """Open two tabs, let the first keep something, and return what the second is told."""
    wanted, first, second = FORMS[name]
    part = name.split(maxsplit=1)[0]
    page = browser.ok(browser.get(part if part.startswith("/") else f"/people/{person}"))
    address, hidden = forms(page, wanted)
    kept = browser.post(address, {**hidden, **first})
    assert kept.status_code == 200, words_of(kept.text)[:300]
    return browser.post(address, {**hidden, **second})


def test_the_second_tab_is_shown_both_and_chooses(browser: Browser) -> None:
    person = prepared(browser)
    for name in FORMS:
        if name == "person note gone":
            note(browser.network, person, "likes islands")
        before_second = second_tab(browser, person, name)
        kept = state(browser, person)
        assert before_second.status_code == 409, (name, words_of(before_second.text)[:300])
        words = words_of(before_second.text)
        assert "Leave what is there:" in words
        assert "Keep mine:" in words
        chosen = re.findall(r'name="(chosen:[^"]*)" value="theirs"', before_second.text)
        assert len(chosen) == 1, name
        address, hidden = forms(before_second.text, FORMS[name][0])
        left = browser.post(address, {**hidden, chosen[0]: "theirs"})
        assert (left.status_code, state(browser, person)) == (200, kept), name
        mine = browser.post(address, {**hidden, chosen[0]: "mine"})
        assert mine.status_code == 200, name
        assert state(browser, person) != kept, name


def test_two_tabs_that_change_different_lines_both_get_their_way(browser: Browser) -> None:
    person = prepared(browser)
    address, hidden = forms(browser.ok(browser.get(f"/people/{person}")), "/needs")
    browser.post(address, {**hidden, "looks_for": "a cello", "offers": ""})
    answer = browser.post(address, {**hidden, "looks_for": "", "offers": "a boat"})
    assert answer.status_code == 200
    now = show_person(browser.network, person)
    assert (now.looks_for, now.offers) == ("a cello", "a boat")


def test_a_button_pressed_twice_is_one_change(browser: Browser) -> None:
    person = prepared(browser)
    page = browser.ok(browser.get(f"/people/{person}"))
    before = len(list_changes(browser.network).changes)
    for wanted, fields in (("/importance", {"importance": "high"}), ("/quiet", {"quiet": "on"})):
        address, hidden = forms(page, wanted)
        for _ in range(2):
            assert browser.post(address, {**hidden, **fields}).status_code == 200
    for _ in range(2):
        assert browser.post(f"/people/{person}/note", text="sails on Sundays").status_code == 200
    assert len(list_changes(browser.network).changes) == before + 3


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '" onfocus="alert(1)', "x" * 9_000])
def test_hostile_words_stay_words_where_both_are_shown(browser: Browser, words: str) -> None:
    person = prepared(browser)
    address, hidden = forms(browser.ok(browser.get(f"/people/{person}")), "/notes/")
    browser.post(address, {**hidden, "do": "keep", "text": f"first {words}"})
    told = browser.post(address, {**hidden, "do": "keep", "text": f"second {words}"})
    assert told.status_code == 409
    assert html.escape(f"first {words}", quote=False)[:60] in told.text.replace("&#34;", '"')
    assert "<script>alert" not in told.text


def hello_form(page: str) -> tuple[str, dict[str, str], str]:
    """Return the address, the hidden fields and the words of the open hello of a page."""
    address, hidden = forms(page, "/send")
    words = re.search(r"<textarea name=\"text\"[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert words is not None
    return address.removesuffix("/send"), hidden, html.unescape(words[1])


def test_words_of_a_hello_in_two_tabs_are_not_overwritten_unseen(browser: Browser) -> None:
    person = next(one.id for one in find_people(browser.network, sort="strength").people)
    page = browser.ok(browser.post(f"/write/{person}"))
    at, one_tab, _ = hello_form(page)
    _, other_tab, _ = hello_form(browser.ok(browser.get(at)))
    for words in ("Hello from the first tab.", "Hello again from the first tab."):
        assert browser.post(f"{at}/keep", {**one_tab, "text": words}).status_code == 200
    told = browser.post(f"{at}/weigh", {**other_tab, "text": "Hello from the second tab."})
    assert told.status_code == 409
    assert "Hello again from the first tab." in words_of(told.text)
    assert "Hello from the second tab." in words_of(told.text)
    assert hello_form(browser.ok(browser.get(at)))[2] == "Hello again from the first tab."
    way, hidden = forms(told.text, "/keep")
    browser.post(way, {**hidden, "chosen:text": "theirs"})
    assert hello_form(browser.ok(browser.get(at)))[2] == "Hello again from the first tab."
    browser.post(way, {**hidden, "chosen:text": "mine"})
    assert hello_form(browser.ok(browser.get(at)))[2] == "Hello from the second tab."
    sent = browser.post(f"{at}/send", {**one_tab, "text": "Hello once more from the first tab."})
    assert sent.status_code == 409
    assert f'action="{at}/keep"' in sent.text
