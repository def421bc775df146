"""Hard news: a job lost or looked for. Shown as it is; nothing cheerful is suggested, and nothing is drafted."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import shortened, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Told
from kithly.reasons.new_work import reports_of
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.senses import Sense, sense
from kithly.reasons.telling import is_own_voice, is_settled, is_surely_theirs, oldest_first, on_place, tell, told_on
from kithly.reasons.timely import HUSHED_DAYS, SETBACK_DAYS
from kithly.reasons.wording import MOST_QUOTED, age, quoted
from kithly.records import NewsKind

CHEERFUL = frozenset((TouchKind.CONGRATULATE, TouchKind.LIKE, TouchKind.COMMENT, TouchKind.SHARE))
KEPT_IN_HARD_TIMES = frozenset((ReasonKind.BIRTHDAY,))  # a birthday is a birthday
SOON_TOLD = timedelta(days=90)  # a job lost before counts as over only by newer news of work


def setbacks(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the hard news of the last two months, until ego writes to them or newer news tells of new work.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = standing_setback(facts, now)
    if told is None or told.at is None or is_settled(facts, told.at):
        return ()
    return (
        tell(
            told,
            facts,
            now,
            kind=ReasonKind.SETBACK,
            key=f"setback:{told.record}",
            text=_text(told, facts, now),
            touch=TouchKind.GREET,
            worth=worth.SETBACK,
            days=SETBACK_DAYS,
            evidence=(told.evidence(shortened(told.news.text, MOST_QUOTED) or None),),
        ),
    )


def standing_setback(facts: Facts, now: datetime) -> Told | None:
    """Return the first news of the newest hard time, if it is not over; None where all is well as far as is known.

    Args:
        facts: What is known of the person.
        now: Aware; nothing later is looked at.
    """
    lost = [one for one in oldest_first(list(facts.news)) if _is_setback(one, facts) and _is_recent(one, now)]
    over = max((one.at for one in reports_of(facts)), default=None)
    standing = [one for one in lost if over is None or (one.at is not None and one.at > over)]
    return standing[0] if standing else None


def hushed(reasons: tuple[Reason, ...], facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return reasons without what is cheerful, in a hard time.

    Args:
        reasons: Every reason found.
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    if standing_setback(facts, now) is None and not _is_grave_lately(facts, now):
        return reasons
    return tuple(one for one in reasons if one.touch not in CHEERFUL or one.kind in KEPT_IN_HARD_TIMES)


def _is_setback(told: Told, facts: Facts) -> bool:
    theirs = is_surely_theirs if told.news.kind is NewsKind.JOB else is_own_voice
    return theirs(told, facts.person) and sense(told) is Sense.SETBACK


def _is_recent(told: Told, now: datetime) -> bool:
    return told.at is not None and age(told.at, now) <= SOON_TOLD


def _is_grave_lately(facts: Facts, now: datetime) -> bool:
    """Say whether they told of something grave in the last month, or another did of them."""
    lately = (one for one in facts.news if one.at is not None and age(one.at, now) <= timedelta(days=HUSHED_DAYS))
    return any(sense(one) is Sense.GRAVE and is_personal(one, facts) for one in lately)


def is_personal(told: Told, facts: Facts) -> bool:
    """Say whether grave news is of their own life: a post in their own voice, not an article or what others made."""
    return told.mentions or (told.news.kind is NewsKind.POST and is_own_voice(told, facts.person))


def _text(told: Told, facts: Facts, now: datetime) -> str:
    soft = "It reads like hard news: a plain hello, in your own words alone."
    words = shortened(told.news.text, MOST_QUOTED)
    if told.news.kind is NewsKind.JOB or not words:
        shown = ", ".join(part for part in (told.news.title, told.news.company) if part)
        return f"{told_on(told, now)} the profile of {facts.called}{on_place(told.news)} said {quoted(shown)}. {soft}"
    said = quoted(with_ellipsis(words, told.news.text))
    return f"{told_on(told, now)} {facts.called} wrote{on_place(told.news)}: {said} {soft}"
