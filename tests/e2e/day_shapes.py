"""The published shapes of the rhythm of days, and of days away."""

from __future__ import annotations

from tests.e2e.shapes import REST, count, day, maybe, number, schema, words, yes_no

DAYS_AWAY = {"start": day, "until": day, "change": words, "text": words}
AWAY = {"schema": schema("away"), "away": maybe(DAYS_AWAY), "text": words}
DAY_RHYTHM = {
    "schema": schema("rhythm"),
    "minutes": {"today": number, "said": maybe(number), "is_learning": yes_no},
    "learned": maybe(
        {
            "minutes": number,
            "days": count,
            "weekdays": [{"weekday": words, "minutes": number}],
            "text": words,
            "is_offered": yes_no,
        }
    ),
    "quiet_hours": maybe({"start": words, "end": words}),
    "quiet_days": [words],
    "holidays": [words],
    "limits": [
        {
            **dict.fromkeys(("place", "act"), words),
            **dict.fromkeys(("day", "week", "done_today", "done_week"), count),
            "is_own": yes_no,
        }
    ],
    "away": maybe(DAYS_AWAY),
    "rest": maybe(REST),
    "version": words,
}
