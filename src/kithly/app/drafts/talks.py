"""What two people last spoke of, as a draft may name it; and the question one of them left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.history import (
    Exchange,
    bare_subject,
    best_sentence,
    is_sensitive,
    is_sensitive_talk,
    is_telling_subject,
    last_talk,
    short_topic,
    shortened,
    thing_in,
    with_ellipsis,
)
from kithly.messages import Fact, Talk
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind
from kithly.records import Channel

MOST_QUOTED = 100  # letters of somebody's words in a draft; a longer quote reads like a court file
SAME_TALK = timedelta(days=21)  # what was written so shortly before a promise led to it
ASKING = frozenset({ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED})
THANKED = frozenset({ReasonKind.LATE_ANSWER, ReasonKind.THANKS_OWED})
TELLING = frozenset({ReasonKind.PROMISE, ReasonKind.THEIR_PROMISE, ReasonKind.ARRANGED, ReasonKind.LATE_ANSWER})
"""Reasons that rest on a message with words; where none are quoted, the talk was personal."""

TAKING_UP = frozenset({TouchKind.REPLY, TouchKind.THANK, TouchKind.FOLLOW_UP})
"""What takes up words of theirs ("thank you for your lines"): ego's own words would make it untrue."""


def talk_for(facts: Facts, reason: Reason | None, kind: TouchKind | None = None) -> Talk | None:
    """Return the talk a draft may name: that of the question it answers, of a first contact, else the last one.

    A promise of theirs is never brought up, nor the talk it was made in. What takes up words of theirs names
    the last talk in which there were some.
    """
    asked = _asked(facts, reason)
    if asked is not None and question_of(facts, reason) is not None:
        return _talk_of(asked)
    thanked = _message(facts, reason) if reason is not None and reason.kind in THANKED else None
    if thanked is not None and _talk_of(thanked).topic:
        return _talk_of(thanked)
    if reason is not None and reason.kind is ReasonKind.ON_THIS_DAY:
        first = _first(facts, reason)
        if first is not None:
            return first
    if reason is not None and reason.kind is ReasonKind.THEIR_PROMISE:
        return _last(_before(facts, reason))
    last = _last(facts)
    return _theirs(facts) if last is not None and last.outgoing and kind in TAKING_UP else last


def is_answered(facts: Facts, reason: Reason | None, talk: Talk | None) -> bool:
    """Say whether ego wrote to them after a talk, so that nothing tells that it waits for an answer."""
    if talk is None or talk.at is None or (reason is not None and reason.kind in ASKING):
        return False
    return facts.wrote_last is not None and facts.wrote_last > talk.at


def question_of(facts: Facts, reason: Reason | None) -> Fact | None:
    """Return their question that waits for an answer, in its words."""
    asked = _asked(facts, reason)
    if asked is None or reason is None:
        return None
    quote = next((one.quote for one in reason.evidence if one.record == asked.record and one.quote), None)
    words = shortened(quote or best_sentence(asked.own), MOST_QUOTED)
    return Fact(words=with_ellipsis(words, asked.own), evidence=asked.evidence(words)) if words else None


def is_personal(facts: Facts, reason: Reason | None) -> bool:
    """Say whether the last talk, or what the reason rests on, touches a sensitive matter."""
    asked = _asked(facts, reason)
    if is_sensitive_talk(last_talk(facts.exchanges)) or (asked is not None and is_sensitive_talk((asked,))):
        return True
    return reason is not None and reason.kind in TELLING and not any(one.quote for one in reason.evidence)


def _asked(facts: Facts, reason: Reason | None) -> Exchange | None:
    return _message(facts, reason) if reason is not None and reason.kind in ASKING else None


def _message(facts: Facts, reason: Reason) -> Exchange | None:
    """Return the message of theirs that a reason rests on."""
    records = {one.record for one in reason.evidence}
    return next((one for one in facts.exchanges if one.record in records and not one.outgoing), None)


def _talk_of(message: Exchange) -> Talk:
    """Return the talk a message belongs to, named by its subject or by a thing in it; perhaps by nothing."""
    subject = bare_subject(message.subject) if message.channel is Channel.MAIL else ""
    name = subject or thing_in(message.own)
    return Talk(
        at=message.at,
        topic=" ".join(name.split()),
        evidence=message.evidence(name or None),
        channel=message.channel.value,
        outgoing=False,
        is_subject=bool(subject),
    )


def _last(facts: Facts) -> Talk | None:
    found = short_topic(facts.exchanges)
    if found is None:
        return None
    channel = next((one.channel for one in facts.exchanges if one.record == found.evidence.record), Channel.MAIL)
    return Talk(
        at=found.evidence.at,
        topic=found.text,
        evidence=found.evidence,
        channel=channel.value,
        outgoing=found.outgoing,
        is_subject=found.is_subject,
    )


def _theirs(facts: Facts) -> Talk | None:
    """Return the last real talk by the newest message of theirs in it that has a name; None if none has."""
    theirs = [one for one in last_talk(facts.exchanges) if not one.outgoing]
    talks = (
        _talk_of(one if is_telling_subject(bare_subject(one.subject), one.channel) else replace(one, subject=""))
        for one in theirs
    )
    return next((one for one in talks if one.topic), None)


def _before(facts: Facts, reason: Reason) -> Facts:
    """Return what is known from before the talk in which something was promised."""
    promised = [one.at for one in reason.evidence if one.at]
    earlier = (one for one in facts.exchanges if promised and one.at < min(promised) - SAME_TALK)
    return replace(facts, exchanges=tuple(earlier))


def _first(facts: Facts, reason: Reason) -> Talk | None:
    """Return the first message on record as a talk, where its subject tells what it was about."""
    records = {one.record for one in reason.evidence}
    one = next((one for one in facts.firsts if one.record in records and not one.is_meeting), None)
    subject = bare_subject(one.title) if one else ""
    if one is None or is_sensitive(f"{one.title}\n{one.text}") or not is_telling_subject(subject, one.channel):
        return None
    evidence = replace(one.evidence(), quote=subject)
    return Talk(at=one.at, topic=subject, evidence=evidence, channel=one.channel.value, outgoing=one.outgoing)
