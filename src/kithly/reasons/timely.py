"""How long news is timely, and what it may be worth: one table, explained in `docs/explanation/reasons.md`."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from kithly.reasons import worth
from kithly.reasons.facts import Told
from kithly.reasons.phrases import listed
from kithly.reasons.wording import age
from kithly.records import NewsKind

SETBACK_DAYS = 60  # hard news is spoken of softly for two months
HUSHED_DAYS = 30  # after grave news nothing cheerful is suggested for a month
STALE_WORK = timedelta(days=365)  # an old report of new work is something to talk about for a year
FOUND_DAYS = 21

TIMES: dict[NewsKind, tuple[int, float]] = {
    NewsKind.JOB: (90, worth.NEW_JOB),
    NewsKind.WORK_ANNIVERSARY: (7, worth.ROUND_ANNIVERSARY),
    NewsKind.BIRTHDAY: (3, 0.0),
    NewsKind.POST: (10, worth.POSTED),
    NewsKind.ARTICLE: (10, worth.POSTED),
    NewsKind.RELEASE: (14, worth.RELEASED),
    NewsKind.TALK: (14, worth.SPOKE),
    NewsKind.EVENT: (14, worth.EVENT),
    NewsKind.SHARED: (7, worth.PASSED_ON),
    NewsKind.WORK: (7, worth.WORKED),
    NewsKind.COMMENT: (10, worth.COMMENTED),
    NewsKind.MENTION: (10, worth.COMMENTED),
    NewsKind.CONGRATULATION: (14, worth.CONGRATULATED),
    NewsKind.REACTION: (10, worth.REACTED),
    NewsKind.ACCEPTANCE: (30, worth.ACCEPTED),
    NewsKind.INVITATION: (60, worth.ASKED),
    NewsKind.MESSAGE: (21, worth.MESSAGED),
    NewsKind.PROFILE: (60, worth.PROFILE),
    NewsKind.ALERT: (14, worth.PERHAPS),
}
"""Days after it was told in which each kind of news may be a reason, and what it is worth at most."""


def days_of(kind: NewsKind) -> int:
    """Return for how many days after it was told news of a kind may be a reason."""
    return TIMES.get(kind, (0, 0.0))[0]


def is_timely(told: Told, now: datetime) -> bool:
    """Say whether news was told so lately that it may be a reason; undated news never is, whenever it was read."""
    at = told.news.at
    return at is not None and at <= now and age(at, now) <= timedelta(days=days_of(told.news.kind))


def prospect(told: Told, now: datetime) -> float:
    """Return how likely news is to be worth a close look, 0 to 1, before anything else is known of the person.

    Args:
        told: The news.
        now: Aware; nothing later is looked at.
    """
    if told.at is None or told.at > now:
        return 0.0
    if may_be_grave(told):
        return 1.0
    if not is_timely(told, now):
        return 0.0
    most = TIMES[told.news.kind][1]
    return most / 2 if told.by_name and told.news.kind is not NewsKind.ALERT else most


def may_be_grave(told: Told) -> bool:
    """Say whether news bears a sign of a death: a quick look, which finds too much."""
    return _bears_sign(told.news.text, told.news.excerpt)


@lru_cache(maxsize=8_192)
def _bears_sign(text: str, excerpt: str) -> bool:
    lower = f"{text}\n{excerpt}".lower()
    return any(sign in lower for sign in listed("death_signs"))
