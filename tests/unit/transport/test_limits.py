"""What a request may take, and what no answer is: everything a server can do wrong is one sentence, in time."""

from __future__ import annotations

import gzip
import socket
import struct
import time

import pytest
from tests.pace import spent
from tests.unit.transport.servers import answering, stage

from kithly.errors import SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.http import Http, Limits, Peer

HERE = "127.0.0.1"
QUICK = Limits(connect=2.0, total=0.8, size=100_000)
OK = b"HTTP/1.1 200 OK\r\n"
WRONG = {
    "a length below nothing": OK + b"Content-Length: -1\r\n\r\nabc",
    "a length that is no number": OK + b"Content-Length: many\r\n\r\nabc",
    "two lengths": OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    "a longer body than told": OK + b"Content-Length: 3\r\n\r\nabcdef",
    "a chunk of no size": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a chunk of 10 GB": OK + b"Transfer-Encoding: chunked\r\n\r\n280000000\r\nabc",
    "chunks without an end": OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "a header without a colon": OK + b"nonsense\r\n\r\n",
    "a header of a megabyte": OK + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "100,000 headers": OK + b"X: a\r\n" * 100_000 + b"\r\n",
    "a status that is none": b"HTTP/1.1 999999 OK\r\n\r\n",
    "an older HTTP": b"HTTP/0.9 200\r\n\r\n",
    "zeros": bytes(10_000),
    "packed twice as told, once in truth": OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(b"abc"),
    "a redirect to nowhere": b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    "a redirect without an address": b"HTTP/1.1 302 Found\r\n\r\n",
}


def asked(url: str) -> None:
    with Http(Peer(source="test", at="me@example.org", own=frozenset({HERE})), limits=QUICK) as http:
        http.demand(http.ask("GET", url))


def said_of(url: str) -> SourceError | None:
    try:
        asked(url)
    except SourceError as told:
        return told
    return None


def test_no_request_takes_more_than_it_may() -> None:
    assert Limits() == Limits(connect=10.0, total=30.0, size=5 << 20, redirects=5)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_answer_is_a_sentence_or_harmless(name: str) -> None:
    began = time.process_time()
    with answering(WRONG[name]) as server:
        told = said_of(server.url)
    assert told is None or (str(told) and told.hint)
    assert spent(began) < 1


def test_a_connection_that_is_reset_is_worth_another_try() -> None:
    def reset(conn: socket.socket, _: bytes) -> None:
        conn.sendall(OK + b"Content-Length: 100\r\n\r\nabc")
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with stage(reset) as server, pytest.raises(SourceUnavailable):
        asked(server.url)


def test_silence_is_waited_for_no_longer_than_the_whole_may_take() -> None:
    def listen(conn: socket.socket, _: bytes) -> None:
        conn.recv(1)

    with stage(listen) as server:
        began = time.monotonic()
        with pytest.raises(SourceUnavailable, match="in time"):
            asked(server.url)
        assert time.monotonic() - began < 3


def test_chunks_without_an_end_are_left_when_they_are_too_many() -> None:
    def pour(conn: socket.socket, _: bytes) -> None:
        conn.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            conn.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")

    with stage(pour) as server, pytest.raises(SourceFormatError, match="larger than"):
        asked(server.url)
