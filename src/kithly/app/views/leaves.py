"""The calendar of hellos and birthdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafView:
    """One whole day: its id, the day (of a birthday its first), the title, a line more, and how it comes again."""

    uid: str
    on: date
    title: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """The calendar, and what became of it.

    Attributes:
        leaves: What stands in it, by day.
        path: The file that was written; None for none.
        account: The account on whose server it stands; None for none.
        written: How many events were written there.
        removed: How many were removed.
        kept: How many were left as they are because somebody changed them there.
        text: The whole in a sentence.
    """

    leaves: tuple[LeafView, ...]
    path: str | None
    account: str | None
    written: int
    removed: int
    kept: int
    text: str
