"""Make the tables of docs/explanation/ties.md anew: `python evaluation/report.py --data DIR [--write PAGE]`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bootstrap import Auc, draws, middle
from dataset import Floats
from judge import ADDITIVE, OWN, TREES_NAME, Judged, Task, figures, left_out, tasks

RECENCY = "days since last contact"
COLUMNS = {"T1": ("AP", "log loss", "ECE", "drift AUC", "returns p@5"), "T2": ("AP", "log loss", "ECE")}
AGAINST = (RECENCY, TREES_NAME)


def main() -> None:
    """Judge both tasks; print the tables, or put them into a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the parquet files")
    parser.add_argument("--write", type=Path, help="page with the lines <!-- T1 --> and <!-- /T1 -->, and T2")
    options = parser.parse_args()
    for task in tasks(options.data):
        text = "\n".join(_tables(task))
        print(text, flush=True)
        if options.write:
            _put(options.write, task.name, text)


def _put(page: Path, name: str, text: str) -> None:
    """Put tables between the lines that mark their place.

    Raises:
        SystemExit: The page has no such place.
    """
    found, count = re.subn(
        rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
        lambda match: f"{match[1]}\n{text}\n\n{match[2]}",
        page.read_text("utf-8"),
        flags=re.DOTALL,
    )
    if count != 1:
        raise SystemExit(f"{page} has not exactly one place for {name}.")
    page.write_text(found, "utf-8")


def _tables(task: Task) -> Iterator[str]:
    """Yield the lines of both tables of a task: models in the mean, and each family."""
    judged = list(left_out(task))
    again = [_drawn(one) for one in judged]
    yield from _models(task, judged, again)
    yield ""
    yield from _families(judged, again)


def _drawn(judged: Judged) -> dict[str, Floats]:
    """Return the AUC of each model in each draw of egos. Shape of each: (draws,)."""
    ego = (judged.test.extra["ego"] + judged.test.extra["log"] * 1e9).astype(np.int64)
    weights = draws(ego)
    return {name: np.array(list(map(Auc(judged.test.label, said), weights))) for name, said in judged.said.items()}


def _models(task: Task, judged: list[Judged], again: list[dict[str, Floats]]) -> Iterator[str]:
    columns = COLUMNS[task.name]
    yield "| model | AUC (95 %) | " + " | ".join(columns) + " |"
    yield "|---" * (len(columns) + 2) + "|"
    for name in judged[0].said:
        found = [figures(one.test, one.said[name]) for one in judged]
        low, high = middle(np.nanmean([one[name] for one in again], axis=0))
        auc = np.mean([one["AUC"] for one in found])
        rest = [_mean([one.get(column, np.nan) for one in found]) for column in columns]
        yield f"| {name} | {auc:.3f} ({low:.3f} to {high:.3f}) | " + " | ".join(rest) + " |"


def _mean(values: list[float]) -> str:
    known = [value for value in values if not np.isnan(value)]
    return f"{np.mean(known):.3f}" if known else "-"


def _families(judged: list[Judged], again: list[dict[str, Floats]]) -> Iterator[str]:
    heads = [f"ahead of {name}" for name in AGAINST]
    yield "| data | queries | AUC (95 %) | own history | " + " | ".join(heads) + " | log loss | ECE |"
    yield "|---" * (6 + len(heads)) + "|"
    for one, drawn in zip(judged, again, strict=True):
        found = {name: figures(one.test, said) for name, said in one.said.items()}
        low, high = middle(drawn[ADDITIVE])
        ahead = [_difference(found, drawn, name) for name in AGAINST]
        yield (
            f"| {one.family.name} | {len(one.test):,} | {found[ADDITIVE]['AUC']:.3f} ({low:.3f} to {high:.3f}) | "
            f"{found[OWN]['AUC']:.3f} | " + " | ".join(ahead) + f" | {found[OWN]['log loss']:.3f} | "
            f"{found[OWN]['ECE']:.3f} |"
        )
    found = {
        name: {"AUC": float(np.mean([figures(one.test, one.said[name])["AUC"] for one in judged]))} for name in again[0]
    }
    mean = {name: np.nanmean([one[name] for one in again], axis=0) for name in again[0]}
    ahead = [_difference(found, mean, name) for name in AGAINST]
    yield f"| mean | | {found[ADDITIVE]['AUC']:.3f} | {found[OWN]['AUC']:.3f} | " + " | ".join(ahead) + " | | |"


def _difference(found: dict[str, dict[str, float]], drawn: dict[str, Floats], other: str) -> str:
    low, high = middle(drawn[ADDITIVE] - drawn[other])
    return f"{found[ADDITIVE]['AUC'] - found[other]['AUC']:+.3f} ({low:+.3f} to {high:+.3f})"


if __name__ == "__main__":
    main()
