"""What is kept per tie."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.records import Flag
from kithly.ties import HORIZON, REPLY, Column, empty, fold, is_late, states

DAY = 86_400
T0 = 19_000 * DAY  # a midnight, UTC
ASKS, LIGHT = int(Flag.ASKS), int(Flag.LIGHT)

Event = tuple[int, bool, int, int]  # at, outgoing, recipients, flags


def log(*events: Event, person: int = 0) -> Interactions:
    size = len(events)
    return Interactions(
        person=np.full(size, person, np.int64),
        at=np.array([event[0] for event in events], np.int64),
        outgoing=np.array([event[1] for event in events], bool),
        recipients=np.array([event[2] for event in events], np.int64),
        flags=np.array([event[3] for event in events], np.int64),
        channel=np.zeros(size, np.int64),
        record=np.arange(size),
    )


def out(day: float, flags: int = 0, recipients: int = 1) -> Event:
    return (int(T0 + day * DAY), True, recipients, flags)


def back(day: float, flags: int = 0, recipients: int = 1) -> Event:
    return (int(T0 + day * DAY), False, recipients, flags)


def row_of(*events: Event) -> np.ndarray:
    return states(log(*events), 1).ravel()


def test_nothing_seen_gives_empty_rows() -> None:
    assert np.array_equal(states(log(), 3), empty(3))


def test_a_tie_without_interactions_stays_empty_beside_others() -> None:
    rows = states(log(out(0), back(1), person=1), 3)
    assert np.array_equal(rows[[0, 2]], empty(2))
    assert rows[1, Column.DAYS] == 2


def test_counts_and_ends_are_kept_per_direction() -> None:
    row = row_of(out(0), back(2), back(3), out(5))
    assert row[[Column.COUNT_OUT, Column.COUNT_IN]].tolist() == [2, 2]
    assert row[[Column.FIRST_OUT, Column.LAST_OUT]].tolist() == [T0, T0 + 5 * DAY]
    assert row[[Column.FIRST_IN, Column.LAST_IN]].tolist() == [T0 + 2 * DAY, T0 + 3 * DAY]


def test_volume_halves_with_each_half_life() -> None:
    row = row_of(out(0), back(HORIZON / DAY))
    assert row[Column.OUT_2] == pytest.approx(0.5)
    assert row[Column.IN_2] == 1.0
    assert row[Column.OUT_0] == pytest.approx(2.0**-16)
    assert row[Column.OUT_4] == pytest.approx(2.0 ** (-1 / 16))


def test_mail_to_many_is_less_personal() -> None:
    row = row_of(out(0, recipients=5), back(0.1))
    assert row[Column.OUT_2] == pytest.approx(1.0, rel=0.01)
    assert row[Column.PERSONAL_OUT] == pytest.approx(0.2, rel=0.01)


def test_a_click_is_no_words_and_counts_little() -> None:
    row = row_of(back(0, LIGHT))
    assert row[Column.IN_2] == 0.25
    assert row[[Column.DAYS, Column.COUNT_IN, Column.COUNT_LIGHT, Column.TURNS]].tolist() == [0, 0, 1, 0]
    assert row[[Column.FIRST_LIGHT, Column.LAST_LIGHT]].tolist() == [T0, T0]
    assert row[Column.LAST_IN] == -np.inf


def test_days_are_utc_days() -> None:
    assert row_of(out(0.1), back(0.9), out(1.01))[Column.DAYS] == 2


def test_gaps_are_whole_days_and_a_long_one_is_capped() -> None:
    row = row_of(out(0), out(10), out(3000))
    assert row[Column.GAPS] == 10 + 730
    assert row[Column.LOG_GAPS] == pytest.approx(np.log(10) + np.log(2990))


def test_an_answer_ends_all_questions_before_it() -> None:
    row = row_of(out(0), out(1), back(1 + REPLY / DAY))
    assert row[Column.OPENINGS] == 2
    assert row[Column.ANSWERED] == pytest.approx(0.5 + 0.5 * 2 ** (-1 / 7))
    assert row[Column.PENDING] == 0
    assert row[[Column.TURNS, Column.TURNS_ANSWERED]].tolist() == [1, 1]
    assert row[Column.TURN_START] == -np.inf


def test_an_unanswered_turn_stays_open() -> None:
    row = row_of(back(0), out(1), out(1.1))
    assert row[[Column.OPENINGS, Column.TURNS, Column.TURNS_ANSWERED]].tolist() == [1, 1, 0]
    assert row[Column.PENDING] == 1
    assert row[Column.TURN_START] == T0 + DAY


def test_an_answer_after_a_month_is_a_new_conversation() -> None:
    assert row_of(out(0), back(31))[Column.TURNS_ANSWERED] == 0


def test_questions_are_kept_per_direction() -> None:
    row = row_of(back(0, ASKS), out(1, ASKS), back(2))
    assert row[[Column.LAST_ASK_IN, Column.LAST_ASK_OUT]].tolist() == [T0, T0 + DAY]


def test_a_dormant_silence_starts_the_active_days_anew() -> None:
    row = row_of(*(out(day) for day in (0, 7, 14, 21, 28, 900, 901)))
    assert row[[Column.DAYS, Column.DAYS_AWAKE, Column.PEAK]].tolist() == [7, 2, 2]


def test_a_yearly_rhythm_is_never_dormant() -> None:
    row = row_of(*(out(370 * year + day) for year in range(4) for day in range(3)))
    assert row[Column.DAYS_AWAKE] < 12  # the first year's silence could not be known as a rhythm
    assert row[Column.DAYS_AWAKE] >= 9


def test_columns_too_wide_for_one_integer_are_sorted_too() -> None:
    events = [out(0), back(2, ASKS), out(3, LIGHT), back(40)]
    plain, wide = log(*events), log(*events[::-1])
    wide.recipients[:] = plain.recipients[:] = 2**40
    assert np.array_equal(states(plain, 1), states(wide, 1))
    assert states(wide, 1)[0, Column.DAYS] == 3


def test_fold_refuses_a_late_interaction() -> None:
    row = row_of(out(5))
    assert is_late(row, T0)
    assert not is_late(row, T0 + 5 * DAY)
    with pytest.raises(ValueError, match="late"):
        fold(row, T0, outgoing=True)


def test_fold_leaves_the_row_before_alone() -> None:
    row = row_of(out(0))
    before = row.copy()
    fold(row, T0 + DAY, outgoing=False)
    assert np.array_equal(row, before)
