"""What a program may ask with: strictly of its kind, within bounds that are told."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["MOST_TEXT", "Body", "Field", "Flag", "Id", "Limit", "Offset", "Real", "Text", "Who", "Whole", "Year"]

MOST_TEXT = 500  # characters of one word of a question
MOST_OFFSET = 1_000_000
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_REAL = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")  # as in JSON


def _whole(told: Any) -> Any:
    """Return a whole number written as such: no sign of plus, no space, no fraction, no truth value."""
    if isinstance(told, int) and not isinstance(told, bool):
        return told
    if isinstance(told, str) and _WHOLE.fullmatch(told):
        return int(told)
    raise ValueError("a whole number")


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


Whole = BeforeValidator(_whole)
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
Id = Annotated[str, Path(min_length=1, max_length=MOST_TEXT, description="Its id, or the beginning of it.")]
Year = Annotated[int, Path(ge=1900, le=9999, description="In your time zone."), Whole]


class Body(BaseModel):
    """What a program sends: nothing but the fields told, each strictly of its kind."""

    model_config = ConfigDict(extra="forbid", strict=True)
