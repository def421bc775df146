"""Bandit over the code that users get: nothing of medium or high severity but what is let stand.

What was found in a file is remembered under its content, so that only changed files are read again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from supply.locks import ROOT
from supply.waivers import Finding, open_findings, waivers

WHERE: Final = ("src", "supply", "hatch_build.py")
MEMORY: Final = ROOT / ".cache/bandit.json"
SEVERE: Final = ("MEDIUM", "HIGH")
AT_ONCE: Final = 2  # processes


def findings(paths: Sequence[Path], memory: Path | None = MEMORY) -> list[Finding]:
    """Return what bandit finds in some files, by path.

    Args:
        paths: Below the project's folder.
        memory: Where earlier findings are kept; None looks at all files anew.
    """
    known: dict[str, list[dict[str, Any]]] = _remembered(memory)
    marks = {path: _mark(path) for path in paths}
    new = [path for path in paths if marks[path] not in known]
    for path, rows in _scanned(new).items():
        known[marks[path]] = rows
    if memory is not None and new:
        memory.parent.mkdir(exist_ok=True)
        memory.write_text(json.dumps({mark: known[mark] for mark in marks.values()}), "utf-8")
    return [Finding(tool="bandit", path=_told(path), **row) for path in paths for row in known[marks[path]]]


def _remembered(memory: Path | None) -> dict[str, list[dict[str, Any]]]:
    try:
        found: dict[str, list[dict[str, Any]]] = json.loads(memory.read_text("utf-8")) if memory else {}
    except (OSError, ValueError):
        return {}
    return found


def _mark(path: Path) -> str:
    return hashlib.sha256(version("bandit").encode() + path.read_bytes()).hexdigest()


def _told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def _scanned(paths: list[Path]) -> dict[Path, list[dict[str, Any]]]:
    parts = [paths[at::AT_ONCE] for at in range(AT_ONCE)]
    with ThreadPoolExecutor() as pool:
        reports = list(pool.map(_report, [part for part in parts if part]))
    found: dict[Path, list[dict[str, Any]]] = {path: [] for path in paths}
    for report in reports:
        if report["errors"]:
            raise RuntimeError(f"bandit could not read: {report['errors']}")
        for one in report["results"]:
            if one["issue_severity"] in SEVERE:
                row = {"rule": one["test_id"], "line": one["line_number"], "told": one["issue_text"]}
                found[Path(one["filename"])].append(row)
    return found


def _report(paths: list[Path]) -> dict[str, Any]:
    words = [sys.executable, "-m", "bandit", "--quiet", "--format", "json", "--exit-zero", *map(str, paths)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def files() -> list[Path]:
    """Return every file that is looked at."""
    named = [ROOT / one for one in WHERE]
    return sorted(path for one in named for path in (one.rglob("*.py") if one.is_dir() else [one]))


def main() -> int:
    """Print what is not let stand; returns 1 if there is anything."""
    told = open_findings(findings(files()), waivers("bandit"))
    sys.stdout.write("".join(f"{line}\n" for line in told) or "Bandit finds nothing that is not let stand.\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
