"""One more interaction in a tie's state, without the ones before it."""

from __future__ import annotations

import math

from kithly.ties.columns import (
    ANSWER_WINDOW,
    ASKS,
    DAY,
    GAP_CAP,
    HALF_LIVES,
    HORIZON,
    LIGHT,
    LIGHT_WEIGHT,
    MET,
    REPLY,
    Column,
    Floats,
)
from kithly.ties.rhythm import STRONG_DAYS, WARM_DAYS, is_dormant_gap


def is_late(row: Floats, at: int) -> bool:
    """Return whether an interaction is older than the newest one the state holds.

    `fold` refuses a late interaction: recompute that tie with `states` from its own interactions.

    Args:
        row: (WIDTH,) state of the tie.
        at: Seconds since 1970, UTC.
    """
    return bool(at < row[Column.REFERENCE])


def fold(row: Floats, at: int, *, outgoing: bool, recipients: int = 1, flags: int = 0) -> Floats:
    """Return the state after one more interaction, equal to what `states` would give.

    Interactions of the same second may come in any order.

    Args:
        row: (WIDTH,) state before; not changed.
        at: Seconds since 1970, UTC, not before the last interaction.
        outgoing: Whether ego acted; of a meeting it says nothing.
        recipients: How many people it was addressed to, at least 1.
        flags: `Flag` bits of the record.

    Raises:
        ValueError: The interaction is late (see `is_late`).
    """
    if is_late(row, at):
        raise ValueError("A late interaction cannot be folded in.")
    row = row.copy()
    light, met = bool(flags & LIGHT), bool(flags & MET)
    share = 0.5 if met else float(outgoing)  # how much of it is ego's
    _add_volume(row, at, share=share, recipients=recipients, weight=LIGHT_WEIGHT if light else 1.0)
    if light:
        row[Column.COUNT_LIGHT] += 1
        row[Column.FIRST_LIGHT] = min(row[Column.FIRST_LIGHT], at)
        row[Column.LAST_LIGHT] = at
        return row
    _add_active_day(row, at)
    if met:
        _add_meeting(row, at)
        return row
    if outgoing:
        _add_opening(row, at)
    else:
        _add_answer(row, at)
    _add_direction(row, at, outgoing=outgoing, asks=bool(flags & ASKS))
    return row


def _left(seconds: float, half_life: float) -> float:
    """Return what is left of 1 after a while; 0 where there was nothing before."""
    return 0.0 if math.isinf(seconds) else math.exp2(-seconds / half_life)


def _add_volume(row: Floats, at: float, *, share: float, recipients: int, weight: float) -> None:
    age = at - row[Column.REFERENCE]
    for place, half_life in enumerate(HALF_LIVES):
        left = _left(age, half_life * HORIZON)
        row[Column.OUT_0 + place] *= left
        row[Column.IN_0 + place] *= left
        row[Column.OUT_0 + place] += weight * share
        row[Column.IN_0 + place] += weight * (1 - share)
    left = _left(age, HORIZON)
    row[Column.PERSONAL_OUT] *= left
    row[Column.PERSONAL_IN] *= left
    row[Column.PERSONAL_OUT] += weight * share / recipients
    row[Column.PERSONAL_IN] += weight * (1 - share) / recipients
    row[Column.REFERENCE] = at


def _add_direction(row: Floats, at: float, *, outgoing: bool, asks: bool) -> None:
    count, first, last, ask = (
        (Column.COUNT_OUT, Column.FIRST_OUT, Column.LAST_OUT, Column.LAST_ASK_OUT)
        if outgoing
        else (Column.COUNT_IN, Column.FIRST_IN, Column.LAST_IN, Column.LAST_ASK_IN)
    )
    row[count] += 1
    row[first] = min(row[first], at)
    row[last] = at
    if asks:
        row[ask] = at


def _add_meeting(row: Floats, at: float) -> None:
    """Count a meeting as half ego's words and half the alter's; it opens no turn and answers none."""
    row[Column.COUNT_MET] += 1
    row[Column.LAST_MET] = at
    for count, first, last in (
        (Column.COUNT_OUT, Column.FIRST_OUT, Column.LAST_OUT),
        (Column.COUNT_IN, Column.FIRST_IN, Column.LAST_IN),
    ):
        row[count] += 0.5
        row[first] = min(row[first], at)
        row[last] = at


def _add_active_day(row: Floats, at: float) -> None:
    last = row[Column.LAST_DAY_START]
    gap = at // DAY - last // DAY if row[Column.DAYS] else 0.0
    if row[Column.DAYS] and gap == 0:
        return
    for place, half_life in enumerate(HALF_LIVES):
        row[Column.DAYS_0 + place] = row[Column.DAYS_0 + place] * _left(at - last, half_life * HORIZON) + 1
    if row[Column.DAYS]:
        if is_dormant_gap(float(gap), float(row[Column.GAPS]), float(row[Column.DAYS])):
            row[Column.DAYS_AWAKE] = 0
        row[Column.GAPS] += min(gap, GAP_CAP)
        row[Column.LOG_GAPS] += math.log(gap)
        row[Column.LOG_GAPS_SQUARED] += math.log(gap) ** 2
    row[Column.LAST_DAY_START] = at
    row[Column.DAYS] += 1
    row[Column.DAYS_AWAKE] += 1
    reached = 2 if row[Column.DAYS_AWAKE] >= STRONG_DAYS else int(row[Column.DAYS] >= WARM_DAYS)
    row[Column.PEAK] = max(row[Column.PEAK], reached)


def _add_opening(row: Floats, at: float) -> None:
    """Count ego's words: a new opening once a UTC day, a new turn after the alter's words."""
    last = row[Column.LAST_OPENING]
    if math.isinf(last) or at // DAY > last // DAY:
        row[Column.OPENINGS] += 1
        row[Column.PENDING] = row[Column.PENDING] * _left(at - last, REPLY) + 1
        row[Column.LAST_OPENING] = at
    if math.isinf(row[Column.TURN_START]):
        row[Column.TURNS] += 1
        row[Column.TURN_START] = at


def _add_answer(row: Floats, at: float) -> None:
    """Count the alter's words as the answer to all ego wrote before that second."""
    last = row[Column.LAST_OPENING]
    same_second = 1.0 if last == at else 0.0
    row[Column.ANSWERED] += (row[Column.PENDING] - same_second) * _left(at - last, REPLY)
    row[Column.PENDING] = same_second
    start = row[Column.TURN_START]
    if math.isinf(start) or start == at:
        return
    row[Column.TURNS_ANSWERED] += at - start <= ANSWER_WINDOW
    again = row[Column.LAST_OUT] == at
    row[Column.TURNS] += again
    row[Column.TURN_START] = at if again else -math.inf
