"""People: the bench in one sentence, a list that answers while one types, and its numbers led to their proof."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.eras import eras
from kithly.app.belonging.word import circle, met, place, quiet, remembered
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes
from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.numbers import strength
from kithly.app.views import PersonRow


def names(page: str) -> list[str]:
    """Return who stands in the list, in order."""
    return re.findall(r'class="name" data-row-link href="/people/[0-9a-f]+"><bdi>([^<]*)</bdi>', page)


def count(page: str) -> int:
    """Return how many people the list says it holds."""
    found = re.search(r'class="sorting">([\d,]+) ', page)
    assert found
    return int(found[1].replace(",", ""))


def test_the_bench_is_one_sentence_whose_numbers_lead_to_those_very_people(browser: Browser) -> None:
    bench = strength(browser.network)
    page = browser.ok(browser.get("/people"))
    assert bench.would_answer.expected is not None
    in_touch = bench.people["strong"] + bench.people["warm"]
    said = f"If you wrote today, about {bench.would_answer.expected:.0f} would answer. You are in touch with {in_touch}"
    assert said in words_of(page)
    proof = re.search(r'with <a href="(/people\?[^"]*)"', page)
    assert proof
    assert count(browser.ok(browser.get(proof[1].replace("&amp;", "&")))) == in_touch
    assert count(browser.ok(browser.get("/people?band=unknown"))) == bench.people["unknown"]


def test_the_list_is_found_by_part_of_a_name_and_the_piece_brings_its_filters(browser: Browser) -> None:
    person = find_people(browser.network, limit=1).people[0]
    piece = browser.ok(browser.piece("/people/found", q=person.name[:6]))
    assert "<html" not in piece
    assert person.name in names(piece)
    assert 'id="filters" hx-swap-oob' in piece
    assert names(browser.ok(browser.get("/people", q=person.name[:6]))) == names(piece)


def test_fifty_people_a_page_and_the_next_ones_follow_without_a_gap(browser: Browser, tmp_path: Path) -> None:
    rows = (f"Ottilie,{chr(65 + number % 26)}{chr(97 + number // 26)}brackenfold" for number in range(60))
    table = tmp_path / "people.csv"
    table.write_text("\n".join(("First name,Last name", *rows)), "utf-8")
    import_paths(browser.network, [table])
    first = browser.ok(browser.get("/people"))
    following = re.search(r'<a class="button" href="(/people\?from=50)" hx-get="([^"]*)"', first)
    assert following
    everybody = [one.name for one in find_people(browser.network, filters=Filters(), limit=500).people]
    more = browser.ok(browser.piece(following[2].replace("&amp;", "&")))
    assert names(first) + names(more) == everybody[:100]
    assert names(browser.ok(browser.get(following[1]))) == names(more)


def test_the_list_is_narrowed_by_circle_company_and_band_with_the_counts_it_promises(browser: Browser) -> None:
    people = find_people(browser.network, filters=Filters(), limit=500)
    for one in people.people[:3]:
        circle(browser.network, one.id, "Choir & Co.")
    page = browser.ok(browser.get("/people"))
    offered = re.findall(r'<option value="([^"]+)">([^<]*) \((\d+)\)</option>', page)
    assert ("Choir &amp; Co.", "Choir &amp; Co.", "3") in offered
    assert count(browser.ok(browser.get("/people", circle="Choir & Co."))) == 3
    for band, told in re.findall(r'value="(cooling|dormant)" id.*?num">(\d+)<', page):
        assert count(browser.ok(browser.get("/people", band=band))) == int(told)


def test_whoever_belongs_elsewhere_is_named_when_the_words_fit_them(browser: Browser) -> None:
    person = met(browser.network, "Ottilie Brackenfold").person
    assert person is not None
    place(browser.network, person.id, "family")
    page = browser.ok(browser.get("/people", q="Brackenfold"))
    assert names(page) == []
    everywhere = re.search(r'href="(/people\?[^"]*place=all[^"]*)"', page)
    assert everywhere
    found = browser.ok(browser.get(everywhere[1].replace("&amp;", "&")))
    assert names(found) == ["Ottilie Brackenfold"]
    assert "family" in words_of(found)
    assert names(browser.ok(browser.get("/people", place="family"))) == ["Ottilie Brackenfold"]


def test_who_died_stands_in_no_list_and_who_is_left_in_peace_in_their_own(browser: Browser) -> None:
    one, two = (met(browser.network, f"Ottilie {name}").person for name in ("Ashgrove", "Brackenfold"))
    assert one is not None
    assert two is not None
    remembered(browser.network, one.id, on=True)
    quiet(browser.network, two.id, on=True)
    assert names(browser.ok(browser.get("/people", place="quiet"))) == ["Ottilie Brackenfold"]
    assert names(browser.ok(browser.get("/people", q="Ottilie"))) == []


@pytest.mark.parametrize("sort", ["reply", "silent", "last", "importance"])
def test_the_list_is_sorted_as_asked_and_says_so(browser: Browser, sort: str) -> None:
    page = browser.ok(browser.get("/people", sort=sort))
    expected = find_people(browser.network, filters=Filters(), sort=sort).people
    assert names(page) == [one.name for one in expected]
    assert f'<option value="{sort}" selected>' in page


@pytest.mark.parametrize("query", ["sort=fame", "place=moon", "band=iron", "from=-3", "from=x", "era=0&circle=0"])
def test_an_address_nobody_made_answers_with_a_page(browser: Browser, query: str) -> None:
    for path in ("/people", "/people/found", "/people/more"):
        assert browser.get(f"{path}?{query}").status_code == 200


def test_nobody_yet_nobody_found_and_no_message_seen_each_say_the_next_step(
    browser: Browser, stranger: Browser
) -> None:
    assert "Nobody is here yet." in stranger.words("/people")
    said = browser.words("/people", q="xyzzyqux")
    assert "Nobody fits." in said
    assert "search them too" in said
    met(stranger.network, "Ottilie Brackenfold")
    assert "nobody can tell who would answer" in stranger.words("/people")


def test_a_person_is_chosen_by_a_box_that_names_them(browser: Browser) -> None:
    page = browser.ok(browser.get("/people"))
    boxes = re.findall(r'name="person" value="[0-9a-f]+" form="chosen" data-choose aria-label="Choose ([^"]*)"', page)
    assert boxes == names(page)


def chosen(browser: Browser, count: int = 3) -> list[str]:
    """Return the ids of the first people of the list."""
    return [one.id for one in find_people(browser.network, filters=Filters(), limit=count).people]


def row(browser: Browser, person: str) -> PersonRow:
    """Return somebody as the list of everybody holds them."""
    everybody = find_people(browser.network, limit=1_000).people
    return next(one for one in everybody if one.id == person)


def test_three_people_are_put_into_a_circle_as_one_change_that_one_undo_takes_back(browser: Browser) -> None:
    three, changes = chosen(browser), len(list_changes(browser.network).changes)
    back = "/people?q=e&sort=reply"
    answer = browser.post("/people/edit", {"person": three, "do": "circle", "circle": "Choir"}, back=back)
    page = browser.ok(answer)
    assert "3 people: in Choir." in words_of(page)
    assert str(answer.url).endswith(back)
    assert [row(browser, one).circles for one in three] == [("Choir",)] * 3
    assert len(list_changes(browser.network).changes) == changes + 1
    undo = re.search(r'action="(/changes/[0-9a-f]+/undo)"', page)
    assert undo
    browser.ok(browser.post(undo[1], back="/people"))
    assert [row(browser, one).circles for one in three] == [()] * 3


@pytest.mark.parametrize(
    ("act", "field", "value"),
    [
        ("importance:high", "importance", 2.0),
        ("place:family", "place", "family"),
        ("place:leave-out", "place", "leave out"),
        ("quiet:on", "quiet", True),
    ],
)
def test_each_button_of_the_toolbar_says_its_word_of_all_chosen(
    browser: Browser, act: str, field: str, value: object
) -> None:
    two = chosen(browser, 2)
    browser.ok(browser.post("/people/edit", {"person": two, "do": act}))
    assert [getattr(row(browser, one), field) for one in two] == [value] * 2


def test_people_are_put_into_one_of_my_years(browser: Browser) -> None:
    era = eras(browser.network).eras[0]
    two = chosen(browser, 2)
    browser.ok(browser.post("/people/edit", {"person": two, "do": "era", "era": era.key}))
    assert all(one.confirmed for who in two for one in row(browser, who).eras if one.key == era.key)
    page = browser.ok(browser.get("/people", era=era.key))
    assert {row(browser, one).name for one in two} <= set(names(page))
    browser.ok(browser.post("/people/edit", {"person": two, "do": "not-era", "era": era.key}))
    assert not [one for who in two for one in row(browser, who).eras if one.key == era.key]


@pytest.mark.parametrize("act", ["circle", "importance:utmost", "place:moon", "era", "nonsense", ""])
def test_an_edit_that_says_nothing_changes_nothing_and_tells_so(browser: Browser, act: str) -> None:
    changes = len(list_changes(browser.network).changes)
    page = browser.ok(browser.post("/people/edit", {"person": chosen(browser), "do": act}, back="/people"))
    assert 'class="toast"' in page
    assert len(list_changes(browser.network).changes) == changes


def test_an_edit_of_nobody_says_that_nobody_was_chosen(browser: Browser) -> None:
    page = browser.ok(browser.post("/people/edit", {"do": "quiet:on"}, back="/people"))
    assert "Nobody was chosen." in words_of(page)
