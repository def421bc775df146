"""The ways into companies, places and circles, and how much is reached."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.ties.seen import tied

from kithly.ties.together import Together
from kithly.ties.ways import NOBODY, Ways, reached, ways, ways_to_people

GROUP = np.array([0, 0, 0, 1, 1, 2, -1])
REPLY = np.array([0.9, 0.6, 0.1, 0.8, 0.2, 0.99, 0.7])
SEEN = np.array([True, True, True, True, True, False, True])
NONE = tied([])


def into(ties: Together = NONE) -> Ways:
    return ways(ties, GROUP, 4, REPLY, SEEN)


def test_each_group_tells_who_is_there_who_was_spoken_with_and_who_would_answer() -> None:
    found = into()
    assert found.people.tolist() == [3, 2, 1, 0]
    assert found.seen.tolist() == [3, 2, 0, 0]
    assert found.would.tolist() == [2, 1, 0, 0]
    assert found.expected == pytest.approx([1.6, 1.0, 0.0, 0.0])


def test_the_only_one_who_would_answer_is_the_only_way() -> None:
    assert into().only.tolist() == [NOBODY, 3, NOBODY, NOBODY]


def test_second_hand_leads_whoever_would_answer_and_was_seen_with_people_there_the_nearest_first() -> None:
    found = into(tied([(0, 5, 1.0), (6, 5, 3.0), (2, 5, 9.0), (0, 1, 5.0)]))
    through, weight = found.second_hand(2)
    assert through.tolist() == [6, 0]  # 2 would not answer
    assert weight.tolist() == [3.0, 1.0]
    assert found.second_hand(0)[0].tolist() == []  # 0 and 1 are there themselves
    assert found.second_hand(3)[0].tolist() == []


def test_reach_adds_up() -> None:
    found = into()
    one = reached(found.would, found.seen)
    assert (one.several, one.one, one.unlikely, one.unknown) == (1, 1, 0, 2)
    assert one.total == 4


def test_a_person_is_reached_by_themselves_and_by_whoever_was_seen_with_them() -> None:
    count, hangs = ways_to_people(tied([(0, 4, 1.0), (0, 2, 1.0), (1, 2, 1.0), (3, 1, 1.0), (4, 5, 1.0)]), REPLY, SEEN)
    assert count.tolist() == [1, 2, 2, 2, 1, 0, 1]
    assert hangs.tolist() == [NOBODY, NOBODY, NOBODY, NOBODY, 0, NOBODY, NOBODY]


def test_of_nobody_nothing_is_reached() -> None:
    nothing = np.zeros(0)
    found = ways(NONE, nothing.astype(int), 0, nothing, nothing.astype(bool))
    assert reached(found.would, found.seen).total == 0
    assert [part.tolist() for part in ways_to_people(NONE, nothing, nothing.astype(bool))] == [[], []]
