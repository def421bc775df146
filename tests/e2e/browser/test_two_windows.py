"""Two windows of one browser: what the second would overwrite is shown beside what is there, and the user chooses."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.e2e.browser.conftest import Pages


def test_words_typed_in_two_windows_are_both_shown(pages: Pages) -> None:
    first = pages.go("/today")
    second = first.context.new_page()
    second.goto(first.url)
    with first.expect_response(lambda answer: answer.url.endswith("/weigh")):
        first.locator(".hello-open textarea").fill("Hello from the first window.")
    second.locator(".hello-open textarea").fill("Hello from the second window.")
    expect(second.get_by_role("heading", level=1)).to_contain_text("changed in another window")
    expect(second.get_by_text("Hello from the first window.")).to_be_visible()
    second.get_by_label("Keep mine: Hello from the second window.").check()
    second.get_by_role("button", name="Keep what I chose").click()
    expect(second.locator(".hello-open textarea")).to_have_value("Hello from the second window.")
    with second.expect_response(lambda answer: answer.url.endswith("/weigh")):
        second.locator(".hello-open textarea").press_sequentially(" And more.")
    expect(second.get_by_role("heading", level=1)).not_to_contain_text("another window")
    second.close()


def test_a_line_changed_in_two_windows_is_chosen(pages: Pages) -> None:
    first = pages.go("/settings/you")
    second = first.context.new_page()
    second.goto(first.url)
    for window, words in ((first, "resting"), (second, "building turbines")):
        window.get_by_label("What you do now, in a line").fill(words)
        window.get_by_role("button", name="Keep this").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("changed elsewhere")
    pages.accessible(second)
    pages.fits(second)
    second.get_by_label("Leave what is there: resting").check()
    second.get_by_role("button", name="Keep what I chose").click()
    expect(second.get_by_label("What you do now, in a line")).to_have_value("resting")
    second.close()
