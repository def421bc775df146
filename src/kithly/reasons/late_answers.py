"""Somebody wrote at last, after ego had asked and heard nothing for a while: they are thanked."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import Exchange, is_sensitive_talk, newest_first, quotable, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted
from kithly.records import Flag

LATE = timedelta(days=30)  # an answer that took longer cost an effort
STANDS = timedelta(days=45)


def late_answers(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the first word since ego asked somebody something a month or more before, if ego wrote nothing since.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    found = _late(facts)
    if found is None or age(found[1].at, now) > STANDS:
        return ()
    asked, answer = found
    on = answer.at.astimezone(now.tzinfo).date()
    is_private = is_sensitive_talk((asked, answer))
    quote = "" if is_private else quotable(answer.own, MOST_QUOTED)
    told = f": {quoted(with_ellipsis(quote, answer.own))}" if quote else "."
    text = (
        f"On {day(answer.at, now.tzinfo)} {facts.called} wrote, the first word since you asked something on "
        f"{day(asked.at, now.tzinfo)}, and nothing from you is on record since{told}"
    )
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.LATE_ANSWER,
            key=f"answer:{answer.record}",
            text=f"{text} The talk was personal: write this one yourself." if is_private else text,
            touch=TouchKind.THANK,
            channel=answer.channel,
            on=on,
            starts=on,
            ends=on + STANDS,
            worth=worth.LATE_ANSWER,
            evidence=(answer.evidence(quote or None), asked.evidence()),
        ),
    )


def _late(facts: Facts) -> tuple[Exchange, Exchange] | None:
    """Return a question of ego's and their next word, if that came late, asks nothing itself and is the last."""
    messages = [one for one in newest_first(facts.exchanges) if one.is_personal and not one.flags & Flag.LIGHT]
    if not messages or messages[0].outgoing:
        return None
    before = next((place for place, one in enumerate(messages) if one.outgoing), None)
    if before is None:
        return None
    answers, asked = messages[:before], messages[before]
    first = answers[-1]
    wrote = facts.wrote_last
    if any(one.flags & Flag.ASKS for one in answers) or not asked.flags & Flag.ASKS:
        return None
    if first.at - asked.at < LATE or (wrote is not None and wrote > asked.at):
        return None
    return asked, first
