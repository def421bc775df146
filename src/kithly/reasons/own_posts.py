"""Ego's own posting: how often it was, and since when nothing more is known; a fact, and no reproach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median

from kithly.records import Evidence

SHARE, COMMENT, REACTION = "share", "comment", "reaction"  # kinds, as records have them
FEWEST_DAYS = 4  # days with a post from which the gaps between them are a rhythm: three gaps
LOOKED_BACK = timedelta(days=5 * 365)  # before the last post: what was usual longer ago is usual no more
POSTS_NOW = timedelta(days=730)  # who posted on some days within two years is somebody who posts
WEEK = timedelta(days=7)
_UNITS = ((730, 365.25, "year"), (61, 30.4, "month"), (14, 7.0, "week"), (0, 1.0, "day"))  # from days, days, name


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPost:
    """Something ego published, said beneath what others published, or reacted with.

    Attributes:
        record: Record id.
        source: Name of the source.
        at: When, aware.
        kind: ``share``, ``comment`` or ``reaction``.
        text: Ego's words.
        url: Its page; empty if unknown.
        place: In which network, by name.
    """

    record: str
    source: str
    at: datetime
    kind: str
    text: str = ""
    url: str = ""
    place: str = ""

    def evidence(self) -> Evidence:
        """Return it as proof."""
        return Evidence(record=self.record, source=self.source, at=self.at, url=self.url or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """How ego posts.

    Attributes:
        counts: How many of each kind.
        last: The last post of ego's own; None for none.
        gap: How long it usually was from one day with a post to the next; None where too little tells.
        posts_now: Whether ego is somebody who posts, as the last two years show.
    """

    counts: Counter[str]
    last: OwnPost | None
    gap: timedelta | None
    posts_now: bool


def posting_of(posts: Iterable[OwnPost], now: datetime) -> Posting:
    """Return how ego posts, out of all that is known of it up to now.

    Args:
        posts: In any order; what lies ahead of now is left out.
        now: The present, in ego's zone.
    """
    told = sorted((one for one in posts if one.at <= now), key=lambda one: (one.at, one.record))
    shares = [one for one in told if one.kind == SHARE]
    days = _days(shares, now.tzinfo)
    recent = [day for day in days if day > now.date() - POSTS_NOW]
    return Posting(
        counts=Counter(one.kind for one in told),
        last=shares[-1] if shares else None,
        gap=_usual_gap(days),
        posts_now=len(recent) >= FEWEST_DAYS,
    )


def is_due(posting: Posting, now: datetime) -> bool:
    """Say whether it is as long as usual since the last post; without a rhythm, whether a week has passed."""
    if posting.last is None:
        return True
    return now - posting.last.at >= max(posting.gap or WEEK, WEEK)


def posting_in_words(posting: Posting, now: datetime) -> str:
    """Return the rhythm as a sentence or two.

    Example:
        >>> posting_in_words(Posting(counts=Counter(), last=None, gap=None, posts_now=False), datetime(2026, 3, 2))
        'No post of yours is known.'
    """
    if posting.last is None:
        return "No post of yours is known."
    ago = now - posting.last.at
    when = f"Your last post was {_long(ago)} ago" if ago.days else "Your last post is from today"
    if posting.gap is None:
        return f"{when}."
    every = f"about every {_long(posting.gap)}".replace("every 1 ", "every ")
    if ago > 2 * posting.gap:
        return f"{when}; before that you posted {every}."
    return f"{when}; you post {every}."


def _days(shares: Sequence[OwnPost], zone: tzinfo | None) -> list[date]:
    return sorted({one.at.astimezone(zone).date() for one in shares})


def _usual_gap(days: Sequence[date]) -> timedelta | None:
    near = [day for day in days if days[-1] - day <= LOOKED_BACK]
    if len(near) < FEWEST_DAYS:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(near)]
    return timedelta(days=median(gaps))


def _long(time: timedelta) -> str:
    """Return a length of time in one number: ``14 months``."""
    days = max(time / timedelta(days=1), 1.0)
    size, name = next((size, name) for least, size, name in _UNITS if days >= least)
    number = max(round(days / size), 1)
    return f"{number} {name}{'' if number == 1 else 's'}"
