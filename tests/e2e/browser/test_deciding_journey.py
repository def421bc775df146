"""Deciding who is who and who belongs where, and taking each word back, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.e2e.browser.conftest import Pages

from kithly.app.network import open_network
from kithly.app.persons.merging import suggestions
from kithly.people import PersonId


def people_of(pages: Pages) -> int:
    """Return how many people are known."""
    with open_network(pages.data) as network, network.store.reading() as kept:
        return kept.people.count()


def test_two_entries_become_one_person_and_two_again(pages: Pages) -> None:
    before = people_of(pages)
    page = pages.go("/merges")
    names = page.locator(".record h2").all_inner_texts()
    page.get_by_role("button", name="One person").click()
    expect(page.locator("#toasts")).to_contain_text("are one person.")
    assert people_of(pages) == before - 1
    pages.accessible()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Taken back")
    assert people_of(pages) == before
    assert page.locator(".record h2").all_inner_texts() == names


def test_two_people_are_not_asked_about_again(pages: Pages) -> None:
    with open_network(pages.data) as network:
        first = suggestions(network, limit=1).suggestions[0]
    page = pages.go("/merges")
    page.get_by_role("button", name="Two people").click()
    expect(page.locator("#toasts")).to_contain_text("are two people.")
    with open_network(pages.data) as network:
        left = {frozenset((one.a.id, one.b.id)) for one in suggestions(network, limit=500).suggestions}
    assert frozenset((first.a.id, first.b.id)) not in left


def test_some_of_an_era_are_picked_and_shown_and_taken_back(pages: Pages) -> None:
    page = pages.go("/eras")
    page.get_by_role("link", name="Pick").first.click()
    boxes = page.locator(".picks input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    boxes.first.check()
    chosen = boxes.first.input_value()
    page.get_by_role("button", name=re.compile("^Confirm")).click()
    expect(page.get_by_text(re.compile("One of .* answered"))).to_be_visible()
    page = pages.go(f"/people/{chosen}")
    expect(page.locator("main")).to_contain_text(re.compile("coworker|classmate"))
    page = pages.go("/changes")
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    expect(page.locator("#toasts")).to_contain_text("Taken back")
    page = pages.go("/eras")
    expect(page.get_by_text(re.compile("None of .* answered"))).to_be_visible()


def test_a_person_left_in_peace_is_in_no_plan_until_it_is_taken_back(pages: Pages) -> None:
    page = pages.go("/today")
    name = page.locator(".hello-open h2").inner_text()
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Never suggest them").click()
    expect(page.locator("#toasts")).to_contain_text(name)
    expect(page.locator(".hello-open h2")).not_to_have_text(name)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator(".hello-open h2")).to_have_text(name)


def test_people_are_found_as_one_types_and_edited_together(pages: Pages) -> None:
    with open_network(pages.data) as network, network.store.reading() as kept:
        some = kept.people.get(PersonId(kept.people.list(limit=1)[0].person.id))
    assert some is not None
    page = pages.go("/people")
    page.locator("main input[type=search]").press_sequentially(some.person.name[:6], delay=20)
    first = page.get_by_role("link", name=some.person.name, exact=True).first
    expect(first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="found")).to_be_visible()
    pages.accessible()
    page.locator("[data-choose]").first.check()
    expect(page.locator("#chosen")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("1 chosen")
