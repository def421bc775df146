"""The published shape of the year ahead."""

from __future__ import annotations

from typing import Any

from tests.e2e.shapes import EXPECTATION, NAMED, TIE, count, day, maybe, number, schema, share, text, words, yes_no


def month(value: Any) -> bool:
    """Hold for a year and month, ``2026-12``."""
    return text(value) and day(f"{value}-01")


FORECAST = {
    "schema": schema("forecast"),
    "now": {"on": day, "known": count, "in_touch": maybe(count), "would_answer": EXPECTATION},
    "months": [{"month": month, "on": day, "in_touch": EXPECTATION, "would_answer": EXPECTATION}],
    "past": [
        {
            "made": day,
            "for": day,
            "known": count,
            "was": count,
            "expected": number,
            "interval": [number],
            "came": count,
            "inside": yes_no,
        }
    ],
    "hits": {"made": count, "inside": count},
    "keep": maybe(
        {
            "minutes_a_week": number,
            "people": count,
            "of": count,
            "most_likely": [{"person": NAMED, "quiet": share, "minutes_a_week": number, "tie": TIE}],
            "text": words,
        }
    ),
    "text": text,
    "lacking": [words],
}
