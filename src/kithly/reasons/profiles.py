"""What somebody says of themselves elsewhere than before: another town, another line."""

from __future__ import annotations

from datetime import datetime

from kithly.history import is_no_employer
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Told
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.senses import Sense, sense
from kithly.reasons.telling import is_settled, is_surely_theirs, oldest_first, on_place, tell, told_on
from kithly.reasons.timely import is_timely
from kithly.records import NewsKind


def profile_news(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest town or employer that a profile of theirs names since it was last looked at.

    Nobody tells when a profile was changed, so it is told as noticed, and never a reason to congratulate.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in oldest_first(list(facts.news)) if _is_fit(one, facts, now)]
    towns = [one for one in told if one.news.place]
    works = [one for one in told if one.news.company and not is_no_employer(one.news.company)]
    return (*(_moved(one, facts, now) for one in towns[-1:]), *(_works(one, facts, now) for one in works[-1:]))


def _is_fit(told: Told, facts: Facts, now: datetime) -> bool:
    is_profile = told.news.kind is NewsKind.PROFILE and is_surely_theirs(told, facts.person)
    if not is_profile or not is_timely(told, now) or sense(told) is not Sense.PLAIN:
        return False
    return told.at is not None and not is_settled(facts, told.at)


def _moved(told: Told, facts: Facts, now: datetime) -> Reason:
    return tell(
        told,
        facts,
        now,
        kind=ReasonKind.RELOCATED,
        key=f"relocated:{told.news.place.casefold()}",
        text=f"{_profile(told, facts, now)} named another town: {told.news.place}",
        touch=TouchKind.GREET,
        worth=worth.RELOCATED,
    )


def _works(told: Told, facts: Facts, now: datetime) -> Reason:
    return tell(
        told,
        facts,
        now,
        kind=ReasonKind.PROFILE,
        key=f"profile:{told.news.company.casefold()}",
        text=f"{_profile(told, facts, now)} named another employer: {told.news.company}",
        touch=TouchKind.GREET,
        worth=worth.PROFILE,
    )


def _profile(told: Told, facts: Facts, now: datetime) -> str:
    return f"{told_on(told, now)} the profile of {facts.called}{on_place(told.news)}"
