"""How news becomes a reason: whose words they are, where they stand, when they end."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from kithly.history import is_sensitive, shortened, with_ellipsis
from kithly.people import Person
from kithly.reasons.facts import Facts, Told
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.timely import days_of
from kithly.reasons.wording import MOST_QUOTED, day, ended, quoted
from kithly.records import Channel, Evidence, IdentityKind, News, name_key

PLACES = {
    Channel.LINKEDIN: "LinkedIn",
    Channel.FACEBOOK: "Facebook",
    Channel.MASTODON: "Mastodon",
    Channel.BLUESKY: "Bluesky",
}
SITES = {"github.com": "GitHub", "x.com": "X"}
OF_FRIENDS = frozenset((Channel.LINKEDIN, Channel.FACEBOOK))  # networks whose notices are of people ego is linked with


def place_of(news: News) -> str:
    """Return the place something happened, as one says it: ``LinkedIn``, ``example.org``; empty where none is told."""
    return PLACES.get(news.channel) or _site(news.url)


def on_place(news: News) -> str:
    """Return `` on LinkedIn``, or nothing."""
    place = place_of(news)
    return f" on {place}" if place else ""


def _site(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return SITES.get(host, host)


def is_surely_theirs(told: Told, person: Person) -> bool:
    """Say whether news is theirs beyond a name: a handle says so, or a network's own notice about people one knows."""
    if told.mentions:
        return False
    if not told.by_name:
        return True
    linked = person.connected_on is not None or any(one.kind is IdentityKind.LINKEDIN for one in person.identities)
    return told.news.channel is Channel.LINKEDIN and linked


def is_own_voice(told: Told, person: Person) -> bool:
    """Say whether the words are theirs: published where they publish, and not by another author."""
    author = name_key(told.news.author)
    return is_surely_theirs(told, person) and (not author or author == name_key(person.name))


def exact_words(told: Told) -> str:
    """Return the exact beginning of what was said, fit to be quoted; empty where there is none, or it is sensitive."""
    words = shortened(told.news.text, MOST_QUOTED)
    return "" if is_sensitive(told.news.text) else words


def in_quotes(told: Told) -> str:
    """Return what was said in quotation marks; empty where it cannot be quoted."""
    words = exact_words(told)
    return quoted(with_ellipsis(words, told.news.text)) if words else ""


def is_settled(facts: Facts, at: datetime) -> bool:
    """Say whether ego wrote to them since: whatever there was to say can have been said."""
    return facts.wrote_last is not None and facts.wrote_last >= at


def oldest_first(told: list[Told]) -> list[Told]:
    """Return dated news in one order, whatever order it came in; when an undated page was read says nothing of it."""
    return sorted((one for one in told if one.news.at is not None), key=lambda one: (one.at, one.record))


def tell(  # noqa: PLR0913 - a reason has many sides
    told: Told,
    facts: Facts,
    now: datetime,
    *,
    kind: ReasonKind,
    key: str,
    text: str,
    touch: TouchKind,
    worth: float,
    channel: Channel | None = None,
    days: int | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Reason:
    """Return the reason that a piece of news gives, timely from the day it was told.

    Args:
        told: The news; dated.
        facts: What is known of the person.
        now: Aware, in ego's zone.
        kind: Which rule.
        key: Stable within person and kind.
        text: The sentence.
        touch: What it suggests.
        worth: What it is worth.
        channel: Where; None if any will do.
        days: For how many days; None for the time of its kind.
        evidence: All that proves it; empty for the news alone.
    """
    at = told.at or now
    on = at.astimezone(now.tzinfo).date()
    return Reason(
        person=facts.person.id,
        kind=kind,
        key=key,
        text=ended(text) if not text.endswith("”") else text,
        touch=touch,
        channel=channel,
        on=on,
        starts=on,
        ends=on + timedelta(days=days_of(told.news.kind) if days is None else days),
        worth=worth,
        evidence=evidence or (told.evidence(exact_words(told) or None),),
    )


def told_on(told: Told, now: datetime) -> str:
    """Return ``On 3 May 2026``."""
    return f"On {day(told.at or now, now.tzinfo)}"
