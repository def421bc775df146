"""Asking strictly, in pages, and for what is new only."""

from __future__ import annotations

import re

import pytest
from tests.e2e.rest.conftest import Program

ODD = (
    "limit=0", "limit=1001", "limit=-1", "limit=1.0", "limit=%2B5", "limit=1_0", "limit=true", "limit=", "limit= 5",
    "limit=99999999999999999999999", "offset=-1", "offset=nan", "limit=1&limit=2", "sort=best", "sort=", "sort=name%20",
    "band=STRONG", "unknown=1", "LIMIT=5", "limit[]=5", "query=" + "x" * 501,
)  # fmt: skip
LINK = re.compile(r'<([^>]*)>; rel="(\w+)"')


def links(header: str) -> dict[str, str]:
    """Return the addresses of a Link header by their relation."""
    return {rel: address for address, rel in LINK.findall(header)}


@pytest.mark.parametrize("query", ODD)
def test_an_odd_question_is_refused_with_its_place(reader: Program, query: str) -> None:
    answer = reader.get(f"/people?{query}")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kithly:error:input"), answer.text
    assert answer.json()["errors"][0]["at"].startswith("query.")


@pytest.mark.parametrize("told", ["1", "True", "yes", "on", "t", "", "null"])
def test_a_truth_value_is_true_or_false(reader: Program, told: str) -> None:
    assert reader.get(f"/feed?everything={told}").status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {}, {"text": ""}, {"text": 5}, {"text": True}, {"text": None}, {"text": ["a"]}, {"text": "a", "more": 1},
        {"text": "x" * 10_001}, [], "a", 5, None,
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_body_is_refused(reader: Program, body: object) -> None:
    answer = reader.post("/people/somebody/notes", body)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kithly:error:input"), answer.text


@pytest.mark.parametrize("body", [b"", b"{", b'{"text": NaN}', b"\xff\xfe", b'{"text": "\\ud800"}', b"[" * 100_000])
def test_what_is_no_json_is_refused(reader: Program, body: bytes) -> None:
    answer = reader.ask("POST", "/people/somebody/notes", {"content-type": "application/json"}, content=body)
    assert answer.status_code == 422, answer.text


def test_pages_lead_through_everybody_once(reader: Program) -> None:
    whole = reader.view("/people?limit=1000&sort=silent")
    path, seen, pages = "/people?limit=30&sort=silent", [], 0
    while path:
        answer = reader.get(path)
        seen += [one["id"] for one in answer.json()["people"]]
        assert answer.headers["x-total-count"] == str(whole["total"])
        path, pages = links(answer.headers["link"]).get("next", "").removeprefix("/api/v1"), pages + 1
    assert seen == [one["id"] for one in whole["people"]]
    assert pages == -(-whole["total"] // 30)


def test_the_ways_to_other_pages_keep_the_question(reader: Program) -> None:
    total = reader.view("/search?text=a%20b")["total"]
    told = links(reader.get("/search?text=a%20b&limit=2&offset=3").headers["link"])
    assert told["first"] == "/api/v1/search?text=a+b&limit=2&offset=0"
    assert told["prev"] == "/api/v1/search?text=a+b&limit=2&offset=1"
    assert told["last"] == f"/api/v1/search?text=a+b&limit=2&offset={(total - 1) // 2 * 2}"
    assert "prev" not in links(reader.get("/people").headers["link"])
    beyond = reader.get("/people?offset=1000000")
    assert beyond.json()["people"] == []
    assert "next" not in links(beyond.headers["link"])


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", '"a",{} ,"b"'])
def test_what_is_known_is_not_told_again(reader: Program, form: str) -> None:
    first = reader.get("/people?limit=2")
    again = reader.get("/people?limit=2", {"if-none-match": form.format(first.headers["etag"])})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["link"] == first.headers["link"]
    other = reader.get("/people?limit=3", {"if-none-match": first.headers["etag"]})
    assert (other.status_code, other.headers["etag"] == first.headers["etag"]) == (200, False)


def test_a_change_changes_the_mark_and_undo_brings_the_old_one_back(program: Program) -> None:
    person = program.view("/people?limit=1")["people"][0]["id"]
    before = program.get(f"/people/{person}").headers["etag"]
    kept = program.post(f"/people/{person}/notes", {"text": "likes islands"})
    assert (kept.status_code, kept.json()["schema"]) == (201, "kithly/note/1")
    told = program.get(f"/people/{person}", {"if-none-match": before})
    assert told.status_code == 200
    assert told.json()["notes"][0]["text"] == "likes islands"
    assert program.post("/undo", {"change": kept.json()["change"]}).status_code == 200
    assert program.get(f"/people/{person}", {"if-none-match": before}).status_code == 304


def test_a_look_at_the_head_alone_tells_the_mark(reader: Program) -> None:
    whole = reader.get("/people?limit=2")
    head = reader.ask("HEAD", "/people?limit=2")
    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])


def test_an_ambiguous_name_is_told_with_whom_it_may_mean(reader: Program) -> None:
    answer = reader.get("/people/a")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kithly:error:conflict")
    assert answer.json()["candidates"]
    nobody = reader.get("/people/nobody%20at%20all")
    assert (nobody.status_code, nobody.json()["type"]) == (404, "urn:kithly:error:not_found")
    assert nobody.json()["hint"]


@pytest.mark.parametrize(("told", "status"), [(7, 404), (7.0, 404), (7.5, 422), (True, 422), ("7", 422), (0, 422)])
def test_a_whole_number_of_a_body_is_one_however_json_writes_it(reader: Program, told: object, status: int) -> None:
    assert reader.post("/hellos/00000000/snooze", {"days": told}).status_code == status
