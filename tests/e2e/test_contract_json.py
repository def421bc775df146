"""Every document of the command line has the published shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import day_shapes, inbox_shapes, shapes
from tests.e2e.conftest import Exports, Kithly
from tests.e2e.shapes import misfits


def first_person(network: Kithly, band: str = "strong") -> Any:
    """Return the first person of a band."""
    rows = network.view("people", "--limit", "1000")["people"]
    return next(row for row in rows if row["tie"] and row["tie"]["band"] == band)


def drafted(network: Kithly) -> Any:
    """Return the first hello of today that has a draft."""
    return next(touch for touch in network.view("today", "--minutes", "60")["touches"] if touch["draft"])


def test_import_tells_counts_that_add_up_for_every_file_and_in_all(kithly: Kithly, few: Exports) -> None:
    view = kithly.view("import", *few.all)
    assert misfits(view, shapes.IMPORT) == []
    parts = ("new", "same", "merged", "held", "skipped")
    for counts in (view["totals"], *view["files"]):
        assert counts["read"] == sum(counts[part] for part in parts)
    for key in ("read", *parts):
        assert view["totals"][key] == sum(file[key] for file in view["files"])
    assert view["totals"]["new"] > 0
    assert view["people"]["before"] == view["interactions"]["before"] == 0
    assert view["people"]["after"] > 0
    assert view["interactions"]["after"] > 0
    for file in view["files"]:
        assert len(file["problems"]) == min(file["held"] + file["skipped"], 1_000), file


def test_a_second_import_has_nothing_new_and_the_same_people(kithly: Kithly, few: Exports) -> None:
    first = kithly.view("import", *few.all)
    second = kithly.view("import", *few.all)
    assert misfits(second, shapes.IMPORT) == []
    assert second["totals"]["new"] == second["totals"]["merged"] == 0
    assert second["totals"]["read"] == first["totals"]["read"]
    assert second["people"] == {"before": first["people"]["after"], "after": first["people"]["after"]}
    assert second["interactions"] == dict.fromkeys(("before", "after"), first["interactions"]["after"])


def test_a_dry_run_has_the_same_shape_and_keeps_nothing(kithly: Kithly, few: Exports) -> None:
    rehearsed = kithly.view("import", few.newer, "--dry-run")
    assert misfits(rehearsed, shapes.IMPORT) == []
    assert rehearsed["import"] is None
    assert kithly.view("people")["total"] == 0
    real = kithly.view("import", few.newer)
    assert real["totals"] == rehearsed["totals"]
    assert real["people"] == rehearsed["people"]


def test_an_import_without_any_record_exits_with_1(kithly: Kithly, tmp_path: Path) -> None:
    odd = tmp_path / "picture.png"
    odd.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ran = kithly("import", odd, "--json")
    assert ran.code == 1
    assert misfits(ran.json, shapes.IMPORT) == []
    assert ran.json["files"][0]["source"] is None


def test_people_come_in_pages_with_a_total(network: Kithly) -> None:
    whole = network.view("people", "--limit", "1000")
    assert misfits(whole, shapes.PEOPLE) == []
    assert whole["total"] == len(whole["people"]) > 20
    page = network.view("people", "--limit", "3", "--offset", "2")
    assert page["people"] == whole["people"][2:5]
    assert page["total"] == whole["total"]


def test_a_person_is_told_whole(network: Kithly) -> None:
    row = first_person(network)
    network.ok("note", row["id"], "likes", "islands")
    network.ok("circle", row["id"], "Ferry people")
    view = network.view("person", row["id"])
    assert misfits(view, shapes.PERSON) == []
    assert view["notes"][0]["text"] == "likes islands"
    assert view["circles"] == ["Ferry people"]
    assert view["timeline"]
    assert view["interactions"] >= len(view["timeline"])


def test_needs_and_a_cadence_are_kept_and_shown(network: Kithly) -> None:
    row = first_person(network)
    assert misfits(network.view("needs", row["id"]), shapes.NEEDS) == []
    network.ok("needs", row["id"], "--looks-for", "a grid expert", "--offers", "permits")
    network.ok("cadence", row["id"], "30")
    view = network.view("needs", row["id"])
    assert (view["looks_for"], view["offers"]) == ("a grid expert", "permits")
    told = network.view("cadence", row["id"])
    assert misfits(told, shapes.CADENCE) == []
    assert told["days"] == network.view("person", row["id"])["cadence_days"] == 30
    network.ok("cadence", row["id"], "30", "--latest", "45")
    assert network.view("cadence", row["id"])["latest"] == 45
    assert network("cadence", row["id"], "30", "--latest", "20").code == 1
    network.ok("cadence", row["id"], "none")
    assert network.view("cadence", row["id"])["days"] is None
    assert network("cadence", row["id"], "often").code == 2
    assert network("cadence", row["id"], "0").code == 1
    assert network("cadence", "--circle", "Choir").code == 2
    assert network("cadence", "--circle", "Choir", "60").code == 1
    network.ok("circle", row["id"], "Choir")
    network.ok("cadence", "--circle", "choir", "60")
    assert network("importance", "--circle", "Choir").code == 2
    network.ok("importance", "--circle", "Choir", "high")
    assert misfits(network.view("person", row["id"]), shapes.PERSON) == []


def test_the_rhythm_of_days_and_days_away_are_kept_and_shown(network: Kithly) -> None:
    assert misfits(network.view("rhythm"), day_shapes.DAY_RHYTHM) == []
    network.ok("rhythm", "--minutes", "7", "--quiet-hours", "19-8", "--limit", "linkedin=10", "--holiday", "12-25")
    network.ok("away", "2026-03-20")
    told = network.view("rhythm")
    assert misfits(told, day_shapes.DAY_RHYTHM) == []
    assert told["minutes"]["said"] == 7
    assert misfits(network.view("away"), day_shapes.AWAY) == []
    resting = network.view("today")
    assert misfits(resting, shapes.TODAY) == []
    assert (resting["rest"]["kind"], resting["touches"]) == ("away", [])
    network.ok("away", "--back")
    assert network("away", "tomorrow").code == 2
    assert network("away", "2020-01-01").code == 1
    assert network("rhythm", "--quiet-days", "someday").code == 1
    assert network("snooze").code == 2


def test_every_tie_that_is_not_unknown_has_numbers_and_evidence(network: Kithly) -> None:
    for row in network.view("people", "--limit", "1000")["people"]:
        tie = row["tie"]
        if tie is None or tie["band"] == "unknown":
            assert tie is None or tie["strength"] is None
            continue
        assert tie["strength"] is not None
        if tie["reply"] is None:  # one click, no words
            kinds = {entry["kind"] for entry in network.view("person", row["id"])["timeline"]}
            assert not kinds & {"message", "recommendation", "contact"}
        assert tie["silent_days"] is not None
        assert tie["because"]
    one = network.view("strength", first_person(network)["id"])
    assert misfits(one, {"schema": shapes.schema("tie"), "person": shapes.NAMED, "tie": shapes.TIE}) == []
    assert any(because["evidence"] for because in one["tie"]["because"])


def test_today_gives_hellos_with_reasons_and_evidence_within_the_minutes(network: Kithly) -> None:
    view = network.view("today", "--minutes", "25")
    assert misfits(view, shapes.TODAY) == []
    assert view["date"] == "2026-03-02"
    assert view["minutes"]["budget"] == 25
    assert view["touches"]
    assert sum(touch["minutes"] for touch in view["touches"]) == view["minutes"]["planned"] <= 25
    for touch in view["touches"]:
        assert touch["reason"]["evidence"], touch
        assert touch["draft"] is not None or touch["why_no_draft"]


def test_the_day_is_the_same_however_often_it_is_asked_for(network: Kithly) -> None:
    assert network.view("today") == network.view("today")


def test_write_prints_a_draft_whose_claims_have_evidence(network: Kithly) -> None:
    touch = drafted(network)
    view = network.view("write", touch["person"]["id"])
    assert misfits(view, shapes.DRAFT) == []
    assert view["schema"] == "kithly/draft/1"
    for claim in view["claims"]:
        assert claim["text"] in view["text"]
        assert claim["evidence"]


def test_write_says_why_there_is_no_draft(kithly: Kithly) -> None:
    kithly.ok("met", "Zita", "Quarrenhold")
    view = kithly.view("write", "Zita")
    wanted = {
        "schema": shapes.schema("write"),
        "person": shapes.NAMED,
        "kind": shapes.TOUCHES,
        "channel": shapes.words,
        "draft": shapes.nothing,
        "why_not": shapes.words,
        "note": shapes.maybe(shapes.words),
    }
    assert misfits(view, wanted) == []


RECONNECT = {
    "has_discovery", "has_topic", "has_about_me", "has_follow_up", "asks_favour", "is_generic", "too_long",
    "unresolved", "pushy",
}  # fmt: skip
SMALL = {"on_occasion", "asks_favour", "is_generic", "self_centred", "too_long", "unresolved", "pushy"}
FOLLOW_UP = {"has_topic", "has_follow_up", "asks_favour", "is_generic", "too_long", "unresolved", "pushy"}


@pytest.mark.parametrize(
    ("kind", "labels"),
    [("reconnect", RECONNECT), ("birthday", SMALL), ("reply", SMALL), ("follow_up_invite", FOLLOW_UP)],
)
def test_check_gives_every_label_of_the_kind_and_the_place_of_each_breach(
    kithly: Kithly, kind: str, labels: set[str]
) -> None:
    words = "Hi {name},\n\nit has been years. Could you forward my CV to your boss? ASAP please!\n\nZita"
    ran = kithly("check", "--kind", kind, "--json", stdin=words.encode())
    assert ran.code == 0
    assert misfits(ran.json, shapes.CHECK_LINE) == []
    assert labels <= set(ran.json["labels"])
    assert ran.json["ok"] is False
    assert ran.json["labels"]["asks_favour"] is True
    assert ran.json["labels"]["unresolved"] is True
    for breach in ran.json["breaches"]:
        assert words[breach["start"] : breach["end"]] == breach["text"]
    assert {"asks_favour", "unresolved"} <= {breach["rule"] for breach in ran.json["breaches"]}


def test_check_of_json_lines_answers_line_by_line_in_order(kithly: Kithly, tmp_path: Path) -> None:
    entries = [
        {"id": "a", "kind": "birthday", "channel": "email", "recipient": {"name": "Zita"}, "text": "Happy birthday!"},
        {
            "id": "b",
            "kind": "reconnect",
            "channel": "linkedin",
            "sender": {"name": "Odo"},
            "text": "Could you get me a job at your firm?",
        },
        {"id": "c", "kind": "reply", "text": "Thank you, Zita: the tide tables arrived yesterday."},
    ]
    file = tmp_path / "texts.jsonl"
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    ran = kithly("check", "--jsonl", file)
    assert ran.code == 0
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    for line in lines:
        assert misfits(line, shapes.CHECK_LINE) == []
    assert lines[1]["labels"]["asks_favour"] is True


def test_strength_counts_everybody_once(network: Kithly) -> None:
    view = network.view("strength")
    assert misfits(view, shapes.STRENGTH) == []
    bands = sum(view["people"].get(band, 0) for band in shapes.BANDS if band != "unknown")
    assert view["people"]["known"] == bands
    for key in ("would_answer", "in_touch_90"):
        low, high = view[key]["interval"]
        assert 0 <= low <= view[key]["expected"] <= high <= view["people"]["known"]


def test_strength_of_an_empty_network_claims_nothing(kithly: Kithly) -> None:
    view = kithly.view("strength")
    assert misfits(view, shapes.STRENGTH) == []
    assert view["would_answer"] == {"expected": None, "interval": None}


def test_inbox_lists_at_most_ten_of_the_last_sixty_days(network: Kithly) -> None:
    view = network.view("inbox")
    assert misfits(view, inbox_shapes.INBOX) == []
    assert 0 < len(view["owed"]) <= 10
    assert all(one["since"] >= "2025-12-31" for one in view["owed"])
    assert all(one["evidence"] for one in view["owed"])


def test_a_reply_owed_has_the_same_id_in_the_inbox_and_in_the_day(network: Kithly) -> None:
    owed = {one["person"]["id"]: one["touch"] for one in network.view("inbox")["owed"] if one["kind"] == "reply"}
    planned = {
        touch["person"]["id"]: touch["id"]
        for touch in network.view("today", "--minutes", "60")["touches"]
        if touch["reason"]["kind"] == "reply_owed"
    }
    assert planned
    assert {person: owed[person] for person in planned} == planned


def test_search_finds_words_with_person_time_and_record(network: Kithly) -> None:
    view = network.view("search", "turnaround", "--limit", "2")
    assert misfits(view, shapes.SEARCH) == []
    assert len(view["hits"]) == 2 <= view["total"]
    assert all("turnaround" in hit["quote"].casefold() for hit in view["hits"])


def test_merges_changes_and_doctor_have_their_shapes(network: Kithly) -> None:
    merges = network.view("merges")
    assert misfits(merges, shapes.MERGES) == []
    assert merges["suggestions"]
    assert all(one["because"] for one in merges["suggestions"])
    assert misfits(network.view("changes"), shapes.CHANGES) == []
    doctor = network.view("doctor")
    assert misfits(doctor, shapes.DOCTOR) == []
    assert all(check["ok"] for check in doctor["checks"]), doctor


def test_decisions_answer_with_the_change_that_undoes_them(network: Kithly) -> None:
    person = first_person(network)["id"]
    wanted = {
        "schema": shapes.words,
        "change": shapes.words,
        "text": shapes.words,
        "person": shapes.maybe(shapes.NAMED),
    }
    for words in (
        ("note", person, "sails"),
        ("circle", person, "Harbour"),
        ("importance", person, "high"),
        ("quiet", person),
        ("log", person, "a call"),
        ("triage", person, "network"),
    ):
        view = network.view(*words)
        assert misfits(view, wanted) == [], words
        assert network.view("undo", view["change"])["change"] == view["change"]
    changes = network.view("changes")["changes"]
    assert [change["undoable"] for change in changes[:6]] == [False] * 6
