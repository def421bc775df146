"""The first morning whole: from an empty folder and two files to one true message; and files that are none."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.browser.conftest import DESKTOP, PHONE, Opener, Pages
from tests.e2e.conftest import Exports

from kithly.app.network import open_network

READING = 60_000  # milliseconds an import of forty people may take on a busy machine


def bring(page: Page, *files: Path) -> None:
    """Choose files on the start page, and keep what they are."""
    page.set_input_files("input[type=file]", list(files))
    for path in files:
        expect(page.locator(".file").filter(has_text=path.name).get_by_role("button", name="Keep")).to_be_visible()
    for path in files:
        page.locator(".file").filter(has_text=path.name).get_by_role("button", name="Keep").first.click()
    for path in files:
        done = page.locator(".file").filter(has_text=path.name).get_by_role("button", name="Undo")
        expect(done).to_be_visible(timeout=READING)


def start_with(page: Page, exports: Exports) -> None:
    expect(page.get_by_role("heading", name="Let us bring your people together.")).to_be_visible()
    bring(page, exports.newer, exports.mailbox)
    page.get_by_role("button", name="That is me").click()
    expect(page.get_by_text("Confirmed by you.")).to_be_visible()


def name_somebody(page: Page) -> None:
    line = page.get_by_label("Person 1", exact=True)
    line.fill("Ottoline Featherstone, who taught me to weld")
    line.press("Tab")
    expect(page.locator("#ten")).to_contain_text("not in your files yet")


def say_who_belongs(page: Page, origin: str) -> None:
    page.goto(origin + "/triage")
    page.get_by_role("button", name="That is right").click()
    expect(page.locator("#toasts")).to_contain_text(re.compile(r"\w"))
    page.goto(origin + "/eras")
    page.get_by_role("button", name=re.compile(r"^All \d+$")).first.click()
    expect(page.get_by_text(re.compile("One of .* answered"))).to_be_visible()


def send_a_hello(pages: Pages) -> str:
    page = pages.go("/today")
    name = page.locator(".hello-open h2").inner_text()
    mail = page.locator(".doors").get_by_role("link", name="Mail")
    if mail.count():
        mail.click()
    page.get_by_role("button", name=re.compile("Open in your mail|Copy")).click()
    handed = page.locator("[data-handed]")
    expect(handed).to_be_visible()
    return name


@pytest.mark.parametrize(
    "size", [pytest.param(DESKTOP, marks=pytest.mark.slow, id="laptop"), pytest.param(PHONE, id="phone")]
)
def test_from_an_empty_folder_to_one_true_message(
    opened: Opener, exports: Exports, tmp_path: Path, size: tuple[int, int]
) -> None:
    pages = opened(tmp_path / "mine", size=size)
    start_with(pages.page, exports)
    pages.accessible()
    name_somebody(pages.page)
    say_who_belongs(pages.page, pages.origin)
    name = send_a_hello(pages)
    page = pages.page
    link = page.locator("[data-handed] a[data-open]")
    if link.count() and (link.get_attribute("href") or "").startswith("mailto:"):
        told = urlsplit(link.get_attribute("href") or "")
        assert "@" in told.path
        assert set(parse_qs(told.query)) <= {"subject", "body"}
    page.get_by_role("button", name=re.compile("They are sent|Already done")).first.click()
    expect(page.locator("#toasts")).to_contain_text(f"Said hello to {name}.")
    with open_network(pages.data) as network, network.store.reading() as kept:
        assert [one.value["outcome"] for one in kept.decisions.all("touch")] == ["done"]
        assert len(kept.decisions.all("handed")) == 1


def test_an_import_is_taken_back_from_the_page(opened: Opener, exports: Exports, tmp_path: Path) -> None:
    pages = opened(tmp_path / "mine")
    bring(pages.page, exports.newer)
    pages.page.locator(".file").get_by_role("button", name="Undo").click()
    expect(pages.page.locator("#main")).to_contain_text("messages")  # much goes: what, is told first
    pages.page.get_by_role("button", name="Take it back").click()
    expect(pages.page.locator("#toasts")).to_contain_text("Taken back", timeout=READING)
    pages.go("/start")
    expect(pages.page.locator("#files-brought")).to_contain_text("Taken back: nothing of it is kept.")
    with open_network(pages.data) as network, network.store.reading() as kept:
        assert kept.people.count() == 0
    assert not list((pages.data / "incoming").glob("*"))


def test_files_that_are_none_end_in_a_sentence_each(opened: Opener, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "empty.mbox").write_bytes(b"")
    (wrong / "letter.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 1_000)
    (wrong / "photos.pages").write_bytes(bytes(range(256)) * 20)
    (wrong / "torn.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    with zipfile.ZipFile(wrong / "nothing of ours.zip", "w") as archive:
        archive.writestr("notes.txt", "hello")
    pages = opened(tmp_path / "mine")
    pages.page.set_input_files("input[type=file]", sorted(wrong.iterdir()))
    for path in sorted(wrong.iterdir()):
        row = pages.page.locator(".file").filter(has_text=path.name)
        expect(row.get_by_role("button", name="Take off the list")).to_be_visible()
        assert row.locator(".fine").first.inner_text().endswith(".")
        expect(row.get_by_role("button", name="Keep")).to_have_count(0)
    pages.accessible()
    pages.go("/today")
    expect(pages.page.get_by_role("link", name="Bring your files")).to_be_visible()
