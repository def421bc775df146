"""The history of figures, a line a run, and the table in the documentation that is made of it.

python benchmarks/record.py          writes the table into docs/explanation/speed.md
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.gates import Gate, gates

ROOT: Final = Path(__file__).parents[1]
HISTORY: Final = Path(__file__).with_name("history.jsonl")
PAGE: Final = ROOT / "docs/explanation/speed.md"
_PLACE: Final = re.compile(r"(<!-- gates -->\n).*?(<!-- /gates -->)", re.DOTALL)


def line(figures: Mapping[str, tuple[float, float | None]], *, unit: float, load: float) -> str:
    """Return a run as a line of the history.

    Args:
        figures: By gate: the figure, and the CPU time as it was here.
        unit: CPU seconds of the calibration.
        load: Of the system at the end.
    """
    words = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    commit = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    told = {name: [_short(one) for one in pair if one is not None] for name, pair in figures.items()}
    head = {"on": datetime.now(UTC).date().isoformat(), "commit": commit, "unit": _short(unit), "load": round(load, 1)}
    return json.dumps({**head, "figures": told})


def _short(value: float) -> float:
    """Return a number with three digits that count."""
    return float(f"{value:.3g}")


def history(file: Path = HISTORY) -> list[dict[str, Any]]:
    """Return all runs, oldest first."""
    return [json.loads(row) for row in file.read_text("utf-8").splitlines()] if file.exists() else []


def table(every: Iterable[Gate], runs: Iterable[Mapping[str, Any]]) -> str:
    """Return the last figure of each gate beside its limits, as Markdown."""
    last = {name: (run, figure) for run in runs for name, figure in run["figures"].items()}
    rows = "\n".join(_row(gate, *last.get(gate.name, (None, None))) for gate in every)
    head = "| what | measured | here | aim | refused beyond | | on |\n|---|---|---|---|---|---|---|"
    return f"{head}\n{rows}\n"


def _row(gate: Gate, run: Mapping[str, Any] | None, figure: list[float] | None) -> str:
    limits = f"{_told(gate.aim)} {gate.unit} | {_told(gate.refuse)} {gate.unit}"
    if run is None or figure is None:
        return f"| {gate.says} | | | {limits} | not measured | |"
    here = f"{_told(figure[1])} {gate.unit}" if len(figure) > 1 else ""
    verdict = gate.verdict(figure[0], run["load"])
    why = f": {gate.why}" if gate.why else ""
    return f"| {gate.says} | {_told(figure[0])} {gate.unit} | {here} | {limits} | {verdict}{why} | {run['on']} |"


def _told(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def page(text: str) -> str:
    """Return the page of speed with the table as the history tells it."""
    made = table(gates().values(), history())
    return _PLACE.sub(lambda match: f"{match[1]}{made}{match[2]}", text)


def main() -> None:
    """Write the table into the page."""
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
