"""A backup or restore that dies anywhere, or finds no room, leaves the old state or the new one, and no half."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kithly.store import Store
from kithly.testing.store_samples import keep, mail, sighted

SCRIPT = Path(__file__).with_name("dying_backups.py")
FEWEST = {"backup": 14, "restore": 6, "refill": 3, "moments": 4}  # deaths that must have been tried


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Kill over a data folder with a few letters, and return what was left each time."""
    return killed(tmp_path_factory.mktemp("dying"), tmp_path_factory.mktemp("work"))


def killed(data: Path, work: Path, *how: str) -> list[dict[str, Any]]:
    """Kill over a folder made for it, now and then or at every step."""
    with Store.open(data / "kithly.db") as store:
        keep(store, "a", [sighted(mail(str(n), "ana", "me", text=sha256(bytes(n)).hexdigest())) for n in range(40)])
    (data / "settings.toml").write_text("minutes = 7\n")
    done = subprocess.run([sys.executable, SCRIPT, work, data, *how], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1] == {"mode": "end", "is_same": True}
    return lines


@pytest.mark.parametrize("mode", FEWEST)
def test_whatever_dies_leaves_the_old_or_the_new(mode: str, told: list[dict[str, Any]]) -> None:
    assert_old_or_new(mode, told)


@pytest.mark.slow
def test_so_it_does_at_every_single_step(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    told = killed(tmp_path / "data", tmp_path / "work", "every")
    for mode in FEWEST:
        assert_old_or_new(mode, told)


def assert_old_or_new(mode: str, told: list[dict[str, Any]]) -> None:
    """Demand that each death left the one or the other."""
    deaths = [one for one in told if one["mode"] == mode]
    assert len(deaths) > FEWEST[mode]
    assert {death["first"] for death in deaths} <= {"nothing", "whole"}
    assert {death["then"] for death in deaths} == {"whole"}
    assert [room for death in deaths for room in death["rooms"]] == []


def test_a_full_disk_is_a_sentence_and_nothing_is_left(told: list[dict[str, Any]]) -> None:
    tries = [one for one in told if one["mode"] == "full"]
    assert len(tries) == 6
    for one in tries:
        assert one["code"] == 3, one
        assert "is full" in one["told"]
        assert "MB must be free" in one["told"]
        assert one["left"] == []
