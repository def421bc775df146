"""Who can have a reason, told from columns."""

from __future__ import annotations

import numpy as np

from kithly.history import Interactions, last_contacts
from kithly.reasons import candidates
from kithly.records import Flag

DAY = 86_400
NOW = 3_000 * DAY
PEOPLE = 6


def log(*rows: tuple[int, int, bool, int]) -> Interactions:
    return Interactions(
        person=np.array([row[0] for row in rows], np.int64),
        at=np.array([NOW - row[1] * DAY for row in rows], np.int64),
        outgoing=np.array([row[2] for row in rows], bool),
        recipients=np.ones(len(rows), np.int64),
        flags=np.array([row[3] for row in rows], np.int64),
        channel=np.zeros(len(rows), np.int64),
        record=np.arange(1, len(rows) + 1, dtype=np.int64),
    )


ASKS = int(Flag.ASKS)
ROWS = (
    (0, 10, False, ASKS),  # a debt
    (1, 400, False, ASKS),  # an old question
    (2, 900, False, 0),  # a silent talk
    (2, 899, True, 0),
    (3, 5, False, 0),  # in touch
    (3, 4, True, 0),
    (4, 900, False, 0),  # wrote once, never answered
)


def found(*, also: tuple[int, ...] = (), out: tuple[int, ...] = (), most: int = 300) -> list[int]:
    interactions = log(*ROWS)
    plannable = np.ones(PEOPLE, bool)
    plannable[list(out)] = False
    lasts = last_contacts(interactions, PEOPLE, now=NOW)
    extra = np.array(also, np.int64)
    chosen = candidates(interactions, lasts, now=NOW, plannable=plannable, also=extra, most=most)
    return [int(one) for one in chosen]


def test_questions_and_silent_talks_make_candidates() -> None:
    assert found() == [0, 1, 2]


def test_people_with_other_records_are_added() -> None:
    assert found(also=(5, 2)) == [0, 1, 2, 5]


def test_people_in_no_plan_are_left_out() -> None:
    assert found(also=(5,), out=(0, 5)) == [1, 2]


def test_few_are_kept_where_few_are_asked_for() -> None:
    rows = [(person, 900 + person, side, 0) for person in range(PEOPLE) for side in (True, False)]
    interactions = log(*rows)
    lasts = last_contacts(interactions, PEOPLE, now=NOW)
    assert len(candidates(interactions, lasts, now=NOW, plannable=np.ones(PEOPLE, bool), most=6)) == 2
