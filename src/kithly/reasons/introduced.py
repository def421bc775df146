"""Closing the loop: somebody put ego in contact with somebody else, something came of it, and they may like to hear."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import is_sensitive, shortened
from kithly.reasons import worth
from kithly.reasons.fact_values import Introduced
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted

SETTLES = timedelta(days=14)  # before that nothing can have come of it
STANDS = timedelta(days=365)
BEGINS_AHEAD = timedelta(days=8)  # found so long before it begins: reasons are found anew once a week


def loops_to_close(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest introduction whose author was not written to since it bore fruit.

    Args:
        facts: What is known of whoever introduced.
        now: Aware, in ego's zone.
    """
    open_ones = [one for one in facts.introduced if _is_open(one, facts, now)]
    newest = max(open_ones, key=lambda one: (one.at, one.record), default=None)
    return (_reason(newest, facts, now),) if newest else ()


def _is_open(one: Introduced, facts: Facts, now: datetime) -> bool:
    """Say whether it is time to tell: whatever ego wrote them a fortnight later will have told of it."""
    if not SETTLES - BEGINS_AHEAD <= age(one.at, now) <= STANDS or is_sensitive(one.quote):
        return False
    return facts.wrote_last is None or facts.wrote_last < one.at + SETTLES


def _reason(one: Introduced, facts: Facts, now: datetime) -> Reason:
    on = one.at.astimezone(now.tzinfo).date()
    quote = shortened(one.quote, MOST_QUOTED)
    text = (
        f"{facts.called} put you in contact with {one.other} on {day(one.at, now.tzinfo)} ({quoted(quote)}), "
        f"and you two have written since; {facts.called} may like to hear what came of it."
    )
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.LOOP,
        key=f"loop:{one.record}",
        text=text,
        touch=TouchKind.THANK,
        channel=one.channel,
        on=on,
        starts=on + SETTLES,
        ends=on + STANDS,
        worth=worth.LOOP,
        evidence=(one.evidence(quote),),
    )
