"""The published shapes of the twelve years, and of pictures that are kept."""

from __future__ import annotations

from tests.e2e.shapes import EXPECTATION, NAMED, count, maybe, one_of, schema, text, words, yes_no

YEARS = {
    "schema": schema("years"),
    "years": [{"year": count, "people": count, "contacts": count, "so_far": yes_no}],
    "people": count,
    "elsewhere": count,
    "eras": [
        {
            "key": words,
            "kind": one_of("work", "school"),
            "organisation": text,
            "title": text,
            "years": text,
            "first_year": maybe(count),
            "last_year": maybe(count),
            "people": count,
            "confirmed": count,
            "likely": count,
            "would_answer": EXPECTATION,
            "in_touch": count,
            "along": [{"person": NAMED, "band": one_of("strong", "warm"), "confirmed": yes_no, "contacts": count}],
        }
    ],
    "next": text,
}
PICTURE = {
    "schema": schema("picture"),
    "path": words,
    "shows": one_of("card", "tie", "calibration", "forecast"),
    "bytes": count,
}
