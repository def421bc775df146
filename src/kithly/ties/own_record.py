"""How right the numbers were in ego's own past, each calibrated only by what was over before it was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.calibration import BIN, BINS, FADING, LOWEST, Calibration, Calibrations, fitted, uncalibrated
from kithly.ties.columns import HORIZON, Floats
from kithly.ties.model import Model, coefficients, probability
from kithly.ties.network import Estimate, estimate
from kithly.ties.own_past import Outcomes, OwnPast

LATEST: Final = 4  # windows of 90 days the record is told of: a year
SHADES: Final = 10  # groups of chances, each a tenth wide
LEAST_CASES: Final = 50  # in these windows, before a record says anything
ODDS: Final = LOWEST + BIN * np.arange(BINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Chances of about the same height.

    Attributes:
        shown: Their mean.
        came_true: What share of them came true.
        n: How many there were.
    """

    shown: float
    came_true: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window that is over.

    Attributes:
        start: Its beginning, seconds since 1970, UTC: when it would have been said.
        end: Its end.
        people: Of how many a chance was said.
        said: How many of them it would have come true for.
        came: For how many it did.
    """

    start: float
    end: float
    people: int
    said: Estimate
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How right one number was in the last four windows.

    Attributes:
        auc: How often, of one that came true and one that did not, the first was given the higher chance.
        log_loss: Mean logarithmic loss, in nats.
        ece: Mean distance of what was shown from what came true, over the groups.
        groups: By tenths of chance, the lowest first; empty ones left out.
        cases: How many chances.
        windows: All windows that are over, the newest first.
    """

    auc: float | None
    log_loss: float
    ece: float
    groups: tuple[Group, ...]
    cases: int
    windows: tuple[Window, ...]


def calibrations(past: OwnPast) -> Calibrations:
    """Return how both models are moved by all windows that are over."""
    models = coefficients()
    return Calibrations(
        strength=_calibration(past.strength, models.strength), reply=_calibration(past.reply, models.reply)
    )


def _calibration(outcomes: Outcomes, model: Model) -> Calibration:
    said, true = _faded(outcomes.said)[-1:], _faded(outcomes.true)[-1:]
    cases = int(outcomes.said.sum())
    if not cases:
        return uncalibrated(model)
    shift, slope, spread = (float(one[0]) for one in fitted(said, true, model.spread))
    windows = int(np.count_nonzero(outcomes.said.sum(axis=1)))
    return Calibration(shift=shift, slope=slope, spread=spread, windows=windows, cases=cases)


def record(outcomes: Outcomes, model: Model, first: int) -> Record | None:
    """Return how right a model was; None where too little is over.

    Args:
        outcomes: What it said, not calibrated, and what came.
        model: Which one.
        first: Number of the first window.
    """
    judged = np.flatnonzero(outcomes.said.sum(axis=1))
    latest = judged[-LATEST:]
    if outcomes.said[latest].sum() < LEAST_CASES:
        return None
    chance, spread = _chances(outcomes, model)
    said, true = outcomes.said[latest].ravel(), outcomes.true[latest].ravel()
    groups = _groups(chance[latest].ravel(), said, true)
    cases = said.sum()
    return Record(
        auc=_auc(chance[latest].ravel(), said, true),
        log_loss=_log_loss(chance[latest].ravel(), said, true),
        ece=float(sum(one.n * abs(one.shown - one.came_true) for one in groups) / cases),
        groups=groups,
        cases=int(cases),
        windows=tuple(_window(outcomes, chance, float(spread[row]), row, first) for row in judged[::-1].tolist()),
    )


def _chances(outcomes: Outcomes, model: Model) -> tuple[Floats, Floats]:
    """Return what was shown in each window for each bin, by the windows before it; and the error left in the level."""
    said, true = np.zeros_like(outcomes.said), np.zeros_like(outcomes.true)
    said[1:], true[1:] = _faded(outcomes.said)[:-1], _faded(outcomes.true)[:-1]
    shift, slope, spread = fitted(said, true, model.spread)
    return probability(shift[:, None] + slope[:, None] * ODDS), spread


def _faded(counts: Floats) -> Floats:
    """Return for each window what it and those before it count together, older ones less."""
    found = counts.copy()
    for window in range(1, len(found)):
        found[window] += FADING * found[window - 1]
    return found


def _groups(chance: Floats, said: Floats, true: Floats) -> tuple[Group, ...]:
    shade = np.minimum((chance * SHADES).astype(np.int64), SHADES - 1)
    count, came, total = (np.bincount(shade, some, SHADES) for some in (said, true, said * chance))
    return tuple(
        Group(shown=float(total[one] / count[one]), came_true=float(came[one] / count[one]), n=int(count[one]))
        for one in np.flatnonzero(count).tolist()
    )


def _log_loss(chance: Floats, said: Floats, true: Floats) -> float:
    lost = true * np.log(chance) + (said - true) * np.log1p(-chance)
    return float(-lost.sum() / said.sum())


def _auc(chance: Floats, said: Floats, true: Floats) -> float | None:
    """Return the share of pairs in order, ties counted half; None where all came true, or none."""
    order = np.argsort(chance, kind="stable")
    yes, no = true[order], (said - true)[order]
    if not yes.sum() or not no.sum():
        return None
    return float((yes * (np.cumsum(no) - no / 2)).sum() / (yes.sum() * no.sum()))


def _window(outcomes: Outcomes, chance: Floats, spread: float, row: int, first: int) -> Window:
    """Return one window: of those not drawn, the same is expected as of the others."""
    people = int(outcomes.people[row])
    each = np.repeat(chance[row], np.rint(outcomes.said[row] * people / outcomes.said[row].sum()).astype(np.int64))
    return Window(
        start=(first + row) * HORIZON,
        end=(first + row + 1) * HORIZON,
        people=people,
        said=estimate(each, np.full(len(each), spread)),
        came=int(outcomes.came[row]),
    )
