"""The year ahead: who is counted, where it goes, and what past forecasts teach."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.records import Flag
from kithly.ties import Story, Year, forecast, measure, quiet_chance, states
from kithly.ties.ego import ego_state
from kithly.ties.own_level import SHIFTS, first_belief, for_next_year, interval, learned
from kithly.ties.paths import MONTHS

DAY = 86_400
YEAR = 365.25 * DAY
NOW = int(datetime(2026, 6, 1, 12, tzinfo=UTC).timestamp())
PRESENT = np.array([float(NOW)])
FOUR_YEARS = NOW - YEAR * np.arange(4.0)[::-1]

Event = tuple[int, float, bool]  # person, days ago, outgoing


def story(*events: Event, people: int, flags: int = 0, counted: tuple[int, ...] | None = None) -> Story:
    size = len(events)
    chosen = np.zeros(people, bool)
    chosen[list(range(people) if counted is None else counted)] = True
    interactions = Interactions(
        person=np.array([event[0] for event in events], np.int64),
        at=np.array([NOW - event[1] * DAY for event in events]).astype(np.int64),
        outgoing=np.array([event[2] for event in events], bool),
        recipients=np.ones(size, np.int64),
        flags=np.full(size, flags, np.int64),
        channel=np.zeros(size, np.int64),
        record=np.arange(size),
    )
    return Story.of(interactions, chosen)


def often(person: int, every: float, *, since: float = 1_400, until: float = 3) -> tuple[Event, ...]:
    """Ego writes in a rhythm, the alter answers the next day."""
    days = np.arange(until, since, every)
    return tuple(event for day in days.tolist() for event in ((person, day + 1, True), (person, day, False)))


def rounded(year: Year) -> list[int]:
    return [round(one.expected) for one in year.in_touch]


def test_nobody_known_is_nobody_in_touch() -> None:
    year = forecast(story(people=3), FOUR_YEARS)
    assert {(one.expected, one.low, one.high) for one in (*year.in_touch, *year.would_answer)} == {(0, 0, 0)}
    assert year.past == ()


def test_one_message_of_yesterday_counts_as_in_touch_for_two_months_at_least() -> None:
    year = forecast(story((0, 1, True), people=1), PRESENT)
    assert [one.expected for one in year.in_touch[:3]] == pytest.approx([1, 1, 1])
    assert year.in_touch[MONTHS].expected < 0.5


def test_those_in_a_steady_rhythm_stay_and_of_those_long_silent_few_come_back() -> None:
    steady = [event for person in range(20) for event in often(person, 10)]
    lost = [event for person in range(20, 40) for event in often(person, 80, until=1_100)]
    near, far = (
        rounded(forecast(story(*steady, *lost, people=40, counted=tuple(range(first, first + 20))), PRESENT))
        for first in (0, 20)
    )
    assert (near[0], far[0]) == (20, 0)
    assert near[MONTHS] >= 17
    assert far[MONTHS] < near[MONTHS] / 2


def test_the_number_of_those_who_would_answer_begins_with_the_one_shown_today() -> None:
    told = story(*often(0, 10), *often(1, 40), *often(2, 90, until=500), people=3)
    rows = states(told.interactions, 3)
    measures = measure(rows, ego_state(rows, NOW), NOW)
    year = forecast(told, PRESENT)
    assert year.would_answer[0].expected == pytest.approx(float(measures.reply.sum()))


def test_who_was_met_later_is_neither_in_a_past_forecast_nor_in_what_came() -> None:
    old = [event for person in range(5) for event in often(person, 15)]
    new = [event for person in range(5, 30) for event in often(person, 15, since=300)]
    year = forecast(story(*old, *new, people=30), FOUR_YEARS)
    assert [(one.known, one.was, one.came) for one in year.past] == [(5, 5, 5)] * 3
    assert round(year.in_touch[0].expected) == 30


def test_too_short_a_history_tells_no_past_forecast() -> None:
    assert forecast(story(*often(0, 10, since=500), people=1), FOUR_YEARS).past == ()
    assert len(forecast(story(*often(0, 10, since=600), people=1), FOUR_YEARS).past) == 1


def test_a_year_whose_messages_were_not_brought_is_no_year_that_came_true_or_not() -> None:
    told = forecast(story(*often(0, 10, until=3), people=1), FOUR_YEARS).past
    unseen = forecast(story(*often(0, 10, until=330), people=1), FOUR_YEARS).past
    assert [one.made for one in unseen] == [one.made for one in told[:-1]]
    assert all(one.came == 1 for one in unseen)


def test_clicks_alone_are_contact_only_where_there_never_were_words() -> None:
    clicks = story((0, 5, True), people=1, flags=int(Flag.LIGHT))
    assert forecast(clicks, PRESENT).in_touch[0].expected == 1
    words = story((0, 500, True), people=1)
    both = Interactions(
        **{
            name: np.concatenate([getattr(clicks.interactions, name), getattr(words.interactions, name)])
            for name in Interactions.__dataclass_fields__
        }
    )
    mixed = Story.of(both, np.ones(1, bool))
    assert forecast(mixed, PRESENT).in_touch[0].expected == 0
    assert mixed.in_touch(NOW, mixed.counted) == 0


def test_years_better_than_said_raise_the_next_forecast_and_narrow_it() -> None:
    belief = first_belief(0.5)
    expected, variance = 400 / (1 + np.exp(-SHIFTS)), np.full(len(SHIFTS), 80.0)
    surprised = learned(belief, expected, variance, np.array(260.0))
    assert float(surprised @ SHIFTS) > 0.3
    assert float(learned(belief, expected, variance, np.array(140.0)) @ SHIFTS) < -0.3
    before, after = (interval(for_next_year(one), expected, variance) for one in (belief, surprised))
    assert after[1] - after[0] < before[1] - before[0]


def test_a_new_year_is_never_certain() -> None:
    sure = np.zeros(len(SHIFTS))
    sure[len(SHIFTS) // 2] = 1
    coming = for_next_year(sure)
    assert coming.sum() == pytest.approx(1)
    assert 0.2 < float(np.sqrt(coming @ SHIFTS**2)) < 0.4


def test_a_letter_each_january_is_a_rhythm_and_no_drifting_away() -> None:
    january = tuple((0, 150.0 + 365 * year + day, True) for year in range(8) for day in range(3))
    weekly = tuple((1, 40.0 + 7 * week, True) for week in range(60))
    told = story(*january, *weekly, people=2)
    year = forecast(told, PRESENT)
    rows = states(told.interactions, 2)
    measures = measure(rows, ego_state(rows, NOW), NOW)
    quiet = quiet_chance(year.end, measures.silent_days, measures.usual_gap_days)
    assert quiet[0] < quiet[1]
    assert ((quiet >= -1e-9) & (quiet <= 1 + 1e-9)).all()
