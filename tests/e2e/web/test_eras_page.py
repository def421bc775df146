"""Eras on the page: asked once, answered by all, pick or no, with and without a script, and taken back."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.eras import eras
from kithly.app.views import EraView


def asked(browser: Browser) -> EraView:
    """Return the newest era that is asked about."""
    return next(era for era in eras(browser.network).eras if era.waiting > 2)


def same(browser: Browser, era: EraView) -> EraView:
    """Return an era as it stands now."""
    return next(one for one in eras(browser.network).eras if one.key == era.key)


def test_an_era_is_asked_about_with_how_it_is_known(browser: Browser) -> None:
    era, page = asked(browser), browser.words("/eras")
    assert era.heading in page
    assert era.question in page
    assert era.sentence in page
    assert f"All {era.waiting}" in page
    assert "None of" in page


def test_all_of_them_is_one_change_that_can_be_taken_back(browser: Browser) -> None:
    era = asked(browser)
    page = words_of(browser.ok(browser.post(f"/eras/{era.key}", answer="all")))
    assert "One of" in page
    assert same(browser, era).members == era.waiting
    answer = same(browser, era).answer
    assert answer is not None
    browser.ok(browser.post(f"/changes/{answer.change}/undo", back="/eras"))
    assert same(browser, era).waiting == era.waiting


def test_no_is_an_answer_too(browser: Browser) -> None:
    era = asked(browser)
    page = words_of(browser.ok(browser.post(f"/eras/{era.key}", answer="no")))
    assert "Nobody of them, you said." in page
    assert same(browser, era).waiting == 0


def test_pick_shows_everybody_with_their_evidence_and_ticks_the_likely(browser: Browser) -> None:
    era = asked(browser)
    page = browser.ok(browser.get("/eras", pick=era.key))
    for one in era.people:
        box = re.search(rf'<input type="checkbox" name="person" value="{one.id}"( checked)?>', page)
        assert box, one
        assert bool(box[1]) == one.likely
        assert one.because in words_of(page)


def test_the_ticked_belong_and_the_others_do_not(browser: Browser) -> None:
    era = asked(browser)
    ticked = [one.id for one in era.people[:2]]
    browser.ok(browser.post(f"/eras/{era.key}", {"person": ticked, "answer": "pick-or-no", "role": era.role}))
    now = same(browser, era)
    assert {one.id for one in now.people if one.confirmed} == set(ticked)
    assert now.waiting == 0
    page = browser.ok(browser.get("/eras", pick=era.key))
    assert len(re.findall(r'name="person" value="[^"]*" checked', page)) == 2


def test_nobody_ticked_means_nobody(browser: Browser) -> None:
    era = asked(browser)
    browser.ok(browser.post(f"/eras/{era.key}", answer="pick-or-no", role=era.role))
    assert same(browser, era).members == 0
    assert same(browser, era).waiting == 0


def test_some_were_clients_and_the_others_are_still_asked_about(browser: Browser) -> None:
    era = asked(browser)
    client = era.people[0]
    page = browser.ok(browser.get("/eras", pick=era.key, role="clients"))
    assert "Tick the clients of these years. The others are still asked about." in words_of(page)
    assert not re.search(r'name="person" value="[^"]*" checked', page)
    browser.ok(browser.post(f"/eras/{era.key}", answer="pick", role="clients", person=client.id))
    now = same(browser, era)
    assert [(one.id, one.role) for one in now.people if one.confirmed] == [(client.id, "clients")]
    assert now.waiting == era.waiting - 1


def test_an_era_that_is_none_is_told_in_a_sentence(browser: Browser) -> None:
    page = browser.ok(browser.post("/eras/00000000", answer="all", back="/eras"))
    assert "You have no era" in words_of(page)


def test_without_positions_the_page_says_where_they_come_from(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/eras"))
    assert "Your years are not known yet." in words_of(page)
    assert '<a class="button filled" href="/start">' in page
