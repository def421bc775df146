"""What the user said of whole circles: how often to be in touch with their people, and how much they matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kithly.people import Cadence
from kithly.people.cadence import usual_latest
from kithly.store import Decision

CIRCLE_CADENCE, CIRCLE_IMPORTANCE = "circle_cadence", "circle_importance"  # kinds; the subject is the circle's key
CIRCLE_KINDS = frozenset({CIRCLE_CADENCE, CIRCLE_IMPORTANCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleWord:
    """What the user said of one circle. None where they said nothing, or took it back."""

    cadence: Cadence | None = None
    importance: float | None = None


def circle_key(name: str) -> str:
    """Return what tells circles apart, whatever the case of their name."""
    return " ".join(name.casefold().split())


def circle_words(decisions: Iterable[Decision]) -> dict[str, CircleWord]:
    """Return what was said of each circle, by its key; what was said last counts."""
    words: dict[str, CircleWord] = {}
    for one in decisions:
        word = words.get(one.subject, CircleWord())
        if one.kind == CIRCLE_CADENCE:
            words[one.subject] = replace(word, cadence=cadence_told(one.value, one))
        elif one.kind == CIRCLE_IMPORTANCE:
            words[one.subject] = replace(word, importance=None if one.value is None else float(one.value["level"]))
    return words


def cadence_told(value: Any, said: Decision) -> Cadence | None:
    """Return a cadence as it was kept: days alone, or days with the latest and the circle's name; None for none."""
    told = {"days": value} if isinstance(value, int) else value or {}
    if not told.get("days"):
        return None
    ideal = int(told["days"])
    return Cadence(
        ideal=ideal,
        latest=int(told.get("latest") or usual_latest(ideal)),
        circle=str(told.get("name", "")),
        record=said.id,
        said_at=said.at.timestamp(),
    )
