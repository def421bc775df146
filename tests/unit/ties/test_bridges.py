"""Who links circles, and who was seen beside one person alone."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.ties.seen import clique, tied

from kithly.ties.bridges import bridges

CIRCLE = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, -1])
APART = [*clique(range(3)), *clique(range(3, 6)), *clique(range(6, 9))]


def links(*pairs: tuple[int, int, float]) -> set[tuple[int, int, int]]:
    found = bridges(tied([*APART, *pairs]), CIRCLE)
    return set(zip(found.only.tolist(), found.only_from.tolist(), found.only_to.tolist(), strict=True))


def test_without_a_tie_across_nobody_links_anything() -> None:
    found = bridges(tied(APART), CIRCLE)
    assert links() == set()
    assert found.participation.tolist() == [0.0] * 10
    assert found.circles.tolist() == [1] * 9 + [0]


def test_whoever_takes_part_in_every_tie_between_two_circles_is_the_only_link() -> None:
    assert links((0, 3, 1.0), (0, 4, 0.7)) == {(0, 0, 1)}
    assert links((0, 3, 1.0), (1, 4, 0.7)) == set()
    assert links((0, 3, 1.0)) == {(0, 0, 1), (3, 0, 1)}


def test_links_of_different_circles_do_not_count_against_each_other() -> None:
    assert links((0, 3, 1.0), (0, 4, 1.0), (1, 6, 0.5), (1, 7, 0.5)) == {(0, 0, 1), (1, 0, 2)}


def test_participation_is_one_minus_the_squared_shares_of_circles() -> None:
    found = bridges(tied([*APART, (0, 3, 2.0)]), CIRCLE)
    assert found.participation[0] == pytest.approx(1 - 0.5**2 - 0.5**2)
    assert found.participation[3] == pytest.approx(0.5)
    assert found.participation[1] == 0
    mine = found.reach == 0
    assert found.reach_circle[mine].tolist() == [0, 1]
    assert found.reach_weight[mine] == pytest.approx([2.0, 2.0])


def test_people_in_no_circle_make_no_link_but_are_seen_beside_somebody() -> None:
    found = bridges(tied([*APART, (9, 0, 1.0)]), CIRCLE)
    assert found.participation[9] == 0
    assert found.circles[9] == 1
    assert found.beside.tolist() == [1] + [0] * 9


def test_of_a_pair_each_was_seen_beside_the_other_alone() -> None:
    assert bridges(tied([(0, 1, 1.0)]), np.array([-1, -1])).beside.tolist() == [1, 1]


def test_nobody_links_nothing() -> None:
    found = bridges(tied([]), np.full(2, -1))
    assert found.only.tolist() == []
    assert found.beside.tolist() == found.circles.tolist() == [0, 0]
