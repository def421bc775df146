"""Mails made to hurt are imported as any user would: each in less than two seconds of CPU and 256 MB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.unit.sources.hostile_mails import HEAD, HOSTILE

SIDE = Path(__file__).parent / "hostile_side.py"
SECONDS = 2.0  # of CPU, beyond the start of the program
MEGABYTES = 256  # of memory in all
GOOD = HEAD.replace(b"<m@x>", b"<good@x>") + b"Subject: whole\n\nHello\n"
LINE = b"From ana@example.org Thu Aug  9 18:39:17 2012\n"


def measured(folder: Path, mails: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Import each mail between two whole ones; return what became of it by its name."""
    names = {f"{place:03}.mbox": name for place, name in enumerate(mails)}
    for file, name in names.items():
        after = GOOD.replace(b"<good@x>", b"<after@x>")
        (folder / file).write_bytes(LINE + GOOD + b"\n" + LINE + mails[name] + b"\n\n" + LINE + after)
    ran = subprocess.run([sys.executable, SIDE, folder], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    return {names[one["name"]]: one for one in told}


def held_to_account(name: str, one: dict[str, Any]) -> None:
    assert one["code"] == 0, (name, one)
    assert one["seconds"] < SECONDS, (name, one["seconds"])
    assert one["megabytes"] < MEGABYTES, (name, one["megabytes"])
    totals = json.loads(one["told"])["totals"]
    assert totals["read"] >= 3, (name, totals)
    assert totals["read"] == totals["new"] + totals["same"] + totals["merged"] + totals["held"] + totals["skipped"]
    assert totals["new"] >= 2, (name, totals)  # both neighbours


def test_every_hostile_mail_costs_little_and_its_neighbours_nothing(tmp_path: Path) -> None:
    told = measured(tmp_path, HOSTILE)
    assert told.keys() == HOSTILE.keys()
    for name, one in told.items():
        held_to_account(name, one)
