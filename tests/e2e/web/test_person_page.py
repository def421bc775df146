"""The page of one person: the number with its facts, the years, what happened, and the user's word on them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import met
from kithly.app.persons.biography import biography
from kithly.app.persons.joined import joined
from kithly.app.persons.merging import same
from kithly.app.persons.people import list_people, show_person
from kithly.app.persons.timeline import timeline
from kithly.app.views import PersonRow, PersonView


@pytest.fixture
def known(browser: Browser) -> PersonRow:
    """Return somebody with whom much happened."""
    with browser.network.store.reading() as kept:
        most, _ = kept.people.most_contacted(1)[0]
    return list_people(browser.network, most.name).people[0]


def now(browser: Browser, person: PersonRow) -> PersonView:
    """Return how somebody stands now."""
    return show_person(browser.network, person.id)


def test_the_page_says_the_number_and_links_each_fact_to_its_records(browser: Browser, known: PersonRow) -> None:
    life = biography(browser.network, known.id)
    page = browser.ok(browser.get(f"/people/{known.id}"))
    said = words_of(page)
    assert life.answer is not None
    assert life.answer.text in said
    assert all(fact.text in said for fact in life.why)
    assert all(f"/records/{one.record}" in page for fact in life.why for one in fact.evidence[:2])
    assert "How right such numbers were in your own past" in said
    assert 'class="course"' in page


def test_what_happened_stands_newest_first_with_a_way_to_each_record(browser: Browser, known: PersonRow) -> None:
    page = browser.ok(browser.get(f"/people/{known.id}"))
    entries = now(browser, known).timeline
    shown = re.findall(r'<a data-row-link href="/records/([0-9a-f]+)"', page)
    assert shown == [entry.record for entry in entries]


def test_somebody_joined_with_another_is_found_under_the_old_address(browser: Browser, known: PersonRow) -> None:
    other = met(browser.network, "Ottilie Brackenfold").person
    assert other is not None
    same(browser.network, known.id, other.id)
    for id_ in (known.id, other.id):
        answer = browser.get(f"/people/{id_}")
        assert answer.status_code == 200
        assert answer.url.path == f"/people/{show_person(browser.network, known.id).id}"


def test_a_note_stands_in_the_margin_and_can_be_taken_back(browser: Browser, known: PersonRow) -> None:
    answer = browser.post(f"/people/{known.id}/note", text="Two girls. Climbs.", back=f"/people/{known.id}")
    page = browser.ok(answer)
    assert "Two girls. Climbs." in words_of(page)
    undo = re.search(r'action="(/changes/[0-9a-f]+/undo)"', page)
    assert undo
    browser.ok(browser.post(undo[1], back=f"/people/{known.id}"))
    assert now(browser, known).notes == ()


def test_something_done_that_no_source_saw_is_kept_with_day_and_who_began(browser: Browser, known: PersonRow) -> None:
    day = browser.network.today - timedelta(days=3)
    fields = {"what": "Met for lunch", "on": day.isoformat(), "began": "they"}
    said = words_of(browser.ok(browser.post(f"/people/{known.id}/log", fields)))
    assert "Got in touch, by your own word" in said
    assert "“Met for lunch”" in said


@pytest.mark.parametrize("told", ["2026-02-30", "tomorrow", "2031-01-01"])
def test_a_day_that_cannot_be_changes_nothing_and_says_why(browser: Browser, known: PersonRow, told: str) -> None:
    before = now(browser, known).interactions
    said = words_of(browser.ok(browser.post(f"/people/{known.id}/log", {"what": "Called", "on": told})))
    assert "is no day of the calendar." in said or "has not come yet." in said
    assert now(browser, known).interactions == before


def test_a_note_is_changed_and_taken_away(browser: Browser, known: PersonRow) -> None:
    browser.ok(browser.post(f"/people/{known.id}/note", text="Two girls. Climbs."))
    (kept,) = now(browser, known).notes
    browser.ok(browser.post(f"/people/{known.id}/notes/{kept.id}", text="Two girls. Sails.", do="keep"))
    assert [one.text for one in now(browser, known).notes] == ["Two girls. Sails."]
    page = browser.ok(browser.post(f"/people/{known.id}/notes/{kept.id}", text="", do="remove"))
    assert "Sails" not in words_of(page)
    assert now(browser, known).notes == ()


def test_needs_offers_and_a_rhythm_are_kept_and_shown(browser: Browser, known: PersonRow) -> None:
    told = {"looks_for": "somebody who measured noise near wrecks", "offers": "grid permits"}
    said = words_of(browser.ok(browser.post(f"/people/{known.id}/needs", told)))
    assert "Looks for: somebody who measured noise near wrecks" in said
    assert "Offers: grid permits" in said
    page = words_of(browser.ok(browser.post(f"/people/{known.id}/cadence", days="91")))
    paced = now(browser, known).cadence
    assert paced is not None
    assert paced.reset is not None
    assert "every 91 days" in page
    assert paced.reset.text in page
    browser.ok(browser.post(f"/people/{known.id}/cadence", days=""))
    assert now(browser, known).cadence_days is None


def test_importance_circles_and_place_are_kept(browser: Browser, known: PersonRow) -> None:
    browser.ok(browser.post(f"/people/{known.id}/importance", importance="high"))
    browser.ok(browser.post(f"/people/{known.id}/circle", circle="Climbing"))
    browser.ok(browser.post(f"/people/{known.id}/place", place="family"))
    person = now(browser, known)
    assert (person.importance, person.circles, person.place) == (2.0, ("Climbing",), "family")
    browser.ok(browser.post(f"/people/{known.id}/circle", circle="Climbing", remove="yes"))
    assert now(browser, known).circles == ()


@pytest.mark.parametrize(("act", "field"), [("importance", "utmost"), ("place", "elsewhere"), ("circle", " ")])
def test_a_word_the_page_does_not_offer_changes_nothing(
    browser: Browser, known: PersonRow, act: str, field: str
) -> None:
    before = now(browser, known)
    browser.ok(browser.post(f"/people/{known.id}/{act}", {act: field}))
    assert now(browser, known) == before


def test_family_is_neither_ranked_nor_forecast(browser: Browser, known: PersonRow) -> None:
    said = words_of(browser.ok(browser.post(f"/people/{known.id}/place", place="family")))
    assert "Family: kept here, and never ranked or suggested." in said
    assert " in 10" not in said
    assert "chance" not in browser.get(f"/people/{known.id}").text


def test_somebody_to_be_left_in_peace_says_so(browser: Browser, known: PersonRow) -> None:
    said = words_of(browser.ok(browser.post(f"/people/{known.id}/quiet", quiet="on")))
    assert "You asked to leave them in peace" in said
    assert "Suggest them again" in said
    assert "You asked to leave" not in words_of(browser.ok(browser.post(f"/people/{known.id}/quiet", quiet="off")))


def test_somebody_who_died_has_a_quiet_page_without_a_number_or_a_way_to_write(
    browser: Browser, known: PersonRow
) -> None:
    page = browser.ok(browser.post(f"/people/{known.id}/remembered", remembered="on"))
    said = words_of(page)
    assert "Everything between you two is kept here and left in peace" in said
    assert " in 10" not in said
    assert f"/write/{known.id}" not in page
    assert "What happened" in said


def test_somebody_of_whom_nothing_was_seen_is_told_as_unknown(browser: Browser) -> None:
    person = met(browser.network, "Ottilie Brackenfold").person
    assert person is not None
    said = browser.words(f"/people/{person.id}")
    assert "Nothing was seen between you two yet" in said
    assert " in 10" not in said


def test_nobody_of_that_address_is_said_so(browser: Browser) -> None:
    answer = browser.get("/people/0123456789")
    assert answer.status_code == 404
    assert "Nobody called" in words_of(answer.text)


def test_what_a_person_is_joined_from_is_told_with_why_and_can_be_split_and_put_back(
    browser: Browser, known: PersonRow
) -> None:
    other = met(browser.network, "Ottilie Brackenfold").person
    assert other is not None
    same(browser.network, known.id, other.id)
    person = now(browser, known)
    parts = joined(browser.network, person.id).parts
    page = browser.ok(browser.get(f"/people/{person.id}/records"))
    assert "You said" in words_of(page)
    assert page.count('name="part"') == sum(part.can_split for part in parts)
    part = next(one for one in parts if one.name == "Ottilie Brackenfold")
    page = browser.ok(browser.post(f"/people/{person.id}/split", part=part.key))
    assert "Ottilie Brackenfold" not in [one.name for one in joined(browser.network, known.id).parts]
    undo = re.search(r'action="(/changes/[0-9a-f]+/undo)"', page)
    assert undo
    browser.ok(browser.post(undo[1], back=f"/people/{known.id}/records"))
    assert "Ottilie Brackenfold" in [one.name for one in joined(browser.network, known.id).parts]


def test_nothing_is_split_off_that_is_no_part_of_them(browser: Browser, known: PersonRow) -> None:
    before = joined(browser.network, known.id)
    page = browser.ok(browser.post(f"/people/{known.id}/split", part="record:nothing", back=f"/people/{known.id}"))
    assert "has no part" in words_of(page)
    assert joined(browser.network, known.id) == before


def test_everything_that_happened_is_paged_without_a_gap(browser: Browser, known: PersonRow) -> None:
    total = timeline(browser.network, known.id).total
    assert total > 50
    first = browser.ok(browser.get(f"/people/{known.id}/all"))
    assert f"{total:,} things between you two" in words_of(first)
    following = re.search(r'href="(/people/[0-9a-f]+/all\?from=50)" hx-get="([^"]*)"', first)
    assert following
    more = browser.ok(browser.piece(following[2]))
    assert "<html" not in more
    shown = [record for page in (first, more) for record in re.findall(r'row-link href="/records/([0-9a-f]+)"', page)]
    expected = [one.record for one in timeline(browser.network, known.id, limit=100).entries]
    assert shown == expected
    assert words_of(browser.ok(browser.get(following[1]))).count(" Show ") == len(expected) - 50


def test_an_address_beyond_the_end_shows_nothing_more(browser: Browser, known: PersonRow) -> None:
    assert browser.get(f"/people/{known.id}/all?from=100000").status_code == 200
    assert browser.get(f"/people/{known.id}/all/more?from=x").status_code == 200
