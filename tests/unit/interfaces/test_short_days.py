"""Days in a narrow column: the nearer, the fewer words; always in the user's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kithly.interfaces.web.phrases import short_day

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Wednesday


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 4, 6, 12, tzinfo=UTC), "Today, 7:12"),
        (datetime(2026, 3, 3, 23, 30, tzinfo=UTC), "Today, 0:30"),
        (datetime(2026, 3, 3, 8, 0, tzinfo=UTC), "Yesterday"),
        (datetime(2026, 2, 27, 8, 0, tzinfo=UTC), "Friday"),
        (datetime(2026, 1, 9, 8, 0, tzinfo=UTC), "9 Jan"),
        (datetime(2020, 9, 2, 8, 0, tzinfo=UTC), "2 Sep 2020"),
        (date(2026, 3, 4), "Today"),
        (None, "No date"),
    ],
)
def test_a_day_is_told_as_short_as_it_is_clear(at: date | datetime | None, said: str) -> None:
    assert short_day(at, NOW) == said
