"""Ties worth waking: an old talk with its topic, or a dormant tie as such."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import Exchange, Topic, last_talk, topic, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import age, day, month, quoted
from kithly.records import Evidence, Flag
from kithly.ties import Band

LONG_SILENCE = timedelta(days=365)
SOME_SILENCE = timedelta(days=90)  # a tie going quiet by its own rhythm need not be silent for a year


def old_talks(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the reason to wake a silent tie: with the topic of the last talk if it has one, else the silence itself.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    last = facts.last
    if last is None or not _is_silent(facts, age(last, now)):
        return ()
    found = topic(tuple(one for one in facts.exchanges if one.at <= now))
    if found:
        return (_talk_reason(found, facts, now),)
    return (_dormant_reason(facts, now),) if facts.tie.band is Band.DORMANT and _proof(facts) else ()


def _is_silent(facts: Facts, silence: timedelta) -> bool:
    if facts.tie.band in {Band.STRONG, Band.WARM}:
        return False
    return silence >= (SOME_SILENCE if facts.tie.band is Band.COOLING else LONG_SILENCE)


def _talk_reason(found: Topic, facts: Facts, now: datetime) -> Reason:
    exchange = next(one for one in facts.exchanges if one.record == found.evidence.record)
    text = _told(found, exchange, facts, now)
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.OLD_TALK,
        key=f"talk:{exchange.thread or exchange.record}",
        text=text + _shared(facts),
        touch=_touch(facts, now),
        channel=exchange.channel,
        on=exchange.at.astimezone(now.tzinfo).date(),
        worth=worth.OLD_TALK,
        evidence=(found.evidence, *_shared_proof(facts)),
    )


def _told(found: Topic, exchange: Exchange, facts: Facts, now: datetime) -> str:
    """Return what was talked about, and when; a contact since, which named nothing, is told beside it."""
    when = month(exchange.at, now.tzinfo)
    last = facts.last or exchange.at
    is_last = month(last, now.tzinfo) == when
    since = "" if is_last else f" The last contact was on {day(last, now.tzinfo)}."
    if found.is_subject:
        begin = f"Your last talk with {facts.called} was in {when}, about {quoted(found.text)}."
        return begin if is_last else f"In {when} you and {facts.called} talked about {quoted(found.text)}.{since}"
    who = "you wrote" if found.outgoing else f"{facts.called} wrote"
    said = quoted(with_ellipsis(found.text, exchange.own))
    if is_last:
        return f"Your last talk with {facts.called} was in {when}; {who}: {said}"
    return f"In {when} {who}: {said}{since}"


def _dormant_reason(facts: Facts, now: datetime) -> Reason:
    """Return the reason that stands on the silence alone, without any words of the talk."""
    last = facts.last or now
    evidence = _proof(facts)
    channel = max(last_talk(facts.exchanges) or facts.exchanges, key=lambda one: (one.at, one.record)).channel
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.DORMANT,
        key=f"dormant:{last.astimezone(now.tzinfo).year}",
        text=f"You and {facts.called} used to be in touch; the last contact was on {day(last, now.tzinfo)}."
        + _shared(facts),
        touch=_touch(facts, now),
        channel=channel,
        on=last.astimezone(now.tzinfo).date(),
        worth=worth.DORMANT_SHARED if facts.shared else worth.DORMANT,
        evidence=(*evidence, *_shared_proof(facts)),
    )


def _shared(facts: Facts) -> str:
    """Return the sentence on years the user said they shared, with the blank before it; empty without any."""
    if facts.shared is None:
        return ""
    return f" You {'studied' if facts.shared.studied else 'worked'} together at {facts.shared.place}."


def _shared_proof(facts: Facts) -> tuple[Evidence, ...]:
    return (facts.shared.evidence,) if facts.shared else ()


def _proof(facts: Facts) -> tuple[Evidence, ...]:
    """Return the newest message of each side, without words."""
    wordy: list[Exchange] = [one for one in facts.exchanges if not one.flags & Flag.LIGHT]
    sides = ([one for one in wordy if one.outgoing is side] for side in (False, True))
    newest = [max(side, key=lambda one: (one.at, one.record)) for side in sides if side]
    return tuple(one.evidence() for one in newest)


def _touch(facts: Facts, now: datetime) -> TouchKind:
    is_long = facts.last is None or age(facts.last, now) >= LONG_SILENCE
    return TouchKind.RECONNECT if is_long else TouchKind.GREET
