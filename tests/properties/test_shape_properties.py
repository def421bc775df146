"""What must hold for the shape of any network."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.ties.seen import DAY, NOW, PEOPLE, Mail, seen_in, tied, weights

from kithly.records import NO_FLAGS, Flag
from kithly.ties.bridges import bridges
from kithly.ties.communities import NO_CIRCLE, SMALLEST, communities
from kithly.ties.together import Together
from kithly.ties.ways import reached, ways

persons = st.integers(-1, 11)
mails = st.lists(
    st.builds(
        Mail,
        sender=persons,
        to=st.lists(persons, max_size=4).map(tuple),
        copied=st.lists(persons, max_size=3).map(tuple),
        flags=st.sampled_from([NO_FLAGS, NO_FLAGS, Flag.SENT, Flag.BULK, Flag.MUTUAL]),
        at=st.integers(NOW - 5_000 * DAY, NOW + DAY),
    ),
    max_size=30,
)


def same(one: Together, other: Together) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("a", "b", "weight", "records", "last")
    )


def division(circle: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(circle == one).tolist()) for one in set(circle.tolist()) - {NO_CIRCLE}}


@given(mails, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_records_changes_nothing_to_the_last_digit(rows: list[Mail], luck: Random) -> None:
    mixed = luck.sample(rows, len(rows))
    one, other = seen_in(*rows), seen_in(*mixed)
    assert same(one, other)
    assert np.array_equal(communities(one, PEOPLE), communities(other, PEOPLE))


@given(mails, st.integers(1, 12))
@settings(deadline=None)
def test_ties_added_up_piece_by_piece_are_those_added_up_at_once(rows: list[Mail], size: int) -> None:
    whole = seen_in(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kithly.ties.together.AT_ONCE", size)
        pieces = seen_in(*rows)
    assert same(whole, pieces)
    assert np.array_equal(whole.newest, pieces.newest)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_other_names_for_the_people_give_the_same_circles(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = {
        (min(a, b), max(a, b)): weight
        for a, b, weight in zip(*rng.integers(0, 24, (2, 60)).tolist(), rng.random(60).tolist(), strict=True)
        if a != b
    }
    name = rng.permutation(24).tolist()
    one = communities(tied([(a, b, weight) for (a, b), weight in drawn.items()]), 24)
    other = communities(tied([(name[a], name[b], weight) for (a, b), weight in drawn.items()]), 24)
    assert {frozenset(name[person] for person in circle) for circle in division(one)} == division(other)


@given(mails)
@settings(deadline=None)
def test_circles_hold_at_least_three_who_share_records_and_nobody_else(rows: list[Mail]) -> None:
    ties = seen_in(*rows)
    circle = communities(ties, PEOPLE)
    with_others = set(ties.a.tolist()) | set(ties.b.tolist())
    assert set(np.flatnonzero(circle != NO_CIRCLE).tolist()) <= with_others
    sizes = [len(one) for one in division(circle)]
    assert all(size >= SMALLEST for size in sizes)
    assert np.bincount(circle[circle >= 0]).tolist() == sorted(sizes, reverse=True)


@given(mails)
@settings(deadline=None)
def test_no_weight_is_more_than_the_records_behind_it(rows: list[Mail]) -> None:
    ties = seen_in(*rows)
    assert (ties.a < ties.b).all()
    assert (ties.weight <= ties.records / 2).all()
    assert (ties.records <= len(rows)).all()
    assert ((ties.newest > 0).sum(axis=1) == np.minimum(ties.records, 3)).all()


@given(mails, st.integers(1, 4_000))
@settings(deadline=None)
def test_waiting_shrinks_all_weights_alike(rows: list[Mail], days: int) -> None:
    rows = [mail for mail in rows if mail.at <= NOW]
    now, later = weights(seen_in(*rows)), weights(seen_in(*rows, now=NOW + days * DAY))
    assert now.keys() == later.keys()
    if now:
        shares = np.array([later[pair] / now[pair] for pair in now])
        assert np.allclose(shares, shares[0], rtol=1e-3)


@given(mails, st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=PEOPLE, max_size=PEOPLE))
@settings(deadline=None)
def test_reach_and_participation_stay_within_their_bounds(rows: list[Mail], answers: list[tuple[float, bool]]) -> None:
    ties = seen_in(*rows)
    circle = communities(ties, PEOPLE)
    count = int(circle.max()) + 1
    reply, seen = np.array([one[0] for one in answers]), np.array([one[1] for one in answers])
    found = ways(ties, circle, count, reply, seen)
    assert reached(found.would, found.seen).total == count
    assert ((found.would <= found.seen) & (found.seen <= found.people)).all()
    linking = bridges(ties, circle)
    assert ((linking.participation >= 0) & (linking.participation < 1)).all()
    assert (circle[linking.only] >= 0).all()
