"""Intervals of figures, by drawing egos anew: queries of one ego rise and fall together."""

from __future__ import annotations

import numpy as np

from dataset import Floats, Ints

DRAWS = 200
LEVEL = 95.0  # per cent


class Auc:
    """The chance that a query that came true has the higher score; equal scores count half.

    Args:
        label: (n,) 1 where it came true.
        score: (n,) higher is surer.
    """

    def __init__(self, label: Floats, score: Floats) -> None:
        self._order = np.argsort(score, kind="stable")
        self._label = label[self._order]
        self._group = np.cumsum(np.append(False, np.diff(score[self._order]) > 0))

    def __call__(self, weight: Floats) -> float:
        """Return it where each query was drawn so often: (n,)."""
        drawn = weight[self._order]
        won = np.bincount(self._group, drawn * self._label)
        lost = np.bincount(self._group, drawn * (1 - self._label))
        total = won.sum() * lost.sum()
        return float((won * (np.cumsum(lost) - lost / 2)).sum() / total) if total else float("nan")


def draws(ego: Ints, count: int = DRAWS, seed: int = 1) -> Floats:
    """Return how often each query is drawn, when egos are drawn with replacement. Shape: (count, n)."""
    egos, which = np.unique(ego, return_inverse=True)
    chance = np.random.default_rng(seed)
    often = np.stack([np.bincount(chance.integers(0, len(egos), len(egos)), minlength=len(egos)) for _ in range(count)])
    return often[:, which].astype(float)


def middle(found: Floats) -> tuple[float, float]:
    """Return where the middle 95 % of a figure's draws lie."""
    low, high = np.nanpercentile(found, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)
