"""The gates of speed and size can fail, none is without a way to measure it, and the page tells what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import record, run
from benchmarks.gates import Gate, Verdict, gates
from benchmarks.sheets import SHEETS, Place

POSSIBLE = '[feed]\nsays = "a feed"\nsheet = "feed"\nunit = "ms"\naim = 1e6\nrefuse = 1e6\n'
IMPOSSIBLE = POSSIBLE.replace("1e6", "1e-9")


def ended(tmp_path: Path, table: str) -> int:
    file = tmp_path / "gates.toml"
    file.write_text(table, "utf-8")
    return run.main(["--gates", str(file), "--rounds", "1", "--folder", str(tmp_path / "prepared")])


def test_a_run_ends_badly_at_a_gate_that_nothing_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(tmp_path, IMPOSSIBLE) == 1
    assert "Refused: feed." in capsys.readouterr().out
    assert ended(tmp_path, POSSIBLE) == 0
    assert "Nothing is beyond what is refused." in capsys.readouterr().out


def test_a_gate_that_was_not_measured_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    nobody = Gate(name="nothing", says="", sheet="none", unit="s", aim=1, refuse=2)
    place = Place(prepared=Path(), scratch=Path(), rounds=1)
    assert run.run([nobody], place) == ({}, ["nothing"])
    assert "NOT MEASURED" in capsys.readouterr().out


GATE = Gate(name="a", says="", sheet="jobs", unit="s", aim=1, refuse=2)
HELD = Gate(name="a", says="", sheet="jobs", unit="s", aim=1, refuse=2, held=3, why="known")
CLOCK = Gate(name="a", says="", sheet="jobs", unit="s", aim=1, refuse=2, clock=True)


@pytest.mark.parametrize(
    ("gate", "value", "load", "verdict"),
    [
        (GATE, 1.0, 9.0, Verdict.WITHIN),
        (GATE, 1.1, 0.0, Verdict.AIM),
        (GATE, 2.1, 0.0, Verdict.REFUSED),
        (GATE, None, 0.0, Verdict.MISSING),
        (HELD, 2.9, 0.0, Verdict.HELD),
        (HELD, 3.1, 0.0, Verdict.REFUSED),
        (CLOCK, 2.1, 3.0, Verdict.BUSY),
        (CLOCK, 2.1, 0.2, Verdict.REFUSED),
    ],
)
def test_a_figure_means_what_its_gate_says(gate: Gate, value: float | None, load: float, verdict: Verdict) -> None:
    assert gate.verdict(value, load) is verdict
    assert verdict.is_fine is (verdict not in {Verdict.REFUSED, Verdict.MISSING})


def test_every_gate_has_a_sheet_a_unit_and_limits_that_follow_each_other() -> None:
    for gate in gates().values():
        assert gate.sheet in SHEETS
        assert gate.unit in {"s", "ms", "MB", "kB"}
        assert 0 < gate.aim <= gate.refuse < (gate.held or float("inf"))
        assert (gate.held is None) is (not gate.why)


def test_the_page_of_speed_tells_the_last_figures_of_the_history() -> None:
    text = record.PAGE.read_text("utf-8")
    assert "<!-- gates -->" in text
    assert record.page(text) == text


def test_every_gate_was_measured_and_the_history_names_no_machine() -> None:
    runs = record.history()
    measured = {name for one in runs for name in one["figures"]}
    assert measured >= set(gates())
    assert {key for one in runs for key in one} == {"on", "commit", "unit", "load", "figures"}


def test_a_run_is_written_down_with_what_it_was_measured_against() -> None:
    told = json.loads(record.line({"help": (0.0612345, 0.0412), "wheel": (3.7, None)}, unit=0.17812, load=0.44))
    assert told["figures"] == {"help": [0.0612, 0.0412], "wheel": [3.7]}
    assert (told["unit"], told["load"]) == (0.178, 0.4)
    assert len(told["commit"]) >= 7
