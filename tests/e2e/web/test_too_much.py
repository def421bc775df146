"""More than a browser of the user's ever sends: nothing of it fills the memory or the disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import anyio
import pytest
from tests.e2e.web.conftest import ORIGIN, PORT, Browser

from kithly.interfaces.web.forms import MOST_FIELDS, MOST_FORM
from kithly.interfaces.web.house import House
from kithly.interfaces.web.rooms import ROOMS

PIECE = b"x" * (1 << 20)
ENDLESS = 10 << 30  # bytes: ten gigabytes
FORMS = sorted({room.path for room in ROOMS if room.method == "POST" and not room.takes_files})


class Pouring:
    """A body that goes on for as long as it is taken, and how much of it was."""

    def __init__(self, begin: bytes, piece: bytes = PIECE) -> None:
        self.taken = 0
        self._pieces = self._pouring(begin, piece)

    def _pouring(self, begin: bytes, piece: bytes) -> Iterator[bytes]:
        yield begin
        while self.taken < ENDLESS:
            yield piece

    async def receive(self) -> dict[str, Any]:
        """Give the next piece."""
        piece = next(self._pieces)
        self.taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}


def poured(browser: Browser, path: str, body: Pouring, **headers: str) -> int:
    """Pour a body into a room, and return the number of the answer."""
    house: House = browser.client.app.state.house  # type: ignore[attr-defined]
    told = {
        "host": f"127.0.0.1:{PORT}",
        "origin": ORIGIN,
        "cookie": f"{house.cookie}={browser.client.cookies[house.cookie]}",
        "content-type": "application/x-www-form-urlencoded",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }
    answers: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    async def asked() -> None:
        await browser.client.app(scope, body.receive, send)  # type: ignore[arg-type]

    anyio.run(asked)
    return int(answers[0]["status"])


@pytest.mark.parametrize("path", FORMS)
def test_ten_gigabytes_are_put_down_after_four_megabytes(browser: Browser, path: str) -> None:
    before = browser.network.store.stamp()
    body = Pouring(f"token={browser.token}&name=".encode())
    assert poured(browser, path, body) == 400
    assert body.taken <= MOST_FORM + 2 * len(PIECE)
    assert browser.network.store.stamp() == before


def test_what_is_announced_as_too_much_is_not_even_begun(browser: Browser) -> None:
    for length in (str(MOST_FORM + 1), str(ENDLESS), "9" * 5_000, "-1", "1e9", "²"):
        body = Pouring(b"")
        assert poured(browser, "/settings/me", body, content_length=length) == 400
        assert body.taken == 0


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "application/json", ""])
def test_only_a_plain_form_is_read_so_nothing_is_put_aside_on_disk(browser: Browser, kind: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="token"; filename="a"\r\n\r\n'
    body = Pouring(head)
    assert poured(browser, "/settings/me", body, content_type=kind) == 403
    assert body.taken == 0


def test_no_more_fields_are_read_than_a_bulk_edit_names(browser: Browser) -> None:
    before = browser.network.store.stamp()
    many = urlencode([("token", browser.token), *(("name", "x"),) * MOST_FIELDS])
    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/settings/me", content=many, headers=headers).status_code == 400
    assert browser.network.store.stamp() == before


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5_000, "-1", "1e3", "٣", "0x10", " 5 ", "\x00"])
@pytest.mark.parametrize("path", ["/changes", "/search/more"])
def test_a_number_that_is_none_is_no_mistake(browser: Browser, path: str, number: str) -> None:
    assert browser.client.get(path, params={"from": number, "q": "boat"}).status_code == 200


def test_other_servers_cookies_neither_open_nor_shut_the_door(browser: Browser) -> None:
    """Browsers do not tell ports apart: whatever else listens on this machine sets cookies for us too."""
    house: House = browser.client.app.state.house  # type: ignore[attr-defined]
    ours = f"{house.cookie}={browser.client.cookies[house.cookie]}"
    tossed = f"{house.cookie}=theirs"
    for cookie in (f"{tossed}; {ours}", f"{ours}; {tossed}", f'json={{"a": "b"}}; {ours}', f'a="; {ours}; b="'):
        assert browser.client.get("/settings", headers={"cookie": cookie}).status_code == 200, cookie
    many = "; ".join(f"{house.cookie}=theirs-{number}" for number in range(500))
    assert browser.client.get("/settings", headers={"cookie": f"{many}; {ours}"}).status_code == 200
    assert browser.client.get("/settings", headers={"cookie": many}).status_code == 401


def test_a_browser_with_two_keys_at_once_is_nobodys(browser: Browser) -> None:
    house: House = browser.client.app.state.house  # type: ignore[attr-defined]
    other = house.doorkeeper.enter(house.doorkeeper.ticket())
    cookie = f"{house.cookie}={browser.client.cookies[house.cookie]}; {house.cookie}={other}"
    assert browser.client.get("/settings", headers={"cookie": cookie}).status_code == 401
