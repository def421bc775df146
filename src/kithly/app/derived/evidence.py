"""Evidence of a tie: the records behind the facts that moved it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kithly.app.derived.closely import Ties, interactions_of, person_nodes
from kithly.history import Interactions
from kithly.history.interactions import Bools
from kithly.people import PersonId
from kithly.records import Evidence, Flag, Gesture, Meeting, Message
from kithly.store import Reading, Stored
from kithly.ties import Fact, Tie


def tie_with_evidence(kept: Reading, person: PersonId, ties: Ties) -> Tie:
    """Return how ego stands with a person, each fact with the records that prove it.

    Contacts that only the user told of are proven by nothing but their word, and stand without a record here.
    """
    identities, _ = person_nodes(kept, (person,))
    happened = interactions_of(kept, (person,), identities)
    return ties.of(person, evidence_of(kept, happened, int(ties.now)))


def evidence_of(kept: Reading, happened: Interactions, now: int) -> Mapping[Fact, tuple[Evidence, ...]]:
    """Return the records that prove each fact about one tie.

    Args:
        kept: Where to read.
        happened: All that happened with the person.
        now: Seconds since 1970, UTC.
    """
    wanted = _wanted(happened, now)
    numbers = sorted({number for numbers in wanted.values() for number in numbers if number > 0})
    stored = {one.seq: _one(one) for one in kept.records.get(numbers)}
    return {fact: tuple(stored[number] for number in numbers if number in stored) for fact, numbers in wanted.items()}


def _wanted(happened: Interactions, now: int) -> dict[Fact, tuple[int, ...]]:
    """Return the numbers of the records that prove each fact."""
    past = (happened.at > 0) & (happened.at <= now)
    words = past & ((happened.flags & int(Flag.LIGHT)) == 0)
    first, last = _first(happened, words), _last(happened, words)
    written = words & ~happened.met
    sides = _last(happened, written & ~happened.outgoing) + _last(happened, written & happened.outgoing)
    met = _last(happened, words & happened.met)
    return {
        Fact.SILENCE: last,
        Fact.DAYS: tuple(dict.fromkeys(first + last)),
        Fact.CLICK: _last(happened, past),
        Fact.ANSWERS: sides,
        Fact.BALANCE: sides + met,
    }


def _first(happened: Interactions, rows: Bools) -> tuple[int, ...]:
    place = np.flatnonzero(rows)
    return (int(happened.record[place[np.argmin(happened.at[place])]]),) if len(place) else ()


def _last(happened: Interactions, rows: Bools) -> tuple[int, ...]:
    place = np.flatnonzero(rows)
    return (int(happened.record[place[np.argmax(happened.at[place])]]),) if len(place) else ()


def _one(stored: Stored) -> Evidence:
    record = stored.record
    at = record.at if isinstance(record, Message | Gesture | Meeting) else None
    return Evidence(record=stored.id, source=stored.source, at=at)
