"""A close look at a few people: their facts as of now, without touching anybody else's rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np

from kithly.app.derived.facts import Circle, facts_of
from kithly.app.derived.own_contacts import with_own_contacts
from kithly.app.derived.pace import with_pace
from kithly.app.derived.standings import Standings, read_standings, standings_now
from kithly.app.derived.whose_news import some_news
from kithly.app.network import Network
from kithly.app.said.decisions import Word, said_about, words_of
from kithly.history import EGO, NOBODY, Interactions, RecordColumns, resolve
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.plan import unusual_after
from kithly.reasons import Facts, Reason, arise
from kithly.records import Because, Evidence
from kithly.store import Decision, Node, Reading, Stored
from kithly.store.forgotten import EGO_IDENTITIES as EGO_IDENTITIES  # noqa: PLC0414 - others look for it here
from kithly.ties import (
    UNKNOWN,
    Column,
    Ego,
    Fact,
    Floats,
    Measures,
    Tie,
    ego_state,
    last_contact,
    measure,
    numbers_of,
    tie_of,
)

REMEMBERED = replace(UNKNOWN, because=(Because(text="remembered"),))  # no number, and why
FEW = 12  # ties measured one by one; from then on all of them are: it costs no more
NO_EVIDENCE: Mapping[Fact, tuple[Evidence, ...]] = {}


class Ties:
    """How ego stands with everybody at one moment. What nobody asks for is not worked out.

    Attributes:
        now: The moment, seconds since 1970, UTC.
        persons: Everybody, ordered by id.
        standings: The states of all ties.
        level: Ego's own level.
    """

    def __init__(self, source: Reading | Standings, now: datetime, *, before: Ties | None = None) -> None:
        self.standings = source if isinstance(source, Standings) else read_standings(source)
        self.now: float = before.now if before else now.timestamp()
        self.persons = self.standings.persons
        self.level: Ego = before.level if before else ego_state(self.standings.states, self.now)
        self._before = before
        self._alone: dict[int, Measures] = {}

    def renewed(self, standings: Standings, now: datetime) -> Ties:
        """Return how ego stands after a few ties changed: with the others as it was, at the same moment and level."""
        is_same = standings.place is self.standings.place and standings.moved == self.standings.moved
        return Ties(standings, now, before=self if is_same and "measures" in vars(self) else None)

    @cached_property
    def measures(self) -> Measures:
        """The measures of all ties, in the order of `persons`."""
        before, self._before = self._before, None
        if before is None:
            whole = self.standings
            return measure(whole.states, self.level, self.now, whole.moved, wished=whole.wished)
        is_other = (self.standings.states != before.standings.states).any(axis=1)
        changed = np.flatnonzero(is_other | (self.standings.wished != before.standings.wished))
        return before.measures.with_rows(changed, self._measured(changed.tolist()))

    def contacts(self) -> dict[str, int]:
        """Return how many messages of both sides there were with each person."""
        counts = self.standings.states[:, [Column.COUNT_IN, Column.COUNT_OUT]].sum(axis=1)
        return {person: int(count) for person, count in zip(self.persons, counts.tolist(), strict=True)}

    def alone(self, person: PersonId) -> tuple[Measures, int] | None:
        """Return measures with the place of one tie in them: of it alone where not all were asked for yet.

        None for whom no forecast is made.
        """
        place = self.place(person)
        if place is None:
            return None
        return (self.measures, place) if self._has_all else (self._measured_alone(place), 0)

    @property
    def _has_all(self) -> bool:
        return "measures" in vars(self)

    def _measured_alone(self, place: int) -> Measures:
        if len(self._alone) > FEW:
            self._alone.clear()
        found = self._alone.get(place)
        if found is None:
            found = self._alone[place] = self._measured([place])
        return found

    def place(self, person: PersonId) -> int | None:
        """Return where a person stands in the measures; None for the dead, of whom no forecast is made."""
        return None if person in self.standings.remembered else self.standings.place.get(person)

    def of(self, person: PersonId, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
        """Return how ego stands with one person; of the dead no forecast is made."""
        place = self.standings.place.get(person)
        if person in self.standings.remembered:
            return REMEMBERED
        if place is None:
            return UNKNOWN
        if self._has_all or (place not in self._alone and len(self._alone) >= FEW):
            return tie_of(self.measures, place, evidence)
        return tie_of(self._measured_alone(place), 0, evidence)

    def some(self, persons: Collection[PersonId]) -> dict[PersonId, Tie]:
        """Return how ego stands with some people, measured together."""
        standings = self.standings
        places = {one: standings.place[one] for one in persons if one in standings.place}
        if len(places) == 1 or self._has_all:
            return {person: self.of(person) for person in persons}
        measures = self._measured(list(places.values()))
        found = dict.fromkeys(persons, UNKNOWN)
        found |= {person: tie_of(measures, row) for row, person in enumerate(places)}
        return found | dict.fromkeys(standings.remembered.intersection(persons), REMEMBERED)

    def numbers(self, persons: Collection[PersonId]) -> dict[PersonId, Tie]:
        """Return how ego stands with many people, in numbers alone: without the words that tell what moved them."""
        places = {one: self.standings.place[one] for one in persons if self.place(one) is not None}
        measures = self.measures if self._has_all else self._measured(list(places.values()))
        rows = places.values() if self._has_all else range(len(places))
        return {person: numbers_of(measures, row) for person, row in zip(places, rows, strict=True)}

    def unusual_after(self, persons: Collection[PersonId]) -> dict[PersonId, float]:
        """Return from how many days on a silence is longer than usual, of those who have a rhythm of their own."""
        known = [one for one in persons if self.place(one) is not None]
        states = self.standings.states[[self.standings.place[one] for one in known]]
        days = unusual_after(states, float(self.level.median_gap)) if known else np.zeros(0)
        return {person: day for person, day in zip(known, days.tolist(), strict=True) if np.isfinite(day)}

    def last_of(self, person: PersonId) -> float | None:
        """Return the last contact with a person, in seconds since 1970, UTC; None where there was none."""
        place = self.standings.place.get(person)
        last = float(last_contact(self.standings.states[place : place + 1])[0]) if place is not None else -np.inf
        return last if np.isfinite(last) else None

    def _measured(self, places: Sequence[int]) -> Measures:
        whole, chosen = self.standings, list(places)
        return measure(whole.states[chosen], self.level, self.now, whole.moved, wished=whole.wished[chosen])


def ties_now(network: Network) -> Ties:
    """Return how ego stands with everybody, worked out once an hour and state of the store.

    Not for use inside a write transaction, which may know more.
    """

    def renew(old: Ties) -> Ties:
        standings = standings_now(network)
        return old if old.standings is standings else old.renewed(standings, network.now)

    return network.recall.carry(("ties", network.hour), lambda: Ties(standings_now(network), network.now), renew)


class Untold:
    """Stands in for `Ties` where nobody asks how ego stands with anybody: it costs nothing."""

    def of(self, person: PersonId, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
        """Return that nothing is known."""
        del person, evidence
        return UNKNOWN

    def some(self, persons: Collection[PersonId]) -> dict[PersonId, Tie]:
        """Return that nothing is known of some people."""
        return dict.fromkeys(persons, UNKNOWN)

    def unusual_after(self, persons: Collection[PersonId]) -> dict[PersonId, float]:
        """Return that nobody's rhythm is known."""
        del persons
        return {}


