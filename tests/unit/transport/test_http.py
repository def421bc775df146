"""HTTP with limits: who is spoken to, how long, how much; and in which words it fails."""

from __future__ import annotations

import gzip
import socket
import time
import traceback

import pytest
from tests.unit.transport.servers import answering, said, stage

from kithly.errors import KithlyError, SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.transport.addresses import Refusal, is_loopback, is_public, resolve
from kithly.transport.http import Http, Limits, Login, Peer

HERE = "127.0.0.1"
CANARY = "canary-7d1f-secret"
QUICK = Limits(connect=2.0, total=0.6, size=100_000)


def client(*, own: tuple[str, ...] = (HERE,), login: bool = False, limits: Limits = QUICK) -> Http:
    chosen = Login(user="me", value=CANARY) if login else None
    return Http(Peer(source="test", at="me@example.org", own=frozenset(own), login=chosen), limits=limits)


def test_an_answer_comes_whole_with_its_fields() -> None:
    with (
        answering(said("207 Multi-Status", "ETag: one", "DAV: 1", "DAV: 2", body=b"hello")) as server,
        client() as http,
    ):
        answer = http.ask("PROPFIND", server.url + "/x", headers={"Depth": "0"}, body=b"<a/>")
    assert (answer.status, answer.body, answer.headers["etag"]) == (207, b"hello", "one")
    assert answer.headers["dav"] == "1, 2"
    assert server.asked[0].startswith(b"PROPFIND /x HTTP/1.1")
    assert b"Depth: 0" in server.asked[0]


def test_a_packed_answer_is_unpacked() -> None:
    with answering(said("200 OK", "Content-Encoding: gzip", body=gzip.compress(b"plain"))) as server, client() as http:
        assert http.ask("GET", server.url).body == b"plain"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (said("200 OK", body=b"x" * 100_001), "larger than"),
        (said("200 OK", "Content-Encoding: gzip", body=gzip.compress(b"\0" * 90_000_000)), "larger than"),
        (said("200 OK", "Content-Encoding: br", body=b"???"), "packed in a way nobody asked for"),
        (said("200 OK", "Content-Encoding: gzip", body=b"no gzip at all"), "damaged"),
    ],
)
def test_what_is_too_much_is_refused(answer: bytes, words: str) -> None:
    with answering(answer) as server, client() as http, pytest.raises(SourceFormatError, match=words):
        http.ask("GET", server.url)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        said("200 OK", "Content-Encoding: gzip", body=gzip.compress(b"plain" * 500)[:40]),
        b"* OK this is no web server\r\n",
        b"",
    ],
)
def test_what_breaks_off_is_worth_another_try(answer: bytes) -> None:
    with answering(answer) as server, client() as http, pytest.raises(SourceUnavailable):
        http.ask("GET", server.url)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left_in_time_wherever_it_drips(start: bytes) -> None:
    def drip(conn: socket.socket, _: bytes) -> None:
        conn.sendall(start)
        for _second in range(60):
            conn.sendall(b"a")
            time.sleep(0.05)

    with stage(drip) as server, client() as http:
        began = time.monotonic()
        with pytest.raises(SourceUnavailable, match="in time"):
            http.ask("GET", server.url)
        assert time.monotonic() - began < 2


def test_redirects_stay_with_the_server_and_end() -> None:
    def play(conn: socket.socket, request: bytes) -> None:
        target = request.split()[1]
        conn.sendall(said("200 OK", body=target) if target == b"/c" else said("307 Away", "Location: /c"))

    with stage(play) as server, client(login=True) as http:
        answer = http.ask("REPORT", server.url + "/a", body=b"")
    assert answer.body == b"/c"
    assert answer.url.endswith("/c")
    assert [one.split()[0] for one in server.asked] == [b"REPORT", b"REPORT"]
    assert all(b"Authorization: Basic" in one for one in server.asked)


