"""Before a meeting nothing is written; after a rare one a word is owed for a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Appointment, Facts, ReasonKind, TouchKind, arise
from kithly.records import Channel
from kithly.ties import UNKNOWN, Band

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
ASKED = Exchange(
    record="m",
    source="mbox",
    at=NOW - timedelta(days=5),
    outgoing=True,
    channel=Channel.MAIL,
    own="I'll send you the list tomorrow.",
)


def met(days: float, title: str = "Kiln review", **more: object) -> Appointment:
    one = Appointment(record=f"a{days}", source="ical", at=NOW + timedelta(days=days), title=title)
    return replace(one, **more)  # type: ignore[arg-type]


def facts(*meetings: Appointment, exchanges: tuple[Exchange, ...] = ()) -> Facts:
    last = max((one.at for one in meetings if one.at <= NOW), default=None)
    return Facts(person=ANA, meetings=meetings, exchanges=exchanges, last_in=last, last_out=last)


def test_two_days_before_a_meeting_all_but_debts_waits() -> None:
    old = replace(ASKED, record="old", own="Are the bees well?", at=NOW - timedelta(days=400))
    answer = replace(old, record="answer", own="The bees of Oslo are well.", outgoing=False)
    given = replace(facts(met(1.9), exchanges=(old, answer)), tie=replace(UNKNOWN, band=Band.COOLING))
    assert ReasonKind.OLD_TALK in {one.kind for one in arise(replace(given, meetings=()), NOW)}
    (reason,) = arise(given, NOW)
    assert (reason.kind, reason.worth) == (ReasonKind.MEETING, 0)
    assert reason.text == "You meet Ana on 17 June 2026 at 09:36 (“Kiln review”)."
    debts = {one.kind for one in arise(facts(met(1.9), exchanges=(ASKED,)), NOW)}
    assert debts == {ReasonKind.MEETING, ReasonKind.PROMISE}


def test_the_hour_is_told_in_your_zone_and_a_whole_day_has_none() -> None:
    (reason,) = arise(facts(met(1)), NOW.astimezone(ZoneInfo("Asia/Tokyo")))
    assert "16 June 2026 at 21:00" in reason.text
    (reason,) = arise(facts(met(1, is_all_day=True)), NOW.astimezone(ZoneInfo("Pacific/Kiritimati")))
    assert (reason.on, "at" in reason.text.split("2026")[1]) == (date(2026, 6, 16), False)


def test_a_meeting_of_many_is_no_meeting_with_anybody() -> None:
    assert arise(facts(met(1, others=20), met(-1, others=20)), NOW) == ()


def test_after_a_rare_meeting_a_word_is_owed_for_a_week() -> None:
    (reason,) = arise(facts(met(-2)), NOW)
    assert (reason.kind, reason.touch) == (ReasonKind.AFTER_MEETING, TouchKind.FOLLOW_UP)
    assert reason.text == "You met Ana on 13 June 2026 (“Kiln review”); no word is on record since."
    assert arise(facts(met(-8)), NOW) == ()
    assert arise(facts(met(-0.01, length=timedelta(hours=1))), NOW) == ()


def test_whoever_you_meet_regularly_or_wrote_to_needs_no_word() -> None:
    assert arise(facts(met(-2), met(-9)), NOW) == ()
    assert ReasonKind.AFTER_MEETING not in {one.kind for one in arise(facts(met(-2), met(5)), NOW)}
    wrote = replace(ASKED, at=NOW - timedelta(days=1), own="Thanks!")
    assert arise(facts(met(-2), exchanges=(wrote,)), NOW) == ()


def test_a_private_title_is_not_told() -> None:
    (reason,) = arise(facts(met(-2, "Chemotherapy, then lunch")), NOW)
    assert "Chemotherapy" not in reason.text
