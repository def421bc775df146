"""Signing out, and the ends that come by themselves: the key a browser held opens nothing afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.e2e.web.conftest import NOW, ORIGIN, Browser, browsing, words_of
from tests.e2e.web.test_phone import PHONE, PORT, Phone

from kithly.app.passes.keeping import LONGEST, list_passes, make_pass
from kithly.app.passes.scopes import DEVICE, READ
from kithly.interfaces.web.guests import IDLE_SECONDS, LONGEST_SECONDS, Doorkeeper
from kithly.interfaces.web.phone_app import cookie_of, phone_app

HOUR = 3_600.0
OUT = "/settings/door/out"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    """Return a phone that is not paired."""
    app = phone_app(browser.house, "192.168.7.20", PORT)
    with TestClient(app, base_url=PHONE) as client:
        yield Phone(client=client, desk=browser)


def another(browser: Browser) -> TestClient:
    """Return another browser that came in."""
    client = TestClient(browser.client.app, base_url=ORIGIN)
    client.get(f"/enter/{browser.house.doorkeeper.ticket()}", follow_redirects=False)
    return client


def test_whoever_signs_out_is_outside_even_with_the_key_they_had(browser: Browser) -> None:
    house, other = browser.house, another(browser)
    key = browser.client.cookies[house.cookie]
    assert f'action="{OUT}"' in browser.ok(browser.get("/settings/door"))
    answer = browser.post(OUT)
    assert answer.status_code == 200
    assert "You are signed out." in words_of(answer.text)
    assert "kithly web" in words_of(answer.text)
    assert house.cookie not in browser.client.cookies
    assert answer.headers["clear-site-data"] == '"storage"'
    assert browser.get("/today").status_code == 401
    stolen = browser.client.get("/today", headers={"cookie": f"{house.cookie}={key}"})
    assert stolen.status_code == 401
    assert other.get("/today").status_code == 200  # another browser is its own


def test_every_browser_of_this_computer_can_be_signed_out_at_once(browser: Browser) -> None:
    other = another(browser)
    browser.post(OUT, which="all")
    assert browser.get("/today").status_code == 401
    assert other.get("/today").status_code == 401


def test_a_ticket_nobody_used_ends_with_every_browser(browser: Browser) -> None:
    ticket = browser.house.doorkeeper.ticket()
    browser.post(OUT, which="all")
    browser.client.get(f"/enter/{ticket}", follow_redirects=False)
    assert browser.get("/today").status_code == 401


def test_after_signing_out_one_command_leads_back_in(browser: Browser) -> None:
    browser.post(OUT)
    browser.client.get(browser.house.way_in(), follow_redirects=False)
    assert browser.get("/today").status_code == 200


def test_a_look_or_another_page_signs_nobody_out(browser: Browser) -> None:
    assert browser.client.get(OUT).status_code in {404, 405}
    assert browser.client.post(OUT, headers={"origin": ORIGIN}).status_code == 403
    assert browser.get("/today").status_code == 200


def test_a_browser_that_asks_for_nothing_is_outside_in_the_end_and_one_that_asks_is_not() -> None:
    time = [0.0]
    keeper = Doorkeeper(lambda: time[0])
    used, left = keeper.enter(keeper.ticket()), keeper.enter(keeper.ticket())
    assert used
    assert left
    time[0] = IDLE_SECONDS - 1
    assert keeper.guest(used)
    time[0] = IDLE_SECONDS
    assert keeper.guest(used)
    assert keeper.guest(left) is None


def test_a_browser_is_outside_after_the_longest_time_however_often_it_asks() -> None:
    time = [0.0]
    keeper = Doorkeeper(lambda: time[0])
    key = keeper.enter(keeper.ticket())
    assert key
    while time[0] < LONGEST_SECONDS - HOUR:
        time[0] += HOUR
        assert keeper.guest(key), time[0]
    time[0] += HOUR
    assert keeper.guest(key) is None


def test_an_end_is_no_guests_for_good_and_leaves_nothing_behind() -> None:
    time = [0.0]
    keeper = Doorkeeper(lambda: time[0])
    key = keeper.enter(keeper.ticket())
    assert key
    time[0] = IDLE_SECONDS
    assert keeper.guest(key) is None
    time[0] = 0.0
    assert keeper.guest(key) is None


def test_a_weekend_and_a_working_month_are_shorter_than_the_ends() -> None:
    assert IDLE_SECONDS > 63 * HOUR  # Friday at six to Monday at nine
    assert IDLE_SECONDS < LONGEST_SECONDS <= 31 * 24 * HOUR


def test_the_door_page_tells_both_ends_in_days(browser: Browser) -> None:
    told = browser.words("/settings/door")
    assert f"after {IDLE_SECONDS / HOUR / 24:.0f} days without a look" in told
    assert f"after {LONGEST_SECONDS / HOUR / 24:.0f} days at most" in told


def test_the_closed_door_says_how_to_come_back_in(browser: Browser) -> None:
    browser.post(OUT)
    told = words_of(browser.get("/today").text)
    assert "kithly web" in told
    assert "signed out" in told


def test_a_phone_that_signs_out_is_unpaired(phone: Phone) -> None:
    key = phone.pair()
    assert f'action="{OUT}"' in phone.client.get("/settings/door").text
    guest_token = phone.client.get("/settings/door").text.split('name="token" value="')[1].split('"')[0]
    status, page = phone.post(OUT, token=guest_token)
    assert status == 200
    assert "You are signed out." in words_of(page)
    assert "pair" in words_of(page)
    assert phone.looks("/today") == 401
    assert phone.client.get("/today", headers={"cookie": f"{cookie_of(PORT)}={key}"}).status_code == 401
    assert [one.state for one in list_passes(phone.desk.network, kind=DEVICE).passes] == ["revoked"]
    assert phone.desk.get("/today").status_code == 200


def test_a_phone_signs_no_browser_of_the_computer_out(phone: Phone) -> None:
    phone.pair()
    guest_token = phone.client.get("/settings/door").text.split('name="token" value="')[1].split('"')[0]
    phone.post(OUT, token=guest_token, which="all")
    assert phone.desk.get("/today").status_code == 200


def test_a_phone_is_paired_anew_after_a_year_however_often_it_comes(imported: Path, tmp_path: Path) -> None:
    now = [NOW]
    folder = shutil.copytree(imported, tmp_path / "network")
    with browsing(folder, clock=lambda: now[0]) as desk:
        house = desk.house
        key = make_pass(house.network_now(), "Robin's phone", (READ,), kind=DEVICE).token
        with TestClient(phone_app(house, "192.168.7.20", PORT), base_url=PHONE) as client:
            client.cookies.set(cookie_of(PORT), key)
            for quarter in range(1, 6):
                now[0] = NOW + LONGEST * quarter / 5
                expected = 200 if quarter < 5 else 401
                assert client.get("/settings/door").status_code == expected, quarter
