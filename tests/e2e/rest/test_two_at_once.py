"""Programs that change what others change: told of both versions, never overwritten unseen, never done twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from tests.e2e.rest.conftest import ROOT, Program

from kithly.interfaces.rest.operations import OPERATIONS
from kithly.testing.store_outbox import message, put

OVERWRITING = [one for one in OPERATIONS if one.overwrites]
WHO = "somebody strong"  # stands for an id in a body
JSON = {"content-type": "application/json"}
BODIES: dict[str, tuple[Any, Any]] = {
    "change_person": ({"importance": "high"}, {"importance": "low"}),
    "change_note": ({"text": "likes lakes"}, {"text": "likes rivers"}),
    "take_note_away": (None, None),
    "change_rhythm": ({"minutes": "20"}, {"minutes": "30"}),
    "go_away": ({"until": "2026-03-20"}, {"until": "2026-03-21"}),
    "change_circle": ({"importance": "high"}, {"importance": "low"}),
    "place_people": ({"places": {WHO: "family"}}, {"places": {WHO: "service"}}),
    "change_me": ({"now": "resting"}, {"now": "building turbines"}),
}


def person_of(program: Program) -> str:
    found: str = program.view("/people?limit=1&sort=strength")["people"][0]["id"]
    return found


def send(program: Program, method: str, path: str, body: Any, **headers: str) -> httpx2.Response:
    content = None if body is None else json.dumps(body)
    if content and WHO in content:
        content = content.replace(WHO, person_of(program))
    return program.ask(method, path, {**JSON, **headers}, content=content)


@pytest.fixture
def places(program: Program) -> dict[str, tuple[str, str]]:
    """Return, by operation, where it is asked and where its version is seen."""
    who = person_of(program)
    send(program, "PUT", f"/people/{who}/circles/Choir", None)
    program.post(f"/people/{who}/notes", {"text": "likes islands"})
    note = program.view(f"/people/{who}")["notes"][0]["id"]
    return {
        "change_person": (f"/people/{who}", f"/people/{who}"),
        "change_note": (f"/notes/{note}", f"/people/{who}"),
        "take_note_away": (f"/notes/{note}", f"/people/{who}"),
        "change_rhythm": ("/rhythm", "/rhythm"),
        "go_away": ("/away", "/rhythm"),
        "change_circle": ("/circles/Choir", "/circles"),
        "change_me": ("/me", "/me"),
        "place_people": ("/triage", "/triage"),
    }


def version_seen(program: Program, operation: str, place: str) -> str:
    """Return the version as a program would tell it: out of the document, or the mark of the whole answer."""
    answer = program.get(place)
    if "note" in operation:
        return str(answer.json()["notes"][0]["version"])
    return str(answer.json()["circles"][0]["version"]) if operation == "change_circle" else answer.headers["etag"]


def test_every_operation_that_overwrites_is_tried() -> None:
    assert {one.id for one in OVERWRITING} == set(BODIES)


def test_whoever_did_not_look_overwrites_nothing(program: Program, places: dict[str, tuple[str, str]]) -> None:
    for one in OVERWRITING:
        answer = send(program, one.method, places[one.id][0], BODIES[one.id][0])
        assert (answer.status_code, answer.json()["type"]) == (428, "urn:kithly:error:no_version"), one.id


def test_the_second_of_two_is_told_both_versions(program: Program, places: dict[str, tuple[str, str]]) -> None:
    for one in sorted(OVERWRITING, key=lambda one: one.method == "DELETE"):
        (path, place), (first, second) = places[one.id], BODIES[one.id]
        shown = version_seen(program, one.id, place)
        done = send(program, one.method, path, first, **{"if-match": shown})
        assert done.status_code == 200, (one.id, done.text)
        if one.method == "DELETE":
            continue
        told = send(program, one.method, path, second, **{"if-match": shown})
        assert (told.status_code, told.json()["type"]) == (409, "urn:kithly:error:changed_meanwhile"), one.id
        assert told.json()["current"] != told.json()["yours"]
        knowing = send(program, one.method, path, second, **{"if-match": f'"{told.json()["version"]}"'})
        assert knowing.status_code == 200, (one.id, knowing.text)


def test_a_note_changed_meanwhile_is_not_taken_away(program: Program, places: dict[str, tuple[str, str]]) -> None:
    path, place = places["change_note"]
    shown = version_seen(program, "change_note", place)
    send(program, "PATCH", path, {"text": "likes lakes"}, **{"if-match": shown})
    told = send(program, "DELETE", path, None, **{"if-match": shown})
    assert (told.status_code, told.json()["current"]) == (409, {"text": "likes lakes"})
    assert send(program, "DELETE", path, None, **{"if-match": "*"}).status_code == 200


def test_two_who_change_different_fields_both_get_their_way(program: Program) -> None:
    who = person_of(program)
    shown = program.get(f"/people/{who}").headers["etag"]
    for body in ({"importance": "high"}, {"looks_for": "a cello"}, {"cadence": {"days": 30}}, {"place": "family"}):
        assert send(program, "PATCH", f"/people/{who}", body, **{"if-match": shown}).status_code == 200
    now = program.view(f"/people/{who}")
    assert (now["importance"], now["looks_for"], now["place"]) == (2.0, "a cello", "family")


def test_several_are_placed_only_where_nobody_placed_them_otherwise(program: Program) -> None:
    first, second, *_ = [one["person"]["id"] for one in program.view("/triage")["people"]]
    shown = {"if-match": program.view("/triage")["version"]}
    unlisted = program.post("/people", {"name": "Zita Quarrenhold"}).json()["person"]["id"]
    for who in (first, unlisted):
        assert send(program, "POST", "/triage", {"places": {who: "family"}}, **shown).status_code == 200
    for who in (first, unlisted):
        told = send(program, "POST", "/triage", {"places": {who: "service", second: "service"}}, **shown)
        assert (told.status_code, told.json()["current"]) == (409, {**told.json()["current"], who: "family"})
    assert program.view(f"/people/{second}")["place"] == "network"
    both = {"places": {first: "family", second: "service"}}
    assert send(program, "POST", "/triage", both, **shown).status_code == 200


def test_an_act_with_a_key_is_done_once(program: Program) -> None:
    who = person_of(program)
    before = len(program.view("/changes")["changes"])
    keyed = {"idempotency-key": "a-key-of-mine"}

    def ask(_: int) -> httpx2.Response:
        return program.post(f"/people/{who}/log", {"text": "Called"}, **keyed)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert {one.status_code for one in answers} == {200}
    assert len({one.content for one in answers}) == 1
    assert sorted(one.headers.get("idempotency-replayed", "") for one in answers) == ["", "true", "true", "true"]
    assert len(program.view("/changes")["changes"]) == before + 1
    other = program.post(f"/people/{who}/log", {"text": "Met"}, **keyed)
    assert (other.status_code, other.json()["type"]) == (409, "urn:kithly:error:key_used")
    assert program.with_scopes("write").post(f"/people/{who}/log", {"text": "Met"}, **keyed).status_code == 200


def test_what_was_refused_may_be_asked_again_with_its_key(program: Program) -> None:
    keyed = {"idempotency-key": "another"}
    assert program.post("/people/nobody%20at%20all/log", {"text": "Called"}, **keyed).status_code == 404
    who = person_of(program)
    assert program.post(f"/people/{who}/log", {"text": "Called"}, **keyed).status_code == 200


def test_what_is_made_is_found_where_its_answer_says(program: Program) -> None:
    who = person_of(program)
    made = {
        "/people": {"name": "Zita Quarrenhold"},
        f"/people/{who}/notes": {"text": "likes islands"},
        f"/people/{who}/found": {"text": "gives a talk in May"},
        f"/people/{who}/talk": {"at": "2026-03-09T14:00:00Z"},
        f"/people/{who}/talked": {"text": "the pilot"},
        f"/people/{who}/hello": None,
    }
    for path, body in made.items():
        answer = send(program, "POST", path, body)
        assert answer.status_code == 201, (path, answer.text)
        found = program.client.get(answer.headers["location"], headers={"authorization": f"Bearer {program.token}"})
        assert answer.headers["location"].startswith(ROOT)
        assert found.status_code == 200


def test_what_is_asked_twice_by_nature_is_done_once(program: Program) -> None:
    who = person_of(program)
    before = len(program.view("/changes")["changes"])
    for _ in range(2):
        send(program, "PUT", f"/people/{who}/circles/Choir", None)
        send(program, "PATCH", f"/people/{who}", {"quiet": True}, **{"if-match": "*"})
    assert len(program.view("/changes")["changes"]) == before + 2
    assert program.view(f"/people/{who}")["circles"] == ["Choir"]


def test_a_whole_number_is_whole_however_json_writes_it(program: Program) -> None:
    path = f"/people/{person_of(program)}"
    for days, status in ((30.0, 200), (31, 200), (30.5, 422), ("30", 422), (True, 422), (1e30, 422)):
        answer = send(program, "PATCH", path, {"cadence": {"days": days}}, **{"if-match": "*"})
        assert answer.status_code == status, (days, answer.text)


def test_a_hello_goes_only_with_the_yes_and_the_words(program: Program) -> None:
    touch = program.view("/today?minutes=60")["touches"][0]["id"]
    words = {"text": "Hi, your talk was a joy. How did the pilot end? We build turbines now.", "channel": "copy"}
    for body in ({}, words, {"yes": True}, {**words, "yes": False}, {**words, "yes": 1}):
        assert program.post(f"/hellos/{touch}/send", body).status_code == 422
    assert program.with_scopes("read", "write").post(f"/hellos/{touch}/send", {**words, "yes": True}).status_code == 403
    sent = program.post(f"/hellos/{touch}/send", {**words, "yes": True})
    assert (sent.status_code, sent.json()["text"]) == (200, words["text"]), sent.text


def test_a_message_goes_once_more_only_with_the_yes_and_its_words(program: Program) -> None:
    row = put(program.network.store, message(text="Hi Zoe, your talk was a joy.", state="taken_back"))
    path, words = f"/outbox/{row.id}/again", {"text": row.text}
    for body in ({}, words, {"yes": True}, {**words, "yes": False}, {**words, "yes": 1}):
        assert program.post(path, body).status_code == 422, body
    for body in ({"yes": True, "text": "Other words", "once_more": True}, {**words, "yes": True}):
        assert program.post(path, body).status_code == 409, body
    assert program.view(f"/outbox/{row.id}")["state"] == "taken_back"
    sent = program.post(path, {**words, "yes": True, "once_more": True})
    assert (sent.status_code, sent.json()["state"]) == (200, "approved"), sent.text


def test_only_a_bare_star_is_any_version_and_of_several_one_must_fit(program: Program) -> None:
    path = f"/people/{person_of(program)}"
    shown = program.get(path).headers["etag"]
    send(program, "PATCH", path, {"importance": "high"}, **{"if-match": "*"})
    now = program.get(path).headers["etag"]
    for told in ('"*"', 'W/"*"', f"{shown}, *", f'{shown}, "x"'):
        answer = send(program, "PATCH", path, {"importance": "low"}, **{"if-match": told})
        assert answer.status_code == 409, told
    answer = send(program, "PATCH", path, {"importance": "low"}, **{"if-match": f'"x", {now}'})
    assert answer.status_code == 200, answer.text
