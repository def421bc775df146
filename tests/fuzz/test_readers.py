"""Every reader of foreign bytes bears any: it gives records or a sentence, in time, in texts that can be kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.edits import Edit, edited, edits
from tests.fuzz.guided import HAS_GUIDE
from tests.fuzz.targets import targets

PROJECT = Path(__file__).parents[2]
FEW, MANY = 12, 3_000  # examples of each reader: on every run, and by `make fuzz`
RUNS = 200  # inputs the guide tries in all of them on every run


@pytest.mark.parametrize("name", targets())
def test_whole_samples_are_read(name: str) -> None:
    for seed in targets()[name].seeds:
        targets()[name].attempt(seed)


def spoilt(name: str, place: int, steps: list[Edit]) -> None:
    target = targets()[name]
    target.attempt(edited(target.seeds[place % len(target.seeds)], steps))


@pytest.mark.parametrize("name", targets())
def test_spoilt_samples_are_borne(name: str) -> None:
    settings(max_examples=FEW)(given(st.integers(0, 255), edits())(lambda place, steps: spoilt(name, place, steps)))()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", targets())
def test_thousands_of_spoilt_samples_are_borne(name: str) -> None:
    settings(max_examples=MANY)(given(st.integers(0, 255), edits())(lambda place, steps: spoilt(name, place, steps)))()


def guided(folder: Path, *words: str) -> str:
    """Run the search in a process of its own, as `make fuzz-parsers` does."""
    command = [sys.executable, "-m", "tests.fuzz.guided", "--alone", "--folder", str(folder), *words]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, errors="replace", check=False)
    assert ran.returncode == 0, ran.stdout[-3_000:] + ran.stderr[-3_000:]
    return ran.stdout + ran.stderr


def test_the_guided_search_finds_nothing_in_a_while(tmp_path: Path) -> None:
    told = guided(tmp_path, "--runs", str(RUNS))
    assert ("INFO: seed corpus" in told) if HAS_GUIDE else (f"{RUNS:,} inputs" in told)


def test_without_a_guide_the_same_search_is_made(tmp_path: Path) -> None:
    assert "40 inputs" in guided(tmp_path, "--unguided", "--runs", "40", "mail-dates", "settings")
