"""Promises are found in seven languages, with their day; what only sounds like one is not."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import PromiseKind, promises_in

SAID = date(2026, 3, 2)
TABLE = tomllib.loads((Path(__file__).parents[2] / "golden" / "said" / "promises.toml").read_text("utf-8"))
MADE = [(kind, *row) for kind in PromiseKind for row in TABLE[kind.value]]


@pytest.mark.parametrize(("kind", "sentence", "days"), MADE)
def test_a_promise_is_found_with_its_exact_words_and_its_days(kind: PromiseKind, sentence: str, days: str) -> None:
    (found,) = promises_in(f"Nice to hear from you.\n\n{sentence}\n\nBest, Ben", SAID)
    due = found.due
    told = "" if due is None else "vague" if due.is_vague else f"{due.first}/{due.last}"
    assert (found.kind, found.quote, told) == (kind, sentence, days)


@pytest.mark.parametrize("sentence", TABLE["none"])
def test_what_only_sounds_like_a_promise_is_none(sentence: str) -> None:
    assert promises_in(sentence, SAID) == ()


def test_a_long_sentence_is_quoted_from_the_clause_that_promises() -> None:
    long = "It was a long day with many talks about ovens, kilns and the price of clay in the north of the country"
    (found,) = promises_in(f"{long}, I'll send you the list tomorrow.", SAID)
    assert found.quote == "I'll send you the list tomorrow."


def test_the_same_words_mean_other_days_on_another_day() -> None:
    on_friday, on_sunday = (promises_in("I'll send you the list next week.", date(2026, 3, day)) for day in (6, 8))
    assert on_friday[0].due == on_sunday[0].due


def test_a_month_just_past_is_no_time_to_come() -> None:
    (found,) = promises_in("I'll send you the list we made in February.", SAID)
    assert found.due is None


@given(st.text(max_size=400), st.dates(min_value=date(1971, 1, 1), max_value=date(2200, 1, 1)))
def test_any_text_gives_exact_words_and_days_that_are_not_past(text: str, said: date) -> None:
    for found in promises_in(text, said):
        assert found.quote in text
        assert found.due is None or said <= found.due.first <= found.due.last <= said + timedelta(800)


@given(st.lists(st.sampled_from(sorted({word for row in MADE for word in row[1].split()})), max_size=30), st.dates())
def test_any_order_of_the_words_of_promises_is_read(words: list[str], said: date) -> None:
    said = min(max(said, date(1971, 1, 1)), date(2200, 1, 1))
    for found in promises_in(" ".join(words), said):
        assert found.due is None or said <= found.due.first <= found.due.last


def test_hostile_text_is_read_quickly() -> None:
    for piece in ("I'll send you ", "ich werde dir ", "laten we ", "(, ", "next "):
        promises_in(piece * 5_000, SAID)
