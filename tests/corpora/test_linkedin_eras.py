"""Eras of a public LinkedIn export, read where it lies."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.app.belonging.eras import answer_era, eras
from kithly.app.bringing.import_files import import_paths
from kithly.app.network import open_network
from kithly.app.persons.people import list_people

ROOT = Path(os.environ.get("KITHLY_CORPORA", ""))
EXPORT = ROOT / "linkedin" / "silkyrich+linkedin-export-viewer" / "fixtures" / "sample_export"
OTHER = ROOT / "linkedin" / "labeldekho+linkedin-network-intelligence" / "tests" / "fixtures"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
pytestmark = pytest.mark.skipif("KITHLY_CORPORA" not in os.environ, reason="KITHLY_CORPORA is not set")


def test_each_position_and_school_of_a_public_export_is_an_era(tmp_path: Path) -> None:
    with open_network(tmp_path / "data", now=NOW) as network:
        import_paths(network, [EXPORT])
        view = eras(network)
        told = {one.organisation: (one.kind, one.years) for one in view.eras}
        assert len(told) == len(view.eras) == 13
        assert told["Cyberdyne Systems"] == ("work", "2022–24")
        assert told["Paper Street Soap"] == ("work", "2014–17")
        assert told["Starfleet Academy"] == ("school", "2012–14")
        for one in view.eras:
            assert one.waiting == one.count == len(one.people)
            assert one.evidence
            assert all(person.because and person.evidence for person in one.people)


def test_people_of_a_public_export_are_proposed_for_the_years_in_which_they_were_connected(tmp_path: Path) -> None:
    positions = tmp_path / "Positions.csv"
    positions.write_text(
        "Company Name,Title,Description,Location,Started On,Finished On\nBigCo Inc.,Analyst,,,Jan 2023,Jun 2023\n"
        "StartupXYZ,Lead,,,Jul 2023,\n",
        "utf-8",
    )
    with open_network(tmp_path / "data", now=NOW) as network:
        import_paths(network, [OTHER / "Connections.csv", OTHER / "Messages.csv", positions])
        newer, older = eras(network).eras
        because = {one.name: one.because for one in older.people}
        assert (older.heading, older.years) == ("Your BigCo years", "2023")
        assert because["Carol Davis"].startswith("at BigCo in ")
        assert because["Carol Davis"].endswith("; connected May 2023")
        assert because["Alice Johnson"].startswith("connected January 2023")
        assert {one.name for one in newer.people} >= {"Bob Williams"}
        everybody = {one.name for one in (*newer.people, *older.people)}
        assert everybody == {row.name for row in list_people(network, limit=100).people}
        answer_era(network, older.key, "all")
        rows = list_people(network, limit=100).people
        assert sum(any(era.confirmed for era in row.eras) for row in rows) == older.count
