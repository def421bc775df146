"""Asking a model: over real sockets, whatever the server does."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import pytest
from tests.unit.writers.model_server import STREAM, answered, chunk, saying, serving, streamed

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.http import Limits
from kithly.transport.secrets import Secret
from kithly.writers import Server, Turn, address_of
from kithly.writers.openai import OpenAI

TURNS = (Turn(role="system", text="Write."), Turn(role="user", text="A line, please."))
QUICK = Limits(connect=2.0, total=3.0, size=4 << 20, redirects=0)


def ask(url: str, *, key: str = "", own: bool = False, limits: Limits = QUICK, first: float = 2.0) -> str:
    server = Server(url=url, model="tiny", is_own=own)
    return "".join(OpenAI(server, Secret(value=key), limits=limits, first=first).stream(TURNS))


def test_an_answer_comes_in_the_pieces_it_is_written_in() -> None:
    with saying(streamed(["Hel", "lo ", "Ana"])) as server:
        pieces = list(OpenAI(Server(url=server.url, model="tiny"), limits=QUICK).stream(TURNS))
    assert pieces == ["Hel", "lo ", "Ana"]
    assert server.asked == [
        {
            "model": "tiny",
            "messages": [{"role": "system", "content": "Write."}, {"role": "user", "content": "A line, please."}],
            "stream": True,
        }
    ]
    assert server.heads[0].startswith(b"POST /v1/chat/completions HTTP/1.1")


def test_the_key_is_sent_where_there_is_one_and_shown_nowhere() -> None:
    with saying(answered("401 Unauthorized", b'{"error": {"message": "canary-key wrong"}}')) as server:
        with pytest.raises(SourceAuthError) as told:
            ask(server.url, key="canary-key")
        assert b"authorization: Bearer canary-key".lower() in server.heads[0].lower()
    assert "canary" not in str(told.value) + told.value.hint
    with saying(streamed(["x"])) as server:
        ask(server.url)
        assert b"authorization" not in server.heads[0].lower()
    with pytest.raises(SourceAuthError):
        ask("http://127.0.0.1:9/v1", key="two words\r\nX: y")


def test_a_server_that_does_not_stream_is_understood() -> None:
    body = json.dumps({"choices": [{"message": {"content": "Hello Ana"}, "finish_reason": "stop"}]}).encode()
    with saying(answered("200 OK", body)) as server:
        assert ask(server.url) == "Hello Ana"


def test_thoughts_before_the_answer_are_not_part_of_it() -> None:
    thought = STREAM + b"".join(
        [
            chunk(delta={"role": "assistant", "content": ""}),
            chunk(delta={"reasoning_content": "She likes trams."}),
            b": still thinking\n\n",
            *(chunk(piece) for piece in ("<think>or ", "boats</think>\n", "Hello")),
            chunk(finish_reason="stop"),
            b"data: [DONE]\n\n",
        ]
    )
    with saying(thought) as server:
        assert ask(server.url) == "Hello"


def test_an_answer_without_the_closing_mark_is_whole_if_the_model_said_that_it_was_done() -> None:
    with saying(streamed(["Hello"], end=b": bye\n\n")) as server:
        assert ask(server.url) == "Hello"


BAD: list[tuple[str, bytes, type[SourceError], str]] = [
    ("429", answered("429 Too Many Requests", b"{}"), SourceUnavailable, "busy"),
    ("500", answered("500 Oops", b"<html>"), SourceUnavailable, "busy"),
    ("503", answered("503 Away", b""), SourceUnavailable, "busy"),
    ("403", answered("403 Forbidden", b""), SourceAuthError, "key"),
    ("404", answered("404 Not Found", b""), SourceFormatError, "no such model"),
    ("400", answered("400 Bad Request", b'{"error": "<script>"}'), SourceFormatError, "refuses"),
    ("no JSON", answered("200 OK", b"<html>hello</html>"), SourceFormatError, "no chat completion"),
    ("deep JSON", answered("200 OK", b"[" * 100_000), SourceFormatError, "no chat completion"),
    ("a list", answered("200 OK", b"[]"), SourceFormatError, "no chat completion"),
    ("no choices", answered("200 OK", b'{"choices": []}'), SourceFormatError, "nothing"),
    ("odd choices", answered("200 OK", b'{"choices": [7]}'), SourceFormatError, "nothing"),
    ("page", answered("200 OK", b"<p>Welcome</p>", "text/html"), SourceUnavailable, "breaks off"),
    ("bad event", STREAM + b"data: {nonsense\n\n", SourceFormatError, "no chat completion"),
    ("empty", streamed([]), SourceFormatError, "nothing"),
    ("only thoughts", streamed(["<think>", "hm"]), SourceFormatError, "nothing"),
    ("cut", streamed(["Hel"], end=b""), SourceUnavailable, "breaks off"),
    ("length", STREAM + chunk("Hel") + chunk(finish_reason="length"), SourceUnavailable, "stopped before"),
    ("filter", STREAM + chunk("Hel") + chunk(finish_reason="content_filter"), SourceFormatError, "does not want"),
    ("refusal", STREAM + chunk(delta={"refusal": "I cannot help"}), SourceFormatError, "does not want"),
    ("tool", STREAM + chunk(finish_reason="tool_calls"), SourceFormatError, "tool"),
    ("fault", STREAM + chunk("He") + b'data: {"error": {"message": "gpu"}}\n\n', SourceUnavailable, "fault"),
    ("old fault", STREAM + b'error: {"code":400,"message":"context"}\n\n', SourceUnavailable, "fault"),
    ("endless line", STREAM + b"data: " + b"x" * (2 << 20), SourceFormatError, "no chat completion"),
    ("endless text", streamed(["words " * 4000] * 4), SourceFormatError, "without end"),
    ("endless stream", STREAM + b": ping\n\n" * (800_000), SourceFormatError, "no chat completion"),
    ("no HTTP", b"\x00\x01\x02 not http at all\r\n\r\n", SourceUnavailable, "breaks the connection off"),
    (
        "cut short",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
        SourceError,
        "",
    ),
    ("nothing", b"", SourceUnavailable, "breaks the connection off"),
]


@pytest.mark.parametrize(("answer", "kind", "words"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_whatever_goes_wrong_is_one_sentence_without_the_servers_words(
    answer: bytes, kind: type[SourceError], words: str
) -> None:
    with saying(answer) as server, pytest.raises(kind) as told:
        ask(server.url)
    said = str(told.value)
    assert words in said
    assert said.endswith(".")
    assert "\n" not in said
    assert not {"<script>", "gpu", "context", "cannot help"} & {word for word in said.split() if word in said}
    assert told.value.hint


def test_a_redirect_is_never_followed() -> None:
    with (
        saying(streamed(["stolen"])) as thief,
        saying(answered("307 Elsewhere", b"", "text/plain", f"Location: {thief.url}/chat/completions")) as server,
        pytest.raises(SourceFormatError, match="not followed"),
    ):
        ask(server.url, key="k")
    assert thief.asked == []


def hanging(conn: socket.socket, _: dict[str, Any]) -> None:
    conn.recv(1)


def test_a_server_that_never_begins_is_given_up_after_the_time_for_the_first_word() -> None:
    started = time.monotonic()
    with serving(hanging) as server, pytest.raises(SourceUnavailable, match="in time"):
        ask(server.url, first=0.3)
    assert time.monotonic() - started < 2


def test_signs_of_life_are_no_first_word() -> None:
    def pinging(conn: socket.socket, _: dict[str, Any]) -> None:
        conn.sendall(STREAM + chunk(delta={"role": "assistant", "content": ""}))
        for _ping in range(40):
            conn.sendall(b": ping\n\n")
            time.sleep(0.05)

    started = time.monotonic()
    with serving(pinging) as server, pytest.raises(SourceUnavailable, match="in time"):
        ask(server.url, first=0.4)
    assert time.monotonic() - started < 1.5


def test_a_slow_writer_has_the_whole_time_and_no_more() -> None:
    def slow(conn: socket.socket, _: dict[str, Any]) -> None:
        conn.sendall(STREAM)
        for _word in range(100):
            conn.sendall(chunk("word "))
            time.sleep(0.1)

    limits = Limits(connect=1.0, total=1.0, redirects=0)
    got: list[str] = []
    with serving(slow) as server, pytest.raises(SourceUnavailable, match="in time"):
        got.extend(OpenAI(Server(url=server.url, model="t"), limits=limits, first=0.5).stream(TURNS))
    with serving(slow) as server:
        stream = OpenAI(Server(url=server.url, model="t"), limits=limits, first=0.5).stream(TURNS)
        got = [next(stream) for _ in range(7)]
        stream.close()
    assert got == ["word "] * 7


def test_closing_the_answer_ends_the_request() -> None:
    def endless(conn: socket.socket, _: dict[str, Any]) -> None:
        conn.sendall(STREAM)
        while True:
            conn.sendall(chunk("word ") * 50)
            time.sleep(0.01)

    with serving(endless) as server:
        stream = OpenAI(Server(url=server.url, model="tiny"), limits=QUICK).stream(TURNS)
        assert next(stream) == "word "
        stream.close()
        assert server.gone.wait(3)


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/v1",
        "http://0x7f.1/v1",
        "http://0177.0.0.1/v1",
        "http://127.1/v1",
        "http://0.0.0.0/v1",
        "http://[::]/v1",
        "http://[::ffff:7f00:1]/v1",
        "https://[::ffff:127.0.0.1]/v1",
        "https://2130706433/v1",
        "https://0x7f.1/v1",
        "https://127.1/v1",
        "https://0.0.0.0/v1",
        "https://169.254.169.254/v1",
        "https://[fd00::1]/v1",
        "https://100.64.0.1/v1",
        "https://192.168.1.10/v1",
        "https://10.0.0.1/v1",
        "https://[64:ff9b::7f00:1]/v1",
        "https://localhost.localdomain/v1",
        "http://example.org/v1",
        "http://192.168.1.10/v1",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "gopher://127.0.0.1/v1",
        "https://user:pass@127.0.0.1/v1",
        "https://127.0.0.1@evil.example/v1",
        "//127.0.0.1/v1",
        "nonsense",
        "",
    ],
)
def test_no_spelling_of_an_inner_machine_is_asked_unless_the_user_named_it(url: str) -> None:
    with saying(streamed(["inside"])) as server:
        place = url.replace("/v1", f":{server.port}/v1") if "@" not in url else url
        with pytest.raises(SourceError):
            ask(place)
        assert server.asked == []


def test_a_host_the_user_called_their_own_may_be_plain_and_private() -> None:
    with saying(streamed(["inside"])) as server:
        assert ask(f"http://127.1:{server.port}/v1", own=True) == "inside"


def test_a_name_that_turns_to_an_inner_machine_after_it_was_set_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with saying(streamed(["inside"])) as server:
        inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inner)
        with pytest.raises(SourceFormatError, match="private network"):
            ask(f"https://api.example:{server.port}/v1")
        assert server.asked == []


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:11434/", "http://localhost:11434/v1"),
        ("https://api.example/v1/", "https://api.example/v1"),
        (" https://api.example/v1/chat/completions ", "https://api.example/v1"),
        (
            "https://api.example/openai/deployments/x?api-version=1",
            "https://api.example/openai/deployments/x?api-version=1",
        ),
        ("api.example/v1", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_an_address_is_taken_however_much_of_it_was_typed(typed: str, url: str) -> None:
    assert address_of(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "http://user:pass@localhost:1/",
        "https://api.boats.example@evil.example/v1",
        "https://evil.example\\@localhost",
        "http://localhost\\@evil.example",
        "https://a@b@c",
        "https://%6c/",
        "http://exa mple",
        "http://ex\tample",
        "http://local\r\nhost",
        "https://\ud800/",
        "https://ev\u202eil.example",
        "https://boats.example/\x00",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_none(typed: str) -> None:
    assert address_of(typed) == ""
