"""The years the user said they shared with somebody: confirmed eras that are over, and no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kithly.app.said.era_words import ERA, EraWord, verdicts
from kithly.history.eras import Role
from kithly.people import PersonId
from kithly.reasons import SharedGround
from kithly.store import Reading

TOGETHER = frozenset({Role.COWORKERS, Role.CLASSMATES})  # a client's or friend's years were not spent at that place


def shared_with(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, SharedGround]:
    """Return the last years at one place that the user confirmed to have shared with each of some people."""
    answers = tx.decisions.all(ERA)
    if not answers:
        return {}
    now_of = tx.assignments.resolver()
    told: dict[PersonId, dict[str, EraWord]] = {}
    for answer in answers:
        for person, word in verdicts(answer, now_of):
            if person in persons:
                told.setdefault(person, {})[word.era.key] = word
    found = {person: _last(tuple(words.values())) for person, words in told.items()}
    return {person: one for person, one in found.items() if one is not None}


def _last(words: Collection[EraWord]) -> SharedGround | None:
    over = [one for one in words if one.role in TOGETHER and not one.era.lasts]
    if not over:
        return None
    last = max(over, key=lambda one: (one.era.finished.iso() if one.era.finished else "", one.era.key))
    return SharedGround(
        place=last.era.name,
        studied=last.role is Role.CLASSMATES,
        evidence=replace(last.evidence, quote=last.era.name),
    )
