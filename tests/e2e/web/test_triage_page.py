"""Triage on the page: everybody on one screen with a guess, settled as one change that can be taken back."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.triage import settle_triage, triage
from kithly.app.changes import list_changes
from kithly.app.persons.people import show_person


def chosen(page: str) -> dict[str, str]:
    """Return what is chosen for each person."""
    return dict(re.findall(r'name="place-([^"]+)" value="([^"]+)" checked', page))


def test_everybody_has_a_guess_that_is_chosen_already(browser: Browser) -> None:
    rows = triage(browser.network).people
    page = browser.ok(browser.get("/triage"))
    assert chosen(page) == {row.person.id: row.guess for row in rows}
    assert f"The {len(rows)} people you write with most" in words_of(page)
    assert all(row.person.name in words_of(page) for row in rows)


def test_that_is_right_places_all_as_one_change(browser: Browser) -> None:
    rows = triage(browser.network).people
    places = {f"place-{row.person.id}": row.guess for row in rows}
    places[f"place-{rows[0].person.id}"] = "family"
    answer = browser.post("/triage", places)
    assert answer.url.path == "/start"
    assert f"You placed {len(rows)} people" in words_of(browser.ok(answer))
    assert show_person(browser.network, rows[0].person.id).place == "family"
    assert all(row.decided for row in triage(browser.network).people)
    browser.ok(browser.post(f"/changes/{list_changes(browser.network).changes[0].id}/undo", yes="yes"))
    assert not any(row.decided for row in triage(browser.network).people)


def test_what_was_said_before_is_shown_and_not_said_again(browser: Browser) -> None:
    first = triage(browser.network).people[0].person.id
    settle_triage(browser.network, {first: "service"})
    page = browser.ok(browser.get("/triage"))
    assert chosen(page)[first] == "service"
    before = browser.network.store.stamp()
    browser.ok(browser.post("/triage", {f"place-{first}": "service"}))
    assert browser.network.store.stamp() == before


def test_a_place_that_is_none_is_refused_in_a_sentence(browser: Browser) -> None:
    first = triage(browser.network).people[0].person.id
    page = browser.ok(browser.post("/triage", {f"place-{first}": "the moon"}, back="/triage"))
    assert "There is no place" in words_of(page)


def test_with_nobody_written_to_the_page_says_what_brings_them(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/triage"))
    assert "Nobody is written with yet." in words_of(page)
    assert '<a class="button filled" href="/start">' in page
