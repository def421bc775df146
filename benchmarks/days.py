"""A large network's day: everybody's standing and reasons, and what became of earlier hellos."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from kithly.people import Person, PersonId
from kithly.plan import Outcome, PastTouch, Standing, TouchId
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence
from kithly.ties import UNKNOWN, Band, Tie

DAY = date(2026, 6, 1)
PROOF = (Evidence(record="r", source="mbox"),)
KINDS = (
    (ReasonKind.REPLY_OWED, TouchKind.REPLY, 0.9),
    (ReasonKind.OLD_TALK, TouchKind.RECONNECT, 0.5),
    (ReasonKind.NEW_JOB, TouchKind.CONGRATULATE, 0.65),
    (ReasonKind.BIRTHDAY, TouchKind.GREET, 0.75),
    (ReasonKind.POSTED, TouchKind.COMMENT, 0.36),
    (ReasonKind.RHYTHM, TouchKind.GREET, 0.45),
)
ENDING = frozenset({ReasonKind.NEW_JOB, ReasonKind.BIRTHDAY, ReasonKind.POSTED})


def standings(count: int, rng: random.Random) -> dict[PersonId, Standing]:
    """Return so many people, each with a tie of their own."""
    people = [Person(id=PersonId(f"p{number:05}"), name="x", importance=_importance(rng)) for number in range(count)]
    return {one.id: Standing(person=one, tie=_tie(rng), kept=rng.random() / 2) for one in people}


def _importance(rng: random.Random) -> float:
    return rng.choice([0.5, 1.0, 1.0, 1.0, 2.0, 4.0])


def _tie(rng: random.Random) -> Tie:
    known = replace(UNKNOWN, band=Band.COOLING, silent_days=100, usual_gap_days=30.0, strength=0.5)
    return replace(known, reply=rng.random(), drift_90=-0.3 * rng.random())


def reasons(count: int, people: int, rng: random.Random) -> list[Reason]:
    """Return so many reasons, every person with one at least where there are enough."""
    return [_reason(number, PersonId(f"p{number % people:05}"), rng) for number in range(count)]


def _reason(number: int, person: PersonId, rng: random.Random) -> Reason:
    kind, touch, worth = rng.choice(KINDS)
    return Reason(
        person=person,
        kind=kind,
        key=f"k{number}",
        text="why",
        touch=touch,
        worth=worth,
        ends=DAY + timedelta(days=rng.randint(-3, 20)) if kind in ENDING else None,
        channel=rng.choice([Channel.MAIL, Channel.LINKEDIN, None]),
        evidence=PROOF,
    )


def past(count: int, people: int, rng: random.Random) -> list[PastTouch]:
    """Return so many earlier hellos of the last 200 days."""
    return [
        PastTouch(
            id=TouchId(f"t{number}"),
            person=PersonId(f"p{rng.randrange(people):05}"),
            kind=rng.choice(list(TouchKind)),
            reason_key=f"k{rng.randrange(people)}",
            outcome=rng.choice(list(Outcome)),
            on=DAY - timedelta(days=rng.randint(0, 200)),
            place="linkedin",
        )
        for number in range(count)
    ]
