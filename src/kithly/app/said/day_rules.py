"""What the user said of their days, folded from decisions: minutes, quiet hours and days, holidays, limits, away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from kithly.app.settings import LEARN
from kithly.plan import Act, DayRules, Holiday, Hours, Limit
from kithly.store import Decision, Reading

RHYTHM = "rhythm"  # kind of the decisions; their subject says what they are about
AWAY = "away"  # kind of the decisions about days away; the newest counts
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LIMIT = "limit "  # beginning of the subjects of limits: ``limit linkedin:note``


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWord:
    """The user's word on their days.

    Attributes:
        rules: When nothing is planned, and how much one place bears.
        minutes: Minutes a day; None for those of the settings.
        is_learning: Whether the minutes follow what gets done.
        away_change: The change by which the days away were told; empty for none.
        said_at: When the newest of it was said.
    """

    rules: DayRules = field(default_factory=DayRules)
    minutes: float | None = None
    is_learning: bool = False
    away_change: str = ""
    said_at: datetime = NEVER


def day_word(kept: Reading) -> DayWord:
    """Return what the user said of their days."""
    return folded((*kept.decisions.all(RHYTHM), *kept.decisions.all(AWAY)))


def folded(decisions: Iterable[Decision]) -> DayWord:
    """Return decisions of `RHYTHM` and `AWAY`, each kind in order, as one word."""
    word = DayWord()
    for one in decisions:
        word = replace(word, said_at=max(word.said_at, one.at))
        word = _away(word, one) if one.kind == AWAY else _told(word, one.subject, one.value)
    return word


def _away(word: DayWord, said: Decision) -> DayWord:
    if said.value is None:
        return replace(word, rules=replace(word.rules, away=None), away_change="")
    away = (date.fromisoformat(said.value["from"]), date.fromisoformat(said.value["until"]))
    return replace(word, rules=replace(word.rules, away=away), away_change=str(said.change))


def _told(word: DayWord, subject: str, value: Any) -> DayWord:
    rules = word.rules
    if subject == "minutes":
        is_learning = value == LEARN
        return replace(word, minutes=None if is_learning else value, is_learning=is_learning)
    if subject == "quiet-hours":
        hours = Hours(time.fromisoformat(value[0]), time.fromisoformat(value[1])) if value else None
        rules = replace(rules, quiet_hours=hours)
    elif subject == "quiet-days":
        rules = replace(rules, quiet_days=frozenset(value))
    elif subject == "holidays":
        rules = replace(rules, holidays=tuple(Holiday(*one) for one in value))
    elif subject.startswith(LIMIT):
        place, _, act = subject.removeprefix(LIMIT).partition(":")
        limits = {key: one for key, one in rules.limits.items() if key != (place, Act(act))}
        rules = replace(rules, limits=limits | ({(place, Act(act)): Limit(*value)} if value else {}))
    return replace(word, rules=rules)
