"""The belief index: whom a touch helps most, out of the log."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.plan import rank

DAY = 86_400.0
NOW = 2_000 * DAY
Row = tuple[int, float, bool, bool]


def ranked(
    *rows: Row, people: int, importance: list[float] | None = None, minutes: list[float] | None = None, count: int = 99
) -> list[int]:
    """Rows of person, days ago, incoming, touch."""
    ordered = sorted(rows, key=lambda row: -row[1])
    found = rank(
        np.array([row[0] for row in ordered], np.int64),
        np.array([NOW - row[1] * DAY for row in ordered]),
        np.array([row[2] for row in ordered], bool),
        np.array([row[3] for row in ordered], bool),
        np.array(importance or [1.0] * people),
        np.array(minutes or [1.0] * people),
        now=NOW,
        count=count,
    )
    return [int(one) for one in found]


def rhythm(person: int, gap: float, silence: float, contacts: int = 10) -> list[Row]:
    """A pair that met every ``gap`` days, last ``silence`` days ago, each side in turn."""
    return [(person, silence + gap * number, number % 2 == 0, False) for number in range(contacts)]


def test_a_tie_fallen_dormant_comes_before_one_in_touch() -> None:
    assert ranked(*rhythm(0, 10, 3), *rhythm(1, 10, 120), people=2) == [1, 0]


def test_silence_counts_against_the_own_rhythm() -> None:
    assert ranked(*rhythm(0, 100, 120), *rhythm(1, 10, 120), people=2) == [1, 0]


def test_a_tie_long_lost_is_not_worth_more_than_one_just_dormant() -> None:
    assert ranked(*rhythm(0, 4, 1_900), *rhythm(1, 30, 300), people=2)[0] == 1


def test_importance_raises_and_minutes_lower() -> None:
    twins = [*rhythm(0, 10, 60), *rhythm(1, 10, 60)]
    assert ranked(*twins, people=2, importance=[1, 2]) == [1, 0]
    assert ranked(*twins, people=2, minutes=[6, 1]) == [1, 0]
    assert ranked(*twins, people=2) == [0, 1]


def test_nobody_is_touched_again_while_the_cool_down_runs() -> None:
    rows = [*rhythm(0, 10, 60), *rhythm(1, 10, 60), (1, 10.0, False, True)]
    assert ranked(*rows, people=2) == [0]


def test_unanswered_touches_lower_the_hope_and_answered_ones_raise_it() -> None:
    silent = [*rhythm(0, 10, 400), (0, 300.0, False, True), (0, 200.0, False, True)]
    answering = [*rhythm(1, 10, 400), (1, 390.0, False, True), (1, 389.0, True, False)]
    assert ranked(*silent, *answering, people=2)[0] == 1


def test_the_future_is_not_seen() -> None:
    rows = [*rhythm(0, 10, 60), *rhythm(1, 10, 61)]
    assert ranked(*rows, (1, -5.0, False, True), people=2) == ranked(*rows, people=2)


def test_at_most_so_many_are_given_and_everybody_once() -> None:
    rows = [row for person in range(20) for row in rhythm(person, 10 + person, 50)]
    assert len(ranked(*rows, people=20, count=7)) == 7
    assert sorted(ranked(*rows, people=20)) == list(range(20))
    assert ranked(*rows, people=20, count=0) == []


@pytest.mark.parametrize("people", [0, 3])
def test_an_empty_log_ranks_by_importance_without_a_fuss(people: int) -> None:
    importance = [float(number + 1) for number in range(people)]
    found = rank(
        np.zeros(0, np.int64),
        np.zeros(0),
        np.zeros(0, bool),
        np.zeros(0, bool),
        np.array(importance),
        np.ones(people),
        now=NOW,
        count=5,
    )
    assert found.dtype.kind == "i"
    assert found.tolist() == list(range(people))[::-1]


def test_people_never_seen_come_after_those_with_something_to_win_back() -> None:
    assert ranked(*rhythm(1, 10, 120), people=2) == [1, 0]


def bursts(person: int, gap: float, silence: float, contacts: int = 6) -> list[Row]:
    """A pair that talks for three days, every ``gap`` days, last ``silence`` days ago."""
    return [row for day in range(3) for row in rhythm(person, gap, silence + day, contacts)]


def test_days_of_one_talk_are_one_contact_so_that_a_pause_between_talks_is_no_sleep() -> None:
    assert ranked(*bursts(0, 80, 70), *rhythm(1, 8, 70), people=2) == [1, 0]


def test_hope_comes_back_with_time_after_a_touch_left_unanswered() -> None:
    rows = [*rhythm(0, 10, 1_000, 5), (0, 40.0, False, True), *rhythm(1, 10, 1_000, 5), (1, 900.0, False, True)]
    assert ranked(*rows, people=2) == [1, 0]


def test_importance_is_a_hint_and_no_trump() -> None:
    asleep, awake = rhythm(0, 10, 150), rhythm(1, 10, 11)
    assert ranked(*asleep, *awake, people=2, importance=[1, 4]) == [0, 1]
    assert ranked(*asleep, *awake, people=2, importance=[1, 400]) == [1, 0]
