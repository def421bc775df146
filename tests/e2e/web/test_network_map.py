"""The map of the network, and the list that says the same without a script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import note, place, quiet
from kithly.app.shape.mapping import map_of
from kithly.app.shape.shape import shape
from kithly.interfaces.web.rooms import network_map as rooms


def drawn(browser: Browser) -> dict[str, Any]:
    """Return what the script draws."""
    answer = browser.get("/network/map/data")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def read_on(browser: Browser, path: str) -> list[str]:
    """Return a page and all that follow it by their own link."""
    pages = [browser.ok(browser.get(path))]
    while following := re.search(rf'href="{re.escape(path)}\?from=(\d+)"', pages[-1]):
        pages.append(browser.ok(browser.get(path, **{"from": following[1]})))
    return pages


def listed(pages: list[str]) -> list[str]:
    """Return the ids of the people pages name, in their order."""
    return [one for page in pages for one in re.findall(r'data-person="(\w+)" data-row-link', page)]


def test_the_list_holds_everything_the_map_draws(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "PAGE", 7)  # so that lists are read on
    told = drawn(browser)
    people = [one[0] for one in told["people"]]
    assert len(people) > 50
    whole = " ".join(words_of(page) for page in read_on(browser, "/network/map"))
    found: set[str] = set()
    for number, label, size, *_ in told["circles"]:
        assert f"{label[0].upper()}{label[1:]} {size} people" in whole
        pages = read_on(browser, f"/network/map/circles/{number}")
        inside = {at for at, one in enumerate(told["people"]) if one[3] == number}
        among = [at for at in range(0, len(told["ties"]), 3) if set(told["ties"][at : at + 2]) <= inside]
        assert {people[at] for at in inside} == set(listed(pages))
        counted = re.search(r"people, ([\d,]+) ties? among them", words_of(pages[0]))
        assert counted is not None
        assert int(counted[1].replace(",", "")) >= len(among)
        found |= set(listed(pages))
    found |= set(listed(read_on(browser, "/network/map/circles/none")))
    assert found == set(people)


def test_every_tie_of_the_map_is_told_with_its_records(browser: Browser) -> None:
    told = drawn(browser)
    records: dict[str, dict[str, int]] = {}
    for at in range(0, len(told["ties"]), 3):
        a, b, count = told["ties"][at : at + 3]
        records.setdefault(told["people"][a][0], {})[told["people"][b][0]] = count
    for person, others in sorted(records.items())[:12]:
        pages = read_on(browser, f"/network/map/people/{person}")
        rows = [row for page in pages for row in re.findall(r"<li data-row>.*?</li>", page)]
        counts = {re.findall(r'data-person="(\w+)"', row)[0]: words_of(row) for row in rows}
        assert set(others) <= set(counts)
        for other, count in others.items():
            assert f"{count} time" in counts[other]
    links = set(re.findall(r'href="(/records/\w+)"', pages[0]))
    assert links
    assert {browser.get(link).status_code for link in links} == {200}


def test_bridges_and_ways_into_companies_are_marked_and_told(browser: Browser) -> None:
    told, view = drawn(browser), shape(browser.network, limit=1_000)
    linking = {one.person.id for one in view.bridges if one.only_between}
    assert {one[0] for one in told["people"] if one[6]} == linking
    page = browser.words("/network/map")
    assert all(one.person.name in page for one in view.bridges if one.only_between)
    ways = {name: [told["people"][at][0] for at in would] for name, _, _, would, _ in told["ways"]}
    for one in view.companies:
        if one.name in ways:
            assert set(ways[one.name]) == {each.id for each in one.people if each.reply and each.reply >= 0.5}


def test_the_map_stands_still_between_looks_and_through_a_note(browser: Browser) -> None:
    before = browser.get("/network/map/data").content
    note(browser.network, drawn(browser)["people"][0][0], "likes islands")
    assert browser.get("/network/map/data").content == before


@pytest.mark.parametrize("word", ["quiet", "family"])
def test_whoever_is_left_in_peace_or_family_is_nowhere_on_it(browser: Browser, word: str) -> None:
    person = drawn(browser)["people"][0][0]
    quiet(browser.network, person, on=True) if word == "quiet" else place(browser.network, person, "family")
    assert person not in {one[0] for one in drawn(browser)["people"]}
    assert f'data-person="{person}"' not in browser.ok(browser.get("/network/map/circles/0"))
    answer = browser.get(f"/network/map/people/{person}")
    assert answer.status_code == 404
    assert "is not on the map" in words_of(answer.text)


def test_a_map_too_small_for_all_draws_whole_circles(browser: Browser) -> None:
    whole, small = map_of(browser.network), map_of(browser.network, most=40)
    sizes = {one.number: one.size for one in whole.circles}
    numbers = [one.circle for one in small.people if one.circle is not None]
    assert len(small.people) == 40
    assert all(numbers.count(number) == sizes[number] for number in set(numbers))
    assert set(numbers) == set(range(len(set(numbers))))


def test_parts_for_the_sheet_say_the_same_in_short(browser: Browser) -> None:
    person = next(one for one in drawn(browser)["people"] if one[3] >= 0)
    for path in (f"/network/map/people/{person[0]}/part", f"/network/map/circles/{person[3]}/part"):
        part = browser.ok(browser.piece(path))
        assert "<html" not in part
        assert person[1] in words_of(part)


@pytest.mark.parametrize("circle", ["9999", "-1", "1e3", "x", "99999999999999999999"])
def test_a_circle_that_is_none_is_not_there(browser: Browser, circle: str) -> None:
    answer = browser.get(f"/network/map/circles/{circle}")
    assert answer.status_code == 404
    assert "There is no such circle now." in words_of(answer.text)


def test_behind_the_last_of_a_list_is_a_way_back(browser: Browser) -> None:
    person = drawn(browser)["people"][0][0]
    for path in ("/network/map/circles/0", f"/network/map/people/{person}"):
        assert "Those were all." in browser.words(path, **{"from": "5000"})


def test_without_people_or_ties_a_sentence_stands_instead_of_a_map(stranger: Browser, tmp_path: Path) -> None:
    assert "Nobody is here yet." in stranger.words("/network/map")
    Kithly(data=tmp_path / "empty").ok("met", "Zita", "Quarrenhold")
    page = stranger.ok(stranger.get("/network/map"))
    assert "Nothing is known to draw." in words_of(page)
    assert "sigma" not in page
    assert drawn(stranger)["ties"] == []
