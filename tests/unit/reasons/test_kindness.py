"""Kindnesses in messages, after which ego wrote nothing."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind, inbox
from kithly.reasons.kindness import Kindness, kindness_of, kindnesses
from kithly.records import NO_FLAGS, Channel, Flag

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
SAID = tomllib.loads((Path(__file__).parents[2] / "golden" / "said" / "kindness.toml").read_text("utf-8"))
SENTENCES = [(language, kind, one) for language, kinds in SAID.items() for kind, ones in kinds.items() for one in ones]
ASKED = "Do you know who repairs old tide gauges?"
TOLD = "Yes, the workshop of Mrs Thoma in Bremen; call in the morning and ask for her son."


def said(days: float, own: str, *, outgoing: bool = False, flags: Flag = NO_FLAGS, **more: object) -> Exchange:
    return Exchange(
        record=f"m{days}",
        source="mbox",
        at=NOW - timedelta(days=days),
        outgoing=outgoing,
        channel=Channel.MAIL,
        own=own,
        flags=flags,
        **more,  # type: ignore[arg-type]
    )


def facts(*exchanges: Exchange) -> Facts:
    return Facts(
        person=Person(id=PersonId("ana"), name="Ana Lee", given="Ana"),
        exchanges=exchanges,
        last_out=NOW - timedelta(days=400),
    )


def one(*exchanges: Exchange) -> Reason | None:
    found = kindnesses(facts(*exchanges), NOW)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(("language", "kind", "sentence"), SENTENCES)
def test_a_sentence_does_the_kindness_it_tells_of(language: str, kind: str, sentence: str) -> None:
    message = said(3, sentence)
    found = kindness_of(message, facts(message))
    assert (found is None) if kind == "nothing" else found is Kindness(kind), language


def test_an_answer_with_substance_is_thanked_for() -> None:
    reason = one(said(9, ASKED, outgoing=True), said(8, TOLD))
    assert reason is not None
    assert (reason.kind, reason.touch) == (ReasonKind.THANKS_OWED, TouchKind.THANK)
    assert reason.text.startswith("On 7 June 2026 Ana answered what you had asked, and no thanks are on record: “")
    assert (reason.evidence[0].quote or "-") in TOLD


@pytest.mark.parametrize(
    "answer", ["Yes.", "Ten o'clock.", "No idea, I am afraid, I never had one of those gauges in my hands."]
)
def test_a_word_or_a_shrug_is_not(answer: str) -> None:
    assert one(said(9, ASKED, outgoing=True), said(8, answer)) is None


def test_what_ego_only_offered_or_arranged_wants_no_thanks() -> None:
    assert one(said(9, "Should I bring the projector?", outgoing=True), said(8, TOLD)) is None
    assert one(said(9, "When does the boat leave?", outgoing=True), said(8, TOLD)) is None


def test_an_idea_of_egos_that_they_took_is_theirs_to_thank_for() -> None:
    idea = said(9, "Have you considered telling the list of Bremen?", outgoing=True)
    assert one(idea, said(8, "I will drop them a mail as soon as the pumps run again.")) is None
    taken = said(8, "Thanks for the report, the new pump was put in its place this morning.")
    assert one(said(9, ASKED, outgoing=True), taken) is None


def test_any_word_of_egos_afterwards_settles_it() -> None:
    assert one(said(9, ASKED, outgoing=True), said(8, TOLD), said(7, "Thank you!", outgoing=True)) is None
    spoke = facts(said(9, ASKED, outgoing=True), said(8, TOLD))
    by_telephone = Facts(person=spoke.person, exchanges=spoke.exchanges, last_out=NOW - timedelta(days=1))
    assert kindnesses(by_telephone, NOW) == ()


def test_an_answer_in_another_thread_or_after_a_month_is_no_answer() -> None:
    asked = said(9, ASKED, outgoing=True, thread="a")
    assert one(asked, said(8, TOLD, thread="b")) is None
    assert one(asked, said(8, TOLD, thread="a")) is not None
    assert one(said(50, ASKED, outgoing=True), said(8, TOLD)) is None


def test_what_asks_in_turn_is_a_question_and_not_thanks() -> None:
    assert one(said(9, ASKED, outgoing=True), said(8, f"{TOLD} What is broken?")) is None


def test_the_greatest_kindness_is_told() -> None:
    reason = one(said(5, "Congratulations on the prize!"), said(6, "I recommended you to the board in Bergen."))
    assert reason is not None
    assert "spoke for you" in reason.text


def test_in_a_hard_time_nobody_is_thanked_for_good_wishes() -> None:
    assert one(said(5, "All the best for the funeral of your father.")) is None


def test_praise_of_a_stranger_who_sells_is_no_debt() -> None:
    message = said(5, "I loved your article! Book a demo: https://offer.example/demo")
    stranger = Facts(person=Person(id=PersonId("x"), name="X"), exchanges=(message,))
    assert kindnesses(stranger, NOW) == ()


def test_thanks_for_good_wishes_wish_nothing() -> None:
    assert one(said(5, "Thank you for the kind congratulations on my new job.")) is None


def test_machines_and_copies_did_nothing_for_ego() -> None:
    assert one(said(5, "Congratulations on the prize!", flags=Flag.AUTOMATIC)) is None
    assert one(said(5, "Congratulations on the prize!", recipients=12)) is None


def test_thanks_owed_stand_in_the_inbox() -> None:
    owed = inbox([facts(said(9, ASKED, outgoing=True), said(8, TOLD))], NOW).owed
    assert [(one.kind, one.reason.kind) for one in owed] == [("thank", ReasonKind.THANKS_OWED)]
