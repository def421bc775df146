"""Long silences that ended, by a word of ego's or of theirs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import Interactions
from kithly.history.silences import ANSWERED_WITHIN, LONG_SILENCE, came_back, reached_out
from kithly.records import Flag

DAY = 86_400
NOW = 10_000 * DAY
NONE = np.zeros(0, np.int64)
Line = tuple[int, int, bool, int, int]  # person, day, outgoing, recipients, flags


def log(*lines: Line, records: list[int] | None = None) -> Interactions:
    """Return interactions; record numbers count from 1."""
    person, day, outgoing, recipients, flags = (np.array(column) for column in zip(*lines, strict=True))
    return Interactions(
        person=person.astype(np.int64),
        at=day.astype(np.int64) * DAY,
        outgoing=outgoing.astype(bool),
        recipients=recipients.astype(np.int64),
        flags=flags.astype(np.int64),
        channel=np.ones(len(lines), np.int64),
        record=np.array(records or range(1, len(lines) + 1), np.int64),
    )


def out(person: int, day: int, *, recipients: int = 1, flags: int = 0) -> Line:
    return person, day, True, recipients, flags


def into(person: int, day: int, *, recipients: int = 1, flags: int = 0) -> Line:
    return person, day, False, recipients, flags


def test_words_after_two_silent_years_are_a_case_and_their_answer_counts() -> None:
    found = reached_out(log(into(0, 100), out(0, 1_000), into(0, 1_010)), NONE, now=NOW)
    assert (found.person.tolist(), found.record.tolist(), found.answer.tolist()) == ([0], [2], [3])
    assert found.silence.tolist() == [900 * DAY]


@pytest.mark.parametrize(
    "lines",
    [
        (out(0, 1_000), into(0, 1_010)),  # a first contact
        (into(0, 500), out(0, 1_000)),  # less than two years
        (into(0, 100), into(0, 1_000), out(0, 1_001)),  # they wrote first
        (into(0, 100), out(0, 1_000, recipients=9)),  # to many
        (into(0, 100), out(0, 1_000, flags=int(Flag.LIST))),
        (into(0, 100), out(0, 1_000, flags=int(Flag.LIGHT))),
        (into(1, 100), out(0, 1_000)),  # another's silence
        (into(0, 100), out(0, 20_000)),  # not yet
    ],
)
def test_these_are_no_case(lines: tuple[Line, ...]) -> None:
    assert not len(reached_out(log(*lines), NONE, now=NOW).person)


def test_a_gesture_and_what_the_user_told_are_no_message_but_end_a_silence() -> None:
    lines = (into(0, 100), out(0, 1_000), out(0, 1_100))
    assert not len(reached_out(log(*lines), np.array([2]), now=NOW).person)
    assert not len(reached_out(log(*lines, records=[1, -2, 3]), NONE, now=NOW).person)


def test_an_answer_after_two_months_is_none() -> None:
    late = 1_000 + ANSWERED_WITHIN // DAY + 1
    found = reached_out(log(into(0, 100), out(0, 1_000), into(0, late)), NONE, now=NOW)
    assert found.answer.tolist() == [0]
    assert found.answered_at.tolist() == [0]


def test_somebody_who_writes_again_after_years_came_back_and_it_is_known_whether_ego_had_written() -> None:
    found = came_back(log(into(0, 100), out(0, 990), into(0, 1_000), into(1, 5), into(1, 2_000)), NONE, now=NOW)
    assert found.person.tolist() == [0, 1]
    assert found.wrote.tolist() == [990 * DAY, 0]
    assert found.silence.tolist() == [900 * DAY, 1_995 * DAY]


def test_nothing_gives_nothing() -> None:
    empty = log(into(0, 1))
    assert not len(reached_out(empty, NONE, now=0).person)
    assert not len(came_back(empty, NONE, now=0).person)


LINES = st.tuples(
    st.integers(0, 2), st.integers(1, 4_000), st.booleans(), st.sampled_from([1, 9]), st.sampled_from([0, 2, 64])
)


@given(st.lists(LINES, min_size=1, max_size=30, unique_by=lambda line: line[1]))
def test_the_cases_are_those_a_plain_loop_finds_whatever_the_order(lines: list[Line]) -> None:
    found = reached_out(log(*lines), NONE, now=NOW)
    wordy = [(*line, number) for number, line in enumerate(lines, start=1) if line[4] != int(Flag.LIGHT)]
    expected = set()
    for person, day, outgoing, recipients, flags, number in wordy:
        before = [one[1] for one in wordy if one[0] == person and one[1] < day]
        if outgoing and recipients == 1 and not flags and before and (day - max(before)) * DAY >= LONG_SILENCE:
            expected.add((person, number))
    assert set(zip(found.person.tolist(), found.record.tolist(), strict=True)) == expected
