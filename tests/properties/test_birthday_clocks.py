"""A birthday by every clock of the world: from its first instant to its last, once, never early."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.people import Person, PersonId
from kithly.reasons import BirthdayTold, Clock, Facts, LeapDay, birthdays, in_year
from kithly.records import PartialDate

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
YEARS = (2026, 2027, 2028)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPOKE = datetime(2001, 1, 1, tzinfo=UTC)
ANA = Facts(person=Person(id=PersonId("ana"), name="Ana Example", given="Ana"), last_in=SPOKE, last_out=SPOKE)
FIXED = (PartialDate(month=2, day=29), PartialDate(month=12, day=31), PartialDate(month=1, day=1))

any_zone = st.sampled_from(ZONES).map(ZoneInfo)
any_day = st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 12, 31)).map(
    lambda day: PartialDate(month=day.month, day=day.day)
)
any_leap = st.sampled_from(LeapDay)


def turns_of(zone: ZoneInfo, year: int) -> list[PartialDate]:
    """Return the days of a year on which clocks are moved, and those beside them."""
    found, at = set(), datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        if at.astimezone(zone).utcoffset() != (at + DAY).astimezone(zone).utcoffset():
            found |= {(at + step * DAY).astimezone(zone).date() for step in (0, 1)}
        at += DAY
    return [PartialDate(month=day.month, day=day.day) for day in sorted(found)]


def born(day: PartialDate, *zones: ZoneInfo, leap: LeapDay = LeapDay.MARCH) -> Facts:
    told = BirthdayTold(record="card", source="vcard", observed_at=SPOKE, day=day)
    return replace(ANA, birthdays=(told,), clock=Clock(zones=zones, country="Somewhere" if zones else ""), leap=leap)


def is_timely(facts: Facts, now: datetime, ego: ZoneInfo) -> bool:
    """Say whether the greeting could be planned at an instant, as the planner asks."""
    here = now.astimezone(ego)
    return any(
        one.starts <= here.date() <= one.ends and one.has_begun(now)
        for one in birthdays(facts, here)
        if one.starts and one.ends
    )


def check(day: PartialDate, year: int, ego: ZoneInfo, zones: tuple[ZoneInfo, ...], leap: LeapDay) -> None:
    """Look every half hour, from four days before to six behind it."""
    facts, clocks = born(day, *zones, leap=leap), zones or (ego,)
    on = in_year(day, year, leap)
    start = datetime.combine(on - 4 * DAY, time(), UTC)
    seen = [at for step in range(480) if is_timely(facts, at := start + step * HOUR / 2, ego)]
    assert seen, "never greeted"
    for at in seen:
        dates = {at.astimezone(zone).date() for zone in clocks}
        assert min(dates) >= on, "early"
        assert max(dates) <= on + 2 * DAY, "too late"
    assert seen == [seen[0] + step * HOUR / 2 for step in range(len(seen))], "with a gap"
    own_day = [start + step * HOUR / 2 for step in range(480)]
    own_day = [at for at in own_day if {at.astimezone(zone).date() for zone in clocks} == {on}]
    missed = [at for at in own_day if at not in seen]
    assert not missed or missed[-1] < seen[0], "not on the day"
    assert len(missed) <= 2, "an hour that comes twice, at most"
    keys = {one.key for at in seen for one in birthdays(facts, at.astimezone(ego))}
    assert keys == {f"birthday@{on.year}"}


@settings(max_examples=20)
@given(any_day | st.sampled_from(FIXED), st.sampled_from(YEARS), any_zone, st.none() | any_zone, any_leap)
def test_any_day_by_any_two_clocks(
    day: PartialDate, year: int, ego: ZoneInfo, person: ZoneInfo | None, leap: LeapDay
) -> None:
    check(day, year, ego, (person,) if person else (), leap)


@settings(max_examples=20)
@given(st.data(), any_zone, st.sampled_from(YEARS), st.none() | any_zone)
def test_days_on_which_clocks_are_moved(data: st.DataObject, ego: ZoneInfo, year: int, person: ZoneInfo | None) -> None:
    days = turns_of(person or ego, year)
    if days:
        check(data.draw(st.sampled_from(days)), year, ego, (person,) if person else (), LeapDay.MARCH)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("Africa/Cairo", date(2026, 4, 24)),  # no midnight: clocks go from 00:00 to 01:00
        ("Asia/Beirut", date(2026, 3, 29)),
        ("America/Havana", date(2026, 11, 1)),  # 00:00 to 00:59 comes twice
        ("America/St_Johns", date(2010, 11, 7)),  # a minute after midnight it was yesterday again
        ("Pacific/Apia", date(2011, 12, 31)),  # the day before it did not exist
        ("Pacific/Kiritimati", date(2026, 1, 1)),
        ("Etc/GMT+12", date(2026, 12, 31)),
    ],
)
def test_odd_midnights(name: str, on: date) -> None:
    zone = ZoneInfo(name)
    for ego in (zone, ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")):
        check(PartialDate(month=on.month, day=on.day), on.year, ego, (zone,), LeapDay.MARCH)


def test_a_day_that_a_zone_left_out_is_greeted_late_and_not_early() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    facts = born(PartialDate(month=12, day=30), samoa)
    last = datetime(2011, 12, 30, 9, 59, tzinfo=UTC)  # 29 December, 23:59
    assert not is_timely(facts, last, samoa)
    assert is_timely(facts, last + timedelta(minutes=1), samoa)  # 31 December, 00:00


def edges(on: date, clocks: tuple[ZoneInfo, ...]) -> list[datetime]:
    """Return instants on both sides of every midnight near a day, by each of some clocks, first and second time."""
    found = set()
    for zone in clocks:
        for step in range(-1, 5):
            for fold in (0, 1):
                start = datetime.combine(on + step * DAY, time(), zone).replace(fold=fold).astimezone(UTC)
                found |= {start + timedelta(minutes=minutes) for minutes in (-61, -1, 0, 1, 61, 600)}
    return sorted(found)


def check_edges(day: PartialDate, year: int, ego: ZoneInfo, zones: tuple[ZoneInfo, ...], leap: LeapDay) -> None:
    """Look at both sides of every midnight: timely exactly while it is the day, or one of the two after, everywhere.

    In an hour that comes twice the day may wait for the second time.
    """
    facts, clocks, on = born(day, *zones, leap=leap), zones or (ego,), in_year(day, year, leap)
    seen = 0
    for at in edges(on, clocks):
        dates = {at.astimezone(zone).date() for zone in clocks}
        wanted = on <= min(dates) and max(dates) <= on + 2 * DAY
        found = is_timely(facts, at, ego)
        seen += found
        if found != wanted:
            again = {(at + 2 * HOUR).astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset() for zone in clocks}
            back = {(at - 2 * HOUR).astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset() for zone in clocks}
            assert wanted, "early, or too late"
            assert True in again | back, "not on the day"
    assert seen, "never greeted"


@given(any_day | st.sampled_from(FIXED), st.sampled_from(YEARS), any_zone, st.none() | any_zone, any_leap)
def test_both_sides_of_every_midnight(
    day: PartialDate, year: int, ego: ZoneInfo, person: ZoneInfo | None, leap: LeapDay
) -> None:
    check_edges(day, year, ego, (person,) if person else (), leap)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_every_zone_every_year_every_odd_day(name: str) -> None:
    zone = ZoneInfo(name)
    for year in YEARS:
        for day in (*FIXED, PartialDate(month=6, day=14), *turns_of(zone, year)):
            for leap in LeapDay if day.day == 29 else (LeapDay.MARCH,):
                check_edges(day, year, zone, (), leap)
            check_edges(day, year, ZoneInfo("Europe/London"), (zone,), LeapDay.MARCH)
