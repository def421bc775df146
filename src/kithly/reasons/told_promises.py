"""What was promised in a talk, by the user's own word: by ego, or by them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kithly.history import is_sensitive, shortened
from kithly.reasons import worth
from kithly.reasons.facts import Facts, OwnWord, WordKind
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, day, fading, quoted

BEFORE = timedelta(days=3)  # ego is reminded so long before the named day
SOON = timedelta(days=3)  # what ego promised without a day is given so long
WAIT = timedelta(days=21)  # what they promised without a day is given so long
GRACE = timedelta(days=7)  # after the day they named, before a hello
OWN_STANDS = timedelta(days=180)
THEIRS_STANDS = timedelta(days=365)
SITTING = timedelta(hours=2)  # words written so soon after belong to the talk itself
AHEAD = timedelta(days=8)  # found so long before it begins: reasons are found anew once a week
HALF = timedelta(days=60)


def told_promises(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what was promised in a talk and is not on record since: the newest of each side.

    A later message of whoever promised settles it, as does the hello itself.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = sorted(facts.words, key=lambda one: (one.at, one.record), reverse=True)
    own = next((one for one in told if one.kind is WordKind.PROMISED and not _kept(one, facts.wrote_last)), None)
    theirs = next((one for one in told if one.kind is WordKind.THEY_PROMISED and not _kept(one, _last_in(facts))), None)
    found = [_own(own, facts, now)] if own else []
    found += [_theirs(theirs, facts, now)] if theirs and not is_sensitive(theirs.about) else []
    return tuple(one for one in found if _is_near(one, now.date()))


def _own(said: OwnWord, facts: Facts, now: datetime) -> Reason:
    on = said.at.astimezone(now.tzinfo).date()
    starts = max(on, said.due - BEFORE) if said.due else on + SOON
    last = said.due or on + SOON
    late = max(now.date() - last, timedelta())
    by = f", by {_said(said.due)}" if said.due else ""
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.PROMISE,
        key=f"promise:{said.record}",
        text=f"You promised {facts.called} on {day(said.at, now.tzinfo)}: {_words(said)}{by}.",
        touch=TouchKind.FOLLOW_UP,
        on=said.due or on,
        starts=starts,
        ends=last + OWN_STANDS,
        worth=fading(worth.PROMISE, worth.PROMISE_OLD, elapsed=late, half=HALF),
        evidence=(said.evidence(),),
    )


def _theirs(said: OwnWord, facts: Facts, now: datetime) -> Reason:
    """Return a way back: never a demand."""
    on = said.at.astimezone(now.tzinfo).date()
    starts = said.due + GRACE if said.due else on + WAIT
    text = (
        f"{facts.called} told you on {day(said.at, now.tzinfo)}: {_words(said)}. "
        "Nothing is on record since; a light hello is a way back."
    )
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.THEIR_PROMISE,
        key=f"promise:{said.record}",
        text=text,
        touch=TouchKind.GREET,
        on=said.due or on,
        starts=starts,
        ends=starts + THEIRS_STANDS,
        worth=worth.THEIR_PROMISE,
        evidence=(said.evidence(),),
    )


def _kept(said: OwnWord, last: datetime | None) -> bool:
    return last is not None and last > said.at + SITTING


def _last_in(facts: Facts) -> datetime | None:
    times = [one.at for one in facts.exchanges if not one.outgoing]
    return max([*times, facts.last_in] if facts.last_in else times, default=None)


def _words(said: OwnWord) -> str:
    return quoted(shortened(said.about, MOST_QUOTED)).rstrip(".")


def _said(on: date) -> str:
    return f"{on.day} {on:%B}"


def _is_near(reason: Reason, today: date) -> bool:
    return (reason.starts is None or reason.starts <= today + AHEAD) and (reason.ends is None or today <= reason.ends)
