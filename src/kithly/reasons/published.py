"""What somebody wrote, released, spoke of, passed on or organised; and pages that may name them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kithly.history.lexicon import folded
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Told
from kithly.reasons.pages import page_key
from kithly.reasons.phrases import in_words
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.senses import Sense, sense
from kithly.reasons.telling import (
    exact_words,
    in_quotes,
    is_own_voice,
    is_surely_theirs,
    oldest_first,
    on_place,
    tell,
    told_on,
)
from kithly.reasons.timely import is_timely
from kithly.records import NewsKind

MOST = 3  # newest things of a person that are reasons; older ones are behind them
FEW_WORDS = 4  # a post of fewer words is worth a click, not a comment
SHORTEST_EMPLOYER = 4  # letters of an employer's name that tell a page about one's own Ana from others

CLICKS = frozenset((ReasonKind.PASSED_ON, ReasonKind.WORKED))  # what needs no words

_DID: dict[NewsKind, tuple[ReasonKind, str, float]] = {
    NewsKind.POST: (ReasonKind.POSTED, "posted", worth.POSTED),
    NewsKind.ARTICLE: (ReasonKind.POSTED, "published", worth.POSTED),
    NewsKind.RELEASE: (ReasonKind.RELEASED, "released something", worth.RELEASED),
    NewsKind.TALK: (ReasonKind.SPOKE, "told of a talk", worth.SPOKE),
    NewsKind.EVENT: (ReasonKind.EVENT, "told of an event", worth.EVENT),
    NewsKind.WORK: (ReasonKind.WORKED, "worked on something", worth.WORKED),
    NewsKind.SHARED: (ReasonKind.PASSED_ON, "passed on what somebody else made", worth.PASSED_ON),
}


def published(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest things a person put before others, each told once; nothing grave, and nothing of a job.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in facts.news if one.news.kind in _DID and _is_fit(one, facts, now)]
    things = list(_by_thing(told).values())
    things.sort(key=lambda ones: (ones[0].at or now, ones[0].record), reverse=True)
    return tuple(_reason(ones, facts, now) for ones in things[:MOST])


def perhaps(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest page that may be about somebody: it bears the name, and their employer's too.

    The name alone is a namesake's as often as not, and is no reason.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in facts.news if one.news.kind is NewsKind.ALERT and not one.mentions and is_timely(one, now)]
    told = [one for one in told if sense(one) is Sense.PLAIN and exact_words(one) and _names_employer(one, facts)]
    if not told:
        return ()
    newest = oldest_first(told)[-1]
    return (
        tell(
            newest,
            facts,
            now,
            kind=ReasonKind.PERHAPS,
            key=f"perhaps:{_thing(newest)}",
            text=f"{told_on(newest, now)} a page was found that may be about {facts.called}: {in_quotes(newest)}",
            touch=TouchKind.GREET,
            worth=worth.PERHAPS,
        ),
    )


def _is_fit(told: Told, facts: Facts, now: datetime) -> bool:
    if not is_timely(told, now) or told.mentions or sense(told) is not Sense.PLAIN:
        return False
    theirs: Callable[..., bool] = is_surely_theirs if told.news.kind is NewsKind.SHARED else is_own_voice
    return theirs(told, facts.person)


def _by_thing(told: list[Told]) -> dict[str, list[Told]]:
    """Return what was told, several reports of one page together, oldest first."""
    found: dict[str, list[Told]] = {}
    for one in oldest_first(told):
        found.setdefault(_thing(one), []).append(one)
    return found


def _thing(told: Told) -> str:
    """Return what two reports of one thing have in common: the page, else the record itself."""
    return page_key(told.news.url) or told.record


def _reason(ones: list[Told], facts: Facts, now: datetime) -> Reason:
    first = ones[0]
    best = max(ones, key=lambda one: (len(exact_words(one)), one.record))
    kind, did, most = _DID[first.news.kind]
    words = in_quotes(best)
    is_click = kind in CLICKS or len(best.news.text.split()) < FEW_WORDS
    what = f": {words}" if words else ""
    return tell(
        first,
        facts,
        now,
        kind=kind,
        key=f"{kind}:{_thing(first)}",
        text=f"{told_on(first, now)} {facts.called} {did}{on_place(first.news)}{what}",
        touch=TouchKind.LIKE if is_click else TouchKind.COMMENT,
        worth=most if words else most / 2,
        channel=first.news.channel,
        evidence=tuple(one.evidence(exact_words(one) or None) for one in ones),
    )


def _names_employer(told: Told, facts: Facts) -> bool:
    company = in_words(facts.person.company)
    if len(folded(company)) < SHORTEST_EMPLOYER:
        return False
    return f" {company} " in f" {in_words(f'{told.news.text} {told.news.excerpt}')} "
