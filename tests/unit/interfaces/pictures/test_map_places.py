"""Places on the map: the same each time, no disc on another, nobody on anybody."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.interfaces.pictures.map_places import ARC, GAP, Ground, Stood, placed


def ground(sizes: list[int], *, apart: int = 0, ties: int = 400, seed: int = 1) -> Ground:
    """Return circles of some sizes, people of none, and ties by lot among all but the last of those."""
    chance = np.random.default_rng(seed)
    circle = np.concatenate([np.repeat(np.arange(len(sizes)), sizes), np.full(apart, -1)]).astype(np.int64)
    pairs = np.sort(chance.integers(0, max(len(circle) - apart // 2, 1), (ties, 2)), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0)
    return Ground(circle=circle, a=pairs[:, 0], b=pairs[:, 1], weight=chance.random(len(pairs)))


def nearest(places: np.ndarray) -> float:
    """Return how near the two nearest stand."""
    far = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    return float(far.min())


def overlap(stood: Stood) -> float:
    """Return how deep two discs lie in one another at most; the gap between them counts as theirs."""
    far = np.hypot(*(stood.centres[:, None] - stood.centres[None]).transpose(2, 0, 1))
    least = stood.radii[:, None] + stood.radii[None]
    np.fill_diagonal(far, np.inf)
    return float((least - far).max())


@pytest.mark.parametrize("sizes", [[3], [30, 3], [18, 18, 17, 17, 14, 10, 7, 5, 5, 5, 4], [15] * 130, [3] * 600])
def test_discs_and_people_stand_apart(sizes: list[int]) -> None:
    stood = placed(ground(sizes, apart=40))
    assert np.isfinite(stood.people).all()
    assert len(stood.radii) < 2 or overlap(stood) <= GAP / 2 + 1e-6
    assert nearest(stood.people) > 1.0


def test_everybody_of_a_circle_stands_in_its_disc_and_nobody_else() -> None:
    some = ground([20, 12, 9, 5], apart=30)
    stood = placed(some)
    far = np.hypot(*(stood.people[:, None] - stood.centres[None]).transpose(2, 0, 1))
    for circle in range(4):
        assert ((far[:, circle] <= stood.radii[circle]) == (some.circle == circle)).all()


def test_the_same_ground_gives_the_same_places() -> None:
    first, again = (placed(ground([20, 12, 9, 5], apart=30)) for _ in range(2))
    assert (first.people == again.people).all()


def test_circles_that_share_ties_stand_nearer_than_others() -> None:
    circle = np.repeat(np.arange(8), 10)
    a, b = np.arange(0, 10), np.arange(70, 80)  # the largest and the last know each other, and nobody else does
    stood = placed(Ground(circle=circle, a=a, b=b, weight=np.ones(10)))
    far = np.hypot(*(stood.centres - stood.centres[0]).T)
    assert far[7] == pytest.approx(np.sort(far)[1], rel=0.35)


def test_whoever_is_seen_with_another_circle_stands_at_the_rim_that_faces_it() -> None:
    circle = np.repeat(np.arange(2), 12)
    stood = placed(Ground(circle=circle, a=np.array([0]), b=np.array([12]), weight=np.ones(1)))
    between = np.hypot(*(stood.people[:12] - stood.centres[1]).T)
    assert between[0] <= np.sort(between)[4]
    assert np.hypot(*(stood.people[0] - stood.centres[0])) == max(np.hypot(*(stood.people[:12] - stood.centres[0]).T))


def test_whoever_is_in_no_circle_stands_around_them_all_and_the_lonely_outermost() -> None:
    circle = np.array([0] * 9 + [-1] * 20)
    stood = placed(Ground(circle=circle, a=np.array([0, 9]), b=np.array([9, 10]), weight=np.ones(2)))
    far = np.hypot(*stood.people.T)
    assert far[9:11].min() > far[:9].max() + ARC
    assert far[11:].min() > far[9:11].max()


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_network_without_circles_has_places_too(count: int) -> None:
    none = np.zeros(0, np.int64)
    stood = placed(Ground(circle=np.full(count, -1), a=none, b=none, weight=np.zeros(0)))
    assert stood.people.shape == (count, 2)
    assert stood.centres.shape == (0, 2)
