"""Fit an additive logistic model with sign bounds: ramps between quantiles, L-BFGS-B."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize

from dataset import Floats, Queries
from kithly.ties import Model, Term, probability

KNOTS = 6  # per feature, at even quantiles from 1 % to 99 %
RIDGE = 1.0  # on the height of each ramp; a family weighs ROWS_OF_A_FAMILY rows
ROWS_OF_A_FAMILY = 1_500.0
DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Basis:
    """Ramps of all terms: one column per piece, each rising from 0 to 1."""

    names: tuple[str, ...]
    knots: dict[str, Floats]

    def matrix(self, queries: Queries) -> Floats:
        """Return the ramps. Shape: (n, pieces)."""
        pieces = []
        for name in self.names:
            low, high = self.knots[name][:-1], self.knots[name][1:]
            pieces.append(np.clip((queries.seen[name][:, None] - low) / (high - low), 0.0, 1.0))
        return np.concatenate(pieces, axis=1)


def fit(parts: list[Queries], terms: dict[str, int], *, spread: float = 0.0) -> Model:
    """Return the model that fits several families of equal weight.

    Args:
        parts: Queries of each family.
        terms: Feature names with the sign their slope may have.
        spread: Kept in the model as it is.
    """
    met = [part.chosen(part.seen["days"] > 0) for part in parts]
    shown = {name: parts if name == "first" else met for name in terms}  # strangers have one value, and no knots
    basis = _Basis(tuple(terms), {name: _knots([part.seen[name] for part in shown[name]]) for name in terms})
    matrix = np.concatenate([basis.matrix(part) for part in parts])
    label = np.concatenate([part.label for part in parts])
    weight = np.concatenate([np.full(len(part), ROWS_OF_A_FAMILY / len(part)) for part in parts])
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for name, sign in terms.items():
        bounds += [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None)] * (len(basis.knots[name]) - 1)

    def loss(values: Floats) -> tuple[float, Floats]:
        odds = matrix @ values[1:] + values[0]
        error = weight * (probability(odds) - label)
        total = float(weight @ (np.logaddexp(0.0, odds) - label * odds)) + RIDGE * float(values[1:] @ values[1:])
        return total, np.append(error.sum(), error @ matrix + 2 * RIDGE * values[1:])

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400}).x
    typical = (weight @ matrix) / weight.sum()
    return _as_model(basis, found, typical, spread)


def _knots(samples: list[Floats]) -> Floats:
    """Return knots at quantiles, every family counting the same."""
    levels = np.linspace(0.01, 0.99, KNOTS)
    each = np.concatenate([np.quantile(sample, np.linspace(0, 1, 500)) for sample in samples])
    knots = np.unique(np.quantile(each, levels).round(DIGITS))
    return knots if len(knots) > 1 else np.array([knots[0], knots[0] + 1.0])


def _as_model(basis: _Basis, values: Floats, typical: Floats, spread: float) -> Model:
    """Return ramps as terms, each centred on what it adds for a typical tie."""
    terms, intercept, place = [], float(values[0]), 0
    for name in basis.names:
        pieces = len(basis.knots[name]) - 1
        height = values[1 + place : 1 + place + pieces]
        centre = float(height @ typical[place : place + pieces])
        adds = np.append(0.0, np.cumsum(height)) - centre
        intercept += centre
        place += pieces
        if np.ptp(adds) >= 10.0**-DIGITS:
            knots = tuple(basis.knots[name].tolist())
            terms.append(Term(feature=name, at=knots, adds=tuple(adds.round(DIGITS).tolist())))
    return Model(intercept=round(intercept, DIGITS), spread=spread, terms=tuple(terms))


def predict(model: Model, queries: Queries) -> Floats:
    """Return the probability of each query."""
    return probability(model.log_odds(model.contributions(queries.seen)))


def shift(label: Floats, chance: Floats) -> float:
    """Return by how much all log-odds must move for the average to be right."""
    inside = np.clip(chance, 1e-9, 1 - 1e-9)
    odds = np.log(inside / (1 - inside))
    return float(brentq(lambda move: probability(odds + move).mean() - label.mean(), -10.0, 10.0))
