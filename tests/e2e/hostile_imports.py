"""Files made to hurt, each imported in a process of its own: how long, how much, and what was told of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.pace import fair

SIDE = Path(__file__).parent / "hostile_side.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One import.

    Attributes:
        code: How the process ended; negative where it was killed.
        seconds: CPU it took, beyond the start of the program.
        megabytes: Its largest memory, the program included.
        view: What it told; empty where it could not.
        err: What stood on standard error.
    """

    code: int
    seconds: float
    megabytes: int
    view: dict[str, Any]
    err: str

    @property
    def totals(self) -> dict[str, int]:
        """The counts of all files."""
        found: dict[str, int] = self.view["totals"]
        return found

    @property
    def notes(self) -> str:
        """All that was said of files and records that were not read."""
        files = self.view.get("files", [])
        problems = [problem["reason"] for file in files for problem in file["problems"]]
        return " ".join([*filter(None, (file["note"] for file in files)), *problems])

    def held_to(self, *, seconds: float, megabytes: int) -> None:
        """Demand an answer within bounds, whose counts add up."""
        assert self.code in {0, 1}, self
        assert fair(self.seconds) < seconds, self
        assert self.megabytes < megabytes, self
        told = self.totals
        assert told["read"] == told["new"] + told["same"] + told["merged"] + told["held"] + told["skipped"], self
        assert "mistake of its own" not in self.err, self


def imported(given: Path, out: Path) -> dict[str, Imported]:
    """Import each file of a folder into a network of its own; nothing but these networks may be written to."""
    temporary = out / "temporary"
    temporary.mkdir(parents=True)
    environment = {**os.environ, "TMPDIR": str(temporary)}
    ran = subprocess.run(
        [sys.executable, SIDE, given, out], capture_output=True, text=True, check=True, env=environment
    )
    assert list(temporary.rglob("*")) == []
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    return {
        one["name"]: Imported(
            code=one["code"],
            seconds=one["seconds"],
            megabytes=one["megabytes"],
            view=json.loads(one["told"] or "{}"),
            err=one["err"],
        )
        for one in found
    }
