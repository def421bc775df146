"""Judge both models on kinds of data they never saw, beside what is simpler and what is larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

from additive import fit, predict, shift
from baselines import REPLY, STRENGTH, Score, Then
from dataset import FAMILIES, Family, Floats, Queries, load, reply_queries, strength_queries, together
from kithly.ties import Archive, Model, Past, answers_expected, contacts_expected, own_history, probability
from kithly.ties.features import SOON
from terms import REPLY_TERMS, STRENGTH_TERMS

ROWS = 15_000  # drawn per family to fit
TEST_ROWS = 40_000  # drawn per family to test
BINS = 10
FIRST = 5  # ties of an ego that are looked at for returns
SILENT_ENOUGH = 10  # silent ties an ego must have for that
LEVEL_SPREAD = 0.5  # log-odds; how far the level of a family is off, as the tables show in the mean
TREES = {"objective": "binary", "num_leaves": 31, "learning_rate": 0.05, "min_data_in_leaf": 100, "seed": 1}
TREE_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Task:
    """One task with its queries per family."""

    name: str
    terms: dict[str, int]
    queries: dict[str, Queries]
    archives: dict[str, tuple[Archive, ...]]
    expected: Callable[[Archive], Past]
    simpler: dict[str, Score]

    def training(self, name: str) -> Queries:
        """Return the rows of a family to fit on."""
        return drawn(self.queries[name], ROWS)

    def testing(self, name: str) -> Queries:
        """Return rows of the later part of a family."""
        return drawn(self.queries[name].chosen(self.queries[name].is_test), TEST_ROWS)


def tasks(folder: Path) -> tuple[Task, Task]:
    """Read all families and return both tasks."""
    strength, reply, archives = {}, {}, {}
    for family in FAMILIES:
        logs = tuple(load(folder, stem, family) for stem in family.files)
        archives[family.name] = logs
        strength[family.name] = _pooled([strength_queries(log, family) for log in logs])
        reply[family.name] = _pooled([reply_queries(log) for log in logs])
        print(f"{family.name}: {len(strength[family.name]):,} and {len(reply[family.name]):,} queries", flush=True)
    return (
        Task("T1", STRENGTH_TERMS, strength, archives, contacts_expected, STRENGTH),
        Task("T2", REPLY_TERMS, reply, archives, answers_expected, REPLY),
    )


def _pooled(parts: list[Queries]) -> Queries:
    """Return the queries of several logs as one, each knowing its log."""
    for number, part in enumerate(parts):
        part.extra["log"] = np.full(len(part), float(number))
    return together(parts)


def with_own_history(task: Task, name: str, model: Model, test: Queries) -> Floats:
    """Return the probability of each query, calibrated on what its ego's past showed by then."""
    log_odds = model.log_odds(model.contributions(test.seen))
    for number, archive in enumerate(task.archives[name]):
        rows = np.flatnonzero(test.extra["log"] == number)
        ego, when = test.extra["ego"][rows].astype(np.int64), test.extra["when"][rows]
        log_odds[rows] = own_history(archive, model, task.expected, ego, when)(log_odds[rows])
    return probability(log_odds)


def drawn(queries: Queries, most: int) -> Queries:
    """Return at most so many queries, always the same."""
    if len(queries) <= most:
        return queries
    return queries.chosen(np.random.default_rng(len(queries)).choice(len(queries), most, replace=False))


ADDITIVE, OWN, TREES_NAME = "additive", "additive, own history", "LightGBM"


@dataclass(frozen=True, slots=True)
class Judged:
    """What all models said of the test queries of one family, none of them fitted on its kind.

    Attributes:
        family: Which.
        test: The queries.
        said: By model, what it said of each; chances, or mere scores.
    """

    family: Family
    test: Queries
    said: dict[str, Floats]

    @property
    def figures(self) -> dict[str, float]:
        """Figures of the model as it ships, as `fit` keeps them."""
        own = {f"own {name}": value for name, value in figures(self.test, self.said[OWN]).items()}
        return figures(self.test, self.said[ADDITIVE]) | own


