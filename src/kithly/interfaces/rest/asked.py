"""What a program may ask with: strictly of its kind, within bounds that are told."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "MOST_TEXT",
    "Body",
    "Counted",
    "Day",
    "Field",
    "Flag",
    "Id",
    "Limit",
    "Moment",
    "Offset",
    "Part",
    "Real",
    "Text",
    "Who",
    "Whole",
    "Word",
    "Year",
]

MOST_TEXT = 500  # characters of one word of a question
MOST_OFFSET = 1_000_000
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_REAL = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")  # as in JSON
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")


def _whole(told: Any) -> Any:
    """Return a whole number written as such: no sign of plus, no space, no fraction, no truth value."""
    if isinstance(told, int) and not isinstance(told, bool):
        return told
    if isinstance(told, str) and _WHOLE.fullmatch(told):
        return int(told)
    raise ValueError("a whole number")


def _counted(told: Any) -> Any:
    """Return a whole number of a body: JSON has one kind of number, so that 7.0 is 7 (ECMA-404; JSON Schema, 4.2.2)."""
    return int(told) if isinstance(told, float) and told.is_integer() else told


def _real(told: Any) -> Any:
    if isinstance(told, int | float) and not isinstance(told, bool):
        return told
    if isinstance(told, str) and _REAL.fullmatch(told):
        return float(told)
    raise ValueError("a number")


def _flag(told: Any) -> Any:
    if isinstance(told, bool):
        return told
    if told in {"true", "false"}:
        return told == "true"
    raise ValueError("true or false")


def _day(told: Any) -> Any:
    """Return a day written as ``2026-03-02``; no number of seconds, no time of day."""
    if isinstance(told, str) and _DAY.fullmatch(told):
        return date.fromisoformat(told)
    raise ValueError("a day, as 2026-03-02")


def _moment(told: Any) -> Any:
    """Return a moment written as ``2026-03-02T15:00:00Z``, with its distance from UTC."""
    if isinstance(told, str) and _MOMENT.fullmatch(told):
        return datetime.fromisoformat(told)
    raise ValueError("a moment, as 2026-03-02T15:00:00Z")


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Whole = BeforeValidator(_whole)
Counted = BeforeValidator(_counted)
Real = BeforeValidator(_real)

Flag = Annotated[bool, Query(), BeforeValidator(_flag)]
Text = Annotated[str, Query(max_length=MOST_TEXT)]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many."), Whole]
Offset = Annotated[int, Query(ge=0, le=MOST_OFFSET, description="Skip this many first."), Whole]
Who = Annotated[
    str,
    Path(
        min_length=1,
        max_length=MOST_TEXT,
        description="An id, an address, or any part of a name that only one person has.",
    ),
]
Part = Annotated[str, Path(min_length=1, max_length=MOST_TEXT)]
Id = Annotated[str, Path(min_length=1, max_length=MOST_TEXT, description="Its id, or the beginning of it.")]
Year = Annotated[int, Path(ge=1900, le=9999, description="In your time zone."), Whole]


class Body(BaseModel):
    """What a program sends: nothing but the fields told, each strictly of its kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


Word = Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]
