"""Requests no browser of the user's sends: on the wire, against the server as it runs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from tests.e2e.web.conftest import NOW

from kithly.app.network import open_network
from kithly.interfaces.web import forms
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import new_bell
from kithly.interfaces.web.gate import HEADERS
from kithly.interfaces.web.house import House
from kithly.interfaces.web.quiet import quiet_server
from kithly.interfaces.web.serve import listen

PATIENCE = 20.0
NOBODY = 65_534  # number of the user who owns nothing
SECRET = b"Zita-Quarrenhold-of-Fennimarsh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A running server, to be spoken to byte by byte."""

    house: House
    port: int
    cookie: str
    token: str

    @property
    def host(self) -> bytes:
        return f"127.0.0.1:{self.port}".encode()

    def head(self, first: str, *more: bytes, host: bytes | None = None) -> bytes:
        """Return the head of a request of somebody who is in."""
        who = (b"Host: " + (host or self.host), f"Cookie: {self.cookie}".encode(), b"Connection: close")
        lines = [first.encode(), *who, *more]
        return b"\r\n".join([*lines, b"", b""])

    def form(self, path: str, body: bytes, *more: bytes) -> bytes:
        """Return a form as a page of ours sends it."""
        kind, length = b"Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}".encode()
        return self.head(f"POST {path} HTTP/1.1", b"Origin: http://" + self.host, kind, length, *more) + body

    def say(self, words: bytes) -> bytes:
        """Say something and return all that is answered until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(words)
            told = b""
            with suppress(ConnectionResetError):  # it may hang up before it heard all
                while piece := line.recv(65_536):
                    told += piece
        return told


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """Return a server of somebody who knows one person."""
    folder = tmp_path_factory.mktemp("wire") / "network"
    with open_network(folder, now=NOW) as network, listen(0) as listening:
        port = listening.getsockname()[1]
        app = build(network, bell=new_bell(port), clock=lambda: NOW)
        server = quiet_server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        house: House = app.state.house
        secret = house.doorkeeper.enter(house.doorkeeper.ticket())
        assert secret is not None
        guest = house.doorkeeper.guest(secret)
        assert guest is not None
        wire = Wire(house=house, port=port, cookie=f"{house.cookie}={secret}", token=guest.token)
        wire.say(wire.form("/settings/me", f"token={wire.token}&name={SECRET.decode()}".encode()))
        yield wire
        server.should_exit = True
        thread.join()


def status(told: bytes) -> int:
    """Return the number of the first answer."""
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", told)
    assert found, told[:200]
    return int(found[1])


def test_the_wire_tells_a_guest_what_it_may(wire: Wire) -> None:
    told = wire.say(wire.head("GET /settings/you HTTP/1.1"))
    assert status(told) == 200
    assert SECRET in told


def test_nobody_listens_on_any_other_address(wire: Wire) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
        line.settimeout(2)
        assert line.connect_ex(("127.0.0.2", wire.port)) != 0  # the same machine by another of its names


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("GET http://evil.example/settings HTTP/1.1", {400}),
        ("GET https://127.0.0.1:{port}/settings/you HTTP/1.1", {400}),
        ("GET http://127.0.0.1:{port}/settings/you HTTP/1.1", {400}),
        ("GET //evil.example/settings HTTP/1.1", {400}),
        ("GET //settings HTTP/1.1", {400}),
        ("GET /%2f%2fsettings HTTP/1.1", {400}),
        ("GET /./settings HTTP/1.1", {404}),
        ("GET /static/../settings HTTP/1.1", {404}),
        ("GET /static/..%2fsettings HTTP/1.1", {404}),
        ("GET /enter/../settings HTTP/1.1", {404}),
        ("GET /enter/..;/settings HTTP/1.1", {404}),
        ("GET /alive/../settings HTTP/1.1", {404}),
        ("GET /settings;/../x HTTP/1.1", {404}),
        ("GET /settings%00 HTTP/1.1", {404}),
        ("GET /settings%20 HTTP/1.1", {404}),
        ("GET /SETTINGS HTTP/1.1", {404}),
        ("GET settings HTTP/1.1", {400}),
        ("GET * HTTP/1.1", {400}),
        ("OPTIONS * HTTP/1.1", {403}),
        ("CONNECT 127.0.0.1:{port} HTTP/1.1", {403}),
        ("GET /settings", {400}),
        ("GET /sett\x01ings HTTP/1.1", {400}),
    ],
)
def test_odd_addresses_lead_nowhere(wire: Wire, first: str, wanted: set[int]) -> None:
    told = wire.say(wire.head(first.format(port=wire.port)))
    assert status(told) in wanted
    assert SECRET not in told


def test_an_older_browser_must_name_this_server_too(wire: Wire) -> None:
    cookie = f"Cookie: {wire.cookie}\r\n\r\n".encode()
    nameless = wire.say(b"GET /settings/you HTTP/1.0\r\n" + cookie)
    assert status(nameless) == 403
    assert SECRET not in nameless
    assert SECRET in wire.say(b"GET /settings/you HTTP/1.0\r\nHost: " + wire.host + b"\r\n" + cookie)


@pytest.mark.parametrize(
    "more",
    [
        b"Host: evil.example",
        b"Host : evil.example",
        b"X-Forwarded-Host: evil.example\r\nHost: evil.example",
        b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
        b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin",
        b"Sec-Fetch-Site: same-origin, cross-site",
        b"Transfer-Encoding: chunked, identity",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: +5",
        b"X: a\x00b",
        b"X: a\rb",
    ],
)
def test_a_head_that_says_two_things_is_refused(wire: Wire, more: bytes) -> None:
    told = wire.say(wire.head("GET /settings/you HTTP/1.1", more))
    assert status(told) in {400, 403, 501}
    assert SECRET not in told


@pytest.mark.parametrize("header", [b"X-Forwarded-Host", b"X-Original-URL", b"X-Rewrite-URL", b"Forwarded"])
def test_what_proxies_say_is_not_heard(wire: Wire, header: bytes) -> None:
    told = wire.say(wire.head("GET /settings/you HTTP/1.1", header + b": /changes", host=b"evil"))
    assert status(told) == 403
    told = wire.say(wire.head("GET /nowhere HTTP/1.1", header + b": /settings"))
    assert status(told) == 404
    assert SECRET not in told


@pytest.mark.parametrize("method", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"])
def test_a_look_stays_a_look_whatever_it_calls_itself(wire: Wire, method: str) -> None:
    before = wire.house.network.store.stamp()
    more = (f"{method}: POST".encode(), b"Origin: http://" + wire.host, f"X-Kithly-Token: {wire.token}".encode())
    wire.say(wire.head("GET /settings/me?name=Mallory&_method=POST HTTP/1.1", *more))
    assert wire.house.network.store.stamp() == before


def test_a_request_inside_the_body_of_another_is_never_heard(wire: Wire) -> None:
    """Length and chunks at once: whichever is believed, what follows is no second request of the guest's."""
    before = wire.house.network.store.stamp()
    inner = wire.form("/settings/me", f"token={wire.token}&name=Mallory".encode())
    body = b"0\r\n\r\n" + inner
    told = wire.say(
        wire.head(
            "POST /settings/me HTTP/1.1",
            b"Origin: http://evil.example",
            b"Content-Length: %d" % len(body),
            b"Content-Type: application/x-www-form-urlencoded",
        )
        + body
    )
    assert status(told) == 403
    assert told.count(b"HTTP/1.1 ") == 1
    assert wire.house.network.store.stamp() == before


