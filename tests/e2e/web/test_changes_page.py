"""Changes: everything brought and decided stands there, with the way back."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import note
from kithly.app.changes import list_changes
from kithly.app.persons.people import list_people
from kithly.app.taking_back import BIG, taking_back


def test_what_was_decided_stands_in_changes_and_is_taken_back_there(browser: Browser) -> None:
    person = list_people(browser.network, limit=1).people[0]
    change = note(browser.network, person.id, "Grows dahlias").change
    page = browser.ok(browser.get("/changes"))
    assert f"Noted on {person.name}." in words_of(page)
    answer = browser.post(f"/changes/{change}/undo", back="/changes")
    assert f"Taken back: Noted on {person.name}." in words_of(browser.ok(answer))
    assert not list_changes(browser.network).changes[0].undoable


def test_nothing_changed_yet_says_so_and_names_a_step(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/changes"))
    assert "Nothing was changed yet." in words_of(page)
    assert re.search(r'<a class="button" href="/start">', page)


def test_much_is_taken_back_only_after_a_yes_that_was_shown_what_goes(browser: Browser) -> None:
    brought = next(one for one in list_changes(browser.network).changes if one.kind == "import")
    assert brought.records >= BIG
    assert re.fullmatch(r"Imported .+ and \d+ more", brought.text)
    assert f"{brought.text} {brought.records:,} records" in browser.words("/changes")
    before, people = browser.network.store.stamp(), list_people(browser.network).total
    asked = browser.post(f"/changes/{brought.id}/undo", back="/changes")
    assert asked.url.path == f"/changes/{brought.id}/undo"
    page = words_of(browser.ok(asked))
    assert "Take this back?" in page
    seen = taking_back(browser.network, brought.id)
    assert sum(one.count for one in seen.takes) == brought.records + brought.words
    assert all(f"{one.count:,} {one.what}" in page for one in seen.takes)
    assert all(name in page for name in seen.names)
    assert "What other imports showed as well stays" in page
    assert (browser.network.store.stamp(), list_people(browser.network).total) == (before, people)
    done = browser.post(f"/changes/{brought.id}/undo", yes="yes")
    assert done.url.path == "/changes"
    assert "Taken back: " in words_of(browser.ok(done))
    assert next(one for one in list_changes(browser.network).changes if one.id == brought.id).records == 0


def test_a_form_without_the_pages_token_changes_nothing(browser: Browser) -> None:
    person = list_people(browser.network, limit=1).people[0]
    change = note(browser.network, person.id, "Grows dahlias").change
    answer = browser.post(f"/changes/{change}/undo", {"token": "guessed"})
    assert answer.status_code == 403
    assert list_changes(browser.network).changes[0].undoable


def test_what_another_tab_took_back_is_said_in_one_sentence(browser: Browser) -> None:
    person = list_people(browser.network, limit=1).people[0]
    change = note(browser.network, person.id, "Grows dahlias").change
    browser.ok(browser.post(f"/changes/{change}/undo", back="/changes"))
    before = list_changes(browser.network)
    page = browser.ok(browser.post(f"/changes/{change}/undo", back="/changes"))
    assert f"{change} was taken back before." in words_of(page)
    assert list_changes(browser.network) == before
