"""A model writes in the editor: set up in the settings, shown as it writes, stopped, and absent without a script."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.e2e.browser.conftest import Opener, Pages
from tests.e2e.conftest import Kithly
from tests.e2e.model_mail import bring, good_answer
from tests.unit.writers.model_server import STREAM, ModelServer, chunk, serving, streamed

PROVEN = "I was going through old mail"  # how the good answer begins


def slow(conn: socket.socket, asked: dict[str, Any]) -> None:
    """Answer as a model that writes a few words at a time."""
    if "DATA-" not in asked["messages"][1]["content"]:
        conn.sendall(streamed(["Yes"]))
        return
    answer = good_answer(asked)
    conn.sendall(STREAM)
    for at in range(0, len(answer), 12):
        conn.sendall(chunk(answer[at : at + 12]))
        time.sleep(0.05)
    conn.sendall(chunk(finish_reason="stop") + b"data: [DONE]\n\n")


def endless(conn: socket.socket, asked: dict[str, Any]) -> None:
    """Begin well, and never end."""
    if "DATA-" not in asked["messages"][1]["content"]:
        conn.sendall(streamed(["Yes"]))
        return
    answer = good_answer(asked)
    first = answer[: answer.index(".") + 2]
    conn.sendall(STREAM + chunk(first))
    while True:
        conn.sendall(chunk(" and"))
        time.sleep(0.1)


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    kithly = Kithly(data=folder / "network")
    bring(kithly, folder / "All mail.mbox", {"ana": "Lighthouse budget", "berta": "Canary island survey"})
    return kithly.data


@pytest.fixture
def data(brought: Path, tmp_path: Path) -> Path:
    return shutil.copytree(brought, tmp_path / "network")


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with serving(slow) as server:
        yield server


def hello(pages: Pages) -> str:
    """Begin a hello to Ana, and return its page."""
    page = pages.go("/people")
    page.get_by_role("link", name="Ana Quarren").first.click()
    page.get_by_role("button", name="Write").first.click()
    page.wait_for_url("**/hello/*")
    return page.url.removeprefix(pages.origin)


def set_up(data: Path, server: ModelServer) -> None:
    Kithly(data=data).ok("writer", "set-up", "--url", server.url, "--model", "tiny", "--yes")


def test_what_would_leave_is_shown_before_the_yes(opened: Opener, data: Path, model: ModelServer) -> None:
    pages = opened(data)
    page = pages.go("/settings/writer")
    page.get_by_text("Set a model up").click()
    page.get_by_label("Where it answers").fill(model.url)
    page.get_by_label("Its name there").fill("tiny")
    page.get_by_role("button", name="Try it, and show me what would leave").click()
    expect(page.get_by_role("heading", name="tiny answers")).to_be_visible()
    expect(page.locator("pre")).to_contain_text('"facts"')
    pages.accessible()
    assert Kithly(data=data).view("writer")["is_set"] is False
    page.get_by_role("button", name="Yes, give it such fields when I ask").click()
    expect(page.locator("#toasts")).to_contain_text("tiny writes when you ask it to.")
    assert Kithly(data=data).view("writer")["is_set"] is True


def test_words_appear_as_they_are_proven_and_the_name_of_the_model_with_them(
    opened: Opener, data: Path, model: ModelServer
) -> None:
    set_up(data, model)
    pages = opened(data)
    where = hello(pages)
    page = pages.page
    page.get_by_role("button", name="Let tiny write it").click()
    area = page.locator("textarea[name=text]")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.locator("[id^=written-]")).to_have_text("tiny wrote this.")
    assert PROVEN in area.input_value()
    assert area.input_value().rstrip().endswith("Robin")
    pages.go(where)
    assert PROVEN in page.locator("textarea[name=text]").input_value()
    pages.go("/settings/writer/log")
    expect(page.locator("main")).to_contain_text("For a draft to Ana Quarren. Its words were used.")


def test_a_second_press_stops_it_and_the_words_are_as_they_were(opened: Opener, data: Path) -> None:
    with serving(endless) as server:
        set_up(data, server)
        pages = opened(data)
        hello(pages)
        page = pages.page
        area = page.locator("textarea[name=text]")
        area.fill("My own words.")
        page.get_by_role("button", name="Let tiny write it").click()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("[id^=written-]")).to_have_text("Stopped. Your words are as they were.")
        assert area.input_value() == "My own words."
        assert server.gone.wait(15)


def test_without_a_script_the_draft_comes_when_it_is_whole(opened: Opener, data: Path, model: ModelServer) -> None:
    set_up(data, model)
    pages = opened(data, script=False)
    hello(pages)
    pages.page.get_by_role("button", name="Let tiny write it").click()
    assert PROVEN in pages.page.locator("textarea[name=text]").input_value()
