"""The written plan of a day, as JSON in the store; and what became of earlier touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kithly.people import PersonId
from kithly.plan import DayPlan, Minutes, Outcome, PastTouch, Touch, TouchId
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence
from kithly.store import Decision, Reading, Writing

Resolver = Callable[[PersonId], PersonId]

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
LOOK_BACK = timedelta(days=120)  # plans older than this forbid nothing today


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPlan:
    """A plan as it was written.

    Attributes:
        plan: The touches.
        made_at: When.
        notes: Ids of the notes that were first shown on that day, and are not shown on a later one.
        beside: Hellos of that day that are not on its plan: begun by the user of their own accord, or shown until the
            plan was made anew.
        until: The instant from which something on it is to be told anew; None for none before the day is over.
    """

    plan: DayPlan
    made_at: datetime
    notes: tuple[str, ...] = ()
    beside: tuple[Touch, ...] = ()
    until: datetime | None = None


def encode(written: WrittenPlan) -> dict[str, Any]:
    """Return a written plan as JSON values."""
    return {
        "made_at": written.made_at.isoformat(),
        "budget": written.plan.budget,
        "touches": [_encode_touch(touch) for touch in written.plan.touches],
        "notes": list(written.notes),
        "beside": [_encode_touch(touch) for touch in written.beside],
        "until": written.until.isoformat() if written.until else None,
        "held": dict(written.plan.held),
    }


def decode(day: date, value: dict[str, Any]) -> WrittenPlan:
    """Return a plan out of JSON values."""
    plan = DayPlan(
        day=day,
        budget=Minutes(value["budget"]),
        touches=tuple(_decode_touch(one) for one in value["touches"]),
        held=value.get("held", {}),
    )
    made_at = datetime.fromisoformat(value["made_at"])
    beside = tuple(_decode_touch(one) for one in value.get("beside", ()))
    until = datetime.fromisoformat(value["until"]) if value.get("until") else None
    return WrittenPlan(plan=plan, made_at=made_at, notes=tuple(value.get("notes", ())), beside=beside, until=until)


def void_day(tx: Writing, day: date, *, since: datetime) -> None:
    """Let a day's plan be written anew if it was written while an import read: by now more people are known.

    Args:
        tx: Where it is kept.
        day: Which day.
        since: When the import began.
    """
    value = tx.plans.get(day)
    if value is not None and (written := decode(day, value)).made_at >= since:
        tx.plans.set(day, encode(replace(written, made_at=LONG_AGO)))


def _encode_touch(touch: Touch) -> dict[str, Any]:
    reason = touch.reason
    return {
        "id": touch.id,
        "person": touch.person,
        "kind": touch.kind.value,
        "channel": touch.channel,
        "minutes": touch.minutes,
        "why": list(touch.why),
        "reason": {
            "kind": reason.kind.value,
            "key": reason.key,
            "text": reason.text,
            "touch": reason.touch.value,
            "channel": reason.channel.value if reason.channel else None,
            "on": reason.on.isoformat() if reason.on else None,
            "worth": reason.worth,
            "evidence": [
                [one.record, one.source, one.at.isoformat() if one.at else None, one.quote, one.url]
                for one in reason.evidence
            ],
        },
    }


def _decode_touch(value: dict[str, Any]) -> Touch:
    told = value["reason"]
    person = PersonId(value["person"])
    reason = Reason(
        person=person,
        kind=ReasonKind(told["kind"]),
        key=told["key"],
        text=told["text"],
        touch=TouchKind(told["touch"]),
        channel=Channel(told["channel"]) if told["channel"] else None,
        on=date.fromisoformat(told["on"]) if told["on"] else None,
        worth=told["worth"],
        evidence=tuple(_decode_evidence(*one) for one in told["evidence"]),
    )
    return Touch(
        id=TouchId(value["id"]),
        person=person,
        kind=TouchKind(value["kind"]),
        reason=reason,
        channel=value["channel"],
        minutes=Minutes(value["minutes"]),
        why=tuple(value.get("why", ())),
    )


def _decode_evidence(record: str, source: str, at: str | None, quote: str | None, url: str | None) -> Evidence:
    return Evidence(record=record, source=source, at=datetime.fromisoformat(at) if at else None, quote=quote, url=url)


def past_touches(tx: Reading, day: date, zone: ZoneInfo) -> tuple[PastTouch, ...]:
    """Return what was shown and what became of it, before and on a day."""
    resolved = tx.assignments.resolver()
    plans = tx.plans.since(day - LOOK_BACK)
    places = {one["id"]: one["channel"] for _, value in plans for one in value["touches"]}
    told = [_told(decision, resolved, places) for decision in tx.decisions.all("touch")]
    logged = [_logged(one, resolved, zone) for one in tx.decisions.all("log") if not one.value.get("incoming")]
    settled = {(one.id, one.on) for one in told}
    shown = [
        _shown(touch, resolved, planned)
        for planned, value in plans
        for touch in value["touches"]
        if planned < day and (touch["id"], planned) not in settled
    ]
    return (*told, *logged, *shown)


def _shown(touch: dict[str, Any], resolved: Resolver, planned: date) -> PastTouch:
    return PastTouch(
        id=TouchId(touch["id"]),
        person=resolved(PersonId(touch["person"])),
        kind=TouchKind(touch["kind"]),
        reason_key=touch["reason"]["key"],
        outcome=Outcome.PLANNED,
        on=planned,
        place=touch["channel"],
    )


def _told(decision: Decision, resolved: Resolver, places: dict[str, str]) -> PastTouch:
    value = decision.value
    return PastTouch(
        id=TouchId(value["touch"]),
        person=resolved(PersonId(decision.subject)),
        kind=TouchKind(value["kind"]),
        reason_key=value["reason"],
        outcome=Outcome(value["outcome"]),
        on=date.fromisoformat(value["on"]),
        until=date.fromisoformat(value["until"]) if value.get("until") else None,
        place=value.get("place") or places.get(value["touch"], ""),
    )


def _logged(decision: Decision, resolved: Resolver, zone: ZoneInfo) -> PastTouch:
    return PastTouch(
        id=TouchId(decision.id),
        person=resolved(PersonId(decision.subject)),
        kind=TouchKind.GREET,
        reason_key="",
        outcome=Outcome.DONE,
        on=decision.at.astimezone(zone).date(),
    )
