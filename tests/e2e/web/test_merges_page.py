"""One person or two: the surest pair side by side, one answer at a time, each of which can be taken back."""

from __future__ import annotations

import re

import httpx2
import pytest
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import met
from kithly.app.changes import list_changes
from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.merging import suggestions
from kithly.app.views import SuggestionView


@pytest.fixture
def pair(browser: Browser) -> SuggestionView:
    """Return the surest pair of a network in which a colleague was written down twice."""
    for name in ("Ottilie Brackenfold", "Ottilie J. Brackenfold"):
        met(browser.network, name)
    return suggestions(browser.network, limit=1).suggestions[0]


def answer(browser: Browser, pair: SuggestionView, word: str) -> httpx2.Response:
    """Give an answer, as the form of the page would."""
    return browser.post(f"/merges/{word}", {"a": pair.a.id, "b": pair.b.id, "pair": pair.id}, back="/merges")


def test_two_records_stand_side_by_side_with_the_reason_and_three_answers(
    browser: Browser, pair: SuggestionView
) -> None:
    page = browser.ok(browser.get("/merges"))
    said = words_of(page)
    assert pair.because[0].text in said
    assert page.count('<article class="record') == 2
    assert all(f'href="/people/{one.id}"' in page for one in (pair.a, pair.b))
    assert all(word in said for word in ("One person", "Two people", "Ask me later"))


def test_one_person_joins_them_and_undo_parts_them_again(browser: Browser, pair: SuggestionView) -> None:
    page = browser.ok(answer(browser, pair, "one"))
    assert f"{pair.a.name} and {pair.b.name} are one person." in words_of(page)
    assert pair.id not in {one.id for one in suggestions(browser.network).suggestions}
    undo = re.search(r'action="(/changes/[0-9a-f]+/undo)"', page)
    assert undo
    browser.ok(browser.post(undo[1], back="/merges"))
    assert pair.id in {one.id for one in suggestions(browser.network).suggestions}


def test_two_people_are_not_asked_about_again(browser: Browser, pair: SuggestionView) -> None:
    page = browser.ok(answer(browser, pair, "two"))
    assert f"{pair.a.name} and {pair.b.name} are two people." in words_of(page)
    assert f'value="{pair.id}"' not in page
    assert pair.id not in {one.id for one in suggestions(browser.network).suggestions}


def test_a_pair_put_off_makes_room_for_the_next_and_comes_back_when_asked_for(
    browser: Browser, pair: SuggestionView
) -> None:
    changes = len(list_changes(browser.network).changes)
    waiting = suggestions(browser.network, limit=1_000).suggestions
    for one in waiting:
        page = browser.ok(answer(browser, one, "later"))
        assert f'value="{one.id}"' not in page
    assert "you wanted to be asked about later" in words_of(page)
    assert f'value="{pair.id}"' in browser.ok(browser.post("/merges/again", back="/merges"))
    assert len(list_changes(browser.network).changes) == changes


def test_an_answer_given_twice_says_so_and_changes_nothing(browser: Browser, pair: SuggestionView) -> None:
    answer(browser, pair, "one")
    changes = len(list_changes(browser.network).changes)
    assert f"{pair.a.name} is one person already." in words_of(browser.ok(answer(browser, pair, "one")))
    assert len(list_changes(browser.network).changes) == changes


def test_a_network_without_doubles_says_so(stranger: Browser) -> None:
    assert "Nobody seems to stand here twice." in stranger.words("/merges")


def test_the_last_words_with_each_of_the_two_are_told(browser: Browser) -> None:
    (one,) = suggestions(browser.network, limit=1).suggestions
    ids = [person.id for person in (one.a, one.b)]
    last = [all_happened(browser.network, id_, limit=1).happened for id_ in ids]
    page = browser.ok(browser.get("/merges"))
    assert any(last)
    for (told,) in filter(None, last):
        assert f'href="/records/{told.record}"' in page
        assert told.text in words_of(page)
