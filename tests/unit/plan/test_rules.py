"""When nothing is planned: on the clock and the calendar, over years and changes of the clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.people import PersonId
from kithly.plan import DayRules, Holiday, Hours, Outcome, PastTouch, RestKind, TouchId, learned, usual_limit
from kithly.plan.limits import LIMITS, Act, Limit
from kithly.reasons import TouchKind

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 6, 15)
WEEKEND = DayRules(quiet_days=frozenset({5, 6}))


def test_quiet_hours_pass_midnight() -> None:
    evening = DayRules(quiet_hours=Hours(time(19), time(8)))
    late = evening.rest_at(datetime(2026, 6, 15, 23, 30, tzinfo=PARIS))
    early = evening.rest_at(datetime(2026, 6, 16, 7, 59, tzinfo=PARIS))
    assert late is not None
    assert early is not None
    assert late.kind is early.kind is RestKind.QUIET_HOURS
    assert (late.since.day, late.until.day) == (early.since.day, early.until.day) == (15, 16)
    assert late.until.time() == time(8)
    assert evening.rest_at(datetime(2026, 6, 16, 8, 0, tzinfo=PARIS)) is None
    assert evening.rest_at(datetime(2026, 6, 16, 18, 59, tzinfo=PARIS)) is None


def test_quiet_hours_are_those_of_the_clock_when_it_changes() -> None:
    night = DayRules(quiet_hours=Hours(time(1), time(3)))
    for day in (date(2026, 3, 29), date(2026, 10, 25)):  # an hour is left out; an hour comes twice
        assert night.rest_at(datetime.combine(day, time(2, 30), PARIS)) is not None
        assert night.rest_at(datetime.combine(day, time(3), PARIS)) is None


def test_days_away_are_over_on_the_day_they_are_back() -> None:
    rules = DayRules(away=(MONDAY, MONDAY + timedelta(days=7)))
    assert rules.rest_of(MONDAY - timedelta(days=1)) is None
    assert rules.rest_of(MONDAY) is RestKind.AWAY
    assert rules.rest_of(MONDAY + timedelta(days=6)) is RestKind.AWAY
    assert rules.rest_of(MONDAY + timedelta(days=7)) is None


def test_a_holiday_is_of_every_year_or_of_one() -> None:
    rules = DayRules(holidays=(Holiday(12, 25), Holiday(12, 24, 2026)))
    assert rules.rest_of(date(2030, 12, 25)) is RestKind.HOLIDAY
    assert rules.rest_of(date(2026, 12, 24)) is RestKind.HOLIDAY
    assert rules.rest_of(date(2027, 12, 24)) is None


def test_the_29th_of_february_is_kept_free_in_leap_years_alone() -> None:
    rules = DayRules(holidays=(Holiday(2, 29),))
    assert rules.rest_of(date(2028, 2, 29)) is RestKind.HOLIDAY
    assert rules.rest_of(date(2027, 2, 28)) is None
    assert rules.rest_of(date(2027, 3, 1)) is None


def test_what_ends_on_a_sunday_has_its_last_chance_on_friday_where_weekends_are_quiet() -> None:
    friday, sunday = date(2026, 6, 19), date(2026, 6, 21)
    assert WEEKEND.last_chance(friday, sunday)
    assert not WEEKEND.last_chance(friday, sunday + timedelta(days=1))
    assert not DayRules().last_chance(friday, sunday)
    assert DayRules().last_chance(friday, friday)


@given(
    st.frozensets(st.integers(0, 6)),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.none() | st.tuples(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 60)),
)
def test_the_next_open_day_is_open_unless_none_is(
    quiet: frozenset[int], day: date, away: tuple[date, int] | None
) -> None:
    stretch = (away[0], away[0] + timedelta(days=away[1])) if away else None
    rules = DayRules(quiet_days=quiet, away=stretch)
    found = rules.next_open(day)
    assert found >= day
    if len(quiet) < 7:
        assert rules.rest_of(found) is None
        assert all(rules.rest_of(day + timedelta(days=one)) for one in range((found - day).days))


def test_a_place_without_a_limit_of_its_own_has_that_of_any_other() -> None:
    assert usual_limit("signal", Act.MESSAGE) == LIMITS["*", Act.MESSAGE]
    own = DayRules(limits={("linkedin", Act.MESSAGE): Limit(1, 2)})
    assert own.limit("linkedin", Act.MESSAGE) == Limit(1, 2)
    assert own.limit("linkedin", Act.LIKE) == LIMITS["linkedin", Act.LIKE]


def did(day: date, *kinds: TouchKind) -> list[PastTouch]:
    return [
        PastTouch(
            id=TouchId(f"{day}{place}"),
            person=PersonId("ana"),
            kind=kind,
            reason_key="key",
            outcome=Outcome.DONE,
            on=day,
        )
        for place, kind in enumerate(kinds)
    ]


def test_minutes_are_learned_after_ten_days_and_from_days_with_a_hello_alone() -> None:
    days = [MONDAY - timedelta(days=number) for number in range(1, 40, 3)]
    past = [one for day in days for one in did(day, TouchKind.REPLY, TouchKind.GREET)]
    nine = [one for one in past if one.on in days[:9]]
    assert learned(nine, MONDAY) is None
    found = learned(past, MONDAY)
    assert found is not None
    assert (found.days, found.minutes) == (len(days), 6.0)
    assert learned([*past, *did(MONDAY, *[TouchKind.POST] * 9)], MONDAY) == found, "today still runs"


def test_a_weekday_with_its_own_measure_keeps_it() -> None:
    mondays = [MONDAY - timedelta(weeks=number) for number in range(1, 7)]
    past = [one for day in mondays for one in did(day, TouchKind.POST)]
    past += [one for day in mondays for one in did(day + timedelta(days=2), TouchKind.GREET)]
    found = learned(past, MONDAY)
    assert found is not None
    assert found.of(MONDAY) == 10.0
    assert found.of(MONDAY + timedelta(days=2)) == 1.0


@pytest.mark.parametrize("place", [place for place, _ in LIMITS])
def test_a_week_bears_no_more_than_seven_days_and_more_than_one(place: str) -> None:
    for (name, _), limit in LIMITS.items():
        if name == place:
            assert limit.day < limit.week <= 7 * limit.day