def ego_row(ego: Ego) -> Floats:
    """Return ego's own level as one row, to be kept."""
    return np.array([getattr(ego, name) for name in Ego.__dataclass_fields__], float)


def level_of(row: Floats) -> Ego:
    """Return ego's own level as `ego_row` kept it."""
    return Ego(**dict(zip(Ego.__dataclass_fields__, row, strict=True)))


def look(
    tx: Reading,
    persons: Collection[PersonId] | Near,
    ties: Ties | Untold,
    words: Mapping[PersonId, Word],
    *,
    now: datetime,
) -> tuple[Facts, ...]:
    """Return the facts of a few people as of now.

    Args:
        tx: Where to read.
        persons: Whom, or what was read of them already.
        ties: How ego stands with everybody, or `Untold` where that is not looked at.
        words: The user's word about everybody.
        now: Aware, in ego's zone.
    """
    near = persons if isinstance(persons, Near) else come_near(tx, persons, words)
    chosen = near.persons
    people = {row.person.id: row.person for row in tx.people.some(chosen)}
    circle = Circle(
        persons=chosen,
        people=people,
        contacts=near.contacts,
        interactions=near.met.interactions,
        ties=ties.some(chosen),
        gestures=near.met.gestures,
        news=some_news(tx, near.identities, near.met.own.tolist(), people),
    )
    decisions = {person: words[person].decisions for person in chosen if person in words}
    facts = facts_of(tx, circle, np.arange(len(chosen)), decisions, now=now)
    unusual = ties.unusual_after(chosen)
    return with_pace(tx, facts, (chosen, near.met.interactions), words, unusual, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What happened with a few people.

    Attributes:
        interactions: Messages, gestures and what the user told, by place of the person.
        gestures: Invitations, recommendations and endorsements of each, newest first.
        columns: All they took part in, by identity number.
        own: Numbers of ego's identities.
    """

    interactions: Interactions
    gestures: Mapping[PersonId, tuple[Stored, ...]]
    columns: RecordColumns
    own: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What is read of a few people before anything is said of them.

    Attributes:
        persons: Whom, ordered by id.
        identities: Numbers of the identities of each.
        contacts: Numbers of the contact records of each.
        met: What happened with them.
    """

    persons: tuple[PersonId, ...]
    identities: Mapping[PersonId, tuple[int, ...]]
    contacts: Mapping[PersonId, tuple[int, ...]]
    met: Met


def come_near(tx: Reading, persons: Collection[PersonId], words: Mapping[PersonId, Word]) -> Near:
    """Read what is needed of a few people, once for everything that is to be said of them.

    Args:
        tx: Where to read.
        persons: Whom.
        words: The user's word about everybody.
    """
    chosen = tuple(sorted(set(persons)))
    identities, contacts = person_nodes(tx, chosen)
    said = [one for person in chosen if person in words for one in words[person].decisions]
    met = meet(tx, chosen, identities, said)
    return Near(persons=chosen, identities=identities, contacts=contacts, met=met)


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
        columns=columns,
        own=np.flatnonzero(index == EGO),
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
    today = now.date()
    found = (reason for one in facts for reason in arise(one, now))
    return facts, tuple(one for one in found if one.starts is None or one.starts <= today)


def person_nodes(
    tx: Reading, persons: Sequence[PersonId]
) -> tuple[dict[PersonId, tuple[int, ...]], dict[PersonId, tuple[int, ...]]]:
    """Return the identity numbers and contact record numbers of some people.

    An address that the user has called their own since is nobody else's, whoever had it before.
    """
    identities: dict[PersonId, tuple[int, ...]] = dict.fromkeys(persons, ())
    contacts: dict[PersonId, tuple[int, ...]] = dict.fromkeys(persons, ())
    own = {Node("identity", seq) for seq in json.loads(tx.meta.get(EGO_IDENTITIES) or "[]")}
    for node, person in sorted(tx.assignments.nodes_of(persons).items()):
        if node in own:
            continue
        where = identities if node.kind == "identity" else contacts
        where[person] = (*where[person], node.seq)
    return identities, contacts


def interactions_of(
    tx: Reading, persons: Sequence[PersonId], identities: Mapping[PersonId, Sequence[int]]
) -> Interactions:
    """Return what happened with a few people, what the user told included."""
    return meet(tx, persons, identities, said_about(tx, persons)).interactions


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
