"""Dates as sources give them: often without a day, a month or even a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date of which parts may be unknown.

    Attributes:
        year: Four digits, or None (a birthday without its year).
        month: 1 to 12, or None.
        day: 1 to 31, or None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the partial date that knows everything."""
        return cls(year=day.year, month=day.month, day=day.day)

    def iso(self) -> str:
        """Return ``2024-03-05``, ``2024-03``, ``2024`` or ``--03-05``."""
        if self.year is None:
            return f"--{self.month or 0:02d}-{self.day or 0:02d}"
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what `iso` writes.

        Raises:
            ValueError: The text has another shape.
        """
        if text.startswith("--"):
            month, day = text[2:].split("-")
            return cls(month=int(month) or None, day=int(day) or None)
        parts = [int(part) for part in text.split("-")]
        year, month_, day_ = (*parts, None, None)[:3]
        return cls(year=year, month=month_, day=day_)

    def first_day(self) -> date | None:
        """Return the first day this date can mean, or None without a year."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)


def to_seconds(at: datetime) -> int:
    """Return whole seconds since 1970 of an aware instant."""
    return int(at.timestamp())
