"""Print the tables of docs/explanation/ties.md: `python evaluation/report.py --data DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from judge import Task, left_out, tasks

COLUMNS = ("AUC", "recency AUC", "count AUC", "LightGBM AUC", "AP", "log loss", "LightGBM log loss", "ECE", "drift AUC")


def main() -> None:
    """Judge both tasks and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the parquet files")
    for task in tasks(parser.parse_args().data):
        _print_table(task)


def _print_table(task: Task) -> None:
    columns = [name for name in COLUMNS if task.name == "T1" or name != "drift AUC"]
    print(f"\n| {task.name} | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    rows = []
    for family, figures in left_out(task):
        rows.append([figures.get(name, np.nan) for name in columns])
        _print_row(family.name, rows[-1])
    _print_row("mean", np.nanmean(rows, axis=0).tolist())


def _print_row(name: str, values: list[float]) -> None:
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |", flush=True)


if __name__ == "__main__":
    main()
