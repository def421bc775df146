"""Open pages never lead into the user's own network: not by spelling, redirect, or a name that changes its mind."""

from __future__ import annotations

import socket
from typing import Any

import httpcore
import pytest
from tests.unit.transport.servers import answering, said

from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.transport.http import Limits, Login
from kithly.transport.turns import Turns
from kithly.transport.web import Web

HERE = "127.0.0.1"
PUBLIC = "9.9.9.9"
QUICK = Limits(connect=0.5, total=1.0, size=100_000)
SPELLINGS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "localhost",
    "LOCALHOST.", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "0.0.0.0", "0",  # noqa: S104
    "\uff11\uff12\uff17.0.0.1", "\u2460\u2461\u2466.0.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
)  # fmt: skip
PRIVATE = (
    "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fc00::1]", "[fe80::1]", "224.0.0.1",
)  # fmt: skip


def web(*, own: tuple[str, ...] = (), login: Login | None = None) -> Web:
    return Web(source="feed", at="ana.example", own=own, login=login, limits=QUICK, turns=Turns(pause=0.0))


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_this_machine_is_asked(host: str) -> None:
    with answering(said("200 OK")) as server, web() as open_pages:
        told = open_pages.visit(f"http://{host}:{server.port}/feed")
        assert not server.asked
    with pytest.raises((SourceFormatError, SourceUnavailable), match=r"private network|no web address|not known"):
        told.demand()


@pytest.mark.parametrize("host", PRIVATE)
def test_no_private_machine_is_asked(host: str) -> None:
    with web() as open_pages, pytest.raises(SourceFormatError, match="private network"):
        open_pages.visit(f"http://{host}/feed").demand()


@pytest.mark.parametrize("host", [*SPELLINGS[1:], *PRIVATE])
def test_no_redirect_leads_there(host: str) -> None:
    """The first server is the user's own word; what it sends to is not."""
    with answering(said("200 OK")) as inner:
        told = said("302 Away", f"Location: http://{host.encode().decode('latin-1')}:{inner.port}/")
        with answering(told) as server, web(own=(HERE,)) as open_pages:
            visited = open_pages.visit(server.url)
        assert not inner.asked
    with pytest.raises((SourceFormatError, SourceUnavailable), match=r"private network|address|not known"):
        visited.demand()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/hostname", "https://"),
        ("gopher://example.org/", "https://"),
        ("ftp://example.org/", "https://"),
        ("javascript:alert(1)", "https://"),
        ("data:text/html,x", "https://"),
        ("//example.org/", "https://"),
        ("https://me:pw@example.org/", "password"),
        ("http://example.org@127.0.0.1/", "password"),
        ("http:///feed", "no server"),
        ("http://[::1/", "no web address"),
        ("", "https://"),
    ],
)
def test_what_is_no_address_of_an_open_page_is_refused(url: str, words: str) -> None:
    with web() as open_pages, pytest.raises(SourceFormatError, match=words):
        open_pages.visit(url).demand()


@pytest.mark.parametrize("location", ["file:///etc/hostname", "gopher://127.0.0.1:25/", "http://me:pw@127.0.0.1/"])
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    with answering(said("302 Away", f"Location: {location}")) as server, web(own=(HERE,)) as open_pages:
        told = open_pages.visit(server.url)
    with pytest.raises(SourceFormatError):
        told.demand()


def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once; the connection goes to the very address that was found allowed."""
    looked_up: list[str] = []
    connected: list[str] = []
    true = socket.getaddrinfo

    def changing(host: Any, port: Any, *args: Any, **kinds: Any) -> Any:
        if host != "rebind.example":
            return true(host, port, *args, **kinds)
        looked_up.append(host)
        return true(PUBLIC if len(looked_up) == 1 else HERE, port, *args, **kinds)

    def connect(_: Any, host: str, *__: Any, **___: Any) -> Any:
        connected.append(host)
        raise httpcore.ConnectError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with web() as open_pages:
        first = open_pages.visit("http://rebind.example/")
        second = open_pages.visit("http://rebind.example/")
    with pytest.raises(SourceUnavailable):
        first.demand()
    with pytest.raises(SourceFormatError, match="private network"):
        second.demand()
    assert (len(looked_up), connected) == (2, [PUBLIC])


def test_a_name_with_public_and_private_addresses_is_met_at_the_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    true, connected = socket.getaddrinfo, []

    def both(host: Any, port: Any, *args: Any, **kinds: Any) -> Any:
        if host != "both.example":
            return true(host, port, *args, **kinds)
        return [*true(HERE, port, *args, **kinds), *true(PUBLIC, port, *args, **kinds)]

    def connect(_: Any, host: str, *__: Any, **___: Any) -> Any:
        connected.append(host)
        raise httpcore.ConnectError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with web() as open_pages:
        open_pages.visit("http://both.example/")
    assert connected == [PUBLIC]


def test_a_safe_page_does_not_send_to_an_open_one(own_certificate: tuple[int, str]) -> None:
    """Plain http is for what the user wrote so: a certificate nobody signed ends it before."""
    port, _ = own_certificate
    with web(own=(HERE,)) as open_pages, pytest.raises(SourceUnavailable, match="certificate"):
        open_pages.visit(f"https://{HERE}:{port}/").demand()


def test_a_token_never_goes_over_plain_http_elsewhere() -> None:
    login = Login(user="", value="canary")
    with web(own=("api.example.org",), login=login) as open_pages, pytest.raises(SourceFormatError, match="https://"):
        open_pages.visit("http://api.example.org/").demand()
