"""Days as one says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kithly.app.when import day_said, on_day

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("ago", "said", "told"),
    [
        (timedelta(hours=13), "this morning", "this morning"),
        (timedelta(hours=5), "this afternoon", "this afternoon"),
        (timedelta(minutes=1), "this evening", "this evening"),
        (timedelta(hours=21), "yesterday", "yesterday"),
        (timedelta(days=2), "Wednesday", "on Wednesday"),
        (timedelta(days=6), "Saturday", "on Saturday"),
        (timedelta(days=7), "20 November", "on 20 November"),
        (timedelta(days=365), "27 November 2025", "on 27 November 2025"),
        (-timedelta(days=3), "30 November", "on 30 November"),
    ],
)
def test_a_day_is_said_the_nearer_the_shorter(ago: timedelta, said: str, told: str) -> None:
    assert day_said(NOW - ago, NOW, UTC) == said
    assert on_day(NOW - ago, NOW, UTC) == told


def test_days_begin_where_the_user_lives() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert day_said(datetime(2026, 11, 27, 14, 30, tzinfo=UTC), NOW, UTC) == "this afternoon"
    assert day_said(datetime(2026, 11, 27, 14, 30, tzinfo=UTC), NOW, tokyo) == "yesterday"
