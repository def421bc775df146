"""What holds for every plan, whatever the reasons, people and past."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.people import Person, PersonId, Place
from kithly.plan import MOST_A_DAY, DayPlan, Minutes, Outcome, PastTouch, Standing, choose
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence
from kithly.ties import UNKNOWN

START = date(2026, 1, 5)
NAMES = [PersonId(f"p{number}") for number in range(8)]
PROOF = (Evidence(record="r", source="mbox"),)

PEOPLE = st.fixed_dictionaries(
    {
        name: st.builds(
            lambda importance, quiet, remembered, place, reply, talking, name=name: Standing(
                person=Person(
                    id=name, name=name, importance=importance, quiet=quiet, remembered=remembered, place=place
                ),
                tie=replace(UNKNOWN, reply=reply),
                is_talking=talking,
            ),
            importance=st.sampled_from([0.5, 1.0, 2.0, 4.0]),
            quiet=st.sampled_from([False, False, False, True]),
            remembered=st.sampled_from([False, False, False, True]),
            place=st.sampled_from([Place.NETWORK, Place.NETWORK, Place.NETWORK, Place.FAMILY, Place.LEFT_OUT]),
            reply=st.none() | st.floats(0, 1),
            talking=st.sampled_from([False, False, False, False, True]),
        )
        for name in NAMES
    }
)
REASONS = st.lists(
    st.builds(
        Reason,
        person=st.sampled_from(NAMES),
        kind=st.sampled_from(ReasonKind),
        key=st.sampled_from(["a", "b", "c"]),
        text=st.just("why"),
        touch=st.sampled_from(TouchKind),
        channel=st.none() | st.sampled_from(Channel),
        on=st.none() | st.just(START),
        worth=st.floats(0, 1),
        evidence=st.just(PROOF),
    ),
    max_size=20,
    unique_by=lambda reason: (reason.person, reason.kind, reason.key),
)
BUDGET = st.floats(0, 60).map(Minutes)


def settle(plan: DayPlan, outcomes: Sequence[Outcome]) -> list[PastTouch]:
    return [
        PastTouch(
            id=touch.id,
            person=touch.person,
            kind=touch.kind,
            reason_key=touch.reason.key,
            outcome=outcomes[place % len(outcomes)],
            on=plan.day,
        )
        for place, touch in enumerate(plan.touches)
    ]


@settings(max_examples=60, deadline=None)
@given(REASONS, PEOPLE, BUDGET)
def test_a_plan_keeps_to_its_minutes_and_to_the_people_it_may_touch(
    reasons: list[Reason], people: dict[PersonId, Standing], budget: Minutes
) -> None:
    plan = choose(reasons, (), people, day=START, budget=budget, ego="me")
    assert plan.planned <= budget
    assert len(plan.touches) <= MOST_A_DAY
    assert len({touch.person for touch in plan.touches}) == len(plan.touches)
    assert all(people[touch.person].person.is_plannable and touch.reason.evidence for touch in plan.touches)
    assert all(touch.why for touch in plan.touches)
    timely = {
        one.person
        for one in reasons
        if one.worth > 0 and one.kind not in {ReasonKind.INVITATION, ReasonKind.WISH} and one.person in people
    }
    assert len(plan.touches) + sum(plan.held.values()) == len(timely)


@settings(max_examples=60, deadline=None)
@given(REASONS, PEOPLE, BUDGET, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(
    reasons: list[Reason], people: dict[PersonId, Standing], budget: Minutes, luck: random.Random
) -> None:
    first = choose(reasons, (), people, day=START, budget=Minutes(30), ego="me")
    past = settle(first, [Outcome.DONE, Outcome.PLANNED, Outcome.SNOOZED])
    shuffled, turned, other = list(reasons), list(past), list(people.items())
    for items in (shuffled, turned, other):
        luck.shuffle(items)
    day = START + timedelta(days=3)
    plan = choose(reasons, past, people, day=day, budget=budget, ego="me")
    assert plan == choose(shuffled, turned, dict(other), day=day, budget=budget, ego="me")


@settings(max_examples=25, deadline=None)
@given(REASONS, PEOPLE, st.lists(st.sampled_from([Outcome.PLANNED, Outcome.DONE]), min_size=1, max_size=4))
def test_no_seven_days_hold_more_than_two_reconnections(
    reasons: list[Reason], people: dict[PersonId, Standing], outcomes: list[Outcome]
) -> None:
    past: list[PastTouch] = []
    for number in range(21):
        plan = choose(reasons, past, people, day=START + timedelta(days=number), budget=Minutes(60), ego="me")
        past += settle(plan, outcomes)
    touches = [(one.on, one.id) for one in past if one.kind is TouchKind.RECONNECT]
    for number in range(21):
        end = START + timedelta(days=number)
        week = {touch for on, touch in touches if timedelta() <= end - on < timedelta(days=7)}
        assert len(week) <= 2


@settings(max_examples=60, deadline=None)
@given(REASONS, PEOPLE, st.floats(5, 60).map(Minutes))
def test_a_reply_owed_stands_before_every_greeting(
    reasons: list[Reason], people: dict[PersonId, Standing], budget: Minutes
) -> None:
    owed = Reason(
        person=PersonId("asker"),
        kind=ReasonKind.REPLY_OWED,
        key="question",
        text="why",
        touch=TouchKind.REPLY,
        worth=0.95,
        evidence=PROOF,
    )
    greetings = [replace(one, kind=ReasonKind.NAMED, touch=TouchKind.GREET) for one in reasons]
    asker = Standing(person=Person(id=PersonId("asker"), name="asker", importance=0.5), tie=UNKNOWN)
    plan = choose([*greetings, owed], (), people | {asker.person.id: asker}, day=START, budget=budget, ego="me")
    assert plan.touches[0].person == "asker"
