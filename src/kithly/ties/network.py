"""The strength of the whole network: how many would answer, how many one is in touch with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.bands import BANDS
from kithly.ties.columns import DAY, HORIZON, Bools, Floats
from kithly.ties.measure import Measures
from kithly.ties.model import probability
from kithly.ties.tie import Band

NORMAL_80: Final = 1.2816  # quantile .9 of the normal distribution: eight intervals of ten hold
SHIFT_PER_DOUBLING: Final = 0.25  # log-odds; an assumption, see `would_answer`


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number of people with its 80 % interval.

    Attributes:
        expected: The sum of the probabilities.
        low: Lower end of the interval, at least 0.
        high: Upper end, at most the number of people.
    """

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStrength:
    """How an ego stands with all people who may be planned.

    Attributes:
        would_answer: How many would answer within 7 days if ego wrote to each today.
        in_touch_90: How many ego will be in contact with within 90 days if things go on as usual.
        known: People with whom anything was seen.
        unknown: People of whom nothing was seen; they are in no estimate.
        bands: How many people per band, every band in `BANDS` order.
    """

    would_answer: Estimate
    in_touch_90: Estimate
    known: int
    unknown: int
    bands: dict[Band, int]


def network_strength(measures: Measures, plannable: Bools) -> NetworkStrength:
    """Return the strength of the network.

    Args:
        measures: Of all ties.
        plannable: (n,) which people count at all (`Person.is_plannable`).
    """
    counts = np.bincount(measures.band[plannable], minlength=len(BANDS))
    known = int(np.count_nonzero(measures.known & plannable))
    return NetworkStrength(
        would_answer=would_answer(measures, plannable),
        in_touch_90=in_touch(measures, plannable),
        known=known,
        unknown=int(np.count_nonzero(plannable)) - known,
        bands={band: int(count) for band, count in zip(BANDS, counts, strict=True)},
    )


def would_answer(measures: Measures, plannable: Bools) -> Estimate:
    """Return how many would answer if ego wrote to each of them today.

    The interval joins two errors. Chance: the number of answers is a sum of independent yes and
    no (Poisson binomial), its variance the sum of p (1 - p). The model: all log-odds may be shifted
    together, by what is left uncertain of its level after the ego's own past (`Calibration.spread`); without
    a past, as they were on kinds of data it had not seen (`Model.spread`). As it learned from
    people who were written to by choice, each doubling of a silence beyond 90 days adds a quarter
    of independent error to its log-odds; that quarter is an assumption, no data here shows it.

    Args:
        measures: Of all ties.
        plannable: (n,) which people count.
    """
    chosen = measures.worded & plannable
    silence = np.maximum(measures.silent_days[chosen] * DAY / HORIZON, 1.0)
    shift = np.hypot(measures.calibrations.reply.spread, SHIFT_PER_DOUBLING * np.log2(silence))
    return estimate(measures.reply[chosen], shift)


def in_touch(measures: Measures, plannable: Bools) -> Estimate:
    """Return how many ego will be in contact with, either way, within 90 days.

    The interval is made as in `would_answer`, without widening: the model saw all silent ties.

    Args:
        measures: Of all ties.
        plannable: (n,) which people count.
    """
    strength = measures.strength[measures.known & plannable]
    return estimate(strength, np.full(len(strength), measures.calibrations.strength.spread))


def estimate(chance: Floats, shift: Floats) -> Estimate:
    """Return the sum of some probabilities with its 80 % interval.

    Args:
        chance: (n,) probabilities.
        shift: (n,) standard deviation of the common error of their log-odds.
    """
    expected = float(chance.sum())
    if not len(chance):
        return Estimate(expected=0.0, low=0.0, high=0.0)
    inside = np.clip(chance, 1e-12, 1 - 1e-12)
    log_odds = np.log(inside / (1 - inside))
    variance = float((chance * (1 - chance)).sum())
    down = expected - float(probability(log_odds - shift).sum())
    up = float(probability(log_odds + shift).sum()) - expected
    return Estimate(
        expected=expected,
        low=max(expected - NORMAL_80 * float(np.sqrt(variance + down**2)), 0.0),
        high=min(expected + NORMAL_80 * float(np.sqrt(variance + up**2)), float(len(chance))),
    )
