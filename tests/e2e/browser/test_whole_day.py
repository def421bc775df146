"""A whole day on a screen the size of a phone, and one by Tab and Enter alone: what has the focus is never hidden."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, expect
from tests.e2e.browser.conftest import PHONE, Opener, Pages

MOST_TABS = 80  # to reach something by Tab
# What lies over the middle of the focused element, where that is not the element itself: a bar that stays in place.
COVERED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "nothing has the focus";
  const box = focused.getBoundingClientRect();
  const [across, down] = [Math.min(box.width / 2, 40), Math.min(box.height / 2, 20)];
  const seen = document.elementFromPoint(box.left + across, box.top + down);
  return seen && (focused.contains(seen) || seen.contains(focused)) ? "" : focused.outerHTML.slice(0, 160);
}"""
SMALL = """() => [...document.querySelectorAll("main .button, .tabs a, .sheet-menu a, .toast .button")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 36)
  .map((one) => one.outerHTML.slice(0, 120))"""


def tab_to(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Press Tab until something of this name has the focus, and it is in sight all the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        covered = page.evaluate(COVERED)
        assert not covered, covered
        if page.get_by_role(role, name=name).and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"{name} was not reached")


def thumbs(pages: Pages) -> None:
    """Demand that everything on a page is wide and high enough for a thumb, and that it fits."""
    pages.fits()
    assert not pages.page.evaluate(SMALL)


def test_a_whole_day_on_a_phone(opened: Opener, own_copy: Path) -> None:
    pages = opened(own_copy, size=PHONE)
    page = pages.go("/today")
    tabs, toasts = page.locator(".tabs"), page.locator("#toasts")
    page.get_by_role("button", name="Already done").click()
    expect(toasts).to_contain_text("Said hello to")
    thumbs(pages)
    bar, toast = tabs.bounding_box(), toasts.bounding_box()
    assert bar
    assert toast
    assert toast["y"] + toast["height"] <= bar["y"]

    tabs.get_by_role("link", name="Inbox").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody made the effort")
    waiting = page.locator("[id^=owed-]").count()
    page.get_by_role("button", name=re.compile("^Done")).first.click()
    expect(page.locator("[id^=owed-]")).to_have_count(waiting - 1)
    pages.accessible()
    thumbs(pages)

    tabs.get_by_role("link", name="People").click()
    page.locator("[data-row] .name").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    thumbs(pages)

    page.locator(".more > summary").click()
    pages.accessible()
    page.get_by_role("link", name="Changes", exact=True).click()
    expect(page.locator(".more a[aria-current]")).to_have_text("Changes")
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    expect(page.locator("[data-row]").filter(has_text="taken back")).to_have_count(1)
    thumbs(pages)

    pages.go("/triage")  # two bars at the foot
    tab_to(page, page.locator("[data-row-link]").nth(9).inner_text(), role="link")


def test_the_day_by_tab_and_enter_alone(pages: Pages) -> None:
    page = pages.go("/today")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the page")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "Already done")
    page.keyboard.press("Enter")
    expect(page.locator(".hello-done")).to_have_count(1)
    assert page.evaluate("document.activeElement !== document.body")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Taken back")
