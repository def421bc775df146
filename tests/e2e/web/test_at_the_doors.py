"""At every door it is written down who came in and who was refused, and nothing else; Settings tell it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.e2e.web.conftest import ORIGIN, Browser, words_of
from tests.e2e.web.test_phone import ADDRESS, PHONE, PORT, Phone

from kithly.app.checkup import doctor
from kithly.app.doors import FILE, Door, Event
from kithly.app.network import Network
from kithly.app.passes.keeping import MOST_GOOD, list_passes, make_pass
from kithly.app.passes.scopes import DEVICE
from kithly.errors import Conflict
from kithly.interfaces.web.phone_app import phone_app
from kithly.interfaces.web.rooms import settings_parts

HERE = "/settings/doors"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    """Return a phone that is not paired, at an address of the local network."""
    app = phone_app(browser.house, ADDRESS, PORT)
    with TestClient(app, base_url=PHONE, client=("192.168.7.31", 50_000)) as client:
        yield Phone(client=client, desk=browser)


def happened(browser: Browser) -> list[tuple[str, str]]:
    """Return what was written down, but for what this browser itself did to come in."""
    return [(one.door.value, one.event.value) for one in browser.network.doors.happened()][1:]


def outsider(browser: Browser) -> TestClient:
    return TestClient(browser.client.app, base_url=ORIGIN)


def test_a_browser_that_comes_in_and_leaves_is_written_down(browser: Browser) -> None:
    found = browser.network.doors.happened()
    assert [(one.door, one.event, one.times) for one in found] == [(Door.PAGES, Event.CAME_IN, 1)]
    browser.post("/settings/door/out")
    assert happened(browser) == [("pages", "left")]


def test_all_who_are_signed_out_at_once_are_written_down(browser: Browser) -> None:
    browser.post("/settings/door/out", which="all")
    assert happened(browser) == [("pages", "all_left")]


@pytest.mark.parametrize(
    ("path", "method", "headers", "event"),
    [
        ("/today", "GET", {}, "no_key"),
        ("/enter/made-up", "GET", {}, "old_ticket"),
        ("/today", "GET", {"host": 'evil.example"}\nforged'}, "other_name"),
        ("/today", "GET", {"sec-fetch-site": "cross-site"}, "other_site"),
        ("/settings/me", "POST", {"origin": "http://evil.example"}, "other_page"),
    ],
    ids=["no_key", "old_ticket", "other_name", "other_site", "other_page"],
)
def test_whoever_is_refused_is_written_down_in_our_words_alone(
    browser: Browser, path: str, method: str, headers: dict[str, str], event: str
) -> None:
    answer = outsider(browser).request(method, path, headers=headers, follow_redirects=False)
    assert answer.status_code in {303, 401, 403}
    assert happened(browser) == [("pages", event)]
    line = json.loads((browser.network.settings.folder / FILE).read_bytes().splitlines()[-1])
    assert set(line) == {"at", "door", "event", "times"}


def test_a_look_that_opens_nothing_is_no_try_to_come_in(browser: Browser) -> None:
    ticket = browser.house.doorkeeper.ticket()
    assert outsider(browser).head(f"/enter/{ticket}", follow_redirects=False).status_code == 303
    assert outsider(browser).get("/static/any/kithly.css").status_code == 200
    assert happened(browser) == []


def test_a_form_without_the_secret_of_our_pages_is_written_down(browser: Browser) -> None:
    assert browser.client.post("/settings/me", data={"token": "guess"}, headers={"origin": ORIGIN}).status_code == 403
    assert happened(browser) == [("pages", "other_page")]


def test_a_mistake_of_our_own_is_written_down_without_a_word_of_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(network: Network) -> None:
        raise KeyError(f"Quillfeather {network.now}")

    monkeypatch.setattr(settings_parts, "show_me", broken)
    assert browser.get("/settings/you").status_code == 500
    assert happened(browser) == [("pages", "mistake")]
    assert b"Quillfeather" not in (browser.network.settings.folder / FILE).read_bytes()


def test_the_way_of_a_phone_is_written_down_from_the_knock_to_the_end(phone: Phone) -> None:
    assert phone.looks("/today") == 401
    assert phone.post("/pair/code", code="WRONG")[0] == 403
    phone.pair()
    (device,) = list_passes(phone.desk.network, kind=DEVICE).passes
    assert phone.looks("/today") == 200
    assert phone.looks("/settings/backup") == 403
    phone.desk.post(f"/settings/phone/{device.id}/unpair")
    assert phone.looks("/today") == 401
    told = [(one.event.value, one.holder, one.peer) for one in phone.desk.network.doors.happened()][1:]
    assert told == [
        ("no_key", "", "192.168.7.31"),
        ("wrong_code", "", "192.168.7.31"),
        ("asked", "", "192.168.7.31"),
        ("let_in", device.id, ""),
        ("came_in", device.id, ""),
        ("closed_room", device.id, ""),
        ("taken_away", device.id, ""),
        ("no_key", "", "192.168.7.31"),
    ]


def test_a_phone_that_is_left_outside_is_written_down(phone: Phone) -> None:
    phone.post(f"/pair/with/{phone.pairing.invite().token}")
    knock = phone.pairing.waiting()
    assert knock
    phone.desk.post(f"/settings/phone/knocks/{knock.id}", answer="no", name="")
    assert happened(phone.desk) == [("phone", "asked"), ("phone", "sent_away")]


def test_a_pass_that_was_not_made_is_not_written_down(browser: Browser) -> None:
    for _ in range(MOST_GOOD):
        make_pass(browser.network, "one of many")
    with pytest.raises(Conflict):
        make_pass(browser.network, "one too many")
    made = sum(one.times for one in browser.network.doors.happened() if one.event is Event.LET_IN)
    assert made == len(list_passes(browser.network).passes) == MOST_GOOD


def test_settings_tell_it_at_the_computer_and_to_no_phone(phone: Phone) -> None:
    make_pass(phone.desk.network, "Tea & <b>Ledger</b>")
    for _ in range(3):
        outsider(phone.desk).get("/today")
    page = phone.desk.ok(phone.desk.get(HERE))
    told = words_of(page)
    assert "In the last 30 days 3 requests got no further than a door." in told
    assert "A browser without a good key was refused." in told
    assert "2 times more within that minute." in told
    assert "Tea & <b>Ledger</b> was let in: it has a key of its own now." in told
    assert "<b>Ledger</b>" not in page
    phone.pair()
    assert phone.looks(HERE) == 403


def test_nothing_happened_is_said_too(browser: Browser) -> None:
    browser.network.doors.lines.path.unlink()
    assert "Nothing happened at any door yet." in browser.words(HERE)


def test_the_doctor_counts_who_was_refused_and_says_where_it_cannot_be_kept(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> tuple[bool, str]:
        return next((one.ok, one.text) for one in doctor(browser.network).checks if one.name == "doors")

    is_well, text = said()
    assert is_well
    assert text.startswith("Nobody was refused at a door in the last 30 days; written down since ")
    with browser.network.doors.lines.path.open("ab") as torn:
        torn.write(b'{"at":"2026-')
    for _ in range(4):
        outsider(browser).get("/today")
    is_well, text = said()
    assert text.endswith(f" 1 line of {FILE} cannot be read.")
    assert "1 line cannot be read." in browser.words(HERE)
    assert is_well
    assert text.startswith("In the last 30 days 4 requests got no further than a door, the last on ")
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != FILE)  # who runs as root may write anywhere
    is_well, text = said()
    assert not is_well
    assert FILE in text


def test_a_door_whose_words_cannot_be_kept_answers_all_the_same(browser: Browser) -> None:
    path = browser.network.doors.lines.path
    path.unlink()
    path.mkdir()
    assert outsider(browser).get("/today").status_code == 401
    assert browser.get("/today").status_code == 200
    shutil.rmtree(path)
    outsider(browser).get("/enter/made-up", follow_redirects=False)
    assert happened(browser) == [("pages", "old_ticket")]
    assert browser.network.doors.happened()[0].event is Event.LOST
