"""On this day: a round number of years since ego met somebody, or since the first message or meeting on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kithly.history import bare_subject, is_sensitive, is_telling_subject, shortened
from kithly.reasons import worth
from kithly.reasons.fact_values import First
from kithly.reasons.facts import Facts, OwnWord, WordKind
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted
from kithly.records import Evidence

ROUND = 5  # years, and every multiple: whoever is reminded each year is reminded of nothing
MOST_YEARS = 60
LASTS = timedelta(days=3)  # the day itself and some after it
FOUND_AHEAD = timedelta(days=8)  # found so long before: reasons are found anew once a week
LONG_SILENCE = timedelta(days=365)
_WORDS = {5: "Five", 10: "Ten", 15: "Fifteen", 20: "Twenty", 25: "Twenty-five", 30: "Thirty"}


def on_this_day(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return that a round number of years ago ego met somebody, or that their first contact on record came about.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    met = [word for word in facts.words if word.kind is WordKind.MET]
    own = min(met, key=lambda word: (word.at, word.record), default=None)
    found = [*(_met(own, facts, now) if own else ()), *(_first(one, facts, now) for one in facts.firsts[:1])]
    return tuple(one for one in found if one is not None)[:1]


def round_years(then: date, today: date) -> tuple[int, date] | None:
    """Return the round number of years and their day, if it is near; None where it is not.

    Example:
        >>> round_years(date(2016, 6, 12), date(2026, 6, 10))
        (10, datetime.date(2026, 6, 12))
    """
    for years in range(ROUND, MOST_YEARS + 1, ROUND):
        on = _later(then, years)
        if on - FOUND_AHEAD <= today <= on + LASTS:
            return years, on
    return None


def _later(then: date, years: int) -> date:
    try:
        return then.replace(year=then.year + years)
    except ValueError:  # 29 February
        return date(then.year + years, 3, 1)


def _met(word: OwnWord, facts: Facts, now: datetime) -> Iterator[Reason]:
    near = round_years(word.at.astimezone(now.tzinfo).date(), now.date())
    if near is None or is_sensitive(f"{word.where}\n{word.about}"):
        return
    where = f" at {word.where}" if word.where else ""
    text = f"{_ago(near[0])} ago, on {day(word.at, now.tzinfo)}, you met {facts.called}{where}."
    yield _reason(facts, now, near, text=text, key=f"met:{near[0]}", evidence=(word.evidence(),))


def _first(one: First, facts: Facts, now: datetime) -> Reason | None:
    near = round_years(one.at.astimezone(now.tzinfo).date(), now.date())
    if near is None:
        return None
    what = "meeting with" if one.is_meeting else "message to" if one.outgoing else "message from"
    text = (
        f"{_ago(near[0])} ago, on {day(one.at, now.tzinfo)}, came the first {what} {facts.called} "
        f"that is on record{_about(one)}."
    )
    return _reason(facts, now, near, text=text, key=f"first:{near[0]}", evidence=(one.evidence(),))


def _about(one: First) -> str:
    title = bare_subject(one.title)
    if not title or is_sensitive(f"{one.title}\n{one.text}") or not is_telling_subject(title, one.channel):
        return ""
    return f", about {quoted(shortened(title, MOST_QUOTED))}"


def _ago(years: int) -> str:
    return f"{_WORDS.get(years, str(years))} years"


def _reason(
    facts: Facts, now: datetime, near: tuple[int, date], *, text: str, key: str, evidence: tuple[Evidence, ...]
) -> Reason:
    is_long = facts.last is None or age(facts.last, now) > LONG_SILENCE
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.ON_THIS_DAY,
        key=key,
        text=text,
        touch=TouchKind.RECONNECT if is_long else TouchKind.GREET,
        on=near[1],
        starts=near[1],
        ends=near[1] + LASTS,
        worth=worth.ON_THIS_DAY,
        evidence=evidence,
    )
