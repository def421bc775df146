"""Every file of a whole journey is written apart, put on the disk, named in one step, and its owner's alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_file_is_written_under_its_name_and_none_is_named_before_it_is_on_the_disk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.traced", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path / "work")},
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert {"settings.toml", "talk.ics", "days.ics", "secrets.json", "forgotten.json", "again"} <= set(told["named"])
    assert any(name.endswith(".zip") for name in told["named"])
    assert told["written"] > len(told["named"])
