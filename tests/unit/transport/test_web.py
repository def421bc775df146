"""Open pages: asked for when they may have changed, and left alone for as long as their server wants."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tests.unit.transport.servers import answering, said, stage

from kithly.errors import SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.transport.http import Limits, Login
from kithly.transport.turns import Turns
from kithly.transport.web import Visit, Visited, Web

HERE = "127.0.0.1"
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
QUICK = Limits(connect=2.0, total=0.6, size=100_000)


def web(*, own: tuple[str, ...] = (HERE,), login: Login | None = None, turns: Turns | None = None) -> Web:
    return Web(source="feed", at="ana.example", own=own, login=login, limits=QUICK, turns=turns or Turns(pause=0.0))


def visited(answer: bytes, before: Visit | None = None, *, now: datetime = NOW, login: Login | None = None) -> Visited:
    with answering(answer) as server, web(login=login) as open_pages:
        return open_pages.visit(server.url + "/feed", before, now=now)


def waits(one: Visited) -> int:
    """Return the seconds it is left alone."""
    return one.visit.not_before - int(NOW.timestamp())


def test_what_has_not_changed_is_not_sent_again() -> None:
    def play(conn: socket.socket, request: bytes) -> None:
        if b'If-None-Match: "one"' in request and b"If-Modified-Since: Sun, 03 May 2026" in request:
            conn.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
        else:
            fields = ('ETag: "one"', "Last-Modified: Sun, 03 May 2026 10:00:00 GMT")
            conn.sendall(said("200 OK", *fields, body=b"words"))

    with stage(play) as server, web() as open_pages:
        first = open_pages.visit(server.url, accept="application/rss+xml", now=NOW)
        second = open_pages.visit(server.url, Visit.from_kept(first.visit.to_keep()), now=NOW)
    answer = first.demand()
    assert answer is not None
    assert answer.body == b"words"
    assert b"Accept: application/rss+xml" in server.asked[0]
    assert (second.demand(), second.visit) == (None, first.visit)


@pytest.mark.parametrize("body", [b"", b"Content-Length: 5\r\n"])
def test_unchanged_without_a_body_is_not_waited_for(body: bytes) -> None:
    told = visited(b"HTTP/1.1 304 Not Modified\r\n" + body + b"\r\n", Visit(etag="a"))
    assert told.demand() is None


def test_unchanged_without_having_been_asked_is_no_answer() -> None:
    with pytest.raises(SourceFormatError, match="nothing was read of it before"):
        visited(said("304 Not Modified")).demand()


@pytest.mark.parametrize(
    ("field", "seconds"),
    [
        ("Retry-After: 3600", 3_600),
        (f"Retry-After: {format_datetime(NOW + timedelta(hours=2), usegmt=True)}", 7_200),
        (f"Retry-After: {format_datetime(NOW - timedelta(days=900), usegmt=True)}", 0),
        ("Retry-After: 99999999999999999999", 604_800),
        ("Retry-After: Sun, 03 May 99999 12:00:00 GMT", 300),
        ("Retry-After: soon", 300),
        ("Retry-After: -5", 300),
        ("X-Nothing: 1", 300),
    ],
)
@pytest.mark.parametrize("status", ["429 Slow", "503 Later", "500 Fault"])
def test_a_busy_server_is_left_alone_as_long_as_it_asks_for(status: str, field: str, seconds: int) -> None:
    told = visited(said(status, field))
    assert 0 <= waits(told) - seconds <= 1
    with pytest.raises(SourceUnavailable, match="busy or has a fault"):
        told.demand()


def test_a_rate_that_is_used_up_is_waited_for() -> None:
    reset = int(NOW.timestamp()) + 900
    told = visited(said("403 No", "X-RateLimit-Remaining: 0", f"X-RateLimit-Reset: {reset}"))
    assert 0 <= waits(told) - 900 <= 1
    with pytest.raises(SourceUnavailable) as caught:
        told.demand()
    assert "in 16 minutes" in caught.value.hint


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        (("X-RateLimit-Remaining: 0", f"X-RateLimit-Reset: {(NOW + timedelta(minutes=5)).isoformat()}"), 300),
        (("RateLimit-Remaining: 0", f"RateLimit-Reset: {int(NOW.timestamp()) + 240}"), 240),
        (("RateLimit-Remaining: 0", "RateLimit-Reset: 180"), 180),
        (("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 9999-01-01T00:00:00Z"), 604_800),
        (("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: some day"), 300),
    ],
)
def test_a_rate_begins_anew_when_the_server_says_in_whatever_way_it_says_so(
    fields: tuple[str, str], seconds: int
) -> None:
    assert 0 <= waits(visited(said("429 Slow", *fields))) - seconds <= 1


def test_what_a_server_says_with_a_refusal_is_handed_on() -> None:
    told = visited(said("400 No", body=b'{"error":"ProfileNotFound"}'))
    assert told.answer is None
    assert told.refusal is not None
    assert told.refusal.body == b'{"error":"ProfileNotFound"}'


def test_every_further_fault_doubles_the_wait_up_to_a_day_and_an_answer_ends_it() -> None:
    before, waited = Visit(etag="kept"), []
    for _ in range(11):
        told = visited(said("503 Later"), Visit(etag="kept", faults=before.faults))
        waited.append(waits(told) // 60)
        before = told.visit
    assert waited == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert before.etag == "kept"
    assert visited(said("200 OK", body=b"x"), Visit(faults=9)).visit == Visit()


def test_while_a_server_is_left_alone_nothing_is_asked() -> None:
    until = Visit(not_before=int(NOW.timestamp()) + 60 * 300, faults=3)
    with answering(said("200 OK")) as server, web() as open_pages:
        told = open_pages.visit(server.url, until, now=NOW)
        assert not server.asked
        assert open_pages.visit(server.url, until, now=NOW + timedelta(hours=6)).answer is not None
    assert told.visit == until
    with pytest.raises(SourceUnavailable, match="left alone") as caught:
        told.demand()
    assert caught.value.hint.startswith("It is asked again in 5 hours")


def test_a_server_that_is_away_is_left_alone_too() -> None:
    with socket.create_server((HERE, 0)) as listener:
        port = listener.getsockname()[1]
    with web() as open_pages:
        told = open_pages.visit(f"http://{HERE}:{port}/", Visit(etag="a"), now=NOW)
    assert (told.visit.etag, told.visit.faults, waits(told) // 60) == ("a", 1, 5)
    with pytest.raises(SourceUnavailable, match="refuses the connection"):
        told.demand()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("410 Gone", "gone for good"),
        ("404 Where", "nothing at this address"),
        ("401 No", "not show it to everybody"),
        ("451 No", "not show it to everybody"),
        ("406 No", "does not give it"),
    ],
)
def test_a_refusal_is_said_in_words(status: str, words: str) -> None:
    told = visited(said(status), Visit(etag="a", faults=2))
    assert told.visit == Visit(etag="a")
    with pytest.raises(SourceFormatError, match=words):
        told.demand()


def test_a_token_that_is_not_taken_asks_for_another() -> None:
    with pytest.raises(SourceAuthError, match="token"):
        visited(said("401 No"), login=Login(user="", value="canary")).demand()


@pytest.mark.parametrize(("etag", "kept"), [('W/"a"', 'W/"a"'), ("x" * 1_001, ""), ("caf\u00e9", ""), ("", "")])
def test_a_mark_that_cannot_be_sent_back_is_none(etag: str, kept: str) -> None:
    assert visited(said("200 OK", f"ETag: {etag}", body=b"x")).visit.etag == kept


@pytest.mark.parametrize("kept", [None, 3, "x", [], {"etag": 3, "not_before": "soon", "faults": True, "odd": 1}])
def test_a_damaged_memory_is_a_first_visit(kept: object) -> None:
    assert Visit.from_kept(kept) == Visit()


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [("301", "308", "/c"), ("301", "302", "/b"), ("302", "301", ""), ("307", "303", "")],
)
def test_an_address_has_moved_as_far_as_it_moved_for_good(first: str, second: str, moved: str) -> None:
    answers = {b"/a": (first, "/b"), b"/b": (second, "/c")}

    def play(conn: socket.socket, request: bytes) -> None:
        step = answers.get(request.split()[1])
        conn.sendall(said("200 OK", body=b"x") if step is None else said(f"{step[0]} Away", f"Location: {step[1]}"))

    with stage(play) as server, web() as open_pages:
        answer = open_pages.visit(server.url + "/a", now=NOW).demand()
    assert answer is not None
    assert answer.moved == (server.url + moved if moved else "")
    assert answer.url == server.url + "/c"


def test_a_page_may_send_to_another_server() -> None:
    with answering(said("200 OK", body=b"there")) as other:
        told = said("302 Away", f"Location: {other.url.replace(HERE, 'localhost')}/x")
        with answering(told) as server, web(own=(HERE, "localhost")) as open_pages:
            answer = open_pages.visit(server.url, now=NOW).demand()
    assert answer is not None
    assert answer.body == b"there"


def test_the_charset_and_the_media_type_are_told_as_claimed() -> None:
    answer = visited(said("200 OK", 'Content-Type: Text/XML; q=1; Charset="ISO-8859-1"', body=b"\xe9")).demand()
    assert answer is not None
    assert (answer.media, answer.charset) == ("text/xml", "ISO-8859-1")
    bare = visited(said("200 OK", body=b"x")).demand()
    assert bare is not None
    assert (bare.media, bare.charset) == ("", "")


def test_waiting_for_a_turn_takes_no_time_from_the_request() -> None:
    turns = Turns(pause=0.0)
    done = threading.Event()

    def hold() -> None:
        with turns.at(HERE):
            done.wait(1.0)

    holder = threading.Thread(target=hold)
    holder.start()
    time.sleep(0.05)
    threading.Timer(0.8, done.set).start()
    with answering(said("200 OK", body=b"x")) as server, web(turns=turns) as open_pages:
        assert open_pages.visit(server.url, now=NOW).answer is not None
    holder.join(2)


def test_a_turn_that_does_not_come_is_tried_later() -> None:
    turns = Turns(pause=0.0, patience=0.05)
    with turns.at(HERE), answering(said("200 OK")) as server, web(turns=turns) as open_pages:
        with pytest.raises(SourceUnavailable, match="not our turn"):
            open_pages.visit(server.url, now=NOW).demand()
        assert not server.asked


def test_a_page_that_sends_to_linkedin_is_not_followed_there() -> None:
    told = visited(said("302 Found", "Location: https://www.linkedin.com/in/zita"))
    assert isinstance(told.failure, SourceFormatError)
    assert "LinkedIn, which Kithly never asks" in str(told.failure)
    with web() as open_pages:
        assert isinstance(open_pages.visit("https://LNKD.in./x").failure, SourceFormatError)


@pytest.mark.parametrize("answer", [b"\x16\x03\x03\x00\x50\x02", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_safe_connection_that_breaks_off_is_tried_later(answer: bytes) -> None:
    """The server closes in the middle of the greeting, or answers in the clear."""
    with socket.create_server((HERE, 0)) as listener:

        def greet() -> None:
            conn, _ = listener.accept()
            with conn:
                conn.recv(100)
                conn.sendall(answer)

        greeting = threading.Thread(target=greet)
        greeting.start()
        with web() as open_pages:
            told = open_pages.visit(f"https://{HERE}:{listener.getsockname()[1]}/", now=NOW)
        greeting.join(5)
    assert told.visit.faults == 1
    with pytest.raises(SourceUnavailable, match="breaks the connection off"):
        told.demand()


def test_an_answer_without_end_is_left() -> None:
    def pour(conn: socket.socket, _: bytes) -> None:
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
        while True:
            conn.sendall(b"x" * 65_536)

    with stage(pour) as server, web() as open_pages, pytest.raises(SourceFormatError, match="larger than"):
        open_pages.visit(server.url, now=NOW).demand()
