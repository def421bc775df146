"""Something by others that somebody would value: an article or a post that fits what was said with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import is_sensitive, shortened, with_ellipsis
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Fitting, WordKind
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.relevance import PieceKind
from kithly.reasons.wording import MOST_QUOTED, age, day, month, quoted
from kithly.records import Channel, Evidence, NewsKind

LIKELY = 0.7  # closeness from which a hello is suggested; how right that is stands in docs/explanation/relevance.md
SAID = frozenset({PieceKind.TALK, PieceKind.NEWS})  # a need that is met is told as such; a note is the user's own
GIVING = frozenset({NewsKind.POST, NewsKind.ARTICLE, NewsKind.RELEASE, NewsKind.TALK, NewsKind.SHARED})
PUBLIC = frozenset({Channel.WEB, Channel.LINKEDIN, Channel.MASTODON, Channel.BLUESKY})
"""Where what is published is for everybody; what a friend told friends is not passed on."""
FRESH = timedelta(days=21)  # what is older has been seen by whoever cares
REST = timedelta(days=30)  # after something was sent, or thought about and left


def worth_sharing(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the one thing of these weeks that fits a person best, if any fits well.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    if any(one.kind is WordKind.SHARED and age(one.at, now) < REST for one in facts.words):
        return ()
    fits = [one for one in facts.fits if _may_be_sent(one, facts, now)]
    best = max(fits, key=lambda one: (one.closeness, one.told.record), default=None)
    return (_reason(best, facts, now),) if best else ()


def _may_be_sent(one: Fitting, facts: Facts, now: datetime) -> bool:
    """Say whether something is fresh, near, on nothing sensitive, and in no letter of the two yet."""
    news = one.told.news
    if one.kind not in SAID or news.kind not in GIVING or news.channel not in PUBLIC:
        return False
    if one.closeness < LIKELY or one.told.at is None or not news.url or age(one.told.at, now) > FRESH:
        return False
    if one.told.at > now or is_sensitive(f"{news.text}\n{news.excerpt}\n{one.because.quote or ''}"):
        return False
    is_known = any(news.url in other.own for other in facts.exchanges)
    return not is_known and all(news.url != other.news.url for other in facts.news)


def _reason(one: Fitting, facts: Facts, now: datetime) -> Reason:
    news, at = one.told.news, one.told.at or now
    title = shortened(" ".join((news.text or news.excerpt).split()), MOST_QUOTED)
    by = f" ({one.publisher}, {day(at, now.tzinfo)})" if one.publisher else f" ({day(at, now.tzinfo)})"
    why = _said_before(one.because, one.kind, facts.called, now, outgoing=one.outgoing)
    on = at.astimezone(now.tzinfo).date()
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.VALUE,
        key=f"value:{one.told.record}",
        text=f"{quoted(title)}{by} may be for {facts.called}; {why}",
        touch=TouchKind.SHARE,
        on=on,
        starts=on,
        ends=on + FRESH,
        worth=round(worth.VALUE * one.closeness, 4),
        evidence=(one.because, one.told.evidence(title or None)),
    )


def _said_before(because: Evidence, kind: PieceKind, called: str, now: datetime, *, outgoing: bool) -> str:
    """Return why something fits, as a clause: what was said before, in its exact words.

    Args:
        because: What was said, with its words.
        kind: Where they are from.
        called: How the person is called.
        now: Aware, in ego's zone.
        outgoing: True if they are ego's.
    """
    quote = because.quote or ""
    words = quoted(with_ellipsis(shortened(quote, MOST_QUOTED), quote))
    when = f" in {month(because.at, now.tzinfo)}" if because.at else ""
    verb = "published" if kind is PieceKind.NEWS else "wrote"
    return f"{'you' if outgoing else called} {verb}{when}: {words}"
