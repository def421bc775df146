"""How many would answer in the months ahead, at the silence each tie may have come to by then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kithly.ties.calibration import Calibration, uncalibrated
from kithly.ties.columns import HORIZON, Column, Floats
from kithly.ties.ego import Ego
from kithly.ties.features import Moment, features, last_contact
from kithly.ties.model import coefficients, probability
from kithly.ties.network import SHIFT_PER_DOUBLING, Estimate, estimate
from kithly.ties.paths import DRAWN, MONTH, MONTHS, WITHIN, Standing, between
from kithly.ties.renewed import renewed


def would_answer_ahead(
    rows: Floats, ego: Ego, now: float, standings: Sequence[Standing], *, calibration: Calibration | None = None
) -> tuple[Estimate, ...]:
    """Return how many would answer if ego wrote to each: today, and after each month.

    The interval is that of `network.would_answer`. The one of today is the number shown for today.

    Args:
        rows: (n, WIDTH) states of ties in which something was seen, with H = 90 days.
        ego: The ego's level.
        now: Seconds since 1970, UTC.
        standings: What may have become of these ties today, and after each month.
        calibration: Of the reply model on the ego's own past; none by default.
    """
    moved = calibration or uncalibrated(coefficients().reply)
    worded = rows[:, Column.COUNT_IN] + rows[:, Column.COUNT_OUT] > 0
    rows = rows[worded]
    chosen = [Standing(silent=one.silent[worded], since=one.since[:, worded]) for one in standings]
    silent = _replies(rows, ego, now, 0.0, moved)
    again = _replies(renewed(rows, now), ego, now, WITHIN, moved)
    silence = np.maximum(now - last_contact(rows), 0.0)
    found = []
    for month, one in enumerate(chosen):
        chance = one.silent * silent[month] + (one.since * again[:month]).sum(axis=0)
        found.append(estimate(chance, _errors(one, silence + month * MONTH, moved.spread)))
    return tuple(found)


def _replies(rows: Floats, ego: Ego, now: float, offset: float, moved: Calibration) -> Floats:
    """Return the chance of an answer after so many silent months, from 0 on. Shape: (MONTHS + 1, n)."""
    model = coefficients().reply

    def odds(months: float) -> Floats:
        seen = features(rows, ego, Moment(now=now + (months + offset) * MONTH))
        return moved(model.log_odds(model.contributions(seen)))

    return probability(between(np.stack([odds(months) for months in DRAWN]), MONTHS + 1))


def _errors(standing: Standing, silence: Floats, spread: float) -> Floats:
    """Return the standard error of each tie's log-odds: larger for those who will have been silent long."""
    doublings = np.log2(np.maximum(silence / HORIZON, 1.0))
    ages = (np.arange(len(standing.since)) + WITHIN) * MONTH / HORIZON
    known = (standing.since * np.log2(np.maximum(ages, 1.0))[:, None]).sum(axis=0)
    return np.asarray(np.hypot(spread, SHIFT_PER_DOUBLING * (standing.silent * doublings + known)))
