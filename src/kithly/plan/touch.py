"""A touch: one planned act of ego."""

from __future__ import annotations

from dataclasses import dataclass
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
    """

    id: TouchId
    person: PersonId
    kind: TouchKind
    reason: Reason
    channel: str
    minutes: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The touches of one day.

    Attributes:
        day: In ego's zone.
        budget: Minutes the user has.
        touches: Best first; their minutes never exceed the budget.
    """

    day: date
    budget: Minutes
    touches: tuple[Touch, ...]

    @property
    def planned(self) -> Minutes:
        """Minutes the touches take together."""
        return Minutes(sum(touch.minutes for touch in self.touches))
