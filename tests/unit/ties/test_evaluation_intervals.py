"""The intervals that the published table shows."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest


@pytest.fixture(scope="module", name="bootstrap")
def _bootstrap() -> ModuleType:
    folder = str(Path(__file__).parents[3] / "evaluation")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        found = import_module("bootstrap")  # of a folder that is no package
        for name in ("bootstrap", "dataset"):
            sys.modules.pop(name, None)
        return found


def slowly(label: np.ndarray, score: np.ndarray) -> float:
    """Return AUC by its definition: all pairs of one that came true and one that did not."""
    won, lost = score[label == 1][:, None], score[label == 0][None]
    return float(((won > lost) + 0.5 * (won == lost)).mean())


def test_auc_is_the_share_of_pairs_in_the_right_order(bootstrap: ModuleType) -> None:
    chance = np.random.default_rng(3)
    label = (chance.random(300) < 0.3).astype(float)
    score = np.round(label * 0.4 + chance.random(300), 1)  # many equal ones
    assert bootstrap.Auc(label, score)(np.ones(300)) == pytest.approx(slowly(label, score))


def test_a_query_drawn_twice_counts_twice(bootstrap: ModuleType) -> None:
    chance = np.random.default_rng(4)
    label, score = (chance.random(80) < 0.5).astype(float), chance.random(80)
    often = chance.integers(0, 3, 80)
    rows = np.repeat(np.arange(80), often)
    assert bootstrap.Auc(label, score)(often.astype(float)) == pytest.approx(slowly(label[rows], score[rows]))


def test_where_nothing_came_true_there_is_no_auc(bootstrap: ModuleType) -> None:
    assert np.isnan(bootstrap.Auc(np.zeros(5), np.arange(5.0))(np.ones(5)))


def test_egos_are_drawn_whole(bootstrap: ModuleType) -> None:
    ego = np.array([7, 7, 7, 9, 9, 12])
    for weight in bootstrap.draws(ego, count=20):
        assert len(set(weight[:3])) == len(set(weight[3:5])) == 1
        assert weight[0] + weight[3] + weight[5] == 3
    low, high = bootstrap.middle(np.arange(1_000.0))
    assert (low, high) == pytest.approx((25, 974), abs=1)
