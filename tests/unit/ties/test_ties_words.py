"""Lengths of time in plain words."""

from __future__ import annotations

import pytest

from kithly.ties import duration, month_of, times


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "less than a day"),
        (0.2, "less than a day"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (42, "6 weeks"),
        (69, "10 weeks"),
        (70, "2 months"),
        (213, "7 months"),
        (425, "14 months"),
        (714, "23 months"),
        (731, "2 years"),
        (2200, "6 years"),
    ],
)
def test_a_length_of_time_is_said_as_one_would_say_it(days: float, words: str) -> None:
    assert duration(days) == words


def test_few_times_have_names() -> None:
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_a_month_is_named_in_utc() -> None:
    assert month_of(1_551_398_400) == "March 2019"
    assert month_of(1_551_398_399) == "February 2019"
