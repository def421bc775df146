"""What must hold for every forecast, whatever happened."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.properties.test_ties_properties import DAY, NOW, PEOPLE, Event, interactions, logs

from kithly.records import Flag
from kithly.ties import Column, coefficients, ego_state, fold, states
from kithly.ties.forecast import Story, Year, forecast
from kithly.ties.paths import MONTHS, chances, in_touch_ahead
from kithly.ties.renewed import renewed

MODEL = coefficients().strength
YEAR = 365.25 * DAY
EVERYBODY = np.ones(PEOPLE, bool)
MOMENTS = NOW - YEAR * np.arange(4.0)[::-1]
NOT_FOR_MODELS = (Column.DAYS_AWAKE, Column.PEAK, Column.COUNT_MET)


def told(log: list[Event]) -> Year:
    return forecast(Story.of(interactions(log), EVERYBODY), MOMENTS)


def numbers(year: Year) -> np.ndarray:
    ends = [one.said for one in year.past]
    found = [number for one in (*year.in_touch, *year.would_answer, *ends) for number in (one.expected, one.low)]
    return np.array(found + [float(one.came) for one in year.past])


@settings(max_examples=60, deadline=None)
@given(logs)
@example([(0, NOW - 59 * DAY, False, 1, 0)])
def test_today_is_the_fact_and_what_is_expected_lies_in_its_interval(log: list[Event]) -> None:
    year = told(log)
    happened = interactions(log)
    lately = {event[0] for event in log if event[1] > NOW - 90 * DAY and not event[4] & Flag.LIGHT}
    today = year.in_touch[0]
    assert today.expected == today.low == today.high
    assert today.expected >= len(lately)
    assert today.expected == Story.of(happened, EVERYBODY).in_touch(NOW, EVERYBODY)
    assert len(year.in_touch) == len(year.would_answer) == MONTHS + 1
    for one in (*year.in_touch, *year.would_answer, *(kept.said for kept in year.past)):
        assert 0 <= one.low <= one.expected <= one.high <= len({event[0] for event in log})


@settings(max_examples=60, deadline=None)
@given(logs)
def test_neither_order_nor_anything_after_now_changes_a_forecast(log: list[Event]) -> None:
    later: list[Event] = [(one[0], NOW + one[1] % (500 * DAY) + 1, *one[2:]) for one in log]
    np.testing.assert_allclose(numbers(told(log)), numbers(told([*later, *reversed(log)])), rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(logs, logs)
def test_what_was_said_uses_nothing_of_what_came_after(log: list[Event], other: list[Event]) -> None:
    made = MOMENTS[-2]
    before = [event for event in log if event[1] <= made]
    after = [event for event in other if event[1] > made]
    plain, scrambled = told(before), told(before + after)
    assert [one.said for one in plain.past] == [one.said for one in scrambled.past]
    assert [one.came for one in plain.past[:-1]] == [one.came for one in scrambled.past[:-1]]


@settings(max_examples=80, deadline=None)
@given(logs, st.integers(0, PEOPLE - 1))
def test_an_exchange_today_never_lowers_how_likely_one_is_in_touch(log: list[Event], person: int) -> None:
    log = [*log, (person, NOW - 400 * DAY, True, 1, 0)]
    rows = states(interactions(log), PEOPLE)
    more = states(interactions([*log, (person, NOW - 1, True, 1, 0), (person, NOW, False, 1, 0)]), PEOPLE)
    level = ego_state(rows, NOW)
    before, after = (in_touch_ahead(chances(one[[person]], level, NOW, MODEL)) for one in (rows, more))
    assert (after >= before - 1e-9).all()


@settings(max_examples=80, deadline=None)
@given(logs)
def test_a_renewed_tie_is_one_that_met_once_more(log: list[Event]) -> None:
    rows = states(interactions(log), PEOPLE)
    both = (rows[:, Column.COUNT_IN] > 0) == (rows[:, Column.COUNT_OUT] > 0)
    kept = np.setdiff1d(np.arange(rows.shape[1]), NOT_FOR_MODELS)
    found = renewed(rows, NOW)
    for row, one, is_both in zip(found, rows, both, strict=True):
        if is_both:
            met = fold(one, NOW, outgoing=False, flags=int(Flag.MUTUAL))
            np.testing.assert_allclose(row[kept], met[kept], rtol=1e-9, atol=1e-9)
        else:
            outgoing = bool(one[Column.COUNT_OUT] > 0)
            wrote = fold(one, NOW, outgoing=outgoing)
            columns = [*range(Column.OUT_0, Column.LOG_GAPS_SQUARED + 1), Column.COUNT_IN, Column.COUNT_OUT]
            columns = [column for column in columns if column not in NOT_FOR_MODELS]
            np.testing.assert_allclose(row[columns], wrote[columns], rtol=1e-9, atol=1e-9)
