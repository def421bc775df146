"""A close look at a few people: their facts as of now, without touching anybody else's rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import numpy as np

from kithly.app.decisions import Word, words_of
from kithly.app.facts import Circle, facts_of
from kithly.app.own_contacts import with_own_contacts
from kithly.history import EGO, NOBODY, Interactions, RecordColumns, resolve
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Facts, Reason, arise
from kithly.records import Evidence
from kithly.store import Reading
from kithly.ties import UNKNOWN, Ego, Fact, Floats, Measures, Tie, ego_state, measure, tie_of

EGO_IDENTITIES = "ego_identities"  # name of the small fact that keeps which identity numbers are ego's

NO_EVIDENCE: Mapping[Fact, tuple[Evidence, ...]] = {}


class Ties:
    """How ego stands with everybody at one moment."""

    def __init__(self, tx: Reading, now: datetime) -> None:
        ids, table, _ = tx.ties.all()
        self.measures: Measures = measure(table, ego_state(table, now.timestamp()), now.timestamp())
        self.persons: tuple[PersonId, ...] = tuple(ids)
        self._place = {person: place for place, person in enumerate(ids)}

    def of(self, person: PersonId, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
        """Return how ego stands with one person."""
        place = self._place.get(person)
        return UNKNOWN if place is None else tie_of(self.measures, place, evidence)


class FewTies:
    """How ego stands with a few people, against ego's own level as it was at the last rebuild."""

    def __init__(self, tx: Reading, now: datetime) -> None:
        self._tx, self._now = tx, now.timestamp()
        self._ego = Ego(**dict(zip(Ego.__dataclass_fields__, tx.ties.ego(), strict=True)))

    def of(self, person: PersonId) -> Tie:
        """Return how ego stands with one person."""
        row = self._tx.ties.of(person)
        return UNKNOWN if row is None else tie_of(measure(row[np.newaxis], self._ego, self._now), 0)


def ego_row(ego: Ego) -> Floats:
    """Return ego's own level as one row, to be kept."""
    return np.array([getattr(ego, name) for name in Ego.__dataclass_fields__], float)


def look(
    tx: Reading, persons: Collection[PersonId], ties: Ties | FewTies, words: Mapping[PersonId, Word], *, now: datetime
) -> tuple[Facts, ...]:
    """Return the facts of a few people as of now.

    Args:
        tx: Where to read.
        persons: Whom.
        ties: How ego stands with everybody.
        words: The user's word about everybody.
        now: Aware, in ego's zone.
    """
    chosen = tuple(sorted(set(persons)))
    identities, contacts = person_nodes(tx, chosen)
    interactions = interactions_of(tx, chosen, identities)
    people = {row.person.id: row.person for row in map(tx.people.get, chosen) if row is not None}
    circle = Circle(
        persons=chosen,
        people=people,
        contacts=contacts,
        interactions=interactions,
        ties={person: ties.of(person) for person in chosen},
        gestures={
            person: tx.records.of_identities(identities[person], kinds=("gesture",)) for person in chosen if identities
        },
    )
    decisions = {person: word.decisions for person, word in words.items()}
    return facts_of(tx, circle, np.arange(len(chosen)), decisions, now=now)


def reasons_now(
    tx: Reading, persons: Collection[PersonId], ties: Ties, *, now: datetime
) -> tuple[tuple[Facts, ...], tuple[Reason, ...]]:
    """Return facts and reasons of a few people as of now."""
    facts = look(tx, persons, ties, words_of(tx), now=now)
    return facts, tuple(reason for one in facts for reason in arise(one, now))


def person_nodes(
    tx: Reading, persons: Sequence[PersonId]
) -> tuple[dict[PersonId, tuple[int, ...]], dict[PersonId, tuple[int, ...]]]:
    """Return the identity numbers and contact record numbers of some people."""
    identities: dict[PersonId, tuple[int, ...]] = dict.fromkeys(persons, ())
    contacts: dict[PersonId, tuple[int, ...]] = dict.fromkeys(persons, ())
    for node, person in sorted(tx.assignments.nodes_of(persons).items()):
        where = identities if node.kind == "identity" else contacts
        where[person] = (*where[person], node.seq)
    return identities, contacts


def interactions_of(
    tx: Reading, persons: Sequence[PersonId], identities: Mapping[PersonId, Sequence[int]]
) -> Interactions:
    """Return what happened with a few people, what the user told included."""
    columns = tx.interactions.columns_of([seq for person in persons for seq in identities[person]])
    index = _index(tx, columns, [identities[person] for person in persons])
    return with_own_contacts(tx, resolve(columns, index), persons)


def _index(tx: Reading, columns: RecordColumns, identities: Sequence[Sequence[int]]) -> Ints:
    """Return for each identity number the place of its person, `EGO` or `NOBODY`."""
    own = json.loads(tx.meta.get(EGO_IDENTITIES) or "[]")
    seen = [
        columns.sender.max(initial=0),
        columns.to_identity.max(initial=0),
        *own,
        *(max(one, default=0) for one in identities),
    ]
    index = np.full(int(max(seen)) + 1, NOBODY, np.int64)
    for place, seqs in enumerate(identities):
        index[list(seqs)] = place
    index[own] = EGO
    return index
