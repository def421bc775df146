"""Whose questions count, and how reasons quote them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.reasons.test_rules import ANA, ASKED, facts, gesture, kinds, only, said, seen

from kithly.reasons import ReasonKind
from kithly.records import Channel, Flag, PartialDate


def test_a_strangers_question_is_worth_less() -> None:
    stranger = facts(said(7, ASKED, flags=Flag.ASKS))
    known = facts(said(7, ASKED, flags=Flag.ASKS), said(300, "Hello", out=True))
    assert only(stranger).worth < only(known).worth
    assert only(replace(stranger, sightings=(seen(10, ""),))).worth == only(known).worth


@pytest.mark.parametrize(
    "own",
    [
        "Hi Tom, are you open to new opportunities?",
        "Could I show you our platform next week?",
        "Who handles bee keeping at your side?",
        "Shall we look at it together? https://offer.example",
    ],
)
def test_a_strangers_sales_line_is_no_debt(own: str) -> None:
    by_mail = said(7, own, flags=Flag.ASKS)
    assert kinds(facts(by_mail)) == []
    assert kinds(facts(by_mail, said(300, "Hello", out=True))) == [ReasonKind.REPLY_OWED]


def test_on_linkedin_a_stranger_can_only_have_bought_the_message() -> None:
    asked = replace(said(7, ASKED, flags=Flag.ASKS), channel=Channel.LINKEDIN)
    assert kinds(facts(asked)) == []
    connected = replace(facts(asked), person=replace(ANA, connected_on=PartialDate(year=2025)))
    assert kinds(connected) == [ReasonKind.REPLY_OWED]


def test_a_sentence_cut_in_a_reason_says_so() -> None:
    own = "Did you ever find out whether the bees of the orchard beyond the mill survived the long winter of the flood?"
    asked = only(facts(said(7, own, flags=Flag.ASKS), said(300, "Hello", out=True)))
    assert asked.text.endswith("…”")
    assert asked.evidence[0].quote
    assert asked.evidence[0].quote in own
    given = "Tom explained the keeping of bees to more people than fit into the big barn behind the orchard of the mill"
    thanks = only(facts(gestures=(gesture(30, text=given),)))
    assert thanks.text.endswith("…”")


def test_a_question_of_years_ago_is_told_in_plain_words() -> None:
    asked = only(facts(said(900, ASKED, flags=Flag.ASKS)))
    assert asked.text.startswith("Ana asked you something on ")
    assert "no answer is on record: “" in asked.text
