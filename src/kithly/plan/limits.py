"""How much one place bears: the hellos of a day and a week at each door, explained in `docs/how-to/rhythm.md`.

These are Kithly's manners, no place's rules: a person who means it stays below them by nature, and whoever is above
them looks like a robot, to people and to places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kithly.reasons import TouchKind

ANYWHERE = "*"
WEEK_DAYS = 7


class Act(StrEnum):
    """What a hello is to the place where it is said."""

    MESSAGE = "message"
    NOTE = "note"  # a request to connect, with its line
    COMMENT = "comment"
    LIKE = "like"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many a day and how many in any seven days."""

    day: int
    week: int


LIMITS: dict[tuple[str, Act], Limit] = {
    ("linkedin", Act.MESSAGE): Limit(6, 25),
    ("linkedin", Act.NOTE): Limit(2, 5),
    ("linkedin", Act.COMMENT): Limit(3, 12),
    ("linkedin", Act.LIKE): Limit(5, 20),
    ("phone", Act.MESSAGE): Limit(3, 12),
    (ANYWHERE, Act.MESSAGE): Limit(8, 35),
    (ANYWHERE, Act.NOTE): Limit(3, 10),
    (ANYWHERE, Act.COMMENT): Limit(3, 12),
    (ANYWHERE, Act.LIKE): Limit(5, 20),
}

_ACTS = {TouchKind.CONNECT: Act.NOTE, TouchKind.COMMENT: Act.COMMENT, TouchKind.LIKE: Act.LIKE}


def act_of(kind: TouchKind) -> Act:
    """Return what a hello of a kind is to its place."""
    return _ACTS.get(kind, Act.MESSAGE)


def usual_limit(place: str, act: Act) -> Limit:
    """Return how much a place bears where the user said nothing."""
    return LIMITS.get((place, act)) or LIMITS[ANYWHERE, act]
