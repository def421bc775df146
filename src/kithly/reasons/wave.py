"""The wave: many wished ego well at once, after a birthday, a new job or a post, and each is thanked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kithly.history import WishKind, is_sensitive, shortened
from kithly.reasons import worth
from kithly.reasons.fact_values import Wished
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, day

STANDS = timedelta(days=21)  # thanks that come later than three weeks need another reason
_DID = {
    WishKind.BIRTHDAY: "wished you a happy birthday",
    WishKind.GENERAL: "congratulated you",
    WishKind.POST: "commented or reacted in the fortnight after your post of",
}


def waves(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the thanks for a wish of the last three weeks, unless ego wrote to them since.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    open_ones = [one for one in facts.wished if not is_thanked(one, facts.wrote_last)]
    newest = max(open_ones, key=lambda one: (one.at, one.record), default=None)
    return (_reason(newest, facts, now),) if newest and now - newest.at <= STANDS else ()


def said_once(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Leave out what tells alone of a wish that is part of a wave."""
    waved = {one.record for reason in reasons if reason.kind is ReasonKind.WAVE for one in reason.evidence}
    return tuple(
        reason
        for reason in reasons
        if reason.kind is ReasonKind.WAVE or waved.isdisjoint(one.record for one in reason.evidence)
    )


def is_thanked(one: Wished, wrote: datetime | None) -> bool:
    """Say whether ego wrote to somebody since they wished well."""
    return wrote is not None and wrote > one.at


def wave_key(one: Wished) -> str:
    """Return the key of the reason for thanks: one for each wave."""
    return f"wave:{one.kind}:{one.about.date()}"


def what_they_did(one: Wished, now: datetime) -> str:
    """Return what the people of a wave did and when, as in "wished you a happy birthday around 3 May 2026"."""
    around = "" if one.kind is WishKind.POST else " around" if one.together > 1 else " on"
    return f"{_DID[one.kind]}{around} {day(one.about, now.tzinfo)}"


def _reason(one: Wished, facts: Facts, now: datetime) -> Reason:
    did = what_they_did(one, now)
    text = f"{facts.called} is one of {one.together} who {did}." if one.together > 1 else f"{facts.called} {did}."
    quote = None if not one.quote or is_sensitive(one.quote) else shortened(one.quote, MOST_QUOTED)
    on = one.at.astimezone(now.tzinfo).date()
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.WAVE,
        key=wave_key(one),
        text=text,
        touch=TouchKind.THANK,
        channel=one.channel,
        on=on,
        starts=on,
        ends=on + STANDS,
        worth=worth.WAVE if one.quote else worth.WAVE_CLICK,
        evidence=(one.evidence(quote),),
    )
