"""The ego's own level: how much they write, to how many, and what they usually get back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.ties.columns import HORIZON, REPLY, Bools, Column, Floats, Ints
from kithly.ties.rhythm import LONGEST_GAP, SHORTEST_GAP, TYPICAL_GAP, WARM_DAYS

TIES_FOR_MEDIAN = 5  # with fewer, the typical gap is the better guess
TYPICAL_REPLY = 0.4  # share answered within the window, before anything is known of an ego
PRIOR_OPENINGS = 10.0  # how many openings that guess counts for


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego:
    """What is true of all ties of an ego together. Shape of each array: () or (egos,).

    Attributes:
        volume_out: Ego's own interactions, decayed with half-life H, each counted once however
            many it was addressed to.
        volume_in: The alters' interactions, likewise.
        degree: People ever in contact with.
        median_gap: Median of the usual gaps, in days.
        reply_rate: What share of ego's openings is usually answered, each answer fading with the
            reply window.
    """

    volume_out: Floats
    volume_in: Floats
    degree: Floats
    median_gap: Floats
    reply_rate: Floats

    def chosen(self, rows: Bools | Ints) -> Ego:
        """Return some of the levels; one level of all ties stays what it is."""
        found = {name: getattr(self, name) for name in Ego.__dataclass_fields__}
        return Ego(**{name: value if np.ndim(value) == 0 else value[rows] for name, value in found.items()})


def ego_state(rows: Floats, now: float, *, horizon: float = HORIZON, reply_within: float = REPLY) -> Ego:
    """Return the level of the ego whose ties these are.

    Args:
        rows: (n, WIDTH) states of all their ties.
        now: Seconds since 1970, UTC.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.
    """
    one = np.zeros(len(rows), np.int64)
    many = ego_states(rows, one, 1, now, horizon=horizon, reply_within=reply_within)
    return Ego(**{name: getattr(many, name)[0] for name in Ego.__dataclass_fields__})


def ego_states(
    rows: Floats, ego: Ints, egos: int, now: float, *, horizon: float = HORIZON, reply_within: float = REPLY
) -> Ego:
    """Return the levels of several egos.

    Args:
        rows: (n, WIDTH) states of all their ties.
        ego: (n,) whose tie each row is.
        egos: How many egos there are.
        now: Seconds since 1970, UTC.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.
    """
    left = np.exp2(-np.maximum(now - rows[:, Column.REFERENCE], 0.0) / horizon)
    waited = np.maximum(now - rows[:, Column.LAST_OPENING], 0.0)
    due = rows[:, Column.OPENINGS] - rows[:, Column.PENDING] * np.exp2(-waited / reply_within)

    def total(values: Floats) -> Floats:
        return np.bincount(ego, values, egos).astype(float)

    answered = total(rows[:, Column.ANSWERED])
    return Ego(
        volume_out=total(rows[:, Column.PERSONAL_OUT] * left),
        volume_in=total(rows[:, Column.PERSONAL_IN] * left),
        degree=total((rows[:, Column.REFERENCE] > -np.inf).astype(float)),
        median_gap=_median_gaps(rows, ego, egos),
        reply_rate=reply_rate(answered, total(due)),
    )


def reply_rate(answered: Floats, due: Floats) -> Floats:
    """Return what share of openings is usually answered, drawn towards the typical share.

    Args:
        answered: Sum over openings of what was left of each when the alter wrote.
        due: Openings that may be judged: those answered, and those that wait no longer freshly.
    """
    return (answered + PRIOR_OPENINGS * TYPICAL_REPLY) / (due + PRIOR_OPENINGS)


def _median_gaps(rows: Floats, ego: Ints, egos: int) -> Floats:
    """Return the median over ties that have a rhythm of their mean gap, in days."""
    rhythmic = rows[:, Column.DAYS] >= WARM_DAYS
    whose = ego[rhythmic]
    gap = rows[rhythmic, Column.GAPS] / (rows[rhythmic, Column.DAYS] - 1)
    order = np.lexsort((gap, whose))
    count = np.bincount(whose, minlength=egos)
    if not len(gap):
        return np.full(egos, TYPICAL_GAP)
    middle = np.minimum(np.cumsum(count) - count + count // 2, len(gap) - 1)
    median = np.clip(gap[order][middle], SHORTEST_GAP, LONGEST_GAP)
    return np.where(count >= TIES_FOR_MEDIAN, median, TYPICAL_GAP)
