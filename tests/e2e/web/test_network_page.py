"""The network, twelve years and one year: numbers that lead to their people, and a picture without names."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.belonging.eras import answer_era
from kithly.app.belonging.word import circle
from kithly.app.persons.forecast import forecast
from kithly.app.persons.numbers import strength
from kithly.app.persons.people import list_people
from kithly.app.persons.twelve_years import twelve_years
from kithly.app.shape.shape import shape
from kithly.interfaces.web.rooms import network as rooms


def links(page: str) -> set[str]:
    """Return the addresses a page leads to."""
    return {html.unescape(one) for one in re.findall(r'href="(/[^"]*)"', page)}


def test_the_headline_is_a_number_in_words_with_its_interval(browser: Browser) -> None:
    told = browser.words("/network")
    assert re.search(r"If you wrote today, about \d+ people would answer within a week\.", told)
    assert re.search(r"as few as \d+ or as many as \d+: eight times in ten", told)
    assert "in touch with about" in told


def test_every_number_of_people_leads_to_them(browser: Browser) -> None:
    person = list_people(browser.network, limit=1, sort="strength").people[0]
    circle(browser.network, person.id, "Choir & friends")
    page = browser.ok(browser.get("/network"))
    for band in ("strong", "warm", "cooling", "dormant", "faint", "unknown"):
        assert f"/people?band={band}" in links(page)
    into = next(one for one in links(page) if "circle=" in one)
    assert into == "/people?circle=Choir+%26+friends&sort=reply"
    assert person.name in browser.words(into)
    era = next(one for one in twelve_years(browser.network).eras if one.people)
    assert f"/people?era={era.key}&sort=reply" in links(page)
    assert "who belongs there is likely until you say so" in words_of(page)


def test_the_years_tell_each_year_and_who_came_along(browser: Browser) -> None:
    view = twelve_years(browser.network)
    told = browser.words("/years")
    assert f"From 2015 to 2026 you were in contact with {view.people} people" in told
    for one in view.years:
        assert f"{one.year} {one.people} people in {one.year} {one.contacts} contact" in told or one.people < 2
    along = [one.person.name for era in view.eras for one in era.along]
    assert along
    assert all(name in told for name in along)
    assert "likely come from here" in told


def test_an_era_by_the_users_word_says_so(browser: Browser) -> None:
    era = next(one for one in twelve_years(browser.network).eras if one.likely)
    answer_era(browser.network, era.key, "all")
    assert "come from here, all by your word." in browser.words("/years")


def test_a_year_leads_to_its_people_and_they_to_their_pages(browser: Browser) -> None:
    year = max(twelve_years(browser.network).years, key=lambda one: one.people).year
    assert f"/years/{year}" in links(browser.ok(browser.get("/years")))
    page = browser.ok(browser.get(f"/years/{year}"))
    person = next(one for one in links(page) if re.fullmatch(r"/people/\w+", one))
    assert browser.get(person).status_code == 200


def test_a_long_year_is_read_on_with_and_without_a_script(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "PAGE", 3)
    one = max(twelve_years(browser.network).years, key=lambda one: one.people)
    seen: list[str] = []
    for first in range(0, one.people, 3):
        piece = browser.ok(browser.piece(f"/years/{one.year}/more", **{"from": str(first)}))
        assert "<html" not in piece
        seen += re.findall(r'href="/people/(\w+)"', piece)
    assert len(seen) == len(set(seen)) == one.people
    assert f"/years/{one.year}?from=3" in links(browser.ok(browser.get(f"/years/{one.year}")))


@pytest.mark.parametrize("year", ["1066", "0", "twelve", "٢٠٢٤", "20240", "-2024"])
def test_a_year_that_is_none_of_the_twelve_is_not_there(browser: Browser, year: str) -> None:
    answer = browser.get(f"/years/{year}")
    assert answer.status_code == 404
    assert "2015 to 2026" in words_of(answer.text)


def test_circles_and_ways_in_are_a_page_of_their_own_and_a_part_of_the_network(browser: Browser) -> None:
    view = shape(browser.network, limit=4)
    assert 'hx-get="/network/circles/part"' in browser.ok(browser.get("/network"))
    part = browser.ok(browser.piece("/network/circles/part"))
    assert "<html" not in part
    whole = browser.words("/network/circles")
    for told in (words_of(part), whole):
        assert view.text in told
        assert all(one.name in told for one in view.companies)
        assert all(one.person.name in told for one in view.hangs_on)
    assert "/people?company=" in part


@pytest.mark.parametrize("path", ["/network/circles", "/network/circles/part"])
def test_of_nobody_no_shape_is_told(stranger: Browser, path: str) -> None:
    assert "Nobody is in your network yet." in stranger.words(path)


def test_the_year_ahead_is_told_drawn_and_held_against_its_past(browser: Browser) -> None:
    view = forecast(browser.network)
    assert view.text
    assert view.past
    assert 'hx-get="/network/ahead/part"' in browser.ok(browser.get("/network"))
    part = browser.ok(browser.piece("/network/ahead/part"))
    assert "<html" not in part
    assert 'class="ahead"' in part
    whole = browser.words("/network/ahead")
    for told in (words_of(part), whole):
        assert view.text in told
        assert f"It was {view.past[0].came}." in told
        assert f"{view.hits.inside} of {view.hits.made} times" in told or view.hits.made == 1
    assert whole.count("in touch: ") == len(view.months) == 12
    assert whole.count("it would have said") == len(view.past)


@pytest.mark.parametrize("path", ["/network/ahead", "/network/ahead/part"])
def test_of_nobody_no_year_is_foretold(stranger: Browser, path: str) -> None:
    told = stranger.words(path)
    assert "nothing can be said of the year ahead" in told
    assert "kithly" not in told


def test_the_record_is_told_and_drawn(browser: Browser) -> None:
    view = strength(browser.network)
    page = browser.ok(browser.get("/network"))
    assert view.record
    assert page.count('class="calibration"') == 1 + bool(view.reply_record)
    for one in view.record.bins:
        assert f"{100 * one.came_true:.0f} % of {one.n:,} came true." in words_of(page)
    assert all(sentence.partition(": kithly ")[0] in words_of(page) for sentence in view.record_text)


def test_of_nobody_no_record_is_drawn(stranger: Browser) -> None:
    assert 'class="calibration"' not in stranger.ok(stranger.get("/network"))


def test_the_picture_is_kept_and_names_nobody(browser: Browser) -> None:
    answer = browser.get("/network/card.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-disposition"] == 'attachment; filename="network.svg"'
    people = list_people(browser.network, limit=1_000).people
    assert not [one.name for one in people if one.name in answer.text]
    assert "would answer" in answer.text


@pytest.mark.parametrize("path", ["/network", "/years", "/years/2024", "/network/card.svg"])
def test_an_empty_network_is_told_what_to_bring(stranger: Browser, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 200
    if not path.endswith(".svg"):
        assert "/start" in links(answer.text)


def test_a_network_of_connections_alone_says_that_nothing_can_be_told(linkedin_alone: Path, tmp_path: Path) -> None:
    Kithly(data=tmp_path / "data").ok("import", linkedin_alone)
    with browsing(tmp_path / "data") as browser:
        for path in ("/network", "/years"):
            told = browser.words(path)
            assert "None" not in told
            assert "undefined" not in told.casefold()


def test_the_pages_are_within_reach(browser: Browser) -> None:
    page = browser.ok(browser.get("/today"))
    assert {"/network", "/years"} <= links(page)
    assert 'href="/network" aria-current="page"' in browser.ok(browser.get("/years"))
