"""Days and times of day as people type them."""

from __future__ import annotations

from datetime import date, time

import click
import pytest

from kithly.interfaces.cli.moments import DAY, TIME_OF_DAY


@pytest.mark.parametrize(("typed", "meant"), [("2026-12-24", date(2026, 12, 24)), (" 2024-02-29 ", date(2024, 2, 29))])
def test_a_day_is_year_month_day(typed: str, meant: date) -> None:
    assert DAY.convert(typed, None, None) == meant


@pytest.mark.parametrize("typed", ["tomorrow", "24.12.2026", "2026-02-30", "", "2026-13-01"])
def test_what_is_no_day_is_told_with_an_example(typed: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no day\. Say it with year, month and day: 2026-12-24$"):
        DAY.convert(typed, None, None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("7", time(7)), ("7:30", time(7, 30)), ("07:30", time(7, 30)), ("23.59", time(23, 59)), ("0", time())],
)
def test_a_time_of_day_may_be_short(typed: str, meant: time) -> None:
    assert TIME_OF_DAY.convert(typed, None, None) == meant


@pytest.mark.parametrize("typed", ["24", "7:60", "evening", "", "7:3:1", "-1"])
def test_what_is_no_time_of_day_is_told_with_an_example(typed: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no time of day\. Say it like this: 7:30$"):
        TIME_OF_DAY.convert(typed, None, None)
