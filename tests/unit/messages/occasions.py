"""Briefs for every occasion a draft takes up, each with the records that prove it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kithly.messages import Brief, Ego, Fact, Item, News, Other, SharedYears, Sign, SignKind, Stay, Talk
from kithly.people import Person, PersonId
from kithly.reasons import ReasonKind, TouchKind
from kithly.records import Evidence

AT = datetime(2017, 3, 4, tzinfo=UTC)
RECORDS: dict[str, list[str]] = {}
"""The texts of each record, by its id."""


def proof(words: str | None, *, at: datetime = AT) -> Evidence:
    """Return a record that holds some words, and LinkedIn as its place."""
    record = f"r {words}"
    RECORDS[record] = [words or "", "linkedin"]
    return Evidence(record=record, source="mbox", at=at, quote=words)


def fact(words: str) -> Fact:
    return Fact(words=words, evidence=proof(words))


def sign(kind: SignKind, words: str = "", **more: Any) -> Sign:
    return Sign(kind=kind, evidence=proof(words or None), words=words, place="LinkedIn", **more)


def item(kind: str = "article", **more: Any) -> Item:
    told: dict[str, Any] = {
        "title": "The tides of Quarn",
        "kind": kind,
        "evidence": replace(proof("The tides of Quarn, Tide Weekly"), quote="The tides of Quarn"),
        "url": "https://example.org/tides",
        "author": "Tide Weekly",
        "topic": "Harbour survey",
        "topic_evidence": proof("Harbour survey"),
    }
    return Item(**(told | more))


PLAIN = Brief(
    recipient=Person(id=PersonId("p"), name="Ana Example", given="Ana"),
    kind=TouchKind.RECONNECT,
    channel="mail",
    ego=Ego(name="Tom Sample", given="Tom", now="run a small bakery in Leeds"),
    talk=Talk(at=AT, topic="Oslo audit", evidence=proof("Oslo audit")),
    on=date(2026, 8, 9),
    now=datetime(2026, 8, 1, 9, 30, tzinfo=UTC),
)
NAMED = proof("Cy Wood, Ben Stone")
KILNS, REPAIRS = fact("somebody who repairs kilns"), fact("repairs of old kilns")
BOTH = (KILNS.evidence, REPAIRS.evidence, NAMED)
HELPER = Other(name="Cy Wood", what=REPAIRS, fits=KILNS, evidence=BOTH)
NEEDY = Other(name="Ben Stone", what=KILNS, fits=REPAIRS, evidence=BOTH, helps=False)
IN_OSLO = Stay(town="Oslo", evidence=(proof("Oslo", at=datetime(2026, 8, 9, tzinfo=UTC)),), is_egos=True)
WORDS = "Well measured from the harbour"
ANSWER = replace(proof("Lock of Quarn. The lock holds the water well"), quote="The lock holds the water well")
THANKED = (
    SignKind.BIRTHDAY,
    SignKind.CONGRATULATION,
    SignKind.UNDER_POST,
    SignKind.COMMENT,
    SignKind.MENTION,
    SignKind.KINDNESS,
)


def case(touch: TouchKind, why: ReasonKind | None, **facts: Any) -> Brief:
    return replace(PLAIN, kind=touch, why=why.value if why else "", **facts)


CASES: dict[str, tuple[Brief, str]] = {
    **{
        f"comment on a {kind}": (case(TouchKind.COMMENT, ReasonKind.POSTED, item=item(kind)), "The tides of Quarn")
        for kind in ("post", "article", "release", "talk", "event")
    },
    **{
        f"thanks for {kind} in words": (case(TouchKind.THANK, ReasonKind.WAVE, sign=sign(kind, WORDS)), WORDS)
        for kind in THANKED
    },
    **{
        f"thanks for {kind}": (case(TouchKind.THANK, ReasonKind.WAVE, sign=sign(kind)), "Oslo audit")
        for kind in (*THANKED, SignKind.CLICK)
    },
    "article for what they said": (case(TouchKind.SHARE, ReasonKind.VALUE, item=item()), "Harbour survey"),
    "article for what you said": (
        case(TouchKind.SHARE, ReasonKind.VALUE, item=item(is_topic_theirs=False)),
        "Harbour survey",
    ),
    "article for no named talk": (
        case(TouchKind.SHARE, ReasonKind.VALUE, item=item(topic="")),
        "https://example.org/tides",
    ),
    "article for a need": (
        case(
            TouchKind.SHARE,
            ReasonKind.NEED_MET,
            item=item(topic="somebody who repairs kilns", topic_evidence=KILNS.evidence, author=""),
        ),
        "repairs kilns",
    ),
    "introduction, whoever has the need": (case(TouchKind.INTRODUCE, ReasonKind.INTRODUCE, other=HELPER), "Cy Wood"),
    "introduction, whoever could help": (case(TouchKind.INTRODUCE, None, other=NEEDY), "Ben Stone"),
    **{
        f"anniversary of {years} years": (
            case(
                TouchKind.CONGRATULATE,
                ReasonKind.ANNIVERSARY,
                years=years,
                news=News(company="Globex", evidence=proof("Globex")),
            ),
            "Globex",
        )
        for years in (0, 1, 10)
    },
    "promise in a letter": (
        case(
            TouchKind.FOLLOW_UP,
            ReasonKind.PROMISE,
            sign=sign(SignKind.PROMISE, "I'll send the drawings", outgoing=True),
        ),
        "send the drawings",
    ),
    "promise in a talk": (
        case(
            TouchKind.FOLLOW_UP,
            ReasonKind.PROMISE,
            sign=sign(SignKind.PROMISE_TOLD, "send the drawings of the lock", outgoing=True),
        ),
        "drawings of the lock",
    ),
    "arranged by them": (
        case(
            TouchKind.FOLLOW_UP, ReasonKind.ARRANGED, sign=sign(SignKind.ARRANGED, "Ask me after the harbour festival")
        ),
        "after the harbour festival",
    ),
    "arranged by you": (
        case(
            TouchKind.FOLLOW_UP,
            ReasonKind.ARRANGED,
            sign=sign(SignKind.ARRANGED, "Let's talk after the harbour festival", outgoing=True),
        ),
        "after the harbour festival",
    ),
    "loop": (case(TouchKind.THANK, ReasonKind.LOOP, through=fact("Ben Stone")), "Ben Stone"),
    "late answer": (
        case(
            TouchKind.THANK,
            ReasonKind.LATE_ANSWER,
            sign=sign(SignKind.ANSWER, "The lock of Quarn holds the water well"),
        ),
        "The lock of Quarn",
    ),
    "late answer with its subject": (
        case(
            TouchKind.THANK,
            ReasonKind.LATE_ANSWER,
            sign=replace(sign(SignKind.ANSWER, "The lock holds the water well"), evidence=ANSWER),
            talk=Talk(at=AT, topic="Lock of Quarn", evidence=replace(ANSWER, quote="Lock of Quarn")),
        ),
        "Lock of Quarn",
    ),
    "late answer without words": (
        case(TouchKind.THANK, ReasonKind.LATE_ANSWER, sign=sign(SignKind.ANSWER)),
        "Oslo audit",
    ),
    "after a meeting": (
        case(TouchKind.FOLLOW_UP, ReasonKind.AFTER_MEETING, met_about=fact("Harbour review")),
        "Harbour review",
    ),
    "after a meeting in a house": (
        case(TouchKind.FOLLOW_UP, ReasonKind.AFTER_MEETING, met_at=fact("Café at the lock")),
        "Café at the lock",
    ),
    "after a meeting in a town": (
        case(TouchKind.FOLLOW_UP, ReasonKind.AFTER_MEETING, stay=Stay(town="Porto", evidence=(proof("Porto"),))),
        "Porto",
    ),
    "accepted": (case(TouchKind.THANK, ReasonKind.ACCEPTED, sign=sign(SignKind.ACCEPTED)), "Oslo audit"),
    "accepted, years shared": (
        case(
            TouchKind.THANK,
            ReasonKind.ACCEPTED,
            sign=sign(SignKind.ACCEPTED),
            talk=None,
            shared=SharedYears(place="Halden Marine", evidence=proof("Halden Marine")),
        ),
        "Halden Marine",
    ),
    "accepted, met": (
        case(TouchKind.THANK, ReasonKind.ACCEPTED, sign=sign(SignKind.ACCEPTED), talk=None, met_at=fact("Tram Days")),
        "Tram Days",
    ),
    "asked": (case(TouchKind.REPLY, ReasonKind.ASKED, sign=sign(SignKind.ASKED)), "Oslo audit"),
    "town": (case(TouchKind.RECONNECT, ReasonKind.TOWN, stay=IN_OSLO), "Oslo"),
    "town, no talk": (case(TouchKind.RECONNECT, ReasonKind.TOWN, stay=IN_OSLO, talk=None), "Oslo"),
    "new town": (
        case(TouchKind.RECONNECT, ReasonKind.RELOCATED, stay=Stay(town="Porto", evidence=(proof("Porto"),))),
        "Porto",
    ),
    "new employer": (
        case(TouchKind.RECONNECT, ReasonKind.PROFILE, news=News(company="Globex", evidence=proof("Globex"))),
        "Globex",
    ),
    "years since you met": (
        case(TouchKind.RECONNECT, ReasonKind.ON_THIS_DAY, years=10, met_at=fact("Tram Days")),
        "Tram Days",
    ),
    "years since a first letter": (case(TouchKind.RECONNECT, ReasonKind.ON_THIS_DAY, years=10), "Oslo audit"),
    "years since a first meeting": (
        case(TouchKind.RECONNECT, ReasonKind.ON_THIS_DAY, years=10, talk=None, met_about=fact("Harbour review")),
        "Harbour review",
    ),
}
"""A brief and the fact its draft names, by what it is for."""
