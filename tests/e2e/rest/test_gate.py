"""The gate of the door for programs: without a good pass, or from elsewhere, nothing is told."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx2
import pytest
from tests.e2e.conftest import NOW
from tests.e2e.rest.conftest import ORIGIN, PAGE, PORT, ROOT, Program

from kithly.app.passes.keeping import list_passes, make_pass, revoke_pass
from kithly.app.passes.scopes import DEVICE, READ, SCOPES, WRITE
from kithly.interfaces.rest import gate
from kithly.interfaces.rest.operations import OPERATIONS

EVERY = [(one.method, re.sub(r"\{[^}]*\}", "0123456789", one.path)) for one in OPERATIONS] + [
    ("GET", "/openapi.json"),
    ("GET", "/nothing/here"),
    ("GET", ""),
]
IDS = [f"{method} {path}" for method, path in EVERY]
FOREIGN_HOSTS = ("evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"0.0.0.0:{PORT}", "")
FOREIGN = (
    {"origin": "null"},
    {"origin": "http://evil.example"},
    {"origin": f"https://127.0.0.1:{PORT}"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
)


def is_problem(answer: httpx2.Response, status: int, kind: str) -> bool:
    """Say whether an answer is a problem of a kind, and tells of nobody."""
    told = answer.json()
    assert (answer.status_code, told["type"]) == (status, f"urn:kithly:error:{kind}"), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == status
    return not [name for name in answer.headers if name.startswith("access-control")]


@pytest.fixture(scope="module")
def closed(reader: Program) -> tuple[str | None, ...]:
    """Return what opens nothing: no token, wrong ones, one that ended, one that was taken away, one of a phone."""
    ended = reader.with_scopes(*SCOPES, days=1).token
    revoked = reader.with_scopes(*SCOPES).token
    revoke_pass(reader.network, list_passes(reader.network).passes[0].id)
    device = make_pass(reader.network, "a phone", tuple(SCOPES), kind=DEVICE).token
    shown = (None, "", "Bearer", "Bearer ", "Bearer kithly_wrong", f"Basic {reader.token}", reader.token)
    return (*shown, *(f"Bearer {token}" for token in (ended, revoked, device)))


@pytest.mark.parametrize(("method", "path"), EVERY, ids=IDS)
def test_nothing_is_told_without_a_pass_that_is_good(
    reader: Program, closed: tuple[str | None, ...], method: str, path: str
) -> None:
    reader.clock.now = NOW + timedelta(days=1)
    for told in closed:
        headers = {} if told is None else {"authorization": told}
        answer = reader.client.request(method, ROOT + path, headers=headers)
        assert is_problem(answer, 401, "no_pass"), told
        assert answer.headers["www-authenticate"].startswith("Bearer ")
    reader.clock.now = NOW


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_rebound_name_is_told_nothing_even_with_a_pass(reader: Program, host: str) -> None:
    assert is_problem(reader.get("/people", {"host": host}), 403, "foreign")


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_page_of_another_site_is_told_nothing_even_with_a_pass(reader: Program, headers: dict[str, str]) -> None:
    assert is_problem(reader.get("/people", headers), 403, "foreign")
    assert is_problem(reader.post("/people/x/notes", {"text": "x"}, **headers), 403, "foreign")


def test_a_page_of_this_server_may_ask_with_a_pass(reader: Program) -> None:
    assert reader.get("/people", {"origin": ORIGIN, "sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("scope", SCOPES)
def test_a_pass_allows_no_more_than_its_scope(reader: Program, scope: str) -> None:
    holder = reader.with_scopes(*(name for name in SCOPES if name != scope))
    for one in (one for one in OPERATIONS if one.scope == scope):
        answer = holder.ask(one.method, re.sub(r"\{[^}]*\}", "0123456789", one.path))
        assert is_problem(answer, 403, "not_allowed"), (one, answer.text)
        assert f'scope="{scope}"' in answer.headers["www-authenticate"]


def test_a_cookie_opens_nothing(reader: Program) -> None:
    headers = {"cookie": f"kithly-{PORT}={reader.token}; authorization=Bearer {reader.token}"}
    assert is_problem(reader.client.get(f"{ROOT}/people", headers=headers), 401, "no_pass")


def test_two_tokens_at_once_are_none(reader: Program) -> None:
    headers = [("authorization", f"Bearer {reader.token}")] * 2
    assert is_problem(reader.client.get(f"{ROOT}/people", headers=headers), 401, "no_pass")


def test_what_is_not_under_the_door_goes_on_to_the_pages(reader: Program) -> None:
    for path in ("/", "/today", "/apis", "/api.html", "/static/any/kithly.css"):
        assert reader.client.get(path).text == PAGE


def test_methods_that_are_not_there_are_named(reader: Program) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
        answer = reader.ask(method, "/search?text=x")
        assert is_problem(answer, 405, "method")
        assert answer.headers["allow"] == "GET, HEAD"


def test_a_request_may_not_hold_more_than_words(reader: Program) -> None:
    long = {"text": "x" * gate.MOST_BODY}
    assert is_problem(reader.post("/undo", long), 413, "too_large")
    pieces = (b"x" * 10_000 for _ in range(40))
    answer = reader.ask("POST", "/undo", {"content-type": "application/json"}, content=pieces)
    assert is_problem(answer, 413, "too_large")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(reader: Program, kind: str) -> None:
    answer = reader.ask("POST", "/undo", {"content-type": kind}, content=b'{"change": null}')
    assert is_problem(answer, 415, "not_json")


def test_every_answer_says_what_browsers_may_do_with_it(reader: Program) -> None:
    answers = (reader.get("/people"), reader.get("/nothing"), reader.client.get(f"{ROOT}/people"))
    for answer in answers:
        for name, value in gate.HEADERS:
            assert answer.headers.get_list(name.decode()) == [value.decode()]


def test_a_pass_is_told_of_as_used_once_an_hour(program: Program) -> None:
    def used() -> object:
        return list_passes(program.network).passes[-1].used_at

    program.get("/people", limit=1)
    first = used()
    assert first == NOW
    stamp = program.network.store.stamp()
    program.clock.now = NOW + timedelta(minutes=59)
    program.get("/people", limit=1)
    assert (used(), program.network.store.stamp()) == (first, stamp)
    program.clock.now = NOW + timedelta(minutes=61)
    program.get("/people", limit=1)
    assert used() == program.clock.now


def test_a_revoked_pass_is_refused_at_the_very_next_request(program: Program) -> None:
    other = program.with_scopes(READ, WRITE)
    assert other.get("/people").status_code == 200
    revoke_pass(program.network, list_passes(program.network).passes[0].id)
    assert is_problem(other.get("/people"), 401, "no_pass")
    assert program.get("/people").status_code == 200
