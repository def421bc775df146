"""Times at which nobody is met."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history.free_times import LENGTH, Taken, free_times

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def shown(times: tuple[datetime, ...]) -> list[str]:
    return [f"{one:%a %d %H:%M}" for one in times]


def test_three_working_days_at_three_hours() -> None:
    assert shown(free_times([], now=MONDAY)) == ["Wed 04 10:00", "Thu 05 14:00", "Fri 06 16:00"]


def test_a_meeting_and_a_quarter_of_an_hour_around_it_are_left() -> None:
    starts = datetime(2026, 3, 4, 10, 40, tzinfo=UTC)
    busy = [Taken(starts, starts + timedelta(minutes=20))]
    assert shown(free_times(busy, now=MONDAY))[0] == "Wed 04 14:00"


def test_days_and_hours_left_in_peace_are_left() -> None:
    found = free_times(
        [], now=MONDAY, is_rest=lambda day: day == date(2026, 3, 4), is_quiet=lambda at: at < time(15), count=2
    )
    assert shown(found) == ["Thu 05 16:00", "Fri 06 16:00"]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"])
def test_times_stay_on_the_clock_over_a_change_of_the_clock(zone: str) -> None:
    now = datetime(2026, 3, 26, 9, tzinfo=ZoneInfo(zone))
    assert [one.hour for one in free_times([], now=now)] == [10, 14, 16]


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=30),
    st.integers(0, 400),
)
def test_whatever_is_taken_no_time_lies_in_it(hours: list[tuple[int, int]], ahead: int) -> None:
    now = MONDAY + timedelta(days=ahead)
    busy = [Taken(now + timedelta(hours=first), now + timedelta(hours=first + length)) for first, length in hours]
    found = free_times(busy, now=now)
    assert all(one.starts >= at + LENGTH or one.ends <= at for at in found for one in busy)
    assert len({at.date() for at in found}) == len(found) <= 3
    assert all(at.weekday() < 5 for at in found)
