"""A written plan is read back as it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import hypothesis.strategies as st
from hypothesis import given

from kithly.app.today.plan_record import WrittenPlan, decode, encode
from kithly.people import PersonId
from kithly.plan import DayPlan, Minutes, Touch, TouchId
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence

INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
NUMBERS = st.floats(0, 1_000, allow_nan=False)
EVIDENCE = st.builds(
    Evidence,
    record=st.text(min_size=1),
    source=st.text(min_size=1),
    at=st.none() | INSTANTS,
    quote=st.none() | st.text(),
    url=st.none() | st.text(),
)
REASONS = st.builds(
    Reason,
    person=st.just(PersonId("aa")),
    kind=st.sampled_from(ReasonKind),
    key=st.text(min_size=1),
    text=st.text(min_size=1),
    touch=st.sampled_from(TouchKind),
    channel=st.none() | st.sampled_from(Channel),
    on=st.none() | st.dates(),
    worth=NUMBERS,
    evidence=st.lists(EVIDENCE, min_size=1, max_size=3).map(tuple),
)
TOUCHES = st.builds(
    Touch,
    id=st.text(min_size=1).map(TouchId),
    person=st.just(PersonId("aa")),
    kind=st.sampled_from(TouchKind),
    reason=REASONS,
    channel=st.sampled_from(["email", "linkedin"]),
    minutes=NUMBERS.map(Minutes),
)


@given(st.dates(), NUMBERS, st.lists(TOUCHES, max_size=4), INSTANTS, st.lists(st.text(), max_size=2))
def test_a_plan_survives_being_written_as_json(
    day: date, budget: float, touches: list[Touch], made_at: datetime, notes: list[str]
) -> None:
    plan = DayPlan(day=day, budget=Minutes(budget), touches=tuple(touches))
    written = WrittenPlan(plan=plan, made_at=made_at, notes=tuple(notes))
    assert decode(day, json.loads(json.dumps(encode(written)))) == written
