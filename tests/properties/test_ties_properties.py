"""What must hold for ties whatever happened."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.history import Interactions
from kithly.records import Flag
from kithly.ties import Asked, Measures, course, ego_state, empty, fold, measure, states, states_when, tie_of

DAY = 86_400
START = 16_000 * DAY
SPAN = 4_000 * DAY
NOW = START + SPAN
PEOPLE = 3

# Whole days, half days and seconds, so that equal instants, equal days and long silences all occur.
instants = st.one_of(
    st.integers(0, SPAN // DAY).map(lambda day: START + day * DAY),
    st.integers(0, 40).map(lambda half: START + half * DAY // 2),
    st.integers(START, NOW),
)
events = st.tuples(
    st.integers(0, PEOPLE - 1),
    instants,
    st.booleans(),
    st.sampled_from([1, 1, 1, 2, 5, 20]),
    st.sampled_from([0, 0, int(Flag.ASKS), int(Flag.LIGHT), int(Flag.SENT), int(Flag.MUTUAL)]),
)
logs = st.lists(events, max_size=40)

Event = tuple[int, int, bool, int, int]


def interactions(log: list[Event]) -> Interactions:
    columns = list(zip(*log, strict=True)) if log else [()] * 5
    return Interactions(
        person=np.array(columns[0], np.int64),
        at=np.array(columns[1], np.int64),
        outgoing=np.array(columns[2], bool),
        recipients=np.array(columns[3], np.int64),
        flags=np.array(columns[4], np.int64),
        channel=np.zeros(len(log), np.int64),
        record=np.arange(len(log)),
    )


def measured(log: list[Event], now: float = NOW) -> Measures:
    rows = states(interactions(log), PEOPLE)
    return measure(rows, ego_state(rows, now), now)


def numbers(found: Measures) -> np.ndarray:
    kept = (found.strength, found.reply, found.band, found.usual_gap_days, found.drift_90)
    return np.stack([np.asarray(values, float) for values in kept])


@settings(max_examples=150, deadline=None)
@given(logs)
def test_folding_in_time_order_equals_a_rebuild(log: list[Event]) -> None:
    rows = empty(PEOPLE)
    for person, at, outgoing, recipients, flags in sorted(log, key=lambda event: event[1]):
        rows[person] = fold(rows[person], at, outgoing=outgoing, recipients=recipients, flags=flags)
    np.testing.assert_allclose(rows, states(interactions(log), PEOPLE), rtol=1e-9, atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(logs.flatmap(lambda log: st.tuples(st.just(log), st.permutations(log))))
def test_the_order_of_import_changes_nothing(logs: tuple[list[Event], list[Event]]) -> None:
    one, other = (states(interactions(log), PEOPLE) for log in logs)
    assert np.array_equal(one, other)


@settings(max_examples=50, deadline=None)
@given(logs, st.integers(0, PEOPLE - 1))
def test_a_tie_depends_on_its_own_interactions_alone(log: list[Event], person: int) -> None:
    own = [event for event in log if event[0] == person]
    assert np.array_equal(states(interactions(log), PEOPLE)[person], states(interactions(own), PEOPLE)[person])


@settings(max_examples=100, deadline=None)
@given(logs)
def test_every_number_is_a_number(log: list[Event]) -> None:
    found = measured(log)
    assert np.isfinite(numbers(found)).all()
    assert np.isfinite(found.contributions).all()
    for chance in (found.strength, found.reply):
        assert ((chance >= 0) & (chance <= 1)).all()
    assert (found.drift_90 <= 0).all()


@settings(max_examples=100, deadline=None)
@given(logs, st.integers(0, PEOPLE - 1), st.booleans(), st.integers(0, 3600))
def test_an_exchange_now_never_lowers_strength(log: list[Event], person: int, first: bool, apart: int) -> None:  # noqa: FBT001  # drawn
    exchange = [(person, NOW - apart, first, 1, 0), (person, NOW, not first, 1, 0)]
    before, after = measured(log).strength[person], measured(log + exchange).strength[person]
    assert after >= before - 1e-12


@settings(max_examples=100, deadline=None)
@given(logs, st.floats(0, 5_000 * DAY))
def test_longer_silence_never_raises_strength(log: list[Event], longer: float) -> None:
    assert (measured(log, NOW + longer).strength <= measured(log).strength + 1e-12).all()


@settings(max_examples=50, deadline=None)
@given(logs, st.integers(-5_000, 5_000))
def test_the_calendar_does_not_matter(log: list[Event], days: int) -> None:
    """Moving everything by whole days leaves all measures as they were."""
    moved = [(person, at + days * DAY, outgoing, recipients, flags) for person, at, outgoing, recipients, flags in log]
    np.testing.assert_allclose(numbers(measured(moved, NOW + days * DAY)), numbers(measured(log)), atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(logs, st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles"]))
def test_the_zone_of_the_machine_does_not_matter(log: list[Event], zone: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        found = measured(log)
        texts = [tie_of(found, person) for person in range(PEOPLE)]
    time.tzset()
    again = measured(log)
    assert np.array_equal(numbers(found), numbers(again))
    assert texts == [tie_of(again, person) for person in range(PEOPLE)]


def until(log: list[Event], moment: float) -> list[Event]:
    """Return what had happened by a moment with the first person."""
    return [event for event in log if event[0] == 0 and event[1] <= moment]


moments = st.lists(st.one_of(instants, st.integers(START - DAY, NOW + DAY)), min_size=1, max_size=6).map(sorted)


questions = st.lists(
    st.tuples(st.integers(0, PEOPLE), st.one_of(instants, st.floats(START - DAY, NOW + DAY))), max_size=12
)


@settings(max_examples=300, deadline=None)
@given(logs, questions, st.booleans())
def test_a_past_state_is_the_state_of_what_had_happened_by_then(
    log: list[Event],
    asked: list[tuple[int, float]],
    inclusive: bool,  # noqa: FBT001  # drawn
) -> None:
    tie, when = np.array([one[0] for one in asked], np.int64), np.array([one[1] for one in asked], float)
    found = states_when(interactions(log), Asked(tie=tie, when=when, inclusive=inclusive))
    for row, (person, moment) in zip(found, asked, strict=True):
        by_then = [event for event in log if event[1] < moment or (inclusive and event[1] == moment)]
        expected = states(interactions(by_then), PEOPLE + 1)[person]
        np.testing.assert_allclose(row, expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(logs, moments)
def test_the_course_of_a_tie_ends_at_what_is_measured_now(log: list[Event], when: list[int]) -> None:
    rows = states(interactions(until(log, when[-1])), 1)
    level = ego_state(rows, when[-1])
    whole = measure(rows, level, when[-1])
    told = course(interactions(until(log, np.inf)), np.array(when, float), level)
    assert told.known[-1] == whole.known[0]
    assert told.strength[-1] == pytest.approx(whole.strength[0], abs=1e-9)
    assert told.band[-1] == whole.band[0]
