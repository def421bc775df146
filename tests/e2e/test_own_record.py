"""How right the numbers were in one's own past, on the made-up network."""

from __future__ import annotations

from datetime import date

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.forecast_shapes import FORECAST
from tests.e2e.shapes import RIGHTNESS, STRENGTH, misfits, schema, text, words

EVALUATE = {
    "schema": schema("evaluate"),
    "strength": RIGHTNESS,
    "reply": RIGHTNESS,
    "past_forecasts": FORECAST["past"],
    "text": text,
    "version": words,
}


def test_strength_shows_its_record_and_where_people_come_from(network: Kithly) -> None:
    told = network.view("strength")
    assert misfits(told, STRENGTH) == []
    record = told["record"]
    assert sum(one["n"] for one in record["bins"]) == sum(one["of"] for one in record["past_forecasts"][:4])
    assert record["auc"] > 0.75
    assert all(
        one["shown"] <= following["shown"] for one, following in zip(record["bins"], record["bins"][1:], strict=False)
    )
    assert told["by_era"]
    assert all(one["known"] >= 3 and one["expected"] <= one["known"] for one in told["by_era"].values())
    assert (
        told["others"]["by_company"] + sum(one["known"] for one in told["by_company"].values())
        == (told["people"]["known"])
    )


def test_a_past_window_is_told_with_what_came(network: Kithly) -> None:
    newest = network.view("strength")["record"]["past_forecasts"][0]
    span = date.fromisoformat(newest["for"]) - date.fromisoformat(newest["made"])
    assert span.days == 90
    assert newest["interval"][0] <= newest["expected"] <= newest["interval"][1] <= newest["of"]


def test_evaluate_tells_the_whole_record(network: Kithly) -> None:
    told = network.view("evaluate")
    assert misfits(told, EVALUATE) == []
    assert told["strength"]["record"] == network.view("strength")["record"]
    assert told["strength"]["calibration"]["windows"] > 0
    shown = network.ok("evaluate")
    assert told["strength"]["text"].split(" came true")[0].split(", ")[0][:40] in " ".join(shown.split())
    assert "came true" in shown


@pytest.mark.parametrize("verb", ["strength", "evaluate"])
def test_without_a_past_it_is_said_what_is_missing(verb: str, kithly: Kithly) -> None:
    told = kithly.view(verb)
    records = [told["record"], told["reply_record"]] if verb == "strength" else [told["strength"]["record"]]
    assert records == [None] * len(records)
    missing = told["record_text"][0] if verb == "strength" else told["strength"]["text"]
    assert "cannot be told yet: that needs 90 days that are over" in missing


def test_an_import_that_is_taken_back_leaves_the_record_as_it_was(network: Kithly) -> None:
    before = network.view("evaluate")
    network.ok("log", network.view("people", "--limit", "1")["people"][0]["id"], "--on", "2024-02-01")
    network.ok("undo")
    assert network.view("evaluate") == before
