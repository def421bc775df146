"""Calibration: a model's log-odds moved to fit what came true in one ego's own past.

The coefficients were fitted on other people's logs. How often *this* ego's ties are in contact, and how
far apart the sure and the unsure lie, shows in windows that are over: of each tie the model said a
chance then, and what happened since is known. Two numbers are learned from that, an intercept and a
slope, and both are drawn towards *no change* as long as little was seen.

Reference:
    Logistic recalibration: Cox, D. R. (1958), Biometrika 45, 562-565; the penalty is a normal prior on
    both numbers, as wide as the level and slope differed between families of data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import Floats, Ints
from kithly.ties.model import Model, coefficients, probability

SLOPE_SPREAD: Final = 0.15  # standard deviation of the slope over families the model had not seen
LEAST_SLOPE: Final = 0.5  # a slope is never turned nor flattened beyond this
CASES_OF_A_WINDOW: Final = 0.1  # ties of one ego rise and fall together: ten cases tell as much as one alone would
FADING: Final = 0.85  # what a window counts of the one after it: a life changes
BIN: Final = 0.25  # log-odds; cases are counted in bins this wide, which moves no answer by more than .02
LOWEST: Final = -10.0  # log-odds; below it, and above its mirror image, everything is one bin
BINS: Final = int(-2 * LOWEST / BIN) + 1
STEPS: Final = 12  # of Newton's method; it is settled after five or six


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How a model's log-odds are moved for one ego.

    Attributes:
        shift: Added to the log-odds.
        slope: The log-odds are multiplied with this before; never below `LEAST_SLOPE`.
        spread: Standard deviation of the error that is left in the level, in log-odds.
        windows: How many windows that are over it was learned from; 0 for none.
        cases: How many chances with their outcome.
    """

    shift: float
    slope: float
    spread: float
    windows: int = 0
    cases: int = 0

    def __call__(self, log_odds: Floats) -> Floats:
        """Return the log-odds moved."""
        return self.shift + self.slope * log_odds


def uncalibrated(model: Model) -> Calibration:
    """Return the calibration of an ego of whose past nothing is known."""
    return Calibration(shift=0.0, slope=1.0, spread=model.spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrations:
    """How both models are moved for one ego."""

    strength: Calibration
    reply: Calibration


def not_calibrated() -> Calibrations:
    """Return the calibrations of an ego of whose past nothing is known."""
    models = coefficients()
    return Calibrations(strength=uncalibrated(models.strength), reply=uncalibrated(models.reply))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Chances that were said once, with what became of them. Shape of each array: (n,).

    Attributes:
        window: Which window each belongs to, 0 for the oldest.
        log_odds: What the model said, not calibrated.
        label: 1 where it came true.
        weight: How many cases each stands for, where only some were drawn.
    """

    window: Ints
    log_odds: Floats
    label: Floats
    weight: Floats


def calibrate(model: Model, cases: Cases) -> Calibration:
    """Return what an ego's past says of a model's level and slope.

    Args:
        model: Whose log-odds they are; its `spread` is how far its level may be off.
        cases: What was said in windows that are over, the newest window counting most.
    """
    if not len(cases.window):
        return uncalibrated(model)
    windows = int(cases.window.max()) + 1
    said, true = counted(cases.window, windows, cases)
    fading = FADING ** np.arange(windows - 1, -1, -1.0)
    shift, slope, spread = fitted((fading @ said)[None], (fading @ true)[None], model.spread)
    seen = len(np.unique(cases.window))
    return Calibration(
        shift=float(shift[0]), slope=float(slope[0]), spread=float(spread[0]), windows=seen, cases=len(cases.window)
    )


def counted(group: Ints, groups: int, cases: Cases) -> tuple[Floats, Floats]:
    """Return how many cases each group has in each bin of log-odds, and how many came true. Shape: (groups, BINS)."""
    bins = np.clip(np.rint((cases.log_odds - LOWEST) / BIN), 0, BINS - 1).astype(np.int64)
    place = group * BINS + bins

    def total(weight: Floats) -> Floats:
        return np.bincount(place, weight, groups * BINS).astype(float).reshape(groups, BINS)

    return total(cases.weight), total(cases.weight * cases.label)


def fitted(said: Floats, true: Floats, spread: float) -> tuple[Floats, Floats, Floats]:
    """Return shift, slope and what error of the level is left, for each of several egos.

    Args:
        said: (k, BINS) cases in each bin of log-odds.
        true: (k, BINS) how many of them came true.
        spread: Standard deviation of the level before anything is known.
    """
    at = LOWEST + BIN * np.arange(BINS)
    said, true = said * CASES_OF_A_WINDOW, true * CASES_OF_A_WINDOW
    total = np.maximum(said.sum(axis=1), 1e-12)
    centre = (said @ at) / total  # shift and slope are least entangled around the middle
    off = at[None] - centre[:, None]
    level, tilt = np.zeros(len(said)), np.zeros(len(said))
    for _ in range(STEPS):
        chance = probability(at[None] + level[:, None] + tilt[:, None] * off)
        error, weight = true - said * chance, said * chance * (1 - chance)
        pull = np.stack([error.sum(axis=1) - level / spread**2, (error * off).sum(axis=1) - tilt / SLOPE_SPREAD**2])
        a, b = weight.sum(axis=1) + spread**-2, (weight * off).sum(axis=1)
        d = (weight * off * off).sum(axis=1) + SLOPE_SPREAD**-2
        determinant = a * d - b * b
        level += np.clip((d * pull[0] - b * pull[1]) / determinant, -1.0, 1.0)
        tilt += np.clip((a * pull[1] - b * pull[0]) / determinant, -0.5, 0.5)
    slope = np.maximum(1.0 + tilt, LEAST_SLOPE)
    return level + (1.0 - slope) * centre, slope, np.sqrt(d / determinant)
