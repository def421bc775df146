"""Every kept table goes along with an export, every column of it, and every line is as its schema says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kithly.records.json_form import from_json
from kithly.store.interchange.nouns import LEFT_BEHIND, NOT_EXPORTED, NOUNS, TAKEN_ALONG, Noun
from kithly.store.interchange.schemas import line_schema
from kithly.store.schema_forms import metadata

SRC = Path(__file__).parents[3] / "src" / "kithly"
DERIVED = {"interactions", "participants", "people", "tie_states", "ego_states", "rhythms", "renewals", "reasons"}
FACT = re.compile(r'^(?:    )?[A-Z_]+(?:: Final)? = "([a-z_]+)"  # (?:name of the )?small fact', re.MULTILINE)


def test_every_kept_table_is_exported_or_left_out_by_name() -> None:
    kept = {table.name for table in metadata.sorted_tables} - DERIVED - {"message_index"}
    assert {noun.name for noun in NOUNS} | set(NOT_EXPORTED) == kept


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_every_column_has_a_form_that_fits(noun: Noun) -> None:
    names = {column.name for column in noun.table.c}
    assert {*noun.forms, *noun.refers, *noun.left_out} <= names
    for column in noun.table.c:
        target = next((key.column.table.name for key in column.foreign_keys), None)
        if target is not None and column.name != "ego_id":
            assert noun.refers[column.name] == target
    assert line_schema(noun)["required"]


def test_every_small_fact_goes_along_or_is_left_behind_by_name() -> None:
    outside = [path for path in SRC.rglob("*.py") if "derived" not in path.parts]
    found = {name for path in outside for name in FACT.findall(path.read_text("utf-8"))}
    of_rebuilds = {"reasons_found_at", "derived_by", "outdated", "ego", "ego_identities"}
    assert len(found) > 15
    assert found - of_rebuilds == (TAKEN_ALONG | set(LEFT_BEHIND)) & found
    assert found >= TAKEN_ALONG


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([], "list where dict"),
        ({"key": "k"}, "is missing"),
        ({"key": 3, "kind": "share", "at": None}, "int where str"),
        ({"key": "k", "kind": "rumour", "at": None}, "none of"),
        ({"key": "k", "kind": "share", "at": "2026-01-01"}, "zone"),
        ({"key": "k", "kind": "share", "at": None, "spin": 1}, "no field 'spin'"),
    ],
)
def test_what_is_no_record_is_named(told: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json("post", told)
