"""Evidence can be opened in the terminal, and what was joined wrongly is taken apart there."""

from __future__ import annotations

from typing import Any

from tests.e2e import proof_shapes, shapes
from tests.e2e.conftest import Kithly
from tests.e2e.shapes import misfits


def of_several(network: Kithly) -> Any:
    """Return what somebody is joined from, after the user said that two are one."""
    first, second = network.view("people", "--limit", "2")["people"]
    return network.view("joined", network.view("same", first["id"], second["id"])["person"]["id"])


def test_every_record_a_reason_names_can_be_opened(network: Kithly) -> None:
    touches = network.view("today", "--minutes", "60")["touches"]
    records = {one["record"] for touch in touches for one in touch["reason"]["evidence"]}
    assert records
    for record in records:
        view = network.view("record", record)
        assert misfits(view, proof_shapes.RECORD) == []
        assert view["id"] == record
    assert view["title"].partition(",")[0] in network("record", record).out


def test_a_record_that_is_not_there_is_one_sentence(network: Kithly) -> None:
    ran = network("record", "ffffffffffffffff", "--json")
    assert ran.code == 1
    assert misfits(ran.error, shapes.ERROR) == []


def test_a_part_is_taken_off_and_undo_brings_it_back(network: Kithly) -> None:
    before = of_several(network)
    assert misfits(before, proof_shapes.JOINED) == []
    part = next(one for one in before["parts"] if one["can_split"])
    done = network.view("joined", before["person"]["id"], "--split", part["record"] or part["key"])
    after = network.view("joined", done["person"]["id"])
    assert part["key"] not in {one["key"] for one in after["parts"]}
    network.ok("undo", done["change"])
    assert network.view("joined", before["person"]["id"]) == before
    assert "--split" in network("joined", before["person"]["id"]).out


def test_a_note_is_changed_and_taken_away(network: Kithly) -> None:
    person = network.view("people", "--limit", "1")["people"][0]["id"]
    network.ok("note", person, "sails on", "Sundays")
    note = network.view("person", person)["notes"][-1]
    network.ok("note", person, "--change", note["id"], "sails", "on", "Saturdays")
    assert network.view("person", person)["notes"][-1]["text"] == "sails on Saturdays"
    assert note["id"] in network("person", person).out
    network.ok("note", person, "--remove", note["id"])
    assert note["id"] not in {one["id"] for one in network.view("person", person)["notes"]}
    assert network("note", person).code == 2
    assert network("note", person, "words", "--remove", note["id"]).code == 2
