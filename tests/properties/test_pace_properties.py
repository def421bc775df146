"""A cadence is due on a day of the user's, in any zone, over every change of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.people import Cadence, Person, PersonId
from kithly.reasons import Facts, Pace, cadence
from kithly.records import Evidence

ZONES = sorted(available_timezones())
ANA = Facts(person=Person(id=PersonId("ana"), name="Ana"))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2023, 1, 1), datetime(2029, 1, 1)),  # noqa: DTZ001 - bounds
    st.integers(1, 400),
    st.integers(-2, 2),
    st.integers(0, 86_399),
)
def test_a_cadence_is_due_from_the_first_second_of_its_day_and_no_sooner(
    name: str, last: datetime, ideal: int, shift: int, second: int
) -> None:
    zone = ZoneInfo(name)
    at = last.replace(tzinfo=UTC)
    due = at.astimezone(zone).date() + timedelta(days=ideal)
    day = due + timedelta(days=shift)
    now = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(seconds=second)
    proof = Evidence(record="r", source="mbox", at=at)
    pace = Pace(wish=Cadence(ideal=ideal, latest=ideal + 9), last=at, proof=proof)
    found = cadence(replace(ANA, pace=pace), now)
    assert bool(found) == (now.date() >= due)
    if found:
        assert found[0].starts == due
        assert found[0].on == due + timedelta(days=9)
