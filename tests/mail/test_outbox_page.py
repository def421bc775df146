"""Sending from a page: one press, a moment to take it back, and a postman who sends once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.e2e.conftest import NOW
from tests.e2e.web.conftest import ORIGIN, PORT, Browser
from tests.mail.faulty_post import ABORT, FaultyOffice
from tests.mail.outbox_side import Outbox, make_network

from kithly.app.network import open_network
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import new_bell
from kithly.interfaces.web.house import House
from kithly.store import OutboxRow

PATIENCE = 15.0  # seconds, on a loaded machine


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_network(tmp_path_factory.mktemp("made"), undo=20)


@contextmanager
def at_the_page(outbox: Outbox, clock: Clock) -> Iterator[tuple[Browser, House]]:
    with open_network(outbox.kithly.data, now=NOW) as network:
        app = build(network, bell=new_bell(PORT), clock=clock)
        with TestClient(app, base_url=ORIGIN) as client:
            client.get(f"/enter/{app.state.house.doorkeeper.ticket()}", follow_redirects=False)
            yield Browser(client=client, network=network), app.state.house


WORDS = "Dear Ana,\n\nyes, gladly: Tuesday at the pump.\n\nRobin"


def pressed(browser: Browser, outbox: Outbox) -> str:
    touch = str(outbox.hello_to("ana")["touch"])
    page = browser.ok(browser.get(f"/hello/{touch}"))
    assert ">Send " in page.replace("</svg>", ">").replace("> Send", ">Send")
    form = {"door": "email", "text": WORDS, "subject": "Re: the pump"}
    return browser.ok(browser.post(f"/hello/{touch}/send", form))


def later(clock: Clock, house: House) -> None:
    clock.now += timedelta(seconds=30)
    house.postman.wake()


def until(house: House, state: str) -> None:
    """Wait until the only message stands so."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with house.network.store.reading() as kept:
            if [row.state for row in kept.outbox.newest(5)] == [state]:
                return
        time.sleep(0.02)
    raise AssertionError(f"it never was {state}")


def test_a_press_sends_once_when_the_moment_to_take_it_back_is_over(outbox: Outbox, post: FaultyOffice) -> None:
    clock = Clock()
    with at_the_page(outbox, clock) as (browser, house):
        assert "go out in 20 seconds, unless you take them back" in pressed(browser, outbox)
        pressed(browser, outbox)
        assert post.mails == []
        assert "Take it back" in browser.words("/outbox")
        later(clock, house)
        until(house, "sent")
        later(clock, house)
        assert "Sent as a mail" in browser.words("/outbox")
    assert [mail["Subject"] for mail in post.mails] == ["Re: the pump"]


def test_taken_back_in_time_nothing_goes_out(outbox: Outbox, post: FaultyOffice) -> None:
    clock = Clock()
    with at_the_page(outbox, clock) as (browser, house):
        pressed(browser, outbox)
        (waiting,) = outbox.waiting()
        assert "nothing was sent" in browser.ok(browser.post(f"/outbox/{waiting['id']}/back"))
        later(clock, house)
        time.sleep(0.3)
        assert "taken_back" in [one.state for one in _rows(house)]
    assert post.mails == []


def test_what_nobody_knows_of_is_asked_about_on_the_page_of_the_day(outbox: Outbox, post: FaultyOffice) -> None:
    post.where, post.how = "taken", ABORT
    clock = Clock()
    with at_the_page(outbox, clock) as (browser, house):
        pressed(browser, outbox)
        later(clock, house)
        until(house, "unknown")
        assert "One message needs your word" in browser.words("/today")
        (row,) = _rows(house)
        assert "It went out" in browser.words("/outbox")
        browser.ok(browser.post(f"/outbox/{row.id}/sent"))
        until(house, "sent")
        assert "needs your word" not in browser.words("/today")
    assert len(post.mails) == 1


def test_words_may_still_go_by_the_users_own_program(outbox: Outbox, post: FaultyOffice) -> None:
    clock = Clock()
    with at_the_page(outbox, clock) as (browser, _):
        touch = str(outbox.hello_to("ana")["touch"])
        form = {
            "door": "email",
            "text": "Dear Ana,\n\nyes, gladly.\n\nRobin",
            "subject": "Re: the pump",
            "by_hand": "yes",
        }
        assert "mailto:ana" in browser.ok(browser.post(f"/hello/{touch}/send", form))
    assert post.mails == []


def test_sending_is_offered_in_the_settings_after_a_first_message_alone(made: Path, tmp_path: Path) -> None:
    outbox, clock = Outbox.copy(made, tmp_path), Clock()
    with at_the_page(outbox, clock) as (browser, _):
        assert "Test it, and let Kithly send" not in browser.words("/settings/sending")
        touch = str(outbox.hello_to("ana")["touch"])
        browser.ok(browser.post(f"/hello/{touch}/done"))
        assert "Test it, and let Kithly send" in browser.words("/settings/sending")


def _rows(house: House) -> list[OutboxRow]:
    with house.network.store.reading() as kept:
        return list(kept.outbox.newest(5))
