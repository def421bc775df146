"""Before a meeting there is something to prepare and nothing to write; afterwards a word is owed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kithly.history import FEW_RECIPIENTS, is_sensitive, shortened
from kithly.reasons import worth
from kithly.reasons.fact_values import Appointment
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, day, quoted
from kithly.records import Channel

BEFORE = timedelta(days=2)  # from here on a greeting is pointless
AFTER = timedelta(days=7)
SELDOM = timedelta(days=60)  # whoever was met within so long before is met regularly, and needs no word each time
SOON_AGAIN = timedelta(days=14)
STILL_OWED = frozenset(
    {
        ReasonKind.REPLY_OWED,
        ReasonKind.UNANSWERED,
        ReasonKind.THANKS_OWED,
        ReasonKind.MET,
        ReasonKind.PROMISE,
        ReasonKind.BIRTHDAY,
    }
)
"""What is owed all the same before a meeting, and a birthday; any other reason has to wait."""
FOUND_AHEAD = timedelta(days=10)  # found so long before: reasons are found anew once a week


def meeting_ahead(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the next meeting with few people, two days before; it is prepared, not written about.

    Args:
        facts: What is known of the person, meetings that lie ahead included.
        now: Aware, in ego's zone.
    """
    coming = [one for one in _small(facts.appointments) if now < one.at <= now + FOUND_AHEAD]
    first = min(coming, key=lambda one: (one.at, one.record), default=None)
    if first is None:
        return ()
    on = _day_of(first, now)
    text = f"You meet {facts.called} on {_when(first, now)}{_called(first)}."
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.MEETING,
            key=f"meeting:{first.record}",
            text=text,
            touch=TouchKind.FOLLOW_UP,
            channel=Channel.MEETING,
            on=on,
            starts=on - BEFORE,
            ends=on,
            worth=worth.MEETING,
            evidence=(first.evidence(),),
        ),
    )


def after_meeting(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the word owed after a meeting of the last week, where the two meet seldom and ego wrote nothing since.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    small = [one for one in _small(facts.appointments) if not one.is_all_day]
    past = [one for one in small if now - AFTER <= one.at + one.length <= now]
    last = max(past, key=lambda one: (one.at, one.record), default=None)
    if last is None or _is_regular(last, small) or _wrote_since(facts, last.at):
        return ()
    on = _day_of(last, now)
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.AFTER_MEETING,
            key=f"met:{last.record}",
            text=f"You met {facts.called} on {day(last.at, now.tzinfo)}{_called(last)}; no word is on record since.",
            touch=TouchKind.FOLLOW_UP,
            on=on,
            starts=on,
            ends=on + AFTER,
            worth=worth.AFTER_MEETING,
            evidence=(last.evidence(),),
        ),
    )


def _small(meetings: Iterable[Appointment]) -> list[Appointment]:
    return [one for one in meetings if one.others <= FEW_RECIPIENTS]


def _is_regular(last: Appointment, meetings: Iterable[Appointment]) -> bool:
    others = (one for one in meetings if one.record != last.record)
    return any(last.at - SELDOM <= one.at <= last.at + SOON_AGAIN for one in others)


def _wrote_since(facts: Facts, at: datetime) -> bool:
    return facts.wrote_last is not None and facts.wrote_last > at


def _day_of(one: Appointment, now: datetime) -> date:
    """Return the day of a meeting: of a whole day the one it is for in any zone."""
    return one.at.date() if one.is_all_day else one.at.astimezone(now.tzinfo).date()


def _when(one: Appointment, now: datetime) -> str:
    if one.is_all_day:
        return day(one.at, None)
    return f"{day(one.at, now.tzinfo)} at {one.at.astimezone(now.tzinfo):%H:%M}"


def _called(one: Appointment) -> str:
    if not one.title or is_sensitive(f"{one.title}\n{one.text}"):
        return ""
    return f" ({quoted(shortened(one.title, MOST_QUOTED))})"
