"""The states of ties after one more day of contact, for all ties at once: what a forecast goes on from."""

from __future__ import annotations

import numpy as np

from kithly.ties.columns import DAY, GAP_CAP, HALF_LIVES, HORIZON, Bools, Column, Floats


def renewed(rows: Floats, at: float, *, horizon: float = HORIZON) -> Floats:
    """Return the states after one more contact each, as far as the two models read them.

    Who will write is not known, so it counts like a meeting of the two: half of it ego's, half the alter's, and
    nobody's turn. Where only one of them ever wrote, it is taken to be that one again. What only bands read
    (days awake, peak) stays.

    Args:
        rows: (n, WIDTH) states before; not changed.
        at: When, in seconds since 1970, UTC; not before any of the interactions.
        horizon: H of the states, in seconds.
    """
    rows = rows.copy()
    heard, wrote = rows[:, Column.COUNT_IN] > 0, rows[:, Column.COUNT_OUT] > 0
    ours = np.where(heard == wrote, 0.5, wrote * 1.0)
    _add_volume(rows, at, ours, horizon)
    _add_day(rows, at, horizon)
    _add_words(rows, at, ours)
    return rows


def _left(seconds: Floats, half_life: float) -> Floats:
    """Return what is left of 1 after a while; 0 where there was nothing before."""
    return np.exp2(-np.maximum(seconds, 0.0) / half_life)


def _add_volume(rows: Floats, at: float, ours: Floats, horizon: float) -> None:
    since = at - rows[:, Column.REFERENCE]
    for place, half_life in enumerate(HALF_LIVES):
        left = _left(since, half_life * horizon)
        rows[:, Column.OUT_0 + place] = rows[:, Column.OUT_0 + place] * left + ours
        rows[:, Column.IN_0 + place] = rows[:, Column.IN_0 + place] * left + 1 - ours
    left = _left(since, horizon)
    rows[:, Column.PERSONAL_OUT] = rows[:, Column.PERSONAL_OUT] * left + ours
    rows[:, Column.PERSONAL_IN] = rows[:, Column.PERSONAL_IN] * left + 1 - ours
    rows[:, Column.REFERENCE] = at


def _add_day(rows: Floats, at: float, horizon: float) -> None:
    """Add an active day, where there were no words on that UTC day yet."""
    last, has_days = rows[:, Column.LAST_DAY_START], rows[:, Column.DAYS] > 0
    gap = np.where(has_days, at // DAY - np.where(has_days, last, at) // DAY, 0.0)
    new: Bools = ~has_days | (gap > 0)
    for place, half_life in enumerate(HALF_LIVES):
        left = _left(at - last, half_life * horizon)
        days = rows[:, Column.DAYS_0 + place]
        rows[:, Column.DAYS_0 + place] = np.where(new, days * left + 1, days)
    logs = np.log(np.maximum(gap, 1.0))
    rows[:, Column.GAPS] += np.minimum(gap, GAP_CAP)
    rows[:, Column.LOG_GAPS] += logs
    rows[:, Column.LOG_GAPS_SQUARED] += logs**2
    rows[:, Column.DAYS] += new
    rows[:, Column.LAST_DAY_START] = np.where(new, at, last)


def _add_words(rows: Floats, at: float, ours: Floats) -> None:
    """Add the words of those who write; of both, they end the turn."""
    for share, count, first, last in (
        (ours, Column.COUNT_OUT, Column.FIRST_OUT, Column.LAST_OUT),
        (1 - ours, Column.COUNT_IN, Column.FIRST_IN, Column.LAST_IN),
    ):
        writes = share > 0
        rows[:, count] += share
        rows[:, first] = np.where(writes, np.minimum(rows[:, first], at), rows[:, first])
        rows[:, last] = np.where(writes, at, rows[:, last])
    both = ours == 0.5
    rows[:, Column.LAST_MET] = np.where(both, at, rows[:, Column.LAST_MET])
