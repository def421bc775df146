"""What is kept per tie: one row of 64-bit floats, its columns named here.

All of it is computed from the tie's own interactions, so that a late or removed interaction needs
no other tie. Instants are seconds since 1970, UTC; ``-inf`` and ``inf`` stand for never in the
last and first instants. *Words* are interactions without `Flag.LIGHT`.
A meeting is words of both: half its weight is ego's, half the alter's. It opens no turn, and answers none.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithly.records import Flag

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DAY: Final = 86_400.0  # seconds
HORIZON: Final = 90 * DAY  # H: strength looks 90 days ahead
REPLY: Final = 7 * DAY  # reply looks 7 days ahead
HALF_LIVES: Final = (1 / 16, 1 / 4, 1.0, 4.0, 16.0)  # in units of H
LIGHT_WEIGHT: Final = 0.25  # one click counts like a message to four people
GAP_CAP: Final = 730.0  # days; a longer silence says no more about a rhythm than two years do
ANSWER_WINDOW: Final = 30 * DAY  # an answer later than this is a new conversation
ASKS: Final = int(Flag.ASKS)
LIGHT: Final = int(Flag.LIGHT)
MET: Final = int(Flag.MUTUAL)


class Column(IntEnum):
    """One column of a tie's state.

    The decayed sums ``OUT_*``, ``IN_*``, ``PERSONAL_*`` refer to `REFERENCE`, ``DAYS_*`` to
    `LAST_DAY_START`, `PENDING` to `LAST_OPENING`. The digit counts the half-lives of `HALF_LIVES`.
    """

    REFERENCE = 0  # last interaction of any kind
    FIRST_LIGHT = auto()
    LAST_LIGHT = auto()
    FIRST_OUT = auto()  # words of ego
    LAST_OUT = auto()
    FIRST_IN = auto()  # words of the alter
    LAST_IN = auto()
    LAST_ASK_OUT = auto()  # words of ego with a question
    LAST_ASK_IN = auto()
    COUNT_OUT = auto()  # words
    COUNT_IN = auto()
    COUNT_LIGHT = auto()
    OUT_0 = auto()  # decayed number of ego's interactions, half-life H/16
    OUT_1 = auto()
    OUT_2 = auto()
    OUT_3 = auto()
    OUT_4 = auto()
    IN_0 = auto()
    IN_1 = auto()
    IN_2 = auto()
    IN_3 = auto()
    IN_4 = auto()
    PERSONAL_OUT = auto()  # half-life H, each interaction divided by its recipients
    PERSONAL_IN = auto()
    DAYS_0 = auto()  # decayed number of active days
    DAYS_1 = auto()
    DAYS_2 = auto()
    DAYS_3 = auto()
    DAYS_4 = auto()
    LAST_DAY_START = auto()  # first words on the last active UTC day
    DAYS = auto()  # distinct active UTC days
    DAYS_AWAKE = auto()  # active days since the last dormant silence, or since the beginning
    PEAK = auto()  # 0 never warm, 1 once warm, 2 once strong
    GAPS = auto()  # sum of gaps between active days, each at most GAP_CAP, in days
    LOG_GAPS = auto()  # sum of their logarithms (not capped)
    LOG_GAPS_SQUARED = auto()
    OPENINGS = auto()  # UTC days on which ego wrote
    LAST_OPENING = auto()  # ego's first words on the last such day
    PENDING = auto()  # openings not yet followed by words of the alter, fading by the reply window
    ANSWERED = auto()  # sum over openings of what was left of each when the alter wrote
    TURNS = auto()  # times ego wrote after the alter, or first
    TURNS_ANSWERED = auto()  # of these, followed by words of the alter within ANSWER_WINDOW
    TURN_START = auto()  # start of ego's turn that the alter has not ended; -inf for none
    COUNT_MET = auto()  # meetings; half of each stands in COUNT_OUT, half in COUNT_IN
    LAST_MET = auto()  # start of the last meeting


WIDTH: Final = len(Column)
LASTS: Final = (
    Column.REFERENCE,
    Column.LAST_LIGHT,
    Column.LAST_OUT,
    Column.LAST_IN,
    Column.LAST_ASK_OUT,
    Column.LAST_ASK_IN,
    Column.LAST_DAY_START,
    Column.LAST_OPENING,
    Column.TURN_START,
    Column.LAST_MET,
)
FIRSTS: Final = (Column.FIRST_LIGHT, Column.FIRST_OUT, Column.FIRST_IN)


def empty(people: int) -> Floats:
    """Return the states of ties of which nothing was seen. Shape: (people, `WIDTH`)."""
    rows = np.zeros((people, WIDTH))
    rows[:, LASTS] = -np.inf
    rows[:, FIRSTS] = np.inf
    return rows
