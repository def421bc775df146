"""How long news is timely: one table, explained in `docs/explanation/reasons.md`."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.reasons.facts import Told
from kithly.reasons.wording import age
from kithly.records import NewsKind

DAYS: dict[NewsKind, int] = {
    NewsKind.JOB: 90,
    NewsKind.WORK_ANNIVERSARY: 7,
    NewsKind.BIRTHDAY: 3,
    NewsKind.POST: 10,
    NewsKind.COMMENT: 10,
    NewsKind.MENTION: 10,
    NewsKind.REACTION: 14,
    NewsKind.CONGRATULATION: 14,
    NewsKind.INVITATION: 60,
    NewsKind.ACCEPTANCE: 30,
    NewsKind.MESSAGE: 14,
    NewsKind.EVENT: 14,
    NewsKind.ALERT: 14,
    NewsKind.RELEASE: 14,
    NewsKind.TALK: 14,
    NewsKind.SHARED: 7,
    NewsKind.PROFILE: 60,
    NewsKind.ARTICLE: 10,
}
"""Days after it was told in which each kind of news may be a reason."""


def is_timely(told: Told, now: datetime) -> bool:
    """Say whether news was told so lately that it may be a reason; undated news never is."""
    return told.at is not None and told.at <= now and age(told.at, now) <= timedelta(days=DAYS.get(told.news.kind, 0))


def prospect(told: Told, now: datetime) -> float:
    """Return how likely news is to be worth a close look, 0 to 1, before anything else is known of the person.

    Args:
        told: The news.
        now: Aware; nothing later is looked at.
    """
    if not is_timely(told, now):
        return 0.0
    return 0.4 if told.by_name else 0.8
