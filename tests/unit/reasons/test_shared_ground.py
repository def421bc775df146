"""Shared years are told where the user said so, beside a tie worth waking, with that word as proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, Reason, ReasonKind, SharedGround, arise
from kithly.reasons.worth import DORMANT, DORMANT_SHARED
from kithly.records import Channel, Evidence
from kithly.ties import UNKNOWN, Band

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
ACME = SharedGround(place="Acme", studied=False, evidence=Evidence(record="w", source="self", at=NOW, quote="Acme"))


def said(days: float, own: str, *, out: bool) -> Exchange:
    at = NOW - timedelta(days=days)
    return Exchange(record=f"m{days}", source="mbox", at=at, outgoing=out, channel=Channel.MAIL, own=own)


def waking(own: str, shared: SharedGround | None = ACME) -> Reason:
    tie = replace(UNKNOWN, band=Band.DORMANT)
    talk = (said(900, "Hi", out=False), said(899, own, out=True))
    (reason,) = arise(Facts(person=ANA, exchanges=talk, tie=tie, shared=shared), NOW)
    return reason


def test_a_dormant_tie_names_the_years_you_shared() -> None:
    reason = waking("Bye")
    assert reason.kind is ReasonKind.DORMANT
    assert reason.text.endswith(" You worked together at Acme.")
    assert (reason.worth, reason.evidence[-1].quote) == (DORMANT_SHARED, "Acme")
    assert waking("Bye", replace(ACME, studied=True)).text.endswith(" You studied together at Acme.")


def test_an_old_talk_names_them_too() -> None:
    reason = waking("The bees of Oslo need a new hive before winter.")
    assert reason.kind is ReasonKind.OLD_TALK
    assert reason.text.endswith(" You worked together at Acme.")


def test_without_your_word_no_shared_past_is_stated() -> None:
    reason = waking("Bye", None)
    assert "together" not in reason.text
    assert reason.worth == DORMANT
