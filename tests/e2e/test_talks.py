"""A talk by the command line: arranged, prepared, what came of it, and the year's list of who came back."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar
from tests.e2e import talk_shapes
from tests.e2e.conftest import Kithly
from tests.e2e.shapes import misfits


def somebody(network: Kithly) -> str:
    rows = network.view("people", "--limit", "1000")["people"]
    return str(next(row["id"] for row in rows if row["tie"] and row["tie"]["band"] == "strong" and row["company"]))


def test_a_talk_is_kept_prepared_and_put_into_a_file(network: Kithly, tmp_path: Path) -> None:
    who, file = somebody(network), tmp_path / "talk.ics"
    told = network.view("meet", who, "--at", "2026-03-04 15:30", "--about", "Lantern walk", "--ics", str(file))
    assert misfits(told, talk_shapes.MEET) == []
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "Lantern walk"
    page = network.view("prepare", who)
    assert misfits(page, talk_shapes.PREPARE) == []
    assert "Lantern walk" in page["meeting"]["text"]
    assert "You meet" in network.ok("prepare", who)
    assert "is off" in network.ok("meet", who, "--off")
    assert network("meet", who, "--off").code == 1


def test_what_came_of_a_talk_is_kept_as_one_change(network: Kithly) -> None:
    who = somebody(network)
    words = ("The pump is mended.", "--promised", "send the drawing", "--by", "2026-03-05")
    kept = network.view("talked", who, *words)
    assert kept["schema"] == "kithly/talked/1"
    assert "send the drawing" in network.ok("prepare", who)
    network.ok("undo", kept["change"])
    assert "send the drawing" not in network.ok("prepare", who)


def test_bad_words_about_talks_are_one_sentence(network: Kithly) -> None:
    who = somebody(network)
    assert network("meet", who).code == 2
    assert network("meet", who, "--at", "tomorrow").code == 2
    assert network("meet", who, "--at", "2020-01-01 10:00").code == 1
    assert network("talked", who, "--by", "2026-03-05").code == 2
    assert network("talked", who, "--on", "2030-01-01").code == 1
    assert network("prepare", "Nobody Anywhere").code == 1


def test_no_talk_is_prepared_with_whom_one_remembers(network: Kithly) -> None:
    who = somebody(network)
    network.ok("meet", who, "--at", "2026-03-04 15:30")
    network.ok("remembered", who)
    ran = network("prepare", who)
    assert (ran.code, "is remembered" in ran.err) == (1, True)
    network.ok("undo")
    assert "You meet" in network.ok("prepare", who)


def test_who_came_back_is_listed_by_year(network: Kithly) -> None:
    years = [network.view("back", "--year", str(year)) for year in range(2023, 2027)]
    assert all(misfits(view, talk_shapes.BACK) == [] for view in years)
    assert "2025" in network.ok("back", "--year", "2025")
