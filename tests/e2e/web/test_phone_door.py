"""The door for phones: it listens at one address of a local network, and closes with it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.checkup import doctor
from kithly.errors import SettingsError
from kithly.interfaces.web.house import House
from kithly.interfaces.web.phone_app import phone_app
from kithly.interfaces.web.phone_door import PhoneDoor
from kithly.transport.near import is_listened

STAND_IN = "127.0.0.2"  # an address of this machine that stands for one of a local network


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Browser]:
    """Return the browser of a computer in a local network."""
    with browsing(tmp_path / "empty", addresses=(STAND_IN,)) as one:
        yield one


def test_the_listener_is_at_one_address_and_closes(desk: Browser) -> None:
    house: House = desk.client.app.state.house  # type: ignore[attr-defined]
    assert house.phone.where is None
    assert "Let my phone in" in desk.words("/settings/phone")
    page = desk.ok(desk.post("/settings/phone/on", address=STAND_IN))
    where = house.phone.where
    assert where
    assert where.host in words_of(page)
    with socket.create_connection((STAND_IN, where.port), timeout=5) as line:
        line.sendall(f"GET /today HTTP/1.1\r\nHost: {where.host}\r\nConnection: close\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 401")
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", where.port), timeout=5):
        pass
    assert [one.text for one in doctor(desk.network).checks if one.name == "phone"]
    assert "<svg" in desk.ok(desk.post("/settings/phone/invite"))
    desk.ok(desk.post("/settings/phone/off"))
    assert house.phone.where is None
    assert house.phone.pairing.invitation() is None
    with pytest.raises(OSError, match="refused"), socket.create_connection((STAND_IN, where.port), timeout=5):
        pass
    assert not [one for one in doctor(desk.network).checks if one.name == "phone"]


def test_the_door_closes_when_the_address_is_gone(desk: Browser) -> None:
    house: House = desk.client.app.state.house  # type: ignore[attr-defined]
    left = threading.Event()

    def answers(address: str, port: int) -> Starlette:
        return phone_app(house, address, port)

    def is_here(address: str) -> bool:
        return address == STAND_IN and not left.is_set()

    door = PhoneDoor(answers, house.network_now, addresses=lambda: (STAND_IN,), is_here=is_here, look_every=0.05)
    where = door.open()
    door.pairing.invite()
    left.set()
    deadline = time.monotonic() + 20
    while is_listened(STAND_IN, where.port) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert door.where is None
    assert door.pairing.invitation() is None
    assert not is_listened(STAND_IN, where.port)


@pytest.mark.parametrize("address", ["9.9.9.9", "0.0.0.0", "127.0.0.1", "192.168.1.1", "::", "evil.example"])  # noqa: S104 - refused
def test_no_other_address_is_listened_at(desk: Browser, address: str) -> None:
    house: House = desk.client.app.state.house  # type: ignore[attr-defined]
    with pytest.raises(SettingsError):
        house.phone.open(address)
    assert house.phone.where is None
