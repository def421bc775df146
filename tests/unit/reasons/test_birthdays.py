"""Birthdays: on the person's own day, once, never early, and never where sources differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kithly.people import Person, PersonId
from kithly.reasons import (
    BirthdayTold,
    Clock,
    Facts,
    LeapDay,
    Reason,
    ReasonKind,
    Told,
    TouchKind,
    arise,
    birthdays,
)
from kithly.records import Channel, News, NewsKind, PartialDate, Party

LONDON, AUCKLAND, LOS_ANGELES = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
SPOKE = datetime(2024, 3, 1, tzinfo=UTC)
JUNE = PartialDate(year=1980, month=6, day=14)


def told(day: PartialDate, record: str = "card") -> BirthdayTold:
    return BirthdayTold(record=record, source="vcard", observed_at=datetime(2025, 1, 1, tzinfo=UTC), day=day)


def facts(*days: PartialDate, **more: Any) -> Facts:
    cards = tuple(told(day, f"card{place}") for place, day in enumerate(days or (JUNE,)))
    return replace(Facts(person=ANA, birthdays=cards, last_in=SPOKE, last_out=SPOKE), **more)


def at(day: int, hour: int = 9, *, zone: ZoneInfo = LONDON, month: int = 6, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=zone)


def only(given: Facts, now: datetime) -> Reason:
    (reason,) = birthdays(given, now)
    assert reason.evidence
    return reason


def is_timely(reason: Reason, now: datetime) -> bool:
    assert reason.starts is not None
    assert reason.ends is not None
    return reason.starts <= now.date() <= reason.ends and reason.has_begun(now)


def test_a_birthday_is_greeted_on_its_day_with_its_proof() -> None:
    reason = only(facts(), at(14))
    assert (reason.kind, reason.touch, reason.channel) == (ReasonKind.BIRTHDAY, TouchKind.GREET, None)
    assert reason.text == "Ana's birthday is today, 14 June."
    assert (reason.on, reason.evidence[0].quote) == (date(2026, 6, 14), "1980-06-14")
    assert is_timely(reason, at(14))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (3, None),
        (4, "Ana's birthday is on 14 June, in 10 days."),
        (11, "Ana's birthday is on 14 June, in 3 days."),
        (13, "Ana's birthday is tomorrow, 14 June."),
        (15, "Ana's birthday was yesterday, 14 June."),
        (16, "Ana's birthday was on 14 June, 2 days ago."),
        (17, None),
    ],
)
def test_it_is_told_ahead_and_forgiven_two_days_late(day: int, text: str | None) -> None:
    found = birthdays(facts(), at(day))
    assert [one.text for one in found] == ([text] if text else [])
    assert [is_timely(one, at(day)) for one in found] == ([day >= 14] if text else [])


def test_it_is_worth_less_when_late_but_never_more_than_a_fresh_reply() -> None:
    assert only(facts(), at(14)).worth > only(facts(), at(15)).worth > 0
    assert only(facts(), at(14)).worth < 0.95


def test_sources_that_differ_on_the_day_give_no_greeting() -> None:
    assert birthdays(facts(JUNE, PartialDate(month=6, day=15)), at(14)) == ()
    assert birthdays(facts(PartialDate(month=3, day=5), PartialDate(month=5, day=3)), at(5, month=3)) == ()


def test_sources_that_differ_on_the_year_alone_agree_on_the_day() -> None:
    reason = only(facts(JUNE, PartialDate(month=6, day=14), PartialDate(year=1981, month=6, day=14)), at(14))
    assert len(reason.evidence) == 3


@pytest.mark.parametrize(
    "day",
    [
        PartialDate(year=1970, month=1, day=1),
        PartialDate(year=1900, month=1, day=1),
        PartialDate(year=2000, month=1, day=1),
        PartialDate(year=2031, month=1, day=1),
        PartialDate(year=1980, month=1),
        PartialDate(year=1980),
    ],
)
def test_what_a_program_wrote_into_an_empty_field_is_no_birthday(day: PartialDate) -> None:
    assert birthdays(facts(day), at(1, month=1)) == ()


def test_a_real_first_of_january_is_one() -> None:
    assert only(facts(PartialDate(year=1976, month=1, day=1)), at(1, month=1)).text.startswith(
        "Ana's birthday is today"
    )


def test_whoever_was_written_to_since_the_day_began_is_greeted() -> None:
    assert birthdays(facts(last_out=at(14, 7)), at(15)) == ()
    assert birthdays(facts(last_out=at(13, 23)), at(15)) != ()


def test_a_mere_connection_is_worth_one_click_and_a_stranger_nothing() -> None:
    kept = facts(last_in=None, last_out=None)
    assert birthdays(replace(kept, birthdays=()), at(14)) == ()
    linked = replace(kept, person=replace(ANA, connected_on=PartialDate(year=2019, month=1, day=1)))
    reason = only(linked, at(14))
    assert (reason.touch, reason.channel) == (TouchKind.GREET, Channel.LINKEDIN)
    assert "one click on LinkedIn is enough" in reason.text
    assert reason.worth < only(facts(), at(14)).worth


def test_whose_birthday_the_user_keeps_is_greeted_with_less_weight_where_no_talk_is_on_record() -> None:
    reason = only(facts(last_in=None, last_out=None), at(14))
    assert (reason.touch, reason.channel) == (TouchKind.GREET, None)
    assert "click" not in reason.text
    assert reason.worth < only(facts(), at(14)).worth


def test_nobody_quiet_or_remembered_has_a_birthday_here() -> None:
    for person in (replace(ANA, quiet=True), replace(ANA, remembered=True)):
        assert arise(replace(facts(), person=person), at(14)) == ()


def test_far_in_the_east_it_begins_on_the_day_before() -> None:
    there = facts(clock=Clock(zones=(AUCKLAND,), country="New Zealand"))
    early, late = at(13, 12), at(13, 14)  # midnight in Auckland is at 13:00 in London
    assert not is_timely(only(there, early), early)
    assert is_timely(only(there, late), late)
    assert only(there, late).text == "It is Ana's birthday: 14 June has begun in New Zealand."
    assert only(there, at(14, 14)).text == "Ana's birthday was on 14 June; it is over in New Zealand."


def test_far_in_the_west_it_begins_later_and_lasts_longer() -> None:
    there = facts(clock=Clock(zones=(LOS_ANGELES,), country="the United States"))
    early, late = at(14, 7), at(14, 8)
    assert not is_timely(only(there, early), early)
    assert only(there, early).text == "Ana's birthday is on 14 June: it begins later today in the United States."
    assert is_timely(only(there, late), late)
    assert only(there, at(15, 7)).text == "It is still Ana's birthday: 14 June in the United States."


def test_in_a_country_of_several_zones_it_is_the_day_when_it_is_so_in_all() -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    wide = facts(clock=Clock(zones=(ZoneInfo("America/New_York"), honolulu), country="the United States"))
    before = datetime(2026, 6, 14, 9, 59, tzinfo=UTC)  # 23:59 in Honolulu
    assert not is_timely(only(wide, before.astimezone(LONDON)), before.astimezone(LONDON))
    begun = (before + timedelta(minutes=1)).astimezone(LONDON)
    assert is_timely(only(wide, begun), begun)


@pytest.mark.parametrize(
    ("leap", "year", "falls"),
    [
        (LeapDay.MARCH, 2027, date(2027, 3, 1)),
        (LeapDay.FEBRUARY, 2027, date(2027, 2, 28)),
        (LeapDay.MARCH, 2028, date(2028, 2, 29)),
        (LeapDay.FEBRUARY, 2028, date(2028, 2, 29)),
    ],
)
def test_the_29th_of_february_follows_one_setting(leap: LeapDay, year: int, falls: date) -> None:
    born = facts(PartialDate(month=2, day=29), leap=leap)
    days = [date(year, 2, 25) + timedelta(days=step) for step in range(9)]
    first = [day for day in days if any(is_timely(one, _noon(day)) for one in birthdays(born, _noon(day)))]
    assert first[0] == falls
    assert len(first) == 3


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def test_the_last_of_december_is_late_in_january_under_the_key_of_its_own_year() -> None:
    born = facts(PartialDate(month=12, day=31))
    keys = {only(born, now).key for now in (at(31, month=12), at(1, month=1, year=2027), at(2, month=1, year=2027))}
    assert keys == {"birthday@2026"}
    assert only(born, at(31, month=12, year=2027)).key == "birthday@2027"


def notice(when: datetime) -> Told:
    news = News(
        key="n",
        kind=NewsKind.BIRTHDAY,
        channel=Channel.LINKEDIN,
        at=when,
        about=Party(identity=None, name="Ana Example"),
    )
    return Told(record="notice", source="imap", news=news)


def test_a_notice_of_today_is_a_birthday_where_no_card_tells_one() -> None:
    told = replace(facts(), birthdays=(), news=(notice(at(14, 7)),))
    assert only(told, at(14)).text == "Ana's birthday is today, 14 June."
    assert only(told, at(15)).text == "Ana's birthday was yesterday, 14 June."
    assert birthdays(told, at(14, year=2027)) == ()  # it told of that day alone


def test_a_notice_a_day_off_is_of_the_card_and_one_of_another_day_ends_the_greeting() -> None:
    near = only(replace(facts(), news=(notice(at(15, 1)),)), at(15))
    assert (near.on, len(near.evidence)) == (date(2026, 6, 14), 2)
    assert birthdays(replace(facts(), news=(notice(at(16, 7)),)), at(16)) == ()


def test_a_notice_does_not_decide_between_cards_that_differ() -> None:
    differ = facts(JUNE, PartialDate(month=6, day=20))
    assert birthdays(replace(differ, news=(notice(at(14, 7)),)), at(14)) == ()
