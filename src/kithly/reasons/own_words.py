"""Reasons that stand on the user's own word: somebody met, somebody they would be sorry to lose."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.reasons import worth
from kithly.reasons.facts import Facts, OwnWord, WordKind
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import age, day, month

FOLLOW_UP = timedelta(days=2)  # a first word within two days of meeting
FOLLOW_UP_LATE = timedelta(days=21)  # later it is no follow-up any more
LONG_SILENCE = timedelta(days=365)
RECENT = timedelta(days=60)  # named people in touch since then need no reminder


def follow_up_owed(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the follow-up to the last meeting the user noted, if nothing was written since.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    met = _newest(facts, WordKind.MET, now)
    if met is None or age(met.at, now) > FOLLOW_UP_LATE or _wrote_since(facts, met.at):
        return ()
    where = f" ({met.where})" if met.where else ""
    about = f", about {met.about}" if met.about else ""
    start = met.at.astimezone(now.tzinfo).date()
    told = f"You met {facts.called} on {day(met.at, now.tzinfo)}{where}{about}"
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.MET,
            key=f"met:{met.record}",
            text=f"{told}; a first word is best within two days.",
            touch=TouchKind.FOLLOW_UP,
            on=start,
            starts=start,
            ends=start + FOLLOW_UP_LATE,
            worth=worth.MET,
            evidence=(met.evidence(),),
        ),
    )


def named(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the reason for somebody the user would be sorry to lose, unless they are in touch anyway.

    Without any record of contact it is a greeting: Kithly cannot tell that the two lost touch.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    word, last = _newest(facts, WordKind.NAMED, now), facts.last
    if word is None or (last is not None and age(last, now) <= RECENT):
        return ()
    seen = f"the last contact on record was in {month(last, now.tzinfo)}" if last else "no contact is on record yet"
    is_long = last is not None and age(last, now) > LONG_SILENCE
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.NAMED,
            key="named",
            text=f"You named {facts.called} among the people you would be sorry to lose; {seen}.",
            touch=TouchKind.RECONNECT if is_long else TouchKind.GREET,
            on=word.at.astimezone(now.tzinfo).date(),
            worth=worth.NAMED,
            evidence=(word.evidence(),),
        ),
    )


def _newest(facts: Facts, kind: WordKind, now: datetime) -> OwnWord | None:
    said = [word for word in facts.words if word.kind is kind and word.at <= now]
    return max(said, key=lambda word: (word.at, word.record), default=None)


def _wrote_since(facts: Facts, at: datetime) -> bool:
    return facts.wrote_last is not None and facts.wrote_last > at
