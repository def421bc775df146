"""One press sends a mail, the toast takes it back in time, and the outbox tells what became of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.browser.conftest import PHONE, Opener, Pages
from tests.mail.faulty_post import FaultyOffice, faulty_office
from tests.mail.outbox_side import SETTINGS, Outbox, make_network

PATIENCE = 15_000  # milliseconds until a postman on a busy machine was there


@pytest.fixture(scope="module")
def post() -> Iterator[FaultyOffice]:
    with faulty_office() as office:
        yield office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, post: FaultyOffice) -> Path:
    data = make_network(tmp_path_factory.mktemp("sending"), undo=20)
    assert Outbox.of(data).set_up(post.port).code == 0
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path, post: FaultyOffice) -> Path:
    post.mails.clear()
    return shutil.copytree(made, tmp_path / "network")


def written(pages: Pages) -> Page:
    """Open the answer to Ana from the inbox, and write it."""
    page = pages.go("/inbox")
    page.get_by_role("link", name=re.compile(r"^Answer\W+Ana")).click()
    page.locator("textarea[name=text]").fill("Dear Ana,\n\nyes, gladly: Tuesday at the pump.\n\nRobin")
    return page


def test_the_toast_takes_a_message_back_and_the_words_are_still_there(
    opened: Opener, data: Path, post: FaultyOffice
) -> None:
    pages = opened(data, size=PHONE)
    page = written(pages)
    pages.accessible()
    page.get_by_role("button", name="Send", exact=True).click()
    toast = page.locator("#toasts")
    expect(toast).to_contain_text("go out in 20 seconds")
    toast.get_by_role("button", name="Undo").click()
    expect(toast).to_contain_text("Taken back")
    pages.go("/outbox")
    expect(page.locator("main")).to_contain_text("Taken back; nothing was sent.")
    pages.fits()
    page.go_back()
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile("Tuesday at the pump"))
    assert post.mails == []


def test_the_outbox_counts_down_to_the_last_moment(opened: Opener, data: Path, post: FaultyOffice) -> None:
    page = written(pages := opened(data, size=PHONE))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("go out in 20 seconds")
    line = pages.go("/outbox").locator("[data-seconds]")
    expect(line).to_have_text("It goes out in 18 seconds.")
    pages.accessible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("Taken back; nothing was sent.")
    expect(line).to_have_count(0)
    assert post.mails == []


def test_a_double_press_sends_once_and_the_outbox_says_so(opened: Opener, data: Path, post: FaultyOffice) -> None:
    (data / "settings.toml").write_text(SETTINGS.format(undo=0))
    pages = opened(data)
    page = written(pages)
    page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(page.locator("#toasts")).to_contain_text("Ana")
    expect(pages.go("/outbox").locator("main")).to_contain_text("Sent as a mail on 2 March 2026", timeout=PATIENCE)
    page.get_by_text("The words").click()
    expect(page.locator(".quote")).to_contain_text("Tuesday at the pump")
    pages.accessible()
    assert len(post.mails) == 1
