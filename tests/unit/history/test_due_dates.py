"""Words for times mean the days that people mean by them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kithly.history.due_dates import due_of, easter, times_in
from kithly.history.time_words import LANGUAGES, time_words, tokens


def days(text: str, said: date, language: str = "en") -> str:
    due = due_of(times_in(tokens(text), language, said))
    return "" if due is None else f"{due.first}/{due.last}"


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("in March", date(2026, 3, 5), "2026-03-05/2026-03-31"),
        ("in March", date(2026, 11, 5), "2027-03-01/2027-03-31"),
        ("in March", date(2026, 4, 2), ""),
        ("on 3 March 2027", date(2026, 4, 2), "2027-03-03/2027-03-03"),
        ("on March 30th", date(2026, 3, 5), "2026-03-30/2026-03-30"),
        ("on 29 February", date(2027, 12, 1), "2028-02-29/2028-02-29"),
        ("on 31 February", date(2026, 1, 5), ""),
        ("after Easter", date(2026, 12, 20), "2027-03-29/2027-04-18"),
        ("after Christmas", date(2026, 12, 27), "2026-12-27/2027-01-23"),
        ("after Christmas", date(2027, 1, 3), "2027-01-03/2027-01-23"),
        ("in the new year", date(2026, 12, 1), "2027-01-02/2027-02-01"),
        ("next month", date(2026, 12, 31), "2027-01-01/2027-01-31"),
        ("next quarter", date(2026, 11, 3), "2027-01-01/2027-03-31"),
        ("in the winter", date(2026, 11, 1), "2026-12-01/2027-02-28"),
        ("in the winter", date(2027, 1, 5), "2027-01-05/2027-02-28"),
        ("this weekend", date(2026, 3, 4), "2026-03-07/2026-03-08"),
        ("on Monday", date(2026, 3, 2), "2026-03-09/2026-03-09"),
        ("next Friday", date(2026, 3, 2), "2026-03-06/2026-03-13"),
        ("before Christmas", date(2026, 12, 1), "2026-12-11/2026-12-24"),
        ("in 200 years", date(2026, 12, 1), ""),
        ("late in May", date(2026, 3, 2), "2026-05-21/2026-05-31"),
        ("end of February", date(2026, 1, 2), "2026-02-21/2026-02-28"),
        ("in may", date(2026, 3, 2), "2026-05-01/2026-05-31"),
        ("you may march", date(2026, 3, 2), ""),
    ],
)
def test_a_time_is_counted_from_the_day_it_was_said(text: str, said: date, expected: str) -> None:
    assert days(text, said) == expected


def test_of_two_times_neither_is_certain() -> None:
    due = due_of(times_in(tokens("tomorrow or next week"), "en", date(2026, 3, 2)))
    assert due is not None
    assert (due.first, due.last, due.is_rough) == (date(2026, 3, 3), date(2026, 3, 15), True)


def test_the_longer_words_win() -> None:
    assert days("übermorgen", date(2026, 3, 2), "de") == "2026-03-04/2026-03-04"
    assert days("pasado mañana", date(2026, 3, 2), "es") == "2026-03-04/2026-03-04"


EASTERS = """
1900-04-15 1943-04-25 1954-04-18 1961-04-02 1981-04-19 1999-04-04
2000-04-23 2008-03-23 2011-04-24 2024-03-31 2025-04-20 2026-04-05
2027-03-28 2038-04-25 2049-04-18 2076-04-19 2100-03-28 2160-03-23
"""


@pytest.mark.parametrize("day", EASTERS.split())
def test_easter_is_on_the_day_that_the_tables_give(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_table_means_days_to_come(language: str) -> None:
    for month in range(1, 13):
        said = date(2026, month, 17)
        for phrase in time_words(language).rules:
            (found,) = times_in(phrase, language, said)
            assert said <= found.due.first <= found.due.last <= said + timedelta(800), (phrase, said)
