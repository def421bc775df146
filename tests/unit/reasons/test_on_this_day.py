"""A round number of years ago: told on the day and a little after, with what is on record and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.people import Person, PersonId
from kithly.reasons import Facts, First, OwnWord, ReasonKind, TouchKind, WordKind, arise, round_years
from kithly.records import Channel

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")


def first(at: datetime, **more: object) -> First:
    one = First(record="f", source="mbox", at=at, channel=Channel.MAIL, title="Re: the bees of Oslo")
    return replace(one, **more)  # type: ignore[arg-type]


def texts(facts: Facts, now: datetime = NOW) -> list[str]:
    return [one.text for one in arise(facts, now) if one.kind is ReasonKind.ON_THIS_DAY]


def seen(one: First, days: float = 30) -> Facts:
    return Facts(person=ANA, firsts=(one,), last_in=NOW - timedelta(days=days))


def test_ten_years_after_the_first_message_the_day_is_told_with_its_subject() -> None:
    (reason,) = arise(seen(first(datetime(2016, 6, 15, 9, tzinfo=UTC))), NOW)
    assert reason.text == (
        "Ten years ago, on 15 June 2016, came the first message from Ana that is on record, about “the bees of Oslo”."
    )
    assert (reason.kind, reason.touch, reason.on) == (ReasonKind.ON_THIS_DAY, TouchKind.GREET, date(2026, 6, 15))
    assert (reason.starts, reason.ends) == (date(2026, 6, 15), date(2026, 6, 18))


def test_meetings_and_own_messages_are_called_what_they_are() -> None:
    then = datetime(2011, 6, 14, 9, tzinfo=UTC)
    assert "the first message to Ana" in texts(seen(first(then, outgoing=True)))[0]
    assert (
        "Fifteen years ago, on 14 June 2011, came the first meeting with Ana"
        in texts(seen(first(then, is_meeting=True)))[0]
    )


@pytest.mark.parametrize("title", ["Hi", "Funeral of uncle Bo", ""])
def test_a_subject_that_says_nothing_or_too_much_is_not_told(title: str) -> None:
    assert texts(seen(first(datetime(2016, 6, 15, tzinfo=UTC), title=title)))[0].endswith("that is on record.")


def test_other_numbers_of_years_and_other_days_are_no_occasion() -> None:
    assert texts(seen(first(datetime(2017, 6, 15, tzinfo=UTC)))) == []
    assert texts(seen(first(datetime(2016, 6, 11, tzinfo=UTC)))) == []
    assert texts(seen(first(datetime(2025, 6, 15, tzinfo=UTC)))) == []


def test_where_you_met_is_your_own_word() -> None:
    met = OwnWord(record="w", kind=WordKind.MET, at=datetime(2021, 6, 13, 12, tzinfo=UTC), where="the Oslo fair")
    told = texts(Facts(person=ANA, words=(met,), last_out=NOW - timedelta(days=3)))
    assert told == ["Five years ago, on 13 June 2021, you met Ana at the Oslo fair."]


def test_after_a_long_silence_it_is_a_reconnection() -> None:
    assert arise(seen(first(datetime(2016, 6, 15, tzinfo=UTC)), days=500), NOW)[0].touch is TouchKind.RECONNECT


def test_the_day_is_a_day_in_your_zone() -> None:
    late = first(datetime(2016, 6, 14, 23, tzinfo=UTC))
    assert "15 June 2016" in texts(seen(late), NOW.astimezone(ZoneInfo("Asia/Tokyo")))[0]


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(-8, 3))
def test_each_round_number_is_found_about_its_day_and_on_no_other(then: date, shift: int) -> None:
    today = then + timedelta(days=3653 + shift)
    found = round_years(then, today)
    if found:
        years, on = found
        assert years % 5 == 0
        assert -3 <= (on - today).days <= 8
        assert (on.month, on.day) in {(then.month, then.day), (3, 1)}
