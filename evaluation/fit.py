"""Fit the shipped coefficients: `python evaluation/fit.py --data DIR`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from additive import fit
from dataset import FAMILIES
from judge import Task, left_out, tasks
from kithly.ties import Model

TARGET = Path(__file__).parent.parent / "src" / "kithly" / "ties" / "coefficients.json"


def main() -> None:
    """Fit both models on all families and write them with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the parquet files")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    today = datetime.now(UTC).date().isoformat()
    found = {task.name: _fitted(task) for task in tasks(options.data)}
    kept = {
        "version": f"{today}.1",
        "fitted": {
            "on": today,
            "by": "evaluation/fit.py",
            "families": {family.name: {"files": family.files, "H": family.horizon_days} for family in FAMILIES},
            "weight": "every family the same",
            "left_out": {name: figures for name, (_, figures) in found.items()},
        },
        "strength": asdict(found["T1"][0]),
        "reply": asdict(found["T2"][0]),
    }
    options.out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _fitted(task: Task) -> tuple[Model, dict[str, float]]:
    """Return the model of one task, and its figures on kinds of data left out."""
    rows = [judged.figures for judged in left_out(task, others=False)]
    spread = round(float(np.sqrt(np.mean([row["shift"] ** 2 for row in rows]))), 3)
    model = fit([task.training(family.name) for family in FAMILIES], task.terms, spread=spread)
    names = [f"{start}{name}" for start in ("", "own ") for name in ("AUC", "AP", "log loss", "ECE")]
    means = {name: round(float(np.mean([row[name] for row in rows])), 4) for name in names}
    print(task.name, means, "spread", spread, flush=True)
    return model, means


if __name__ == "__main__":
    main()
