"""Signing out in a real browser: the page says how to come back, and other windows show nothing any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.browser.conftest import DESKTOP, PHONE, Opener


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_one_click_signs_out_and_every_window_of_the_browser_is_closed(
    opened: Opener, own_copy: Path, size: tuple[int, int]
) -> None:
    pages = opened(own_copy, size=size)
    page = pages.go("/settings/door")
    pages.accessible()
    pages.fits()
    other = pages.context.new_page()
    other.goto(f"{pages.origin}/people")
    expect(other.get_by_role("heading", level=1)).not_to_have_text("This door is closed.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="You are signed out.")).to_be_visible()
    expect(page.get_by_text("kithly web")).to_be_visible()
    pages.accessible()
    pages.fits()
    expect(other.get_by_role("heading", name="This door is closed.")).to_be_visible()
    assert not [cookie for cookie in pages.context.cookies() if cookie.get("name", "").startswith("kithly-")]
    page.go_back()
    expect(page.get_by_role("heading", name="This door is closed.")).to_be_visible()
    pages.accessible()
