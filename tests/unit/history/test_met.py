"""What a meeting is to every look at the past: contact of both, words of neither."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import (
    FEW_RECIPIENTS,
    Interactions,
    RecordColumns,
    by_quarter,
    came_back,
    last_contacts,
    last_return,
    newest_records,
    open_questions,
    quarters,
    questions_they_left,
    reached_out,
    talks,
)
from kithly.history.era_trail import trail
from kithly.records import Flag

DAY = 86_400
NOW = 10_000 * DAY
OUT, IN, MET = (True, 0), (False, 0), (False, int(Flag.MUTUAL))
ASKED_IN, ASKED_OUT = (False, int(Flag.ASKS)), (True, int(Flag.ASKS))
NONE = np.zeros(0, np.int64)


def log(*rows: tuple[int, tuple[bool, int]] | tuple[int, tuple[bool, int], int]) -> Interactions:
    """Return what happened with one person: days ago, what, and with how many others; records count from 1."""
    return Interactions(
        person=np.zeros(len(rows), np.int64),
        at=np.array([NOW - row[0] * DAY for row in rows], np.int64),
        outgoing=np.array([row[1][0] for row in rows], bool),
        recipients=np.array([row[2] if len(row) > 2 else 1 for row in rows], np.int64),
        flags=np.array([row[1][1] for row in rows], np.int64),
        channel=np.ones(len(rows), np.int64),
        record=np.arange(1, len(rows) + 1),
    )


def test_a_meeting_is_the_last_contact_from_both_sides() -> None:
    found = last_contacts(log((30, OUT), (20, IN), (5, MET)), 1, now=NOW)
    assert found.last_in.tolist() == found.last_out.tolist() == found.wrote_out.tolist() == [NOW - 5 * DAY]
    assert (found.count_in.tolist(), found.count_out.tolist()) == ([2], [2])


def test_a_meeting_of_many_tells_only_that_they_are_still_about() -> None:
    found = last_contacts(log((30, OUT), (5, MET, FEW_RECIPIENTS + 1)), 1, now=NOW)
    assert (found.last_in.tolist(), found.last_out.tolist()) == ([NOW - 5 * DAY], [NOW - 30 * DAY])


def test_what_lies_ahead_is_no_contact() -> None:
    assert last_contacts(log((-5, MET)), 1, now=NOW).last.tolist() == [0]


@pytest.mark.parametrize(("others", "left"), [(1, 0), (FEW_RECIPIENTS + 1, 1)])
def test_a_small_meeting_closes_what_was_asked_of_ego(others: int, left: int) -> None:
    rows = log((9, ASKED_IN), (5, MET, others))
    assert len(open_questions(rows, last_contacts(rows, 1, now=NOW), now=NOW).person) == left


def test_any_meeting_ends_the_silence_after_egos_own_question() -> None:
    rows = log((9, ASKED_OUT), (5, MET, FEW_RECIPIENTS + 1))
    assert len(questions_they_left(rows, last_contacts(rows, 1, now=NOW), now=NOW).person) == 0


def test_a_meeting_is_no_turn_of_a_talk_and_has_no_words_to_read() -> None:
    rows = log((9, OUT), (8, MET), (7, IN), (6, MET))
    assert talks(rows, 1, now=NOW).turns.tolist() == [1]
    assert sorted(newest_records(rows, np.array([0]), each=8, now=NOW).tolist()) == [1, 3]


def test_a_meeting_ends_a_long_silence_and_is_no_letter_after_one() -> None:
    assert len(reached_out(log((3_000, IN), (100, MET), (90, OUT)), NONE, now=NOW).person) == 0
    assert len(reached_out(log((3_000, IN), (90, MET)), NONE, now=NOW).person) == 0
    answered = reached_out(log((3_000, IN), (90, OUT), (80, MET), (70, IN)), NONE, now=NOW)
    assert answered.answer.tolist() == [4]


def test_whom_ego_met_in_between_does_not_come_back() -> None:
    assert len(came_back(log((3_000, IN), (90, IN)), NONE, now=NOW).person) == 1
    assert len(came_back(log((3_000, IN), (400, MET), (90, IN)), NONE, now=NOW).person) == 0
    assert len(came_back(log((3_000, IN), (90, MET)), NONE, now=NOW).person) == 0
    assert last_return(log((3_000, IN), (300, MET), (3, IN)), now=NOW) is None
    assert last_return(log((3_000, IN), (3, MET)), now=NOW) is None
    assert last_return(log((3_000, IN), (3, IN)), now=NOW) is not None


def test_a_meeting_is_a_stroke_on_both_sides() -> None:
    rows = log((10, MET), (10, OUT))
    assert quarters(rows, 1, now=NOW).heights[0, :, -1].tolist() == [2, 1]
    found = by_quarter(rows, 1, now=NOW, count=2)
    assert [side.sum() for side in (found.out, found.incoming, found.met)] == [2, 1, 1]


def test_eras_are_not_guessed_from_meetings() -> None:
    rows = log((10, MET), (9, OUT))
    same, nobody = rows.record, np.zeros(0, bool)
    columns = RecordColumns(
        **dict.fromkeys(("record", "at", "flags", "channel", "recipients", "own_id", "parent"), same),
        sender=np.array([-1, 0]),
        to_row=NONE,
        to_identity=NONE,
        to_copied=nobody,
    )
    found = trail(rows, columns, np.array([0]), np.array([-2]), own=frozenset({0}), now=NOW)
    assert found.record.tolist() == [2]
