"""Worth the most together: limits of places, what ends, what is kept, and why each was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import process_time

from tests.pace import spent
from tests.unit.plan.days import DAY, EMAIL, TOUCH_OF, names, plan, reason, standing, was

from kithly.people import PersonId
from kithly.plan import (
    Act,
    DayRules,
    Limit,
    Minutes,
    Outcome,
    choose,
)
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel
from kithly.ties import UNKNOWN, Band


def at_linkedin(number: int, kind: ReasonKind = ReasonKind.NAMED) -> Reason:
    return replace(reason(f"p{number}", kind), channel=Channel.LINKEDIN)


def test_no_place_bears_more_than_its_limits_and_other_places_fill_the_rest() -> None:
    rules = DayRules(limits={("linkedin", Act.MESSAGE): Limit(2, 3)})
    many = [at_linkedin(number) for number in range(6)]
    mail = {
        one: replace(standing(one), person=replace(standing(one).person, identities=(EMAIL,))) for one in ("a", "b")
    }
    people = {PersonId(one): told for one, told in mail.items()}
    found = plan(*many, reason("a"), reason("b"), people=people, rules=rules)
    doors = [touch.channel for touch in found.touches]
    assert (doors.count("linkedin"), doors.count("email")) == (2, 2)


def test_what_was_done_or_taken_along_at_a_place_counts_today_and_for_a_week() -> None:
    rules = DayRules(limits={("linkedin", Act.MESSAGE): Limit(2, 3)})
    fresh = [at_linkedin(number) for number in range(10, 16)]
    done = [
        replace(was(touch, outcome, DAY), place="linkedin")
        for touch, outcome in zip(
            plan(*[at_linkedin(number) for number in range(2)]).touches, (Outcome.DONE, Outcome.TAKEN), strict=True
        )
    ]
    assert plan(*fresh, past=tuple(done), rules=rules).touches == ()
    assert plan(*fresh, past=tuple(done), rules=rules).held == {"place": 6}
    assert len(plan(*fresh, past=tuple(done), rules=rules, day=DAY + timedelta(days=3)).touches) == 1
    assert len(plan(*fresh, past=tuple(done), rules=rules, day=DAY + timedelta(days=7)).touches) == 2


def test_what_ends_today_goes_before_what_lasts() -> None:
    lasting, ending = reason("ana"), replace(reason("ben"), ends=DAY)
    assert names(plan(lasting, ending, budget=1)) == ["ben"]
    weekend = DayRules(quiet_days=frozenset({1, 2}))
    two_days_on = replace(reason("cy"), ends=DAY + timedelta(days=2))
    found = plan(lasting, two_days_on, budget=1, rules=weekend)
    assert names(found) == ["cy"], "the two days after are quiet: today is its last chance"
    assert found.touches[0].why[0] == "Worth it now: it ends on Wednesday, and nothing is planned before that."


def test_what_can_be_won_back_is_worth_more_than_what_is_in_touch() -> None:
    people = {PersonId("ben"): replace(standing("ben"), kept=0.6)}
    assert names(plan(reason("ana"), reason("ben"), people=people, budget=1)) == ["ben"]


def test_of_many_small_things_and_one_large_the_worthier_together_are_chosen() -> None:
    old = reason("ana", ReasonKind.OLD_TALK)
    small = [reason(f"p{number}", ReasonKind.NEW_JOB) for number in range(3)]
    assert len(names(plan(old, *small, budget=6))) == 3
    people = {PersonId("ana"): replace(standing("ana"), kept=0.9)}
    assert names(plan(old, *small, people=people, budget=6)) == ["ana"]


def test_an_answer_owed_goes_before_thanks_that_would_be_quicker() -> None:
    thanks = [reason(f"t{number}", ReasonKind.THANKS_OWED) for number in range(3)]
    people = {PersonId(f"t{number}"): standing(f"t{number}", 4.0) for number in range(3)}
    assert names(plan(reason("ana", ReasonKind.REPLY_OWED), *thanks, people=people, budget=5)) == ["ana"]


def test_every_touch_says_why() -> None:
    tie = replace(UNKNOWN, band=Band.COOLING, silent_days=63, usual_gap_days=42.0, strength=0.7, drift_90=-0.3)
    people = {PersonId("ana"): replace(standing("ana", 2.0), tie=tie)}
    owed = plan(reason("ana", ReasonKind.REPLY_OWED), people=people).touches[0].why
    assert owed == (
        "They wait for your answer.",
        "Your rhythm with them is 6 weeks; it has been 9 weeks.",
        "They matter much to you, as you said.",
    )
    ending = replace(reason("ben"), ends=DAY + timedelta(days=4))
    assert plan(ending).touches[0].why == ("Worth it now: it ends on Friday.",)
    assert plan(reason("cy")).touches[0].why


def test_what_was_put_off_until_today_says_so() -> None:
    one = reason("ana")
    past = (was(plan(one).touches[0], Outcome.SNOOZED, DAY - timedelta(days=9), DAY),)
    assert plan(one, past=past).touches[0].why[0] == "You put it off until now."


def test_everybody_with_a_reason_is_on_the_plan_or_held_back_for_one_cause() -> None:
    cooling, later, settled = reason("ana"), reason("ben"), reason("cy", ReasonKind.NEW_JOB)
    past = (
        was(plan(cooling).touches[0], Outcome.DONE, DAY - timedelta(days=3)),
        was(plan(later).touches[0], Outcome.SNOOZED, DAY - timedelta(days=1), DAY + timedelta(days=5)),
        was(plan(settled).touches[0], Outcome.SKIPPED_REASON, DAY - timedelta(days=90)),
    )
    old = [reason(f"p{number}", ReasonKind.OLD_TALK) for number in range(5)]
    quiet = {PersonId("dee"): replace(standing("dee"), person=replace(standing("dee").person, quiet=True))}
    found = plan(cooling, later, settled, *old, reason("dee"), past=past, people=quiet)
    assert len(found.touches) == 2
    assert found.held == {"cool_down": 1, "in_peace": 1, "later": 1, "reconnections": 3, "settled": 1}


def test_a_like_forbids_a_hello_for_a_week_alone() -> None:
    liked = replace(reason("ana"), key="post", touch=TouchKind.LIKE)
    past = (was(plan(liked).touches[0], Outcome.DONE, DAY),)
    assert plan(reason("ana"), past=past, day=DAY + timedelta(days=6)).touches == ()
    assert names(plan(reason("ana"), past=past, day=DAY + timedelta(days=7))) == ["ana"]


def test_ten_thousand_people_are_weighed_in_a_moment() -> None:
    kinds = list(TOUCH_OF)
    many = [reason(f"p{number % 10_000}", kinds[number % len(kinds)], f"k{number}") for number in range(15_000)]
    people = {PersonId(f"p{number}"): standing(f"p{number}") for number in range(10_000)}
    began = process_time()
    found = choose(many, (), people, day=DAY, budget=Minutes(10), ego="me")
    assert spent(began) < 0.5, "some 0.04 s on a calm machine"
    assert len(found.touches) + sum(found.held.values()) == 10_000


def test_a_reason_that_speaks_of_the_silence_is_not_told_twice() -> None:
    tie = replace(UNKNOWN, band=Band.COOLING, silent_days=63, usual_gap_days=42.0)
    people = {PersonId("ana"): replace(standing("ana", 2.0), tie=tie)}
    rhythm = replace(reason("ana"), kind=ReasonKind.RHYTHM)
    assert plan(rhythm, people=people).touches[0].why == ("They matter much to you, as you said.",)
    paced = replace(reason("ana"), kind=ReasonKind.CADENCE, on=DAY + timedelta(days=1))
    assert plan(paced, people=people).touches[0].why[0] == "You set this rhythm yourself."
    late = replace(paced, on=DAY)
    assert plan(late, people=people).touches[0].why[0] == "By your own rhythm, it is time."


def test_a_birthday_today_is_the_hello_of_the_day_but_for_a_debt_which_tells_of_it() -> None:
    born = replace(reason("ana"), key="b", kind=ReasonKind.BIRTHDAY, on=DAY, ends=DAY + timedelta(days=2), worth=0.1)
    late = replace(reason("ana"), key="c", kind=ReasonKind.CADENCE, on=DAY)
    owed = reason("ana", ReasonKind.REPLY_OWED)
    assert plan(born, late).touches[0].reason.kind is ReasonKind.BIRTHDAY
    (touch,) = plan(born, late, owed).touches
    assert touch.reason.kind is ReasonKind.REPLY_OWED
    assert touch.why[0] == "It is their birthday today, too."
    (later,) = plan(born, late, day=DAY + timedelta(days=1)).touches
    assert later.reason.kind is ReasonKind.CADENCE


def test_a_cadence_at_its_latest_goes_before_warm_reasons_and_after_debts_and_knows_no_cool_down() -> None:
    late = replace(reason("ana"), kind=ReasonKind.CADENCE, on=DAY)
    jobs = [reason(f"j{number}", ReasonKind.NEW_JOB) for number in range(5)]
    people = {PersonId("ana"): standing("ana", 0.5)} | {one.person: standing(one.person, 4.0) for one in jobs}
    assert names(plan(late, *jobs, people=people, budget=2))[0] == "ana"
    owed = reason("ben", ReasonKind.REPLY_OWED)
    assert names(plan(late, owed, people=people, budget=5)) == ["ben"]
    past = (was(plan(reason("ana", key="other")).touches[0], Outcome.DONE, DAY - timedelta(days=8)),)
    assert names(plan(late, past=past)) == ["ana"]
