"""A morning: from Today to a hello that is done, with the keyboard, with the mouse, and without any script."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import expect
from tests.e2e.browser.conftest import PHONE, Opener, Pages

from kithly.app.network import open_network
from kithly.store import Store


def outcomes(data: Path) -> list[str]:
    """Return what became of hellos, as kept."""
    with open_network(data) as network, network.store.reading() as kept:
        return [str(one.value["outcome"]) for one in kept.decisions.all("touch")]


def test_a_hello_is_done_and_taken_back(pages: Pages) -> None:
    page = pages.go("/today")
    name = page.locator(".hello-open h2").inner_text()
    page.get_by_role("button", name="Already done").click()
    toast = page.locator("#toasts")
    expect(toast).to_contain_text(f"Said hello to {name}.")
    expect(page.locator(".hello-open h2")).not_to_have_text(name)
    expect(page.locator(".hello-done")).to_contain_text(f"Said hello to {name}.")
    assert outcomes(pages.data) == ["done"]
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(".hello-open h2")).to_have_text(name)
    expect(page.locator(".hello-done")).to_have_count(0)
    assert outcomes(pages.data) == []
    pages.accessible()


def test_single_keys_do_what_the_buttons_do(pages: Pages) -> None:
    page = pages.go("/today")
    first = page.locator(".hello-open h2").inner_text()
    second = page.locator("article.hello h2").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("article.hello h2 a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".hello-open h2")).to_have_text(second)
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text(f"{second} comes back")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("Taken back")
    page.keyboard.press("e")
    expect(page.locator(".hello-open textarea")).to_be_focused()
    page.keyboard.type("d")
    assert outcomes(pages.data) == []
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=first)).to_be_visible()


def test_keys_on_a_closed_row_act_on_that_row(pages: Pages) -> None:
    page = pages.go("/today")
    row = page.locator("article.hello").first
    name = row.locator("h2").inner_text()
    row.locator("h2 a").focus()
    page.keyboard.press("d")
    expect(page.locator("#toasts")).to_contain_text(f"Said hello to {name}.")
    assert outcomes(pages.data) == ["done"]


def test_keys_can_be_switched_off(pages: Pages) -> None:
    page = pages.go("/settings/look")
    page.get_by_label(re.compile("Switch single-letter keys off")).check()
    page.get_by_role("button", name="Keep this").last.click()
    page = pages.go("/today")
    page.keyboard.press("d")
    page.wait_for_timeout(300)
    assert outcomes(pages.data) == []


def test_words_are_weighed_as_they_are_written(pages: Pages) -> None:
    page = pages.go("/today")
    area = page.locator(".hello-open textarea").first
    expect(page.locator(".mirror .mark.proven").first).to_be_attached()
    area.press("Control+End")
    area.type("\nYou were the best climber of the Harbour Club in 2014.")
    yours = page.locator(".mirror .mark.yours").first
    expect(yours).to_be_attached()
    hint = page.locator(".hint").filter(has_text="Harbour Club")
    expect(hint).to_be_visible()
    pages.accessible()
    hint.get_by_role("button", name="Take it out").click()
    expect(area).not_to_have_value(re.compile("Harbour Club"))
    expect(page.locator(".mirror .mark.yours")).to_have_count(0)


def test_the_mirror_lies_exactly_behind_the_words(pages: Pages) -> None:
    page = pages.go("/today")
    same = page.evaluate(
        """() => {
          const area = document.querySelector('.editor textarea'), mirror = document.querySelector('.mirror');
          const names = ['fontFamily', 'fontSize', 'lineHeight', 'letterSpacing', 'paddingTop', 'paddingLeft', 'width'];
          const one = getComputedStyle(area), other = getComputedStyle(mirror);
          return names.filter((name) => one[name] !== other[name]).concat(
            Math.abs(area.scrollHeight - mirror.scrollHeight) > 30 ? ['height'] : []);
        }"""
    )
    assert same == []


def test_edited_words_are_there_again_after_a_look_elsewhere(pages: Pages) -> None:
    page = pages.go("/today")
    area = page.locator(".hello-open textarea").first
    with page.expect_response(re.compile("/weigh")):
        area.fill("Hello, only this.")
    pages.go("/changes")
    page = pages.go("/today")
    expect(page.locator(".hello-open textarea").first).to_have_value("Hello, only this.")


def test_what_was_found_rewrites_the_draft(pages: Pages) -> None:
    page = pages.go("/today")
    page.get_by_role("link", name="Look first").click()
    expect(page.get_by_role("link", name=re.compile("web search", re.IGNORECASE))).to_be_visible()
    pages.accessible()
    page.get_by_label(re.compile("What did you find")).fill("Talk: Night buses of the north")
    page.get_by_role("button", name="Keep it and rewrite the draft").click()
    expect(page.locator("#toasts")).to_contain_text("Kept what you found")


def test_without_any_script_a_hello_is_read_and_done(opened: Opener, own_copy: Path) -> None:
    pages = opened(own_copy, script=False, size=PHONE)
    page = pages.go("/today")
    name = page.locator(".hello-open h2").inner_text()
    page.locator(".hello-open details.fold summary").first.click()
    expect(page.locator(".hello-open .evidence").first).to_be_visible()
    page.get_by_role("button", name="Already done").click()
    expect(page.locator("#toasts")).to_contain_text(f"Said hello to {name}.")
    assert outcomes(pages.data) == ["done"]
    page.locator("article.hello h2 a").first.click()
    expect(page.locator(".hello-open")).to_be_visible()


def test_the_day_is_planned_for_the_minutes_there_are(pages: Pages) -> None:
    page = pages.go("/today")
    page.get_by_role("button", name="20 min").click()
    expect(page.get_by_role("button", name="20 min")).to_have_attribute("aria-pressed", "true")
    with Store.open(pages.data / "kithly.db") as store, store.reading() as kept:
        assert len(kept.plans.since(date(2026, 1, 1))) == 1