def left_out(task: Task, *, others: bool = True) -> Iterator[Judged]:
    """Yield for each family what models fitted on the other kinds alone say of it.

    Args:
        task: Which.
        others: Whether LightGBM and what is simpler are asked too.
    """
    for kind in dict.fromkeys(family.kind for family in FAMILIES):
        parts = [task.training(family.name) for family in FAMILIES if family.kind != kind]
        model = fit(parts, task.terms, spread=LEVEL_SPREAD)
        forest = _grow(parts, task.terms) if others else None
        for family in FAMILIES:
            if family.kind == kind:
                test = task.testing(family.name)
                said = {OWN: with_own_history(task, family.name, model, test), ADDITIVE: predict(model, test)}
                if forest is not None:
                    said[TREES_NAME] = np.asarray(forest.predict(_table(test, task.terms)))
                    said |= _simpler(task, family.name, test)
                yield Judged(family, test, said)


def _simpler(task: Task, name: str, test: Queries) -> dict[str, Floats]:
    """Return what the simpler models say."""
    said = {score: np.zeros(len(test)) for score in task.simpler}
    for number, archive in enumerate(task.archives[name]):
        rows = np.flatnonzero(test.extra["log"] == number)
        if len(rows):
            then = Then.of(archive, test.chosen(rows))
            for score, ask in task.simpler.items():
                said[score][rows] = ask(then)
    return said


def figures(test: Queries, chance: Floats) -> dict[str, float]:
    """Return the figures of chances; of mere scores only those that rank mean something."""
    found = {
        "AUC": float(roc_auc_score(test.label, chance)),
        "AP": float(average_precision_score(test.label, chance)),
    }
    if chance.min() >= 0 and chance.max() <= 1:
        found |= {
            "log loss": float(log_loss(test.label, np.clip(chance, 1e-6, 1 - 1e-6))),
            "ECE": calibration_error(test.label, chance),
            "shift": shift(test.label, chance),
        }
    recent = test.extra["recent"] >= 2 if "recent" in test.extra else np.zeros(len(test), bool)
    if recent.any() and 0 < test.label[recent].mean() < 1:
        found["drift AUC"] = float(roc_auc_score(1 - test.label[recent], -chance[recent]))
    if "recent" in test.extra and not np.isnan(back := returns(test, chance)):
        found["returns p@5"] = back
    return found


def returns(test: Queries, chance: Floats) -> float:
    """Return which share of the five most likely silent ties of an ego come back, in the mean over egos and moments.

    Silent is no contact for half of H; an ego counts where at least ten of the ties asked about are silent.
    """
    rows = np.flatnonzero(test.seen["gap"] >= np.log(0.5 + SOON))
    keys = np.stack([test.extra[name][rows] for name in ("log", "ego", "when")], axis=1)
    _, group, size = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    group = group.ravel()
    order = np.lexsort((-chance[rows], group))
    first = np.cumsum(size) - size
    rank = np.arange(len(order)) - first[group[order]]
    top = order[(rank < FIRST) & (size[group[order]] >= SILENT_ENOUGH)]
    return float(test.label[rows[top]].mean()) if len(top) else float("nan")


def calibration_error(label: Floats, chance: Floats) -> float:
    """Return the expected calibration error over ten even bins."""
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, chance - label, BINS)).sum() / len(label))


def _table(queries: Queries, terms: dict[str, int]) -> Floats:
    return np.stack([queries.seen[name] for name in terms], axis=1)


def _grow(parts: list[Queries], terms: dict[str, int]) -> lightgbm.Booster:
    weight = np.concatenate([np.full(len(part), ROWS / len(part)) for part in parts])
    label = np.concatenate([part.label for part in parts])
    table = np.concatenate([_table(part, terms) for part in parts])
    options = TREES | {"verbose": -1, "num_threads": 1}
    return lightgbm.train(options, lightgbm.Dataset(table, label, weight=weight), TREE_ROUNDS)