def test_a_head_without_end_is_put_down(wire: Wire) -> None:
    told = wire.say(b"GET /settings/you HTTP/1.1\r\nHost: " + wire.host + b"\r\nX: " + b"a" * 200_000)
    assert not told or status(told) == 400


def test_a_socket_is_never_opened(wire: Wire) -> None:
    asks = (b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Version: 13")
    told = wire.say(wire.head("GET /settings/you HTTP/1.1", *asks, b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
    assert status(told) != 101


def test_a_look_at_the_head_tells_no_more_than_the_head(wire: Wire) -> None:
    told = wire.say(wire.head("HEAD /settings HTTP/1.1"))
    assert status(told) == 200
    assert told.endswith(b"\r\n\r\n")
    assert SECRET not in told
    before = wire.house.network.store.stamp()
    assert status(wire.say(wire.head("HEAD /settings/me HTTP/1.1"))) in {404, 405}
    assert wire.house.network.store.stamp() == before


def test_a_ticket_survives_a_program_that_only_tries_it(wire: Wire) -> None:
    way_in = wire.house.way_in().partition(str(wire.port))[2]
    tried = wire.say(wire.head(f"HEAD {way_in} HTTP/1.1"))
    assert b"set-cookie" not in tried.lower()
    assert b"set-cookie" in wire.say(wire.head(f"GET {way_in} HTTP/1.1")).lower()


def test_a_form_that_never_ends_keeps_nobody_waiting(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "PATIENCE", 0.2)
    began = time.monotonic()
    whole = wire.form("/settings/me", b"token=" + wire.token.encode() + b"&name=Mallory")
    told = wire.say(whole[:-3])  # three bytes short
    assert status(told) == 400
    assert time.monotonic() - began < PATIENCE
    assert SECRET in wire.say(wire.head("GET /settings/you HTTP/1.1"))


def test_a_guest_who_hangs_up_leaves_nothing_behind(wire: Wire, capfd: pytest.CaptureFixture[str]) -> None:
    before = wire.house.network.store.stamp()
    whole = wire.form("/settings/me", b"token=" + wire.token.encode() + b"&name=Mallory")
    for cut in (len(whole) - 3, len(whole) // 2, 10):
        with socket.create_connection(("127.0.0.1", wire.port), timeout=PATIENCE) as line:
            line.sendall(whole[:cut])
    assert status(wire.say(wire.head("GET /settings/you HTTP/1.1"))) == 200
    assert wire.house.network.store.stamp() == before
    assert capfd.readouterr() == ("", "")


def test_every_odd_answer_carries_the_policy_too(wire: Wire) -> None:
    for first in ("GET //x HTTP/1.1", "GET /nowhere HTTP/1.1", "DELETE /settings HTTP/1.1"):
        told = wire.say(wire.head(first)).lower()
        assert [name for name, value in HEADERS.items() if f"{name}: {value}".lower().encode() not in told] == []


def test_nothing_that_opens_the_door_is_kept_on_disk(wire: Wire) -> None:
    folder = wire.house.network.settings.folder
    assert not [path for path in folder.rglob("*") if path.is_file() and wire.token.encode() in path.read_bytes()]


def test_another_user_of_the_machine_is_refused_even_with_the_cookie(wire: Wire) -> None:
    """Where this runs as root, it asks as nobody; else as the user who may."""
    is_root = os.geteuid() == 0
    asking = 'exec 3<>/dev/tcp/127.0.0.1/$0; printf %s "$1" >&3; cat <&3'
    words = wire.head("GET /settings/you HTTP/1.1").decode()
    ran = subprocess.run(
        ["bash", "-c", asking, str(wire.port), words],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        user=NOBODY if is_root else None,
    )
    assert status(ran.stdout) == (403 if is_root else 200), ran
    assert (SECRET in ran.stdout) is not is_root


@pytest.mark.parametrize("path", ["/search?q={}", "/people?q={}", "/{}", "/people/{}", "/records/{}"])
@pytest.mark.parametrize(
    "told", ["%0d%0aX-Evil:%201%0d%0a%0d%0a<p>", "%0aX-Evil:1", "%00", "%E2%80%A8X-Evil:1", "%ff%fe"]
)
def test_no_header_of_an_answer_is_made_by_whoever_asks(wire: Wire, path: str, told: str) -> None:
    here = f"HX-Current-URL: http://127.0.0.1:{wire.port}/today".encode()
    answer = wire.say(wire.head(f"GET {path.format(told)} HTTP/1.1", here, b"HX-Request: true"))
    head, _, _ = answer.partition(b"\r\n\r\n")
    assert status(answer) < 500
    assert b"\nx-evil" not in head.lower()
    assert head.isascii()
