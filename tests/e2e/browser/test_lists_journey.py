"""Lists as one uses them: typing narrows them, who was chosen stays chosen, and the address can be kept."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect
from tests.e2e.browser.conftest import PHONE, Opener, Pages
from tests.e2e.conftest import NOW

from kithly.app.belonging.word import met
from kithly.app.network import open_network
from kithly.app.persons.finding import Filters, find_people

BOXES, ROWS = "[data-choose]", "#people > [data-row]"


def circles(data: Path) -> dict[str, tuple[str, ...]]:
    """Return the circles of everybody who is in one."""
    with open_network(data, now=NOW) as network:
        return {one.name: one.circles for one in find_people(network, limit=1_000).people if one.circles}


def know(data: Path, *names: str) -> None:
    """Let the user have met some people, whose names nobody else bears."""
    with open_network(data, now=NOW) as network:
        for name in names:
            met(network, name)


def test_who_was_chosen_stays_chosen_while_one_types_and_all_are_edited_and_undone_at_once(
    own_copy: Path, opened: Opener
) -> None:
    know(own_copy, "Aaa Ashgrove", "Ottilie Brackenfold")
    pages = opened(own_copy)
    page = pages.go("/people")
    names = page.locator(f"{ROWS} .name")
    expect(names.first).to_have_text("Aaa Ashgrove")
    page.locator(BOXES).first.check()
    page.get_by_role("searchbox", name="Find people").press_sequentially("brackenf")
    expect(names).to_have_text(["Ottilie Brackenfold"])
    expect(page).to_have_url(re.compile(r"/people\?q=brackenf$"))
    page.locator(BOXES).check()
    expect(page.locator("[data-count]")).to_have_text("2 chosen")
    pages.accessible()
    page.locator("#chosen summary", has_text="Circle").click()
    expect(page.get_by_label("A circle")).to_be_focused()
    page.keyboard.type("Choir")
    page.get_by_role("button", name="Put them in").click()
    expect(page.locator(".toast")).to_contain_text("Ottilie Brackenfold and Aaa Ashgrove: in Choir.")
    expect(page.locator("#chosen")).to_be_hidden()
    assert circles(pages.data) == {"Aaa Ashgrove": ("Choir",), "Ottilie Brackenfold": ("Choir",)}
    page.locator(".toast button").click()
    expect(page.locator(".toast")).to_contain_text("Taken back")
    assert circles(pages.data) == {}


def test_the_next_people_come_as_one_scrolls_and_the_address_of_a_filter_can_be_kept(
    own_copy: Path, opened: Opener
) -> None:
    know(own_copy, *(f"Ottilie {chr(65 + number % 26)}{'x' * (1 + number // 26)}bracken" for number in range(40)))
    with open_network(own_copy, now=NOW) as network:
        total = find_people(network, filters=Filters()).total
    pages = opened(own_copy, size=PHONE)
    page = pages.go("/people")
    expect(page.locator(ROWS)).to_have_count(50)
    page.locator(".following a").scroll_into_view_if_needed()
    expect(page.locator(ROWS)).to_have_count(min(total, 100))
    page.locator("#filter-company").select_option(index=1)
    expect(page).to_have_url(re.compile(r"company="))
    shown = page.locator(f"{ROWS} .name").all_inner_texts()
    page.reload()
    assert page.locator(f"{ROWS} .name").all_inner_texts() == shown
    pages.fits()


def test_without_scripts_people_are_found_and_edited_too(own_copy: Path, opened: Opener) -> None:
    know(own_copy, "Ottilie Brackenfold")
    pages = opened(own_copy, script=False)
    page = pages.go("/people")
    page.get_by_role("searchbox", name="Find people").fill("brackenf")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator(f"{ROWS} .name")).to_have_text(["Ottilie Brackenfold"])
    page.locator(BOXES).check()
    page.locator("#chosen summary", has_text="Circle").click()
    page.locator("#chosen input[name=circle]").fill("Choir")
    page.get_by_role("button", name="Put them in").click()
    expect(page.locator("#toasts")).to_contain_text("Choir")
    assert circles(pages.data) == {"Ottilie Brackenfold": ("Choir",)}


def test_search_answers_while_one_types_and_keeps_the_caret(pages: Pages) -> None:
    page = pages.go("/search")
    field = page.get_by_role("main").get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("the", delay=30)
    expect(page.locator("#hits mark").first).to_be_visible()
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"/search\?q=the$"))
    page.locator("#hits [data-row-link]").first.click()
    expect(page).to_have_url(re.compile(r"/records/"))
    pages.accessible()
