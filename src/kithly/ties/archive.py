"""The ties of people in a company's archive: one row for each alter, with what is known of both.

An archive has many egos. How their rows are brought together is the business of `kithly.engines`; what is
made of them is this one function, so that every engine says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithly.history import Interactions
from kithly.ties.bands import BANDS
from kithly.ties.columns import Bools, Column, Floats, Ints
from kithly.ties.ego import Ego, ego_states
from kithly.ties.measure import measure
from kithly.ties.state import states

TOGETHER: Final = 1 << 15  # ties measured at once: a robot writes to millions
BAND_NAMES: Final = np.array([band.value for band in BANDS])

MEASURED: Final = ("strength", "reply", "silent_days", "usual_gap_days", "drift_90")
INSTANTS: Final = {
    "last_at": Column.REFERENCE,
    "first_out": Column.FIRST_OUT,
    "last_out": Column.LAST_OUT,
    "first_in": Column.FIRST_IN,
    "last_in": Column.LAST_IN,
}
COUNTS: Final = {
    "count_out": Column.COUNT_OUT,
    "count_in": Column.COUNT_IN,
    "active_days": Column.DAYS,
    "openings": Column.OPENINGS,
    "turns": Column.TURNS,
    "turns_answered": Column.TURNS_ANSWERED,
}
SUMS: Final = {
    column.name.lower(): column
    for column in Column
    if Column.OUT_0 <= column <= Column.DAYS_4 or column in {Column.ANSWERED, Column.PENDING}
}
FLOATS: Final = (*MEASURED, *SUMS)
WHOLE: Final = (*INSTANTS, *COUNTS)
"""Names of the columns of a result, beside ``band``; those of `INSTANTS` may be `NEVER`."""

NEVER: Final = np.iinfo(np.int64).min

Values = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """All messages of one ego with their alters, or of several egos.

    Attributes:
        tie: (n,) index of the tie of each message, 0-based; the messages may be in any order.
        at: (n,) seconds since 1970, UTC.
        outgoing: (n,) whether ego wrote.
        recipients: (n,) how many it was addressed to, at least 1.
        ego: (ties,) whose tie each is, 0-based; every tie has a message.
    """

    tie: Ints
    at: Ints
    outgoing: Bools
    recipients: Ints
    ego: Ints


def ties_of(boxes: Boxes, now: int) -> Iterator[Mapping[str, Values]]:
    """Give the ties, some at a time, in their order. Egos know nothing of each other: each gets what they get alone.

    Args:
        boxes: All messages of these egos; none later than ``now``.
        now: Seconds since 1970, UTC.

    Returns:
        Columns by name, ``band`` and those of `FLOATS` and `WHOLE`. The decayed sums refer to ``last_at``, those
        of active days to the first message of the last one.
    """
    nothing = np.zeros(len(boxes.tie), np.int64)
    told = Interactions(
        person=boxes.tie,
        at=boxes.at,
        outgoing=boxes.outgoing,
        recipients=boxes.recipients,
        flags=nothing,
        channel=nothing,
        record=nothing,
    )
    rows = states(told, len(boxes.ego))
    levels = ego_states(rows, boxes.ego, int(boxes.ego.max(initial=-1)) + 1, now)
    for start in range(0, len(rows), TOGETHER):
        some = slice(start, start + TOGETHER)
        yield _described(rows[some], levels.chosen(boxes.ego[some]), now)


def _described(rows: Floats, level: Ego, now: int) -> dict[str, Values]:
    """Return the columns of some ties."""
    measured = measure(rows, level, now)
    found: dict[str, Values] = {"band": BAND_NAMES[measured.band]}
    found |= {name: getattr(measured, name) for name in MEASURED}
    found |= {name: rows[:, column] for name, column in SUMS.items()}
    found |= {name: rows[:, column].astype(np.int64) for name, column in COUNTS.items()}
    return found | {name: _instants(rows[:, column]) for name, column in INSTANTS.items()}


def _instants(values: Floats) -> Ints:
    found = np.full(len(values), NEVER, np.int64)
    seen = np.isfinite(values)
    found[seen] = values[seen]
    return found
