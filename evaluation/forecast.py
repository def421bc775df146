"""Judge the year ahead on years that are over: `python evaluation/forecast.py --data DIR`.

Prints the tables of docs/explanation/forecast.md. For each kind of data the model was fitted on the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from additive import fit
from dataset import FAMILIES, Floats
from forecast_worlds import Year, read, years
from judge import Task, tasks
from kithly.ties import Model
from kithly.ties.forecast import QUARTERS
from kithly.ties.own_level import first_belief, for_next_year, interval, learned
from kithly.ties.paths import MONTHS

SPREAD = 0.49  # log-odds; how far the level was off from kind to kind (docs/explanation/ties.md)
TOLD = (3, 6, 12)  # months in the table
METHODS = ("forecast", "not learned", "same as today", "decay")


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the parquet files")
    folder = parser.parse_args().data
    task, _ = tasks(folder)
    rows = {}
    for kind in dict.fromkeys(family.kind for family in FAMILIES):
        model = _fitted_without(task, kind)
        for family in FAMILIES:
            if family.kind == kind:
                found = [years(read(folder, stem), family, model) for stem in family.files]
                rows[family.name] = _judged([one for one in found if one])
    _print(rows)


def _fitted_without(task: Task, kind: str) -> Model:
    return fit([task.training(family.name) for family in FAMILIES if family.kind != kind], task.terms, spread=SPREAD)


def _judged(logs: list[list[Year]]) -> dict[str, Floats]:
    """Return the errors of each method by month, as a share of today's count, and how often intervals held."""
    newest = [one[0] for one in logs]
    came = np.concatenate([one.came for one in newest])
    beliefs = np.concatenate([_belief(one) for one in logs])
    plain = np.tile(for_next_year(first_belief(SPREAD)), (len(beliefs), 1))
    expected = np.concatenate([one.expected for one in newest])
    variance = np.concatenate([one.variance for one in newest])
    said = {
        "forecast": np.einsum("es,ems->em", beliefs, expected),
        "not learned": np.einsum("es,ems->em", plain, expected),
        "same as today": np.repeat(came[:, :1], MONTHS + 1, axis=1),
        "decay": np.concatenate([one.silent for one in newest]),
    }
    today = came[:, 0].mean()
    found = {name: np.abs(one - came).mean(axis=0) / today for name, one in said.items()}
    found["drift"] = (said["forecast"] - came).mean(axis=0) / today
    found["held"] = _held(beliefs, expected, variance, came)
    found["held, not learned"] = _held(plain, expected, variance, came)
    found["counts"] = np.array([len(came), today, came[:, MONTHS].mean(), sum(len(one) > 1 for one in logs)])
    return found


def _belief(found: list[Year]) -> Floats:
    """Return what is believed of each ego's level after the years before the newest one, oldest first."""
    newest = found[0]
    belief = np.tile(first_belief(SPREAD), (len(newest.egos), 1))
    for year in reversed(found[1:]):
        place = np.searchsorted(newest.egos, year.egos)
        quarters = list(QUARTERS)
        sums = (one[:, quarters].sum(axis=1) for one in (year.expected, year.variance, year.came))
        belief[place] = learned(belief[place], *sums)
    return for_next_year(belief)


def _held(beliefs: Floats, expected: Floats, variance: Floats, came: Floats) -> Floats:
    """Return by month how often what came lay in the interval, whole numbers as they are shown."""
    held = np.zeros(MONTHS + 1)
    for belief, each, wide, real in zip(beliefs, expected, variance, came, strict=True):
        for month in range(1, MONTHS + 1):
            low, high = interval(belief, each[month], wide[month])
            held[month] += round(max(low, 0.0)) <= real[month] <= round(high)
    return held / len(beliefs)


def _print(rows: dict[str, dict[str, Floats]]) -> None:
    heads = [f"{name}, {month}" for name in METHODS for month in TOLD]
    print("| data | egos | today | came, 12 | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 4) + "|")
    for name, found in rows.items():
        egos, today, came, _ = found["counts"].tolist()
        errors = [found[method][month] for method in METHODS for month in TOLD]
        print(
            f"| {name} | {egos:.0f} | {today:.1f} | {came:.1f} | " + " | ".join(f"{one:.2f}" for one in errors) + " |"
        )
    means = {key: np.mean([found[key] for found in rows.values()], axis=0) for key in next(iter(rows.values()))}
    print("| mean | | | | " + " | ".join(f"{means[method][month]:.2f}" for method in METHODS for month in TOLD) + " |")
    print("\n| month | " + " | ".join(METHODS) + " | drift | held | held, not learned |")
    print("|---" * (len(METHODS) + 4) + "|")
    for month in range(1, MONTHS + 1):
        shown = [means[key][month] for key in (*METHODS, "drift", "held", "held, not learned")]
        print(f"| {month} | " + " | ".join(f"{one:.3f}" for one in shown) + " |")


if __name__ == "__main__":
    main()
