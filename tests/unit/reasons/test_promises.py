"""A promise is a reason until the records show that it was kept; theirs is a way back, never a demand."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.pace import spent

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, OwedKind, Reason, ReasonKind, TouchKind, arise, inbox
from kithly.records import Channel, Flag

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
REPORT = "Good to see you. I'll send you the report next week."
PROMISES = {ReasonKind.PROMISE, ReasonKind.THEIR_PROMISE, ReasonKind.ARRANGED}


def said(days: float, own: str, *, out: bool, channel: Channel = Channel.MAIL, recipients: int = 1) -> Exchange:
    return Exchange(
        record=f"m{days}{out}",
        source="mbox",
        at=NOW - timedelta(days=days),
        outgoing=out,
        channel=channel,
        own=own,
        recipients=recipients,
    )


def facts(*exchanges: Exchange, last_in: float | None = None, last_out: float | None = None) -> Facts:
    last = [NOW - timedelta(days=days) if days is not None else None for days in (last_in, last_out)]
    return Facts(person=ANA, exchanges=exchanges, last_in=last[0], last_out=last[1])


def found(given: Facts, now: datetime = NOW) -> list[Reason]:
    return [one for one in arise(given, now) if one.kind in PROMISES]


def only(given: Facts, now: datetime = NOW) -> Reason:
    (reason,) = found(given, now)
    assert reason.evidence
    assert 0 < reason.worth <= 1
    return reason


def test_your_promise_is_a_follow_up_with_its_words_and_its_days() -> None:
    reason = only(facts(said(14, REPORT, out=True)))
    assert (reason.kind, reason.touch) == (ReasonKind.PROMISE, TouchKind.FOLLOW_UP)
    assert reason.text == (
        "You wrote to Ana on 1 June 2026: “I'll send you the report next week.” Nothing from you is on record since."
    )
    assert reason.evidence[0].quote == "I'll send you the report next week."
    assert (reason.on, reason.starts) == (date(2026, 6, 1), date(2026, 6, 8))


def test_a_later_word_of_yours_settles_it_and_an_answer_of_theirs_does_not() -> None:
    promised = said(14, REPORT, out=True)
    assert found(facts(promised, said(8, "Here it is.", out=True))) == []
    assert found(facts(promised, last_out=8)) == []
    assert only(facts(promised, said(13, "Thanks, I am curious.", out=False))).kind is ReasonKind.PROMISE


def test_a_good_bye_in_the_same_breath_settles_nothing() -> None:
    promised = said(14, REPORT, out=True, channel=Channel.WHATSAPP)
    assert only(facts(promised, said(13.99, "Bye!", out=True))).kind is ReasonKind.PROMISE


def test_a_promise_without_a_day_is_given_three_days_and_half_a_year() -> None:
    reason = only(facts(said(14, "I'll send you the report.", out=True)))
    assert (reason.starts, reason.ends) == (date(2026, 6, 4), date(2026, 12, 1))
    assert found(facts(said(300, "I'll send you the report.", out=True))) == []


def test_a_promise_for_later_is_found_a_week_before_it_is_timely() -> None:
    later = said(14, "I'll send you the report in September.", out=True)
    assert found(facts(later)) == []
    assert only(facts(later), NOW.replace(month=9, day=16)).starts == date(2026, 9, 23)


def test_the_day_it_was_written_is_a_day_in_your_zone() -> None:
    late = said(14.52, "I'll send you the report tomorrow.", out=True)  # just before midnight UTC
    assert only(facts(late), NOW).starts == date(2026, 6, 1)
    assert only(facts(late), NOW.astimezone(ZoneInfo("Asia/Tokyo"))).starts == date(2026, 6, 2)


def test_their_promise_is_a_light_hello_a_week_after_its_time() -> None:
    earlier = said(60, "Hello Ana", out=True)
    reason = only(facts(earlier, said(40, "Ich melde mich nächste Woche.", out=False)))
    assert (reason.kind, reason.touch) == (ReasonKind.THEIR_PROMISE, TouchKind.GREET)
    assert "“Ich melde mich nächste Woche.”" in reason.text
    assert "light hello" in reason.text
    assert found(facts(earlier, said(40, REPORT, out=False), last_in=3)) == []


def test_strangers_promise_nothing() -> None:
    assert found(facts(said(40, "I'll get back to you next week.", out=False))) == []
    assert found(facts(said(40, "Let's talk in June.", out=False))) == []


def test_what_was_arranged_comes_back_at_its_time_and_not_before() -> None:
    earlier, plan = said(90, "Hello", out=True), said(80, "Let's talk after Easter, in June.", out=False)
    answer = said(79, "Gladly!", out=True)
    reason = only(facts(earlier, plan, answer))
    assert (reason.kind, reason.touch) == (ReasonKind.ARRANGED, TouchKind.FOLLOW_UP)
    assert reason.text.endswith("That time has come.")
    assert found(facts(earlier, plan, answer), NOW.replace(month=4, day=1)) == []
    assert found(facts(earlier, plan, answer, last_in=10)) == []


def test_asked_to_come_back_in_june_you_are_reminded_in_june() -> None:
    reason = only(facts(said(90, "Hello", out=True), said(80, "Please remind me in June.", out=False)))
    assert reason.kind is ReasonKind.ARRANGED
    assert only(facts(said(300, "Remind me in January.", out=True))).kind is ReasonKind.THEIR_PROMISE


@pytest.mark.parametrize("own", ["I'll send you the obituary next week. I am so sorry that your father died."])
def test_a_sensitive_talk_lends_no_words(own: str) -> None:
    reason = only(facts(said(14, own, out=True)))
    assert "“" not in reason.text
    assert reason.text.endswith("write this one yourself.")
    assert reason.evidence[0].quote is None
    assert found(facts(said(90, "Hello", out=True), said(60, own, out=False))) == []


def test_what_came_after_it_makes_a_talk_sensitive_too() -> None:
    answer = said(13, "My mother passed away on Sunday.", out=False)
    assert "“" not in only(facts(said(14, REPORT, out=True), answer)).text


def test_what_is_said_to_many_or_by_a_machine_promises_nothing() -> None:
    assert found(facts(said(14, REPORT, out=True, recipients=4))) == []
    assert found(facts(replace(said(14, REPORT, out=True), flags=Flag.AUTOMATIC))) == []
    assert found(facts(replace(said(14, REPORT, out=True), flags=Flag.LIST))) == []


def test_your_promise_stands_among_what_you_owe_once_its_time_has_come() -> None:
    owed = inbox([facts(said(14, REPORT, out=True))], NOW).owed
    assert [(one.kind, one.quote) for one in owed] == [(OwedKind.FOLLOW_UP, "I'll send you the report next week.")]
    assert inbox([facts(said(14, "I'll send it to you at the end of June.", out=True))], NOW).owed == ()


def test_nobody_left_in_peace_is_owed_a_promise() -> None:
    for quiet in (replace(ANA, quiet=True), replace(ANA, remembered=True)):
        assert found(replace(facts(said(14, REPORT, out=True)), person=quiet)) == []


def test_a_letter_that_promises_without_end_takes_no_time() -> None:
    letters = [said(14 + days, REPORT * 4_000, out=False) for days in range(6)]
    began = time.process_time()
    found(facts(*letters, said(300, "Hello", out=True), last_in=14, last_out=300))
    assert spent(began) < 4.0
