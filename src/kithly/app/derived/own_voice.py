"""How the user writes to everybody, learned at each rebuild from what they sent last, and kept by language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from kithly.app.derived.exchanging import exchange
from kithly.history import Interactions
from kithly.messages import Voice
from kithly.messages.language import language_of
from kithly.messages.voice import FEW, LANGUAGES, TELLING, Sample, for_everybody, voice_of
from kithly.people import Person, PersonId
from kithly.store import Reading, Writing

KEPT = "voice"  # name of the small fact: a voice by language, the usual language first
NEWEST = 300  # messages of the user's that are read
ALONE = 1  # recipients of a message that was written to one person


def keep_voice(
    tx: Writing,
    interactions: Interactions,
    persons: Sequence[PersonId],
    people: Mapping[PersonId, Person],
    names: Sequence[str],
) -> None:
    """Learn from the newest messages the user wrote to one person each, and keep what is their habit.

    Args:
        tx: Where to.
        interactions: What happened with everybody.
        persons: Who stands at each person index.
        people: Everybody as shown.
        names: What the user may sign with.
    """
    by_language: dict[str, list[Sample]] = {}
    for sample in _sent(tx, interactions, persons, people):
        if len(sample.text.split()) >= TELLING:
            by_language.setdefault(language_of(sample.text), []).append(sample)
    ones = sorted(by_language.items(), key=lambda one: (-len(one[1]), one[0]))
    ones = [one for one in ones if len(one[1]) >= FEW]
    found = {language: for_everybody(voice_of(samples, names=names), language) for language, samples in ones}
    tx.meta.set(KEPT, json.dumps({language: asdict(voice) for language, voice in found.items()}))


def kept_voices(kept: Reading) -> dict[str, Voice]:
    """Return how the user writes, by language, the one they write in most first; empty where nothing was sent."""
    told = json.loads(kept.meta.get(KEPT) or "{}")
    return {language: Voice(**voice) for language, voice in told.items() if language in LANGUAGES}


def _sent(
    tx: Reading, interactions: Interactions, persons: Sequence[PersonId], people: Mapping[PersonId, Person]
) -> list[Sample]:
    """Return what the user wrote to one person, newest first."""
    rows = np.flatnonzero(interactions.outgoing & (interactions.recipients == ALONE) & ~interactions.met)
    rows = rows[np.argsort(-interactions.at[rows], kind="stable")][:NEWEST]
    kept = {stored.seq: stored for stored in tx.records.get(interactions.record[rows].tolist())}
    found = []
    for row in rows.tolist():
        stored = kept.get(int(interactions.record[row]))
        one = exchange(stored, outgoing=True) if stored else None
        if one is not None and one.is_personal:
            person = people.get(persons[int(interactions.person[row])])
            found.append(Sample(text=one.own, signature=one.signature, given=person.given if person else ""))
    return found
