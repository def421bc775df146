"""Something the user found of a person's, or about them: a reason of its own making."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import is_sensitive, shortened, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts, OwnWord, WordKind
from kithly.reasons.phrases import in_words, says
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.timely import FOUND_DAYS
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted

LONG_SILENCE = timedelta(days=365)


def discoveries(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest thing the user found, for three weeks or until ego writes to them.

    What touches a sensitive matter stays a note.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    found = [one for one in facts.words if one.kind is WordKind.FOUND and _is_fit(one, facts, now)]
    newest = max(found, key=lambda one: (one.at, one.record), default=None)
    return () if newest is None else (_reason(newest, facts, now),)


def _is_fit(word: OwnWord, facts: Facts, now: datetime) -> bool:
    if age(word.at, now) > timedelta(days=FOUND_DAYS) or (facts.wrote_last is not None and facts.wrote_last >= word.at):
        return False
    return not is_sensitive(word.about) and not says("grave", in_words(word.about))


def _reason(word: OwnWord, facts: Facts, now: datetime) -> Reason:
    words = shortened(word.about, MOST_QUOTED)
    on = word.at.astimezone(now.tzinfo).date()
    is_long = facts.last is None or age(facts.last, now) > LONG_SILENCE
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.FOUND,
        key=f"found:{word.record}",
        text=f"On {day(word.at, now.tzinfo)} you found: {quoted(with_ellipsis(words, word.about))}",
        touch=TouchKind.RECONNECT if is_long else TouchKind.GREET,
        on=on,
        starts=on,
        ends=on + timedelta(days=FOUND_DAYS),
        worth=worth.FOUND,
        evidence=(word.evidence(),),
    )
