"""Before a talk and after it, and the user's own posting: arranged, told, shared."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.e2e.browser.conftest import PHONE, Opener, Pages

from kithly.app.network import open_network
from kithly.app.persons.people import list_people


def closest(data: Path) -> str:
    """Return the page of who is closest."""
    with open_network(data) as network:
        return f"/people/{list_people(network, limit=1, sort='strength').people[0].id}"


def test_a_talk_is_arranged_and_what_came_of_it_is_kept(pages: Pages) -> None:
    page = pages.go(f"{closest(pages.data)}/prepare")
    page.get_by_label("Day").fill("2026-03-04")
    page.get_by_label("Time").fill("15:30")
    page.get_by_label("About").fill("Lantern walk")
    page.locator("form", has=page.get_by_label("About")).get_by_role("button", name="Keep this").click()
    expect(page.locator(".say")).to_contain_text("Lantern walk")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Invitation for your calendars").click()
    assert b"SUMMARY:Lantern walk" in taken.value.path().read_bytes()
    page.get_by_label("What came of it?").fill("The pump is mended.")
    page.get_by_label("You promised").fill("send the drawing")
    page.get_by_label("By", exact=True).fill("2026-03-09")
    page.locator("#afterwards").get_by_role("button", name="Keep this").click()
    expect(page.locator("main")).to_contain_text("The pump is mended.")
    expect(page.locator("main")).to_contain_text("send the drawing")
    pages.accessible()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("main")).not_to_contain_text("The pump is mended.")


def test_the_weeks_idea_is_taken_along_with_the_users_words(opened: Opener, own_copy: Path) -> None:
    pages = opened(own_copy, size=PHONE)
    page = pages.go("/settings/you")
    page.get_by_label("What you do now, in a line").fill("keeping old trams on time")
    page.get_by_role("button", name="Keep this").first.click()
    expect(page.locator("#toasts")).not_to_be_empty()
    page = pages.go("/share")
    expect(page.get_by_role("heading", name="This week’s idea")).to_be_visible()
    page.get_by_label("Your words").fill("Old trams, on time: how we do it.")
    page.get_by_role("button", name="Copy the words").click()
    expect(page.locator("#handed-post")).to_have_value("Old trams, on time: how we do it.")
    pages.accessible()
    pages.fits()
