"""The time of day: which half of it a word beside the clock means, in every language of a table."""

from __future__ import annotations

import re
import tomllib
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

NOON: Final = 12
EVENING: Final = 6  # "at night" from this hour on is before midnight, else after it

_DROPPED = re.compile("[\\s.,،、·'’\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u00a0\u202f]+")


class Half(Enum):
    """What a word beside the clock says."""

    NOTHING = "nothing"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    AROUND_NOON = "noon"
    NIGHT = "night"
    UNKNOWN = "unknown"


@lru_cache(maxsize=1_024)
def half_of(before: str, after: str) -> Half:
    """Return what the words before and behind a time say.

    Example:
        >>> half_of(", ", "\u202fp.\u00a0m.")
        <Half.AFTERNOON: 'afternoon'>
    """
    said = [_table().get(word, Half.UNKNOWN) for word in map(plain, (after, before)) if word]
    telling = [half for half in said if half not in {Half.NOTHING, Half.UNKNOWN}]
    if telling:
        return telling[0]
    return Half.UNKNOWN if Half.UNKNOWN in said else Half.NOTHING


def hour_of(hour: int, half: Half) -> int:
    """Return the hour of 24 that an hour of a clock means; it may be out of range where the file is damaged."""
    if half is Half.MORNING:
        return hour % NOON if hour <= NOON else hour
    if half is Half.AFTERNOON or (half is Half.NIGHT and EVENING <= hour < NOON):
        return hour % NOON + NOON if hour <= NOON else hour
    if half is Half.NIGHT:
        return hour % NOON if hour <= NOON else hour
    if half is Half.AROUND_NOON:
        return hour + NOON if hour <= 3 else hour
    return hour


def plain(words: str) -> str:
    """Return words beside a clock as the table has them."""
    return _DROPPED.sub("", words).casefold()


@cache
def _table() -> dict[str, Half]:
    text = resources.files("kithly.sources.whatsapp").joinpath("clock.toml").read_text("utf-8")
    rows: dict[str, list[str]] = tomllib.loads(text)
    return {plain(word): Half(name) for name, words in rows.items() for word in words}
