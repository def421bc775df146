"""What the user said of somebody holds when an import is taken back and brought again, whoever they were one with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.conftest import Exports, Kithly


@pytest.mark.parametrize("first", [0, 1])
def test_a_word_on_either_of_two_who_are_one_holds_after_a_second_import(
    few: Exports, tmp_path: Path, first: int
) -> None:
    here = Kithly(data=tmp_path / "network")
    here.ok("import", *few.all)
    (change,) = [one["id"] for one in here.view("changes")["changes"] if one["kind"] == "import"]
    pair = [row["id"] for row in here.view("people", "--limit", "2")["people"]]
    here.ok("remembered", pair[first])
    here.ok("note", pair[first], "plays the tuba")
    here.ok("same", *pair)
    here.ok("undo", change)
    here.ok("import", *few.all)
    for one in pair:
        person = here.view("person", one)
        assert person["remembered"]
        assert [note["text"] for note in person["notes"]] == ["plays the tuba"]
    assert all(check["ok"] for check in here.view("doctor")["checks"] if check["name"] == "consistency")


def test_undo_right_after_somebody_was_forgotten_takes_nothing_else_back(few: Exports, tmp_path: Path) -> None:
    here = Kithly(data=tmp_path / "network")
    here.ok("import", *few.all)
    one, other = (row["id"] for row in here.view("people", "--limit", "2")["people"])
    here.ok("note", one, "a note that is needed")
    (note,) = [change["id"] for change in here.view("changes")["changes"] if change["kind"] == "note"]
    here.ok("forget", other, "--yes")
    ran = here("undo", "--json")
    assert (ran.code, ran.error["kind"]) == (1, "conflict")
    assert f"kithly undo {note}" in ran.error["hint"]
    assert here.view("person", one)["notes"]
    here.ok("undo", note)
    assert not here.view("person", one)["notes"]
