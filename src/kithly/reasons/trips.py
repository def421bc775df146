"""Ego will be in somebody's town."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import is_sensitive, shortened
from kithly.reasons import worth
from kithly.reasons.fact_values import Trip
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted

AHEAD = timedelta(days=21)  # early enough to find an hour, late enough to know it
FOUND_AHEAD = timedelta(days=30)
LONG_SILENCE = timedelta(days=365)


def in_their_town(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the next time ego will be in the town where somebody lives, as calendar and address book tell.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    coming = [one for one in facts.trips if timedelta() < one.at - now <= FOUND_AHEAD]
    first = min(coming, key=lambda one: (one.at, one.record), default=None)
    if first is None or facts.last is None:
        return ()
    on = first.at.date() if first.is_all_day else first.at.astimezone(now.tzinfo).date()
    is_long = age(facts.last, now) > LONG_SILENCE
    text = (
        f"You will be in {first.town} on {day(first.at, None if first.is_all_day else now.tzinfo)}{_called(first)}, "
        f"and {facts.called} is in {first.town} by {first.told_by}."
    )
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.TOWN,
            key=f"town:{first.record}",
            text=text,
            touch=TouchKind.RECONNECT if is_long else TouchKind.GREET,
            on=on,
            starts=on - AHEAD,
            ends=on - timedelta(days=1),
            worth=worth.TOWN,
            evidence=(first.evidence(), first.home),
        ),
    )


def _called(one: Trip) -> str:
    is_told = bool(one.title) and not is_sensitive(one.title)
    return f" ({quoted(shortened(one.title, MOST_QUOTED))})" if is_told else ""
