"""What is believed of a tie: awake, asleep, lost; learned from the network it stands in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.plan.belief import DAY, DEATH, UNSEEN, death_of, kept_by_touch, upper_tail

positive = st.floats(1, 1e4)


def kept(silence: float, gap: float, contacts: float, survived: float, death: float = DEATH) -> float:
    """Of one tie; days."""
    given = [np.array([one]) for one in (silence * DAY, gap * DAY, contacts, survived)]
    return float(kept_by_touch(*given, death=death)[0])


@given(silence=positive, gap=positive, contacts=st.floats(0, 1e4), survived=st.floats(0, 1), death=st.floats(1e-4, 0.5))
def test_the_good_of_a_touch_lies_between_nothing_and_about_one(
    silence: float, gap: float, contacts: float, survived: float, death: float
) -> None:
    assert 0 < kept(silence, gap, contacts, survived, death) <= 1.4


def test_nothing_is_believed_of_a_tie_nothing_was_seen_of() -> None:
    assert kept(np.inf, 60, 0, 0.0) == pytest.approx(UNSEEN)


def test_the_likelier_a_silence_is_among_the_living_the_less_a_touch_wins_back() -> None:
    assert kept(90, 30, 10, 0.01) > kept(90, 30, 10, 0.1) > kept(90, 30, 10, 0.5)


def test_the_longer_the_sleep_the_less_there_is_to_wake() -> None:
    assert kept(400, 30, 10, 1e-4) > kept(2_000, 30, 10, 1e-4) > kept(9_000, 30, 10, 1e-4)


def test_who_came_back_often_is_believed_to_come_back_again() -> None:
    assert kept(90, 30, 5, 0.1) / 5 * 7 > kept(90, 30, 200, 0.1)


def test_a_network_in_which_many_sleep_is_known_by_its_silences() -> None:
    lively, sleepy = np.full(500, 0.5), np.where(np.arange(500) < 250, 1e-4, 0.5)
    contacts = np.full(500, 10.0)
    assert death_of(lively, contacts) < DEATH < death_of(sleepy, contacts)


@pytest.mark.parametrize("people", [0, 1])
def test_without_ties_the_chance_is_the_usual_one(people: int) -> None:
    assert death_of(np.ones(people), np.zeros(people)) == pytest.approx(DEATH)


@pytest.mark.parametrize(("z", "tail"), [(0.0, 0.5), (1.0, 0.158655), (2.0, 0.02275), (-1.0, 0.841345), (99.0, 0.0)])
def test_the_upper_tail_is_that_of_a_normal_law(z: float, tail: float) -> None:
    assert float(upper_tail(np.array([z]))[0]) == pytest.approx(tail, abs=2e-4)
