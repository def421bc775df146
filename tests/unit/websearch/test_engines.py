"""Search engines: the two protocols as they are spoken, on this machine; hostile answers become plain links or none."""

from __future__ import annotations

import gzip
import json
import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.e2e.hostile_words import payloads
from tests.unit.transport.servers import answering, said, stage

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.secrets import Secret
from kithly.websearch import MOST, Result, engine_named
from kithly.websearch.results import Fields, plain, results_of

KEY = Secret(value="canary-77-key")
QUERY = '"Zita Quill" "Teapot Works"'


def ok(told: Any) -> bytes:
    return said("200 OK", "Content-Type: application/json", body=json.dumps(told).encode())


def ask(name: str, url: str, key: Secret | None = KEY) -> tuple[Result, ...]:
    engine = engine_named(name)
    assert engine is not None
    return engine.search(QUERY, url=url, key=key)


def test_a_searxng_is_asked_for_json_and_its_results_are_links() -> None:
    told = {
        "query": QUERY,
        "results": [
            {"url": "https://a.example/1", "title": "Night <b>ferries</b>", "content": "All &amp; more", "engine": "x"},
            {"url": "https://a.example/1", "title": "the same"},
            {"url": "https://b.example", "title": "B", "content": None, "publishedDate": "2026-02-01T00:00:00"},
        ],
        "answers": [],
    }
    with answering(ok(told)) as server:
        found = ask("searxng", f"{server.url}/search/")
    assert found == (
        Result(title="Night ferries", url="https://a.example/1", text="All & more"),
        Result(title="B", url="https://b.example", at=datetime(2026, 2, 1, tzinfo=UTC)),
    )
    line = server.asked[0].split(b"\r\n")[0]
    assert line == b"GET /search?q=%22Zita+Quill%22+%22Teapot+Works%22&format=json HTTP/1.1"
    assert b"canary" not in server.asked[0]


def test_brave_is_asked_with_the_key_in_its_own_field_and_answers_packed() -> None:
    result = {
        "url": "https://a.example",
        "title": "A",
        "description": "<strong>Zita</strong>",
        "page_age": "2026-01-02T03:04:05",
    }

    def play(conn: socket.socket, request: bytes) -> None:
        body = gzip.compress(json.dumps({"type": "search", "web": {"results": [result]}}).encode())
        good = b"x-subscription-token: canary-77-key" in request.lower()
        conn.sendall(said("200 OK", "Content-Encoding: gzip", body=body) if good else said("422 Unprocessable Entity"))

    with stage(play) as server:
        (found,) = ask("brave", f"{server.url}/res/v1/web/search")
        assert (found.text, found.at) == ("Zita", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
        assert b"GET /res/v1/web/search?q=%22Zita+Quill%22+%22Teapot+Works%22&count=10 " in server.asked[0]
        with pytest.raises(SourceAuthError, match="does not take the key") as caught:
            ask("brave", server.url, Secret(value="another"))
    assert caught.value.hint == "Give it again: kithly look --key"


@pytest.mark.parametrize("key", [None, Secret(value=""), Secret(value="a\r\nHost: evil.example"), Secret(value="ключ")])
def test_without_a_key_that_can_be_one_brave_is_not_asked(key: Secret | None) -> None:
    with answering(ok({})) as server, pytest.raises(SourceAuthError):
        ask("brave", server.url, key)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (said("403 Forbidden"), SourceFormatError, "no results as JSON"),
        (said("404 Not Found"), SourceFormatError, "HTTP 404"),
        (said("429 Too Many Requests", "Retry-After: 60"), SourceUnavailable, "asked too often"),
        (said("503 Service Unavailable"), SourceUnavailable, "busy"),
        (said("200 OK", body=b"<html>"), SourceFormatError, "no JSON"),
        (said("200 OK", body=b"[1, 2]"), SourceFormatError, "no list of results"),
        (said("200 OK", body=b"[" * 200_000), SourceFormatError, "no JSON"),
        (said("302 Found", "Location: https://evil.example/"), SourceFormatError, "another server"),
        (b"nonsense", SourceUnavailable, ""),
    ],
)
def test_what_goes_wrong_is_one_sentence(answer: bytes, kind: type[SourceError], words: str) -> None:
    with answering(answer) as server, pytest.raises(kind) as caught:
        ask("searxng", server.url)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_nobody_there_is_one_sentence() -> None:
    with pytest.raises(SourceUnavailable, match="refuses the connection"):
        ask("searxng", "http://127.0.0.1:9")
    for url in ("ftp://a.example", "http://a.example", "https://user:word@a.example"):
        with pytest.raises(SourceFormatError):
            ask("searxng", url)


def test_hostile_results_are_plain_words_or_none() -> None:
    told = [
        {"url": f"https://e.example/{one}", "title": words, "content": words} for one, words in enumerate(payloads())
    ]
    for start in range(0, 300, MOST):
        for one in results_of(told[start : start + MOST], Fields()):
            assert (one.title + one.text).isprintable()
            assert len(one.text) <= 400
    bad = [{"url": words, "title": "x"} for words in payloads()]
    assert all(set(one.url).isdisjoint(" <>\"'`") and one.url.startswith("http") for one in results_of(bad, Fields()))
    odd: list[Any] = [
        None,
        3,
        [],
        {},
        {"url": 3},
        {"url": "javascript:hit()"},
        {"url": "https://a.example/" + "a" * 3_000},
    ]
    assert results_of(odd, Fields()) == results_of("x", Fields()) == results_of(None, Fields()) == ()


def test_at_most_ten_are_kept_and_a_title_is_never_empty() -> None:
    many = [{"url": f"https://a.example/{one}"} for one in range(50)]
    found = results_of(many, Fields())
    assert (len(found), found[0].title) == (MOST, "https://a.example/0")


def test_text_is_plain_however_it_was_packed() -> None:
    assert plain("&lt;script&gt;hit()&lt;/script&gt; a\u202e\x1b[31m") == "hit() a [31m"
    assert plain("<" * 50_000 + "x") != ""
    assert plain(None) == plain(3) == ""
