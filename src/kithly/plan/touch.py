"""A touch: one planned act of ego."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from kithly.people import PersonId
from kithly.reasons import Reason, TouchKind

TouchId = NewType("TouchId", str)
Minutes = NewType("Minutes", float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One planned act.

    Attributes:
        id: hash(ego, person, reason key, occasion): the same touch whenever it is planned.
        person: Whom.
        kind: What.
        reason: Why now.
        channel: ``email``, ``linkedin``, ``phone`` ...: the door to use.
        minutes: What it costs.
        why: Why it is on the day's plan: short true sentences, the weightiest first; empty off any plan.
    """

    id: TouchId
    person: PersonId
    kind: TouchKind
    reason: Reason
    channel: str
    minutes: Minutes
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The touches of one day.

    Attributes:
        day: In ego's zone.
        budget: Minutes the user has.
        touches: Best first; their minutes never exceed the budget.
        held: How many people with a timely reason are not on it, by cause (`past.Cause`); with those on it, all.
    """

    day: date
    budget: Minutes
    touches: tuple[Touch, ...]
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def planned(self) -> Minutes:
        """Minutes the touches take together."""
        return Minutes(sum(touch.minutes for touch in self.touches))
