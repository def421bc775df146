"""BG/NBD: contacts come at a steady rate until, after any one of them, they stop for good.

Reference:
    Fader, P., Hardie, B., Lee, K. (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD
    model", Marketing Science 24(2), 275-284: the likelihood is their equation (6).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

from dataset import Floats

ROWS = 20_000  # fitted on at most so many
MOST = 1e4


class Four(NamedTuple):
    """The model's numbers: rate (gamma: r, alpha) and stopping (beta: a, b)."""

    r: float
    alpha: float
    a: float
    b: float


def log_likelihood(four: Four, x: Floats, last: Floats, age: Floats) -> Floats:
    """Return the log-likelihood of each tie.

    Args:
        four: The numbers.
        x: Contacts after the first.
        last: From the first to the last.
        age: From the first to now, in the same unit.
    """
    r, alpha, a, b = four
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    stopped = np.where(
        x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + last), -np.inf
    )
    return start + np.logaddexp(alive, stopped)


def fitted(x: Floats, last: Floats, age: Floats) -> Four:
    """Return the numbers that make what was seen most likely."""
    rows = np.random.default_rng(1).permutation(len(x))[:ROWS]

    def loss(logs: Floats) -> float:
        four = Four(*np.exp(np.clip(logs, -9, 9)))
        return float(-log_likelihood(four, x[rows], last[rows], age[rows]).mean() + 1e-3 * logs @ logs)

    return Four(*np.exp(np.clip(minimize(loss, np.zeros(4), method="Nelder-Mead", options={"maxiter": 600}).x, -9, 9)))


def chance_of_contact(four: Four, x: Floats, last: Floats, age: Floats, *, within: float) -> Floats:
    """Return P(at least one contact in the time to come): still there, times one within the time."""
    r, alpha, a, b = four
    ratio = (r + x) * np.log((alpha + age) / (alpha + last))
    odds_gone = np.where(x > 0, a / (b + np.maximum(x, 1) - 1) * np.exp(np.minimum(ratio, np.log(MOST) * 10)), 0.0)
    return (1.0 - ((alpha + age) / (alpha + age + within)) ** (r + x)) / (1.0 + odds_gone)