def test_a_redirect_without_end_is_left() -> None:
    with answering(said("302 Away", "Location: /again")) as server, client() as http:
        with pytest.raises(SourceFormatError, match="without end"):
            http.ask("GET", server.url)
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://elsewhere.example/", "another server"),
        ("//elsewhere.example/", "https://"),
        ("ftp://127.0.0.1/", "https://"),
        ("http://169.254.169.254/latest/meta-data", "https://"),
        ("https://me:pw@127.0.0.1/", "password"),
    ],
)
def test_a_redirect_elsewhere_is_refused(location: str, words: str) -> None:
    told = said("302 Away", f"Location: {location}")
    with answering(told) as server, client() as http, pytest.raises(SourceFormatError, match=words):
        http.ask("GET", server.url)


def test_the_login_goes_only_to_the_users_own_servers() -> None:
    with answering(said("200 OK")) as server:
        with client(own=("x.example",), login=True) as http, pytest.raises(SourceFormatError, match="private network"):
            http.ask("GET", server.url)
        assert not server.asked
    peer = Peer(source="test", at="me", own=frozenset({"localhost"}), login=Login(user="", value=CANARY))
    with answering(said("200 OK")) as server, Http(peer) as http:
        http.ask("GET", server.url.replace(HERE, "localhost"))
        assert f"Authorization: Bearer {CANARY}".encode() in server.asked[0]


def test_plain_http_is_for_this_machine_only() -> None:
    with client(own=("dav.example.org",)) as http, pytest.raises(SourceFormatError, match="https://"):
        http.ask("GET", "http://dav.example.org/")


@pytest.mark.parametrize(
    ("status", "error", "hint"),
    [
        ("401 No", SourceAuthError, "Sign in again"),
        ("403 No", SourceAuthError, "Sign in again"),
        ("429 Slow", SourceUnavailable, "in 2 minutes"),
        ("503 Later", SourceUnavailable, "in 2 minutes"),
        ("404 Where", SourceFormatError, "address"),
    ],
)
def test_a_refusal_is_one_of_three_failures(status: str, error: type[KithlyError], hint: str) -> None:
    with answering(said(status, "Retry-After: 61")) as server, client(login=True) as http:
        answer = http.ask("GET", server.url)
        with pytest.raises(error) as caught:
            http.demand(answer)
    assert hint in caught.value.hint


def test_no_failure_shows_the_secret() -> None:
    with client(login=True) as http:
        for url in ("http://127.0.0.1:1/", "https://127.0.0.1:1/", "nonsense"):
            with pytest.raises((SourceUnavailable, SourceFormatError)) as caught:
                http.ask("GET", url)
            assert CANARY not in "".join(traceback.format_exception(caught.value))
        assert CANARY not in repr(http)
    assert CANARY not in repr(Login(user="me", value=CANARY))


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with answering(said("200 OK", body=b"direct")) as server, client() as http:
        assert http.ask("GET", server.url).body == b"direct"


def test_a_certificate_nobody_signed_is_no_proof(own_certificate: tuple[int, str]) -> None:
    port, _ = own_certificate
    with client() as http, pytest.raises(SourceUnavailable, match="certificate"):
        http.ask("GET", f"https://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "::1",
     "fe80::1%2", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "ff02::1",
     "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "2001:0:7f00:1::", "fec0::1", "3fff::1",
     "5f00::1", "192.88.99.1", "198.18.0.1", "240.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_known_whatever_they_are_wrapped_in(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909", "2002:909:909::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_a_private_machine_is_spoken_to_only_if_it_was_named() -> None:
    with pytest.raises(Refusal):
        resolve("localhost", 80, own=())
    assert resolve("localhost", 80, own=("LOCALHOST.",))
    assert [is_loopback(one) for one in ("LocalHost", "[::1]", "localhost.example.org")] == [True, True, False]


def test_it_knows_whether_anything_of_a_request_was_written() -> None:
    with answering(b"") as server, client() as http:
        with pytest.raises(SourceUnavailable):
            http.ask("POST", "http://127.0.0.1:1/", body=b"x")
        assert not http.has_gone_out
        with pytest.raises(SourceUnavailable):
            http.ask("POST", server.url, body=b"x")
        assert http.has_gone_out
        with pytest.raises(SourceFormatError):
            http.ask("POST", "http://no.example/", body=b"x")
        assert not http.has_gone_out
