"""What the user said of a circle, field by field, guarded against being overwritten unseen."""

from __future__ import annotations

from typing import Any

from kithly.app.belonging.guarded import cadence_field
from kithly.app.belonging.levels import IMPORTANCE
from kithly.app.said.circle_words import CIRCLE_CADENCE, CIRCLE_IMPORTANCE, CircleWord, circle_key, circle_words
from kithly.app.said.versions import hold, version_of
from kithly.store import Reading

CIRCLE_FIELDS = ("cadence", "importance")


def circle_fields(word: CircleWord) -> dict[str, Any]:
    """Return what was said of a circle by field; an importance that was never said is the normal one."""
    return {"cadence": cadence_field(word.cadence, is_said=False), "importance": level_of(word)}


def level_of(word: CircleWord) -> str:
    """Return how much the people of a circle matter, as it is called."""
    return next((level for level, worth in IMPORTANCE.items() if worth == word.importance), "normal")


def circle_version(word: CircleWord) -> str:
    """Return the version of what was said of a circle."""
    return version_of(circle_fields(word))


def hold_circle(tx: Reading, expected: str | None, circle: str, asked: dict[str, Any]) -> None:
    """Refuse to overwrite what was said of a circle meanwhile.

    Raises:
        ChangedMeanwhile: It was.
    """
    if expected is None:
        return
    told = (*tx.decisions.all(CIRCLE_CADENCE), *tx.decisions.all(CIRCLE_IMPORTANCE))
    word = circle_words(told).get(circle_key(circle), CircleWord())
    message = f"What you said of {circle} was changed elsewhere since this was shown."
    hold(expected, circle_fields(word), asked, kind="circle", id=circle, message=message)
