"""A close look at a few people: their facts as of now, without touching anybody else's rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from kithly.app.decisions import Word, words_of
from kithly.app.facts import Circle, facts_of
from kithly.app.network import Network
from kithly.app.own_contacts import with_own_contacts
from kithly.history import EGO, NOBODY, Interactions, RecordColumns, resolve
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Facts, Reason, arise
from kithly.records import Because, Evidence
from kithly.store import Decision, Reading, Stored
from kithly.ties import UNKNOWN, Ego, Fact, Floats, Measures, Tie, ego_state, measure, tie_of

EGO_IDENTITIES = "ego_identities"  # name of the small fact that keeps which identity numbers are ego's

REMEMBERED = replace(UNKNOWN, because=(Because(text="remembered"),))  # no number, and why
NO_EVIDENCE: Mapping[Fact, tuple[Evidence, ...]] = {}


class Ties:
    """How ego stands with everybody at one moment."""

    def __init__(self, tx: Reading, now: datetime) -> None:
        ids, table, _ = tx.ties.all()
        self.level: Ego = ego_state(table, now.timestamp())
        self.measures: Measures = measure(table, self.level, now.timestamp())
        self.persons: tuple[PersonId, ...] = tuple(ids)
        self._place = {person: place for place, person in enumerate(ids)}
        told = {tx.assignments.resolve(PersonId(one.subject)): one.value for one in tx.decisions.all("remembered")}
        self._remembered = frozenset(person for person, value in told.items() if value)

    def place(self, person: PersonId) -> int | None:
        """Return where a person stands in the measures; None for the dead, of whom no forecast is made."""
        return None if person in self._remembered else self._place.get(person)

    def of(self, person: PersonId, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
        """Return how ego stands with one person; of the dead no forecast is made."""
        if person in self._remembered:
            return REMEMBERED
        place = self.place(person)
        return UNKNOWN if place is None else tie_of(self.measures, place, evidence)


def ties_now(network: Network) -> Ties:
    """Return how ego stands with everybody, worked out once an hour and state of the store.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Ties:
        with network.store.reading() as kept:
            return Ties(kept, network.now)

    return network.recall.get(("ties", network.hour), make)


class Untold:
    """Stands in for `Ties` where nobody asks how ego stands with anybody: it costs nothing."""

    def of(self, person: PersonId, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
        """Return that nothing is known."""
        del person, evidence
        return UNKNOWN


def ego_row(ego: Ego) -> Floats:
    """Return ego's own level as one row, to be kept."""
    return np.array([getattr(ego, name) for name in Ego.__dataclass_fields__], float)


def level_of(row: Floats) -> Ego:
    """Return ego's own level as `ego_row` kept it."""
    return Ego(**dict(zip(Ego.__dataclass_fields__, row, strict=True)))


def look(
    tx: Reading, persons: Collection[PersonId], ties: Ties | Untold, words: Mapping[PersonId, Word], *, now: datetime
) -> tuple[Facts, ...]:
    """Return the facts of a few people as of now.

    Args:
        tx: Where to read.
        persons: Whom.
        ties: How ego stands with everybody, or `Untold` where that is not looked at.
        words: The user's word about everybody.
        now: Aware, in ego's zone.
    """
    chosen = tuple(sorted(set(persons)))
    identities, contacts = person_nodes(tx, chosen)
    met = meet(tx, chosen, identities, tx.decisions.all())
    circle = Circle(
        persons=chosen,
        people={row.person.id: row.person for row in tx.people.some(chosen)},
        contacts=contacts,
        interactions=met.interactions,
        ties={person: ties.of(person) for person in chosen},
        gestures=met.gestures,
    )
    decisions = {person: word.decisions for person, word in words.items()}
    return facts_of(tx, circle, np.arange(len(chosen)), decisions, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What happened with a few people.

    Attributes:
        interactions: Messages, gestures and what the user told, by place of the person.
        gestures: Invitations, recommendations and endorsements of each, newest first.
    """

    interactions: Interactions
    gestures: Mapping[PersonId, tuple[Stored, ...]]


def meet(
    tx: Reading,
    persons: Sequence[PersonId],
    identities: Mapping[PersonId, Sequence[int]],
    decisions: Sequence[Decision],
) -> Met:
    """Return what happened with a few people.

    Args:
        tx: Where to read.
        persons: Whom.
        identities: Numbers of the identities of each.
        decisions: All the user said.
    """
    columns = tx.interactions.columns_of([seq for person in persons for seq in identities[person]])
    index = _index(tx, columns, [identities[person] for person in persons])
    return Met(
        interactions=with_own_contacts(tx, resolve(columns, index), persons, decisions),
        gestures=_gestures(tx, columns, index, persons),
    )


def _gestures(
    tx: Reading, columns: RecordColumns, index: Ints, persons: Sequence[PersonId]
) -> dict[PersonId, tuple[Stored, ...]]:
    """Return the gestures among some columns, by person, newest first."""
    rows = np.flatnonzero(np.isin(columns.record, tx.records.numbers_of_kind("gesture")))
    if not len(rows):
        return {}
    rows = rows[np.lexsort((-columns.record[rows], -columns.at[rows]))]
    stored = {one.seq: one for one in tx.records.get(columns.record[rows].tolist())}
    found: dict[PersonId, list[Stored]] = {}
    for row in rows.tolist():
        first, end = np.searchsorted(columns.to_row, (row, row + 1)).tolist()
        parties = {int(columns.sender[row]), *columns.to_identity[first:end].tolist()} - {NOBODY}
        for place in {int(index[party]) for party in parties}:
            if place >= 0:
                found.setdefault(persons[place], []).append(stored[int(columns.record[row])])
    return {person: tuple(ones) for person, ones in found.items()}


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
    return meet(tx, persons, identities, tx.decisions.all()).interactions


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
