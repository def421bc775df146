"""Invented reasons, people and plans for tests of the day."""

from __future__ import annotations

from datetime import date, timedelta

from kithly.people import Person, PersonId
from kithly.plan import (
    DayPlan,
    DayRules,
    Minutes,
    Outcome,
    PastTouch,
    Standing,
    Touch,
    choose,
)
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Evidence, Identity, IdentityKind
from kithly.ties import UNKNOWN

DAY = date(2026, 6, 15)
PROOF = (Evidence(record="r", source="mbox"),)
EMAIL = Identity(IdentityKind.EMAIL, "ana@acme.example")
LINKEDIN = Identity(IdentityKind.LINKEDIN, "ana")

TOUCH_OF = {
    ReasonKind.REPLY_OWED: (TouchKind.REPLY, 0.95),
    ReasonKind.THANKS_OWED: (TouchKind.THANK, 0.8),
    ReasonKind.OLD_TALK: (TouchKind.RECONNECT, 0.5),
    ReasonKind.NAMED: (TouchKind.GREET, 0.45),
    ReasonKind.NEW_JOB: (TouchKind.CONGRATULATE, 0.65),
}


def reason(name: str, kind: ReasonKind = ReasonKind.NAMED, key: str = "") -> Reason:
    touch, worth = TOUCH_OF[kind]
    return Reason(
        person=PersonId(name),
        kind=kind,
        key=key or f"{kind}:{name}",
        text=f"about {name}",
        touch=touch,
        on=DAY - timedelta(days=30),
        worth=worth,
        evidence=PROOF,
    )


def standing(name: str, importance: float = 1.0) -> Standing:
    return Standing(person=Person(id=PersonId(name), name=name, importance=importance), tie=UNKNOWN)


def plan(
    *reasons: Reason,
    past: tuple[PastTouch, ...] = (),
    people: dict[PersonId, Standing] | None = None,
    budget: float = 60,
    day: date = DAY,
    rules: DayRules | None = None,
) -> DayPlan:
    known = {one.person: standing(one.person) for one in reasons} | (people or {})
    return choose(reasons, past, known, day=day, budget=Minutes(budget), ego="me", rules=rules or DayRules())


def names(found: DayPlan) -> list[str]:
    return [touch.person for touch in found.touches]


def was(touch: Touch, outcome: Outcome, day: date, until: date | None = None) -> PastTouch:
    return PastTouch(
        id=touch.id,
        person=touch.person,
        kind=touch.kind,
        reason_key=touch.reason.key,
        outcome=outcome,
        on=day,
        until=until,
    )
