"""First and last contact, open questions and talks over columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.history import (
    FEW_RECIPIENTS,
    Interactions,
    last_contacts,
    newest_records,
    open_questions,
    questions_they_left,
    talks,
)
from kithly.records import NO_FLAGS, Flag

DAY = 86_400
NOW = 1_000 * DAY
ASKS, LIGHT, SIGNED = Flag.ASKS, Flag.LIGHT, Flag.HAS_SIGNATURE
Line = tuple[int, int, bool, Flag] | tuple[int, int, bool, Flag, int]


def log(*rows: Line) -> Interactions:
    """Rows of person, day, outgoing, flags and perhaps recipients; the record number is the place from 1."""
    return Interactions(
        person=np.array([row[0] for row in rows], np.int64),
        at=np.array([row[1] * DAY for row in rows], np.int64),
        outgoing=np.array([row[2] for row in rows], bool),
        recipients=np.array([row[4] if len(row) > 4 else 1 for row in rows], np.int64),
        flags=np.array([int(row[3]) for row in rows], np.int64),
        channel=np.zeros(len(rows), np.int64),
        record=np.arange(1, len(rows) + 1, dtype=np.int64),
    )


def asked(*rows: Line) -> list[tuple[int, int]]:
    interactions = log(*rows)
    found = open_questions(interactions, last_contacts(interactions, 3, now=NOW), now=NOW)
    return list(zip(found.person.tolist(), found.record.tolist(), strict=True))


def test_first_and_last_are_told_per_side() -> None:
    found = last_contacts(log((0, 5, False, NO_FLAGS), (0, 9, True, NO_FLAGS), (2, 7, False, NO_FLAGS)), 3, now=NOW)
    assert (found.first // DAY).tolist() == [5, 0, 7]
    assert (found.last_in // DAY).tolist() == [5, 0, 7]
    assert (found.last_out // DAY).tolist() == [9, 0, 0]
    assert found.record_in.tolist() == [1, 0, 3]
    assert found.count_out.tolist() == [1, 0, 0]
    assert (found.last // DAY).tolist() == [9, 0, 7]


def test_a_question_without_an_answer_is_open() -> None:
    assert asked((0, 5, True, NO_FLAGS), (0, 9, False, ASKS)) == [(0, 2)]


def test_any_later_words_of_egos_close_a_question() -> None:
    assert asked((0, 5, False, ASKS), (0, 9, True, NO_FLAGS)) == []


def test_one_click_is_no_answer() -> None:
    assert asked((0, 5, False, ASKS), (0, 9, True, LIGHT)) == [(0, 1)]


def test_only_the_newest_question_of_a_person_counts() -> None:
    assert asked((1, 9, False, ASKS), (1, 5, False, ASKS), (0, 3, False, ASKS)) == [(0, 3), (1, 1)]


def test_a_question_to_a_crowd_or_by_a_robot_is_not_asked_of_ego() -> None:
    assert asked((0, 5, False, ASKS, FEW_RECIPIENTS + 1), (1, 5, False, ASKS | Flag.AUTOMATIC)) == []
    assert asked((0, 5, False, ASKS, FEW_RECIPIENTS)) == [(0, 1)]


def test_a_question_from_tomorrow_is_not_seen() -> None:
    assert asked((0, 1_001, False, ASKS)) == []


def test_what_ego_asked_is_open_until_they_write() -> None:
    interactions = log((0, 5, True, ASKS), (1, 5, True, ASKS), (1, 6, False, NO_FLAGS))
    found = questions_they_left(interactions, last_contacts(interactions, 2, now=NOW), now=NOW)
    assert found.person.tolist() == [0]


def test_a_talk_needs_both_sides_within_two_weeks() -> None:
    found = talks(
        log(
            (0, 5, True, NO_FLAGS),
            (0, 8, False, NO_FLAGS),
            (0, 90, False, NO_FLAGS),
            (1, 5, True, NO_FLAGS),
            (1, 40, False, NO_FLAGS),
        ),
        3,
        now=NOW,
    )
    assert (found.last // DAY).tolist() == [8, 0, 0]
    assert found.turns.tolist() == [1, 0, 0]


def test_the_records_to_read_are_the_newest_the_signed_and_the_asking() -> None:
    rows = [(0, day, bool(day % 2), NO_FLAGS) for day in range(10, 20)]
    interactions = log((0, 2, False, SIGNED), (0, 3, False, ASKS), *rows, (1, 50, False, NO_FLAGS))
    found = newest_records(interactions, np.array([0]), each=2, now=NOW)
    assert found.tolist() == [12, 11, 2, 1]


def test_nobody_and_nothing_need_no_reading() -> None:
    nothing = log()
    assert len(newest_records(nothing, np.array([0]), each=3, now=NOW)) == 0
    assert len(newest_records(log((0, 1, True, NO_FLAGS)), np.zeros(0, np.int64), each=3, now=NOW)) == 0
    assert len(newest_records(log((0, 1, True, NO_FLAGS)), np.array([5]), each=3, now=NOW)) == 0
    assert asked() == []
    assert talks(nothing, 2, now=NOW).last.tolist() == [0, 0]


FLAGS = st.sampled_from([NO_FLAGS, ASKS, LIGHT, ASKS | Flag.BULK])
LINES = st.tuples(st.integers(0, 2), st.integers(1, 30), st.booleans(), FLAGS, st.integers(1, 7))


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_open_questions_are_those_a_plain_loop_finds(rows: list[Line]) -> None:
    expected: dict[int, tuple[int, int]] = {}
    for number, (person, day, outgoing, flags, recipients) in enumerate(rows, start=1):  # type: ignore[misc]  # 5-tuples
        last = max((row[1] for row in rows if row[0] == person and row[2] and not row[3] & LIGHT), default=0)
        if not outgoing and flags == ASKS and recipients <= FEW_RECIPIENTS and day > last:
            expected[person] = max(expected.get(person, (0, 0)), (day, number))
    assert asked(*rows) == sorted((person, number) for person, (_, number) in expected.items())
