"""Forgetting that dies anywhere or finds no room: everything is there still, or all of it is gone by the next start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.canaries import CANARIES, say_everything, sources
from tests.e2e.conftest import Kithly

ROOT = Path(__file__).parents[2]


def deaths(folder: Path, *, step: int) -> list[dict[str, Any]]:
    """Kill over a network of canaries; return what was left each time, after another start."""
    kithly = Kithly(data=folder / "network")
    kithly.ok("me", "--set", "address=ego@self.example", "--set", "name=Ego Self")
    kithly.ok("import", *sources(folder / "exports"))
    say_everything(kithly)
    (folder / "work").mkdir()
    words = [sys.executable, "-m", "tests.e2e.dying_forgetting", f"{folder / 'work'}", f"{kithly.data}", f"{step}"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def all_or_nothing(told: list[dict[str, Any]]) -> None:
    """Hold what was left against the two states there may be."""
    assert {(len(one["people"]), one["words"]) for one in told} == {(5, len(CANARIES)), (1, 0)}
    assert [one["flaws"] for one in told if one["flaws"]] == []
    modes = {one["mode"] for one in told}
    assert modes == {"effects", "moments", "full"}
    full = [one for one in told if one["mode"] == "full"]
    assert {one["code"] for one in full} <= {0, 3}  # done, or a sentence
    assert 3 in {one["code"] for one in full}


def test_whatever_dies_leaves_everything_or_nothing(tmp_path: Path) -> None:
    all_or_nothing(deaths(tmp_path, step=6))


@pytest.mark.slow
def test_a_death_before_every_single_effect_leaves_everything_or_nothing(tmp_path: Path) -> None:
    all_or_nothing(deaths(tmp_path, step=1))
