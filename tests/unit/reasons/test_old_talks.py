"""An old talk is named, and what came after it."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.reasons.test_rules import NOW, ago, facts, said

from kithly.reasons import ReasonKind, arise


def test_a_contact_later_than_the_talk_that_is_named_is_told_beside_it() -> None:
    told = facts(
        said(900, "See below", subject="Harbour plan"), said(899, "Fine", out=True, subject="Re: Harbour plan")
    )
    (only,) = [one.text for one in arise(told, NOW) if one.kind is ReasonKind.OLD_TALK]
    assert only == "Your last talk with Ana was in December 2023, about “Harbour plan”."
    (beside,) = [one.text for one in arise(replace(told, last_in=ago(400)), NOW) if one.kind is ReasonKind.OLD_TALK]
    assert beside == ("In December 2023 you and Ana talked about “Harbour plan”. The last contact was on 11 May 2025.")
