"""How much more, or less, an ego is in contact than the model thinks: learned from what came of past forecasts.

The model's level differs from network to network. What is believed of it is a weight for each of a few shifts of
all log-odds. Every forecast whose year is over moves these weights by what came. A part of the shift is lasting; a
part is new in every year, so that no record makes the future certain.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from kithly.ties.columns import Floats

SHIFTS: Final = np.linspace(-1.4, 1.4, 9)  # log-odds
NEW_IN_A_YEAR: Final = 0.3  # log-odds, standard deviation; of .3, .4 and .5 the one that erred least: docs
COMMON_FATE: Final = 1.5  # ties come and go together, so that counts vary so much more than independent ones
ROUNDING: Final = 0.1  # variance a whole number has beside what is expected of it


def first_belief(spread: float) -> Floats:
    """Return the weights before anything was learned.

    Args:
        spread: Standard deviation of the shift between kinds of data the model had not seen; above 0.
    """
    weights = np.exp(-0.5 * (SHIFTS / spread) ** 2)
    return np.asarray(weights / weights.sum())


def learned(belief: Floats, expected: Floats, variance: Floats, came: Floats) -> Floats:
    """Return the weights after a year is over.

    Args:
        belief: (..., shifts) weights before.
        expected: (..., shifts) what each shift had expected, summed over the quarters of the year.
        variance: (..., shifts) its variance if all ties were independent.
        came: (...) what came.
    """
    wide = COMMON_FATE * variance + ROUNDING
    likely = -0.5 * ((came[..., None] - expected) ** 2 / wide + np.log(wide))
    likely = np.exp(likely - likely.max(axis=-1, keepdims=True))
    weights = belief * (likely @ _blur())
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def for_next_year(belief: Floats) -> Floats:
    """Return the weights for the year to come, which brings something new."""
    return belief @ _blur()


def interval(weights: Floats, expected: Floats, variance: Floats) -> tuple[float, float]:
    """Return where a number lies eight times in ten.

    Args:
        weights: (shifts,) for the year it lies in.
        expected: (shifts,) what each shift expects.
        variance: (shifts,) its variance if all ties were independent.
    """
    wide = np.sqrt(COMMON_FATE * variance + ROUNDING)
    return _quantile(weights, expected, wide, 0.1), _quantile(weights, expected, wide, 0.9)


def _blur() -> Floats:
    """Return how the shift of one year spreads over the shifts of another. Shape: (shifts, shifts)."""
    apart = SHIFTS[:, None] - SHIFTS[None, :]
    weights = np.exp(-0.5 * (apart / NEW_IN_A_YEAR) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _quantile(weights: Floats, centre: Floats, wide: Floats, share: float) -> float:
    """Return below which number a share of a mixture of normal distributions lies."""
    reach = 8 * float(wide.max())
    low, high = float(centre.min()) - reach, float(centre.max()) + reach
    for _ in range(40):
        middle = (low + high) / 2
        if float(weights @ _below((middle - centre) / wide)) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(deviations: Floats) -> Floats:
    """Return the share of a normal distribution below so many standard deviations."""
    return np.array([0.5 * (1 + math.erf(one / math.sqrt(2))) for one in deviations.tolist()])
