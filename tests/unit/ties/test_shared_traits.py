"""What names a circle: what at least half of its people, and three of them, share."""

from __future__ import annotations

import numpy as np

from kithly.ties.shared_traits import Shared, Traits, shared_traits

CIRCLE = np.array([0] * 6 + [1] * 4 + [-1] * 10)


def shared(*having: tuple[int, list[int]], weak: frozenset[int] = frozenset()) -> Shared:
    rows = [(person, trait) for trait, people in having for person in people]
    person, trait = (np.array([row[place] for row in rows], np.int64) for place in (0, 1))
    marks = np.array([row[1] in weak for row in rows], bool)
    return shared_traits(Traits(person=person, trait=trait, kind=trait, weak=marks), CIRCLE)


def test_half_of_the_people_and_three_of_them_are_enough() -> None:
    found = shared((0, [0, 1, 2]), (1, [6, 7]))
    assert found.of(0) == [(0, 3)]
    assert found.of(1) == []


def test_two_people_name_nothing() -> None:
    assert shared((0, [0, 1])).of(0) == []


def test_a_third_is_enough_for_what_is_three_times_as_frequent_there() -> None:
    circle = np.array([0] * 9 + [-1] * 21)
    for elsewhere, found in (([], [(0, 3)]), ([20, 21, 22], [])):
        person = np.array([0, 1, 2, *elsewhere])
        zeros = np.zeros(len(person), np.int64)
        columns = Traits(person=person, trait=zeros, kind=zeros, weak=zeros.astype(bool))
        assert shared_traits(columns, circle).of(0) == found


def test_what_most_share_stands_first_and_of_nearly_as_many_what_says_more() -> None:
    assert shared((2, [0, 1, 2, 3, 4]), (1, [0, 1, 2])).of(0) == [(2, 5), (1, 3)]
    assert shared((2, [0, 1, 2, 3]), (1, [0, 1, 2]), (0, [3, 4, 5])).of(0) == [(0, 3), (1, 3), (2, 4)]


def test_a_town_everybody_lives_in_names_no_circle() -> None:
    assert shared((0, list(range(20))), weak=frozenset({0})).of(0) == []
    assert shared((0, list(range(20)))).of(0) == [(0, 6)]


def test_a_town_that_is_rare_elsewhere_names_one_after_all_that_says_more() -> None:
    found = shared((0, [0, 1, 2, 3, 4, 5]), (1, [0, 1, 2]), weak=frozenset({0}))
    assert found.of(0) == [(1, 3), (0, 6)]


def test_people_outside_of_circles_name_none() -> None:
    assert shared((0, [10, 11, 12])).of(0) == []
    assert shared().of(0) == []
