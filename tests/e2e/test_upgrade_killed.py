"""An upgrade that dies anywhere, or finds no room, leaves the old network or the new one, and no half."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kithly.store import schema

ROOT = Path(__file__).parents[2]
OLDER = schema.REVISIONS[:-1]
ROWS = 100_000
Deaths = list[dict[str, Any]]


def deaths(work: Path, revision: str, *, rows: int = 0, step: int, kills: int) -> Deaths:
    """Kill upgrades, and return what was left each time."""
    numbers = map(str, (rows, step, kills))
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.dying_upgrades", work, revision, *numbers],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=2_400,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_old_or_new(told: Deaths) -> None:
    """Demand that each death left the one or the other, and that both were met."""
    assert [one for one in told if one["left"] not in {"old", "new"}] == []
    steps = [one for one in told if one["how"] == "step"]
    assert [one["died"] for one in steps] == [True] * (len(steps) - 1) + [False], "the last ran to its end"
    assert {one["left"] for one in steps} == {"old", "new"}


def assert_told(told: Deaths) -> None:
    """Demand a sentence with the need wherever there was no room."""
    full = [one for one in told if one["how"] == "full" and one["code"] == 3]
    assert len(full) >= 2
    for one in full:
        assert "is full" in one["told"] or "may be full" in one["told"], one
        assert "MB must be free" in one["told"]
        assert "Free some space" in one["told"]
        assert one["rooms"] == []
        assert one["left"] in {"old", "new"}


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Deaths:
    """Kill upgrades of the oldest network now and then."""
    return deaths(tmp_path_factory.mktemp("oldest"), OLDER[0], step=60, kills=1)


def test_an_upgrade_killed_anywhere_leaves_the_old_or_the_new(oldest: Deaths) -> None:
    assert_old_or_new(oldest)


def test_a_full_disk_is_a_sentence_that_names_the_need(oldest: Deaths) -> None:
    assert_told(oldest)


@pytest.mark.slow
@pytest.mark.parametrize("revision", OLDER)
def test_at_every_step_from_every_schema(revision: str, tmp_path: Path) -> None:
    told = deaths(tmp_path, revision, step=2, kills=10)
    assert_old_or_new(told)
    assert_told(told)


@pytest.mark.slow
@pytest.mark.parametrize("revision", OLDER)
def test_with_a_hundred_thousand_rows_as_well(revision: str, tmp_path: Path) -> None:
    told = deaths(tmp_path, revision, rows=ROWS, step=40, kills=4)
    assert_old_or_new(told)
    assert_told(told)
