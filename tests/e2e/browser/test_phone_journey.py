"""A phone is paired in a real browser: it asks, the computer says yes, and it is outside once it is unpaired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect
from tests.e2e.browser.conftest import PATIENCE, PHONE, Pages, Watch
from tests.e2e.web.conftest import Browser, browsing

from kithly.interfaces.web.house import House

STAND_IN = "127.0.0.2"  # an address of this machine that stands for one of a local network


@pytest.fixture
def desk(own_copy: Path) -> Iterator[Browser]:
    """Return the computer's browser, with the door for phones open."""
    with browsing(own_copy, addresses=(STAND_IN,)) as one:
        one.ok(one.post("/settings/phone/on", address=STAND_IN))
        yield one


def test_a_phone_is_paired_works_and_is_unpaired(chromium: Chromium, desk: Browser) -> None:
    house: House = desk.client.app.state.house  # type: ignore[attr-defined]
    where = house.phone.where
    assert where
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, is_mobile=True, has_touch=True)
    context.set_default_timeout(PATIENCE)
    watch = Watch(origin=where.url)
    context.on("page", watch.over)
    page = context.new_page()
    pages = Pages(data=desk.network.settings.folder, origin=where.url, watch=watch, context=context, page=page)
    pages.go("/today")
    expect(page.get_by_role("heading", name="This phone is not paired.")).to_be_visible()
    pages.accessible()
    pages.fits()
    desk.ok(desk.post("/settings/phone/invite"))
    invitation = house.phone.pairing.invitation()
    assert invitation
    page.get_by_label("The eight letters").fill(invitation.code.lower())
    page.get_by_role("button", name="Ask the computer").click()
    expect(page.get_by_role("heading", name="The computer asks")).to_be_visible()
    pages.accessible()
    knock = house.phone.pairing.waiting()
    assert knock
    assert knock.mark in desk.words("/settings/phone")
    desk.ok(desk.post(f"/settings/phone/knocks/{knock.id}", answer="yes", name="Robin's phone"))
    page.wait_for_url("**/today")
    expect(page.locator(".hello-open").first).to_be_visible()
    page.locator(".hello-open").first.get_by_role("button", name="Already done").click()
    expect(page.locator("#toasts")).to_contain_text("Said hello")
    pages.fits()
    shown = desk.ok(desk.get("/settings/phone"))
    assert "Robin&#39;s phone" in shown
    device = next(part for part in shown.split('action="/settings/phone/') if "/unpair" in part[:40]).partition("/")[0]
    desk.ok(desk.post(f"/settings/phone/{device}/unpair"))
    pages.go("/today")
    expect(page.get_by_role("heading", name="This phone is not paired.")).to_be_visible()
    context.close()
    assert not watch.flaws, watch.flaws
