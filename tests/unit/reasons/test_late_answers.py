"""An answer that came late is thanked for, once, and only where it was the first word since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, ReasonKind, TouchKind, arise
from kithly.records import NO_FLAGS, Channel, Flag

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")


def said(days: float, own: str, *, out: bool, flags: Flag = NO_FLAGS) -> Exchange:
    return Exchange(
        record=f"m{days}",
        source="mbox",
        at=NOW - timedelta(days=days),
        outgoing=out,
        channel=Channel.MAIL,
        own=own,
        flags=flags,
    )


ASKED = said(80, "How are the bees of Oslo?", out=True, flags=Flag.ASKS)
ANSWER = said(10, "The bees of Oslo came through the winter well.", out=False)


def kinds(*exchanges: Exchange) -> set[ReasonKind]:
    return {one.kind for one in arise(Facts(person=ANA, exchanges=exchanges), NOW)}


def test_a_late_answer_is_thanked_for_with_its_words() -> None:
    (reason,) = arise(Facts(person=ANA, exchanges=(ASKED, ANSWER)), NOW)
    assert (reason.kind, reason.touch) == (ReasonKind.LATE_ANSWER, TouchKind.THANK)
    assert reason.text == (
        "On 5 June 2026 Ana wrote, the first word since you asked something on 27 March 2026, and nothing from you is "
        "on record since: “The bees of Oslo came through the winter well.”"
    )
    assert [one.record for one in reason.evidence] == ["m10", "m80"]


def test_an_answer_in_time_or_answered_or_old_gives_nothing() -> None:
    assert ReasonKind.LATE_ANSWER not in kinds(said(30, ASKED.own, out=True, flags=Flag.ASKS), ANSWER)
    assert ReasonKind.LATE_ANSWER not in kinds(ASKED, ANSWER, said(5, "Thank you!", out=True))
    assert ReasonKind.LATE_ANSWER not in kinds(
        said(200, ASKED.own, out=True, flags=Flag.ASKS), said(50, ANSWER.own, out=False)
    )


def test_words_that_answer_nothing_or_ask_themselves_are_something_else() -> None:
    assert ReasonKind.LATE_ANSWER not in kinds(said(80, "Greetings from Oslo.", out=True), ANSWER)
    asks = said(10, "Well. And yours?", out=False, flags=Flag.ASKS)
    assert kinds(ASKED, asks) == {ReasonKind.REPLY_OWED}


def test_a_personal_answer_lends_no_words() -> None:
    (reason,) = arise(Facts(person=ANA, exchanges=(ASKED, said(10, "My mother passed away.", out=False))), NOW)
    assert "“" not in reason.text
    assert reason.text.endswith("write this one yourself.")
