"""The day's few: who comes first, who comes never, what the user's word does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.plan.days import DAY, EMAIL, LINKEDIN, names, plan, reason, standing, was

from kithly.people import PersonId, Place
from kithly.plan import (
    MINUTES,
    MOST_A_DAY,
    Minutes,
    Outcome,
    choose,
    door,
    is_enough,
    touch_id,
)
from kithly.reasons import ReasonKind, TouchKind
from kithly.records import Channel, Identity, IdentityKind, PartialDate
from kithly.ties import UNKNOWN


def test_a_reply_owed_outranks_a_greeting() -> None:
    found = plan(reason("ben"), reason("ana", ReasonKind.REPLY_OWED), people={PersonId("ben"): standing("ben", 4.0)})
    assert names(found) == ["ana", "ben"]


def test_a_reply_owed_takes_the_minutes_before_greetings() -> None:
    greetings = [reason(f"p{number}") for number in range(9)]
    assert "ana" in names(plan(*greetings, reason("ana", ReasonKind.REPLY_OWED), budget=5))


def test_debts_come_first_but_not_only_debts() -> None:
    debts = [reason(f"d{number}", ReasonKind.REPLY_OWED) for number in range(9)]
    found = plan(*debts, reason("ben"), budget=16)
    assert names(found)[-1] == "ben"
    assert len(found.touches) == 4


def test_the_minutes_are_never_exceeded_and_smaller_things_fill_the_rest() -> None:
    found = plan(reason("ana", ReasonKind.REPLY_OWED), reason("ben", ReasonKind.OLD_TALK), reason("cy"), budget=6.5)
    assert names(found) == ["ana", "cy"]
    assert found.planned == Minutes(6)


@pytest.mark.parametrize("budget", [0, 0.4, -3])
def test_no_minutes_no_touch(budget: float) -> None:
    assert plan(reason("ana"), budget=budget).touches == ()


def test_a_day_is_a_handful_however_many_the_minutes() -> None:
    many = [reason(f"p{number}") for number in range(40)]
    assert len(plan(*many, budget=600).touches) == MOST_A_DAY


def test_one_touch_a_person_for_the_best_reason() -> None:
    found = plan(reason("ana"), reason("ana", ReasonKind.THANKS_OWED), reason("ana", ReasonKind.OLD_TALK))
    assert [touch.kind for touch in found.touches] == [TouchKind.THANK]


def test_two_reconnections_at_most() -> None:
    found = plan(*[reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(9)])
    assert len(found.touches) == 2


def test_reconnections_of_the_last_week_count() -> None:
    first = plan(*[reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(2)])
    past = tuple(was(touch, Outcome.DONE, DAY) for touch in first.touches)
    fresh = [reason(f"q{number}", ReasonKind.OLD_TALK) for number in range(5)]
    assert plan(*fresh, past=past, day=DAY + timedelta(days=6)).touches == ()
    assert len(plan(*fresh, past=past, day=DAY + timedelta(days=7)).touches) == 2


def test_a_reconnection_waved_off_makes_room() -> None:
    first = plan(*[reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(2)])
    past = tuple(was(touch, Outcome.SKIPPED_PERSON, DAY) for touch in first.touches)
    assert len(plan(reason("q", ReasonKind.OLD_TALK), past=past, day=DAY + timedelta(days=1)).touches) == 1


def test_open_talks_leave_less_room_for_reconnections() -> None:
    old = [reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(5)]
    for talking, room in ((1, 1), (2, 1), (3, 0)):
        talkers = {
            PersonId(f"t{number}"): replace(standing(f"t{number}"), is_talking=True) for number in range(talking)
        }
        assert len(plan(*old, people=talkers).touches) == room


@pytest.mark.parametrize(
    "change", [{"quiet": True}, {"remembered": True}, {"place": Place.FAMILY}, {"place": Place.LEFT_OUT}]
)
def test_nobody_outside_the_practice_is_planned(change: dict[str, object]) -> None:
    person = replace(standing("ana").person, **change)  # type: ignore[arg-type]  # one field each
    people = {PersonId("ana"): replace(standing("ana"), person=person)}
    assert plan(reason("ana", ReasonKind.REPLY_OWED), people=people).touches == ()


def test_a_reason_without_evidence_or_out_of_season_is_no_touch() -> None:
    bare = replace(reason("ana"), evidence=())
    late = replace(reason("ben"), ends=DAY - timedelta(days=1))
    early = replace(reason("cy"), starts=DAY + timedelta(days=1))
    due = replace(reason("dee"), starts=DAY, ends=DAY)
    assert names(plan(bare, late, early, due)) == ["dee"]


def test_a_person_nobody_knows_is_not_planned() -> None:
    assert choose([reason("ana")], (), {}, day=DAY, budget=Minutes(10), ego="me").touches == ()


def test_a_skipped_reason_stays_skipped_and_another_takes_its_place() -> None:
    skipped, other = reason("ana", ReasonKind.OLD_TALK), reason("ana")
    past = (was(plan(skipped).touches[0], Outcome.SKIPPED_REASON, DAY),)
    found = plan(skipped, other, past=past, day=DAY + timedelta(days=900))
    assert [touch.reason.key for touch in found.touches] == [other.key]


def test_a_skipped_person_rests_for_a_while() -> None:
    one = reason("ana")
    past = (was(plan(one).touches[0], Outcome.SKIPPED_PERSON, DAY),)
    assert plan(one, past=past, day=DAY + timedelta(days=89)).touches == ()
    assert len(plan(one, past=past, day=DAY + timedelta(days=90)).touches) == 1


def test_a_snoozed_touch_comes_back_on_its_day() -> None:
    one = reason("ana")
    until = DAY + timedelta(days=3)
    past = (was(plan(one).touches[0], Outcome.SNOOZED, DAY, until),)
    assert plan(one, past=past, day=until - timedelta(days=1)).touches == ()
    assert names(plan(one, past=past, day=until)) == ["ana"]


def test_a_new_debt_comes_through_a_snooze() -> None:
    past = (was(plan(reason("ana")).touches[0], Outcome.SNOOZED, DAY, DAY + timedelta(days=30)),)
    assert names(plan(reason("ana", ReasonKind.REPLY_OWED), past=past)) == ["ana"]


def test_after_a_done_touch_only_a_debt_comes_before_the_cool_down_ends() -> None:
    past = (was(plan(reason("ana")).touches[0], Outcome.DONE, DAY),)
    soon = DAY + timedelta(days=20)
    assert plan(reason("ana", ReasonKind.NEW_JOB), past=past, day=soon).touches == ()
    assert names(plan(reason("ana", ReasonKind.REPLY_OWED), past=past, day=soon)) == ["ana"]
    assert names(plan(reason("ana", ReasonKind.NEW_JOB), past=past, day=soon + timedelta(days=1))) == ["ana"]


def test_a_done_occasion_never_comes_again_but_a_standing_wish_does_as_a_new_touch() -> None:
    later = DAY + timedelta(days=100)
    once, again = plan(reason("ana", ReasonKind.NEW_JOB)).touches[0], plan(reason("ben")).touches[0]
    past = (was(once, Outcome.DONE, DAY), was(again, Outcome.DONE, DAY))
    found = plan(reason("ana", ReasonKind.NEW_JOB), reason("ben"), past=past, day=later)
    assert names(found) == ["ben"]
    assert found.touches[0].id != again.id


def test_what_was_shown_and_left_alone_gives_way_to_something_fresh() -> None:
    old, fresh = reason("ana"), reason("ben")
    days = [DAY + timedelta(days=number) for number in range(3)]
    past = tuple(was(plan(old).touches[0], Outcome.PLANNED, day) for day in days)
    assert names(plan(old, fresh, past=past, day=DAY + timedelta(days=3))) == ["ben"]
    assert set(names(plan(old, fresh, past=past, day=DAY + timedelta(days=30)))) == {"ana", "ben"}


def test_after_three_weeks_away_the_day_is_a_fresh_few() -> None:
    reasons = [reason(f"p{number:02}") for number in range(30)]
    first = plan(*reasons, budget=5)
    past = tuple(was(touch, Outcome.PLANNED, DAY) for touch in first.touches)
    found = plan(*reasons, past=past, budget=5, day=DAY + timedelta(days=21))
    assert len(found.touches) == len(first.touches)


def test_a_replanned_day_keeps_its_reconnections() -> None:
    old = [reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(2)]
    past = tuple(was(touch, Outcome.PLANNED, DAY) for touch in plan(*old).touches)
    assert names(plan(*old, past=past)) == names(plan(*old))


def test_importance_and_answering_move_people_up() -> None:
    people = {PersonId("ben"): standing("ben", 2.0)}
    assert names(plan(reason("ana"), reason("ben"), people=people, budget=1)) == ["ben"]
    answers = replace(standing("cy"), tie=replace(UNKNOWN, reply=0.9))
    assert names(plan(reason("ana"), reason("cy"), people={PersonId("cy"): answers}, budget=1)) == ["cy"]


def test_equals_take_turns_over_the_days() -> None:
    reasons = [reason(f"p{number}") for number in range(12)]
    firsts = {names(plan(*reasons, budget=1, day=DAY + timedelta(days=number)))[0] for number in range(12)}
    assert len(firsts) > 3


def test_many_kinds_of_reasons_make_a_day() -> None:
    named = [reason(f"n{number}", key="named") for number in range(9)]
    jobs = [reason(f"j{number}", ReasonKind.NEW_JOB) for number in range(2)]
    kinds = {touch.kind for touch in plan(*named, *jobs, budget=8).touches}
    assert kinds == {TouchKind.GREET, TouchKind.CONGRATULATE}


def test_a_touch_id_depends_on_each_of_its_parts() -> None:
    parts = ("me", PersonId("ana"), "key", "2026-06-15")
    ids = {touch_id(*parts)}
    for place in range(4):
        changed = list(parts)
        changed[place] += "x"
        ids.add(touch_id(changed[0], PersonId(changed[1]), changed[2], changed[3]))
    assert len(ids) == 5
    assert touch_id(*parts) == touch_id(*parts)
    assert len(touch_id(*parts)) == 10


def test_enough_is_when_all_is_settled_or_the_minutes_are_used() -> None:
    found = plan(reason("ana", ReasonKind.REPLY_OWED), reason("ben"), budget=6)
    ana, ben = (touch.id for touch in found.touches)
    assert not is_enough(found, settled=())
    assert not is_enough(found, settled={ana}, done={ana})
    assert is_enough(found, settled={ana, ben}, done={ana})
    assert is_enough(plan(budget=6), settled=())


@pytest.mark.parametrize(
    ("channel", "answered", "identities", "expected"),
    [
        (Channel.LINKEDIN, Channel.MAIL, (EMAIL, LINKEDIN), "linkedin"),
        (Channel.MAIL, None, (EMAIL, LINKEDIN), "email"),
        (Channel.MAIL, None, (LINKEDIN,), "linkedin"),
        (None, Channel.LINKEDIN, (EMAIL, LINKEDIN), "linkedin"),
        (None, None, (EMAIL, LINKEDIN), "email"),
        (Channel.SELF, None, (LINKEDIN,), "linkedin"),
        (None, None, (Identity(IdentityKind.PHONE, "+15550100"),), "phone"),
        (None, None, (), "other"),
        (Channel.SMS, None, (), "phone"),
        (None, Channel.SMS, (EMAIL, LINKEDIN), "phone"),
        (Channel.WHATSAPP, Channel.MAIL, (EMAIL, LINKEDIN), "whatsapp"),
        (None, Channel.TELEGRAM, (), "telegram"),
    ],
)
def test_the_answer_goes_where_the_talk_was(
    channel: Channel | None, answered: Channel | None, identities: tuple[Identity, ...], expected: str
) -> None:
    person = replace(standing("ana").person, identities=identities)
    assert door(replace(reason("ana"), channel=channel), person, answered) == expected


def test_a_connection_without_a_kept_profile_is_reached_by_linkedin() -> None:
    person = replace(standing("ana").person, connected_on=PartialDate(year=2020))
    assert door(reason("ana"), person, None) == "linkedin"


def test_every_kind_of_touch_has_a_price() -> None:
    assert set(MINUTES) == set(TouchKind)
    assert min(MINUTES.values()) > 0


def test_a_week_of_congratulations_makes_room_for_old_friends() -> None:
    jobs = [reason(f"j{number:02}", ReasonKind.NEW_JOB) for number in range(20)]
    old = reason("ana", ReasonKind.OLD_TALK)
    people = {PersonId("ana"): replace(standing("ana"), kept=0.25)}
    past = tuple(was(touch, Outcome.DONE, DAY) for touch in plan(*jobs, budget=6).touches)
    assert names(plan(*jobs, old, people=people, budget=6)) != ["ana"]
    assert names(plan(*jobs, old, past=past, people=people, budget=6, day=DAY + timedelta(days=1))) == ["ana"]


def test_debts_of_several_kinds_are_mixed_too() -> None:
    replies = [reason(f"r{number}", ReasonKind.REPLY_OWED) for number in range(3)]
    found = plan(*replies, reason("ana", ReasonKind.THANKS_OWED), budget=10)
    assert [touch.kind for touch in found.touches] == [TouchKind.REPLY, TouchKind.THANK]
