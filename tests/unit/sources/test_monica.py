"""Monica's export, with the records it holds beside it; damaged and odd ones too."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, read, told_by

from kithly.errors import SourceFormatError
from kithly.records import Contact, Gesture, Meeting, PersonNote, Problem, Sighted
from kithly.sources.monica import Monica

SAMPLE = Path(__file__).parents[2] / "golden" / "monica" / "monica.json"
FLIPS = 60


def outcomes(data: bytes) -> list[Sighted | Problem]:
    return read(Monica(), item_of("monica.json", data))


def changed(**account: Any) -> list[Sighted | Problem]:
    told = json.loads(SAMPLE.read_text("utf-8"))
    told["account"].update(account)
    return outcomes(json.dumps(told).encode())


def records(found: list[Sighted | Problem], kind: type) -> list[Any]:
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, kind)]


def contact(properties: dict[str, Any], data: list[Any] | None = None) -> Contact:
    value = {"uuid": "c-1", "properties": {"first_name": "Zita", **properties}, "data": data or []}
    found = changed(data=[{"type": "contact", "values": [value]}])
    people: list[Contact] = records(found, Contact)
    return people[0]


def test_the_sample_gives_the_records_written_beside_it() -> None:
    item = item_of("monica.json", SAMPLE.read_bytes())
    assert Monica().recognises(item)
    assert told_by(Monica(), item) == json.loads(SAMPLE.with_name("records.json").read_text("utf-8"))


def test_every_value_is_a_record_or_a_problem_but_what_stands_on_its_contact() -> None:
    account = json.loads(SAMPLE.read_text("utf-8"))["account"]
    lists = {one["type"]: one["values"] for one in account["data"]}
    inside = 0
    for value in lists["contact"]:
        for group in value["data"]:
            if group["type"] == "conversation":
                inside += sum(len(one["properties"]["messages"]) or 1 for one in group["values"])
            elif group["type"] not in {"contact_field", "address", "pet", "activity", "photo", "document"}:
                inside += len(group["values"])
    whole = sum(len(values) for kind, values in lists.items() if kind not in {"photo", "relationship"})
    journal = len(account["properties"]["journal_entries"])
    further_photos, lost_relationships = 1, 1
    assert len(outcomes(SAMPLE.read_bytes())) == whole + inside + journal + further_photos + lost_relationships


def test_keys_are_unique_and_the_same_again() -> None:
    first, again = outcomes(SAMPLE.read_bytes()), outcomes(SAMPLE.read_bytes())
    assert first == again
    keys = [(type(one.record), one.record.key) for one in first if isinstance(one, Sighted)]
    assert len(keys) == len(set(keys))


def test_no_secret_of_the_account_is_kept() -> None:
    assert "SECRET" not in repr(outcomes(SAMPLE.read_bytes()))


def test_a_birthday_made_up_from_an_age_is_none() -> None:
    made_up = {"is_age_based": True, "is_year_unknown": False, "date": "1980-01-01T00:00:00Z"}
    found = contact({"birthdate": made_up})
    assert found.birthday is None
    assert "Born about 1980" in found.note


@pytest.mark.parametrize("date", ["1984-02-29T00:00:00.000000Z", "1984-02-29 00:00:00", "1984-02-29"])
def test_a_leap_birthday_keeps_its_day_however_it_is_written(date: str) -> None:
    found = contact({"birthdate": {"is_age_based": False, "is_year_unknown": True, "date": date}})
    assert found.birthday is not None
    assert found.birthday.iso() == "--02-29"


def test_a_relative_is_beside_their_person_and_nobody_of_their_own() -> None:
    people = records(outcomes(SAMPLE.read_bytes()), Contact)
    assert "Mia Quill" not in {one.name for one in people}
    zita = next(one for one in people if one.name == "Zita Quill")
    assert [one.label for one in zita.relations if one.name == "Mia Quill"] == ["child"]
    assert [one.day.iso() for one in zita.days if "Mia" in one.label] == ["--05-04"]
    notes = records(outcomes(SAMPLE.read_bytes()), PersonNote)
    assert [one.other.name for one in notes if one.text == "About Mia Quill: Likes owls."] == ["Zita Quill"]


def test_an_activity_is_a_meeting_of_all_who_took_part() -> None:
    supper = next(one for one in records(outcomes(SAMPLE.read_bytes()), Meeting) if "Supper" in one.title)
    assert {one.name for one in supper.attendees} == {"Zita Quill", "Otto Lantern"}
    assert supper.attendance == 3


def test_who_called_is_told() -> None:
    calls = [one for one in records(outcomes(SAMPLE.read_bytes()), Gesture) if one.kind == "call"]
    assert [one.outgoing for one in calls] == [False, True]


def test_a_picture_that_cannot_be_read_loses_nobody() -> None:
    told = SAMPLE.read_text("utf-8").replace("base64,iVBOR", "base64,***", 1)
    found = outcomes(told.encode())
    assert "Zita Quill" in {one.name for one in records(found, Contact)}
    assert "a damaged picture" in {one.reason for one in found if isinstance(one, Problem)}


def test_values_without_a_group_of_properties_are_read_too() -> None:
    flat = {"uuid": "c-9", "first_name": "Zita", "job": "Kite maker", "data": []}
    found = changed(data=[{"type": "contact", "values": [flat]}])
    assert [one.title for one in records(found, Contact)] == ["Kite maker"]


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [1], {"properties": 3}])
def test_values_of_any_shape_are_told_and_harm_nothing(value: object) -> None:
    good = {"uuid": "c-1", "properties": {"first_name": "Zita"}}
    shapes = {"contact": [value, good], "activity": [value], "photo": [value], "relationship": [value], "user": [value]}
    found = changed(data=[{"type": kind, "values": values} for kind, values in shapes.items()])
    assert [one.name for one in records(found, Contact)] == ["Zita"]


def test_an_export_cut_short_gives_what_stands_before() -> None:
    data = SAMPLE.read_bytes()
    for length in range(1, len(data), len(data) // 40):
        try:
            found = outcomes(data[:length])
        except SourceFormatError:
            continue
        assert any(isinstance(one, Problem) and "the rest of the file is lost" in one.reason for one in found)


@settings(max_examples=FLIPS)
@given(seed=st.integers(0, 2**32))
def test_flipped_bytes_raise_nothing_else(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(SAMPLE.read_bytes())  # noqa: S311
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        found = outcomes(bytes(data))
    except SourceFormatError:
        return
    assert all(one.at for one in found)


def test_the_sql_export_is_named_and_other_files_are_not_recognised() -> None:
    sql = b"# ************\n# Robin Fictional export of data\n# Export date: 2024-01-01\nINSERT INTO contacts\n"
    assert "JSON" in (Monica().not_read(item_of("monica.sql", sql)) or "")
    for other in (b'{"version": 1}', b"[]", b'{"account": {}}', b"BEGIN:VCARD", b""):
        assert not Monica().recognises(item_of("x.json", other))


def test_a_huge_value_is_refused_and_the_rest_is_told_lost() -> None:
    told = json.loads(SAMPLE.read_text("utf-8"))
    told["account"]["data"][-1]["values"][0]["properties"]["description"] = "x" * (17 << 20)
    found = outcomes(json.dumps(told).encode())
    assert any(isinstance(one, Problem) and "over 16 MB" in one.reason for one in found)
    assert "Zita Quill" in {one.name for one in records(found, Contact)}
