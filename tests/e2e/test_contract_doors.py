"""Options, exit codes, errors and names: what holds for every verb."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e import shapes
from tests.e2e.conftest import Exports, Kithly, Ran, run_here
from tests.e2e.shapes import misfits

READING = (
    ("people",),
    ("today",),
    ("inbox",),
    ("feed",),
    ("follow",),
    ("strength",),
    ("strength", "--years"),
    ("forecast",),
    ("dormant",),
    ("network",),
    ("search", "turnaround"),
    ("merges",),
    ("changes",),
    ("me",),
    ("triage",),
    ("eras",),
    ("rhythm",),
    ("away",),
    ("back",),
    (),
)


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words) or "bare")
def test_json_prints_one_document_and_nothing_else(network: Kithly, words: tuple[str, ...]) -> None:
    ran = network(*words, "--json")
    assert ran.code == 0
    assert ran.err == ""
    assert json.loads(ran.out)["schema"].startswith("kithly/")
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words) or "bare")
def test_an_empty_machine_makes_its_database_and_says_where_beside_the_answer(
    kithly: Kithly, words: tuple[str, ...]
) -> None:
    ran = kithly(*words, "--json")
    assert ran.code == 0
    assert misfits(json.loads(ran.out)["schema"], shapes.words) == []
    assert str(kithly.data) in ran.err
    assert (kithly.data / "kithly.db").is_file()


def test_global_options_work_before_and_after_the_verb(network: Kithly) -> None:
    options = ["--data", str(network.data), "--now", network.now.isoformat(), "--json"]
    before, after = run_here([*options, "people"]), run_here(["people", *options])
    assert before == after
    assert before.code == 0
    assert misfits(before.json, shapes.PEOPLE) == []


def test_the_data_folder_is_the_option_else_the_variable(
    network: Kithly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITHLY_DATA", str(network.data))
    by_variable = run_here(["people", "--json"])
    assert by_variable.json["total"] > 0
    by_option = run_here(["people", "--json", "--data", str(tmp_path / "other")])
    assert by_option.json["total"] == 0


def test_now_sets_the_clock(network: Kithly) -> None:
    ran = run_here(["today", "--json", "--data", str(network.data), "--now", "2026-03-09T09:00:00+00:00"])
    assert ran.json["date"] == "2026-03-09"


def test_a_now_that_is_no_time_is_wrong_usage(kithly: Kithly) -> None:
    assert run_here(["today", "--data", str(kithly.data), "--now", "yesterday"]).code == 2


@pytest.mark.parametrize("words", [("frobnicate",), ("people", "--nonsense"), ("import",), ("importance", "x", "huge")])
def test_wrong_usage_exits_with_2_in_one_sentence(kithly: Kithly, words: tuple[str, ...]) -> None:
    ran = kithly(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert ran.err.strip()
    told = kithly(*words, "--json")
    assert told.code == 2
    assert misfits(told.error, shapes.ERROR) == []


def test_an_unknown_verb_names_the_closest_one(kithly: Kithly) -> None:
    assert "kithly import" in kithly("imprt").err


def test_somebody_unknown_exits_with_1_and_the_next_command(network: Kithly) -> None:
    ran = network("person", "Nobody Whatsoever", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert misfits(ran.error, shapes.ERROR) == []
    assert ran.error["kind"] == "not_found"
    plain = network("person", "Nobody Whatsoever")
    assert plain.err.count("\n") == 2
    assert "kithly people" in plain.err


def test_an_ambiguous_name_exits_with_1_and_lists_the_candidates(network: Kithly) -> None:
    ran = network("person", "a", "--json")
    assert ran.code == 1
    assert misfits(ran.error, shapes.ERROR) == []
    assert ran.error["kind"] == "conflict"
    assert len(ran.error["candidates"]) > 1
    plain = network("person", "a")
    assert plain.err.count("\n  - ") == len(ran.error["candidates"])


def test_a_person_is_found_by_part_of_the_name_by_address_and_by_id(network: Kithly) -> None:
    rows = network.view("people", "--limit", "1000")["people"]
    names = [row["name"] for row in rows]
    row = next(
        row
        for row in rows
        if names.count(row["name"]) == 1 and any(one["kind"] == "linkedin" for one in row["identities"])
    )
    part = row["name"][1:].lower()
    address = next(one["value"] for one in row["identities"] if one["kind"] == "linkedin")
    for word in (row["id"], part, row["name"].upper(), address, f"https://www.linkedin.com/in/{address}/"):
        assert network.view("person", word)["id"] == row["id"], word
    mailed = next(row for row in rows if any(one["kind"] == "email" for one in row["identities"]))
    mail = next(one["value"] for one in mailed["identities"] if one["kind"] == "email")
    assert network.view("person", mail.upper())["id"] == mailed["id"]


def test_sending_needs_a_yes_and_without_a_terminal_the_option(network: Kithly) -> None:
    touch = next(touch for touch in network.view("today", "--minutes", "60")["touches"] if touch["draft"])
    ran = network("send", touch["id"], "--no-open")
    assert ran.code == 1
    assert f"kithly send {touch['id']} --yes" in ran.err
    assert network("send", touch["id"], "--yes", "--no-open").code == 0


def test_a_newer_schema_exits_with_4(network: Kithly) -> None:
    with sqlite3.connect(network.data / "kithly.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    ran = network("people", "--json")
    assert (ran.code, ran.out) == (4, "")
    assert misfits(ran.error, shapes.ERROR) == []
    assert ran.error["kind"] == "schema_too_new"


@pytest.mark.parametrize("damage", [b"this is no database", b"\x00" * 5_000])
def test_a_damaged_file_exits_with_4(kithly: Kithly, damage: bytes) -> None:
    kithly.data.mkdir()
    (kithly.data / "kithly.db").write_bytes(damage)
    ran = kithly("people", "--json")
    assert (ran.code, ran.out) == (4, "")
    assert misfits(ran.error, shapes.ERROR) == []


def test_a_database_damaged_in_the_middle_exits_with_4_and_no_traceback(network: Kithly) -> None:
    file = network.data / "kithly.db"
    network.ok("people")
    content = bytearray(file.read_bytes())
    content[16_384:] = b"\xa5" * (len(content) - 16_384)
    for rest in network.data.glob("kithly.db-*"):
        rest.unlink()
    file.write_bytes(content)
    for words in (("people",), ("today",), ("search", "x"), ("doctor",)):
        ran = network(*words)
        assert ran.code == 4, (words, ran)
        assert "Traceback" not in ran.err


def test_a_source_that_is_none_exits_with_1_and_names_those_there_are(network: Kithly, few: Exports) -> None:
    ran = network("import", few.newer, "--as", "telepathy", "--json")
    assert ran.code == 1
    assert ran.error["kind"] == "not_found"
    assert "linkedin_export" in ran.error["hint"]


def test_a_process_keeps_streams_and_codes_apart(apart: Callable[..., Ran], tmp_path: Path, few: Exports) -> None:
    data = tmp_path / "network"
    done = apart(["--data", data, "--json", "import", few.newer])
    assert done.code == 0
    assert misfits(done.json, shapes.IMPORT) == []
    assert done.err.strip() == f"Made a new, empty network in {data}"
    assert apart(["--data", data, "person", "Nobody Whatsoever"]).code == 1
    assert apart(["--data", data, "people", "--limit", "0"]).code == 2
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in data.iterdir()} == {0}
