"""Twins: entries that look like one person and are not merged yet: nobody is woken who is in touch elsewhere."""

from __future__ import annotations

import json

from kithly.app.derived.closely import Ties
from kithly.app.derived.compared import compared
from kithly.people import PersonId
from kithly.store import Reading, Writing

TWINS = "twins"  # name of the small fact that keeps the pairs
SURE = 0.9  # probability from which two entries are treated as one as long as nobody said otherwise
MOST_PEOPLE = 5_000  # in larger networks they are only looked for when asked: it takes more than a second


def keep_twins(tx: Writing) -> int:
    """Find the sure pairs, keep them, and return how many there are."""
    if not tx.people.fewer_than(MOST_PEOPLE):
        return 0
    pairs = [(one.a, one.b) for one in compared(tx) if one.score >= SURE]
    tx.meta.set(TWINS, json.dumps(pairs))
    return len(pairs)


def awake_elsewhere(tx: Reading, ties: Ties) -> frozenset[PersonId]:
    """Return the people whose unmerged twin was in touch more recently: their own silence says nothing."""
    pairs = json.loads(tx.meta.get(TWINS) or "[]")
    found = set()
    for left, right in pairs:
        one, other = (tx.assignments.resolve(PersonId(id_)) for id_ in (left, right))
        if one == other:
            continue
        silent, silent_other = ties.of(one).silent_days, ties.of(other).silent_days
        if silent is None or silent_other is None:
            continue
        found.add(one if silent > silent_other else other)
    return frozenset(found)
