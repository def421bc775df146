"""A recommendation or endorsement received, and never a word of thanks."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import is_sensitive, quotable, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts, PastGesture, WordKind
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted
from kithly.records import GestureKind

AROUND = timedelta(days=3)  # thanks may come while the other is still writing
ENDORSEMENT_LIFE = timedelta(days=365)


def thanks_owed(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return a reason for each kind of gesture received after which ego wrote nothing to that person.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    found = []
    for kind in (GestureKind.RECOMMENDATION, GestureKind.ENDORSEMENT):
        received = [one for one in facts.gestures if one.kind is kind and not one.outgoing and _is_past(one, now)]
        newest = max(received, key=lambda one: (one.at is not None, one.at or now, one.record), default=None)
        if newest and not _is_thanked(newest, facts) and not _is_stale(newest, now):
            found.append(_reason(newest, facts, now))
    return tuple(found)


def _is_past(gesture: PastGesture, now: datetime) -> bool:
    return gesture.at is None or gesture.at <= now


def _is_thanked(gesture: PastGesture, facts: Facts) -> bool:
    """Say whether any word went to that person afterwards, or the user says so; an undated one needs no words ever."""
    thanked = [word.at for word in facts.words if word.kind is WordKind.THANKED]
    last = max([at for at in (facts.wrote_last, *thanked) if at], default=None)
    return last is not None and (gesture.at is None or last >= gesture.at - AROUND)


def _is_stale(gesture: PastGesture, now: datetime) -> bool:
    if gesture.kind is GestureKind.RECOMMENDATION:
        return False
    return gesture.at is None or age(gesture.at, now) > ENDORSEMENT_LIFE


def _reason(gesture: PastGesture, facts: Facts, now: datetime) -> Reason:
    is_recommendation = gesture.kind is GestureKind.RECOMMENDATION
    when = f" on {day(gesture.at, now.tzinfo)}" if gesture.at else ""
    did = "wrote you a recommendation" if is_recommendation else f"endorsed you for {gesture.text or 'a skill'}"
    sentence = quotable(gesture.text, MOST_QUOTED) if is_recommendation else gesture.text
    words = "" if is_sensitive(sentence) else sentence
    tail = f": {quoted(with_ellipsis(words, gesture.text))}" if words and is_recommendation else "."
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.THANKS_OWED,
        key=f"thanks:{gesture.record}",
        text=f"{facts.called} {did}{when}, and no thanks are on record{tail}",
        touch=TouchKind.THANK,
        channel=gesture.channel,
        on=gesture.at.astimezone(now.tzinfo).date() if gesture.at else None,
        worth=worth.RECOMMENDATION if is_recommendation else worth.ENDORSEMENT,
        evidence=(gesture.evidence(words or None),),
    )
