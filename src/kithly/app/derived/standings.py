"""The states of all ties in memory: read once, and brought up to date by the people made anew since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kithly.app.derived.own_record import kept_calibrations
from kithly.app.network import Network
from kithly.app.said.circle_words import CIRCLE_CADENCE
from kithly.app.said.decisions import CADENCE, words_of
from kithly.people import PersonId
from kithly.store import Mark, Reading
from kithly.ties import Calibrations, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The states of all ties at one state of the store.

    Attributes:
        persons: Whose, ordered by id.
        states: (n, WIDTH) their states, in the same order. Never written to.
        place: Where each person stands.
        remembered: Who died: of them no forecast is made.
        moved: How the models are moved to fit ego's own past.
        mark: How far the derived rows had come.
        wished: (n,) days of silence the user wants at the latest; 0 where they said nothing.
    """

    persons: tuple[PersonId, ...]
    states: Floats
    place: Mapping[PersonId, int]
    remembered: frozenset[PersonId]
    moved: Calibrations
    mark: Mark
    wished: Floats


def read_standings(tx: Reading) -> Standings:
    """Return the states of all ties as they are now."""
    ids, states, _ = tx.ties.all()
    return Standings(
        persons=ids,
        states=states,
        place={person: place for place, person in enumerate(ids)},
        remembered=_remembered(tx),
        moved=kept_calibrations(tx),
        mark=tx.renewals.mark(),
        wished=_wished(tx, ids),
    )


def _wished(tx: Reading, persons: Sequence[PersonId]) -> Floats:
    """Return how many days of silence the user wants at the latest; 0 where they said nothing."""
    days = np.zeros(len(persons))
    if tx.decisions.all(CADENCE) or tx.decisions.all(CIRCLE_CADENCE):
        words = words_of(tx)
        for place, person in enumerate(persons):
            word = words.get(person)
            days[place] = word.wish.latest if word and word.wish else 0.0
    return days


def standings_now(network: Network) -> Standings:
    """Return the states of all ties, of which only those made anew since the last look are read.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Standings:
        with network.store.reading() as kept:
            return read_standings(kept)

    def renew(old: Standings) -> Standings:
        with network.store.reading() as kept:
            return _renewed(kept, old)

    return network.recall.carry("standings", make, renew)


def _renewed(tx: Reading, old: Standings) -> Standings:
    changed = tx.renewals.since(old.mark)
    if not changed and changed is not None:
        return old
    found = {} if changed is None else tx.ties.some(changed)
    if changed is None or found.keys() != changed or not found.keys() <= old.place.keys():
        return read_standings(tx)  # somebody came or went: seldom
    states = old.states.copy()
    for person, state in found.items():
        states[old.place[person]] = state
    return replace(
        old,
        states=states,
        remembered=_remembered(tx),
        moved=kept_calibrations(tx),
        mark=tx.renewals.mark(),
        wished=_wished(tx, old.persons),
    )


def _remembered(tx: Reading) -> frozenset[PersonId]:
    said = tx.decisions.all("remembered")
    resolved = tx.assignments.resolver()
    told = {resolved(PersonId(one.subject)): one.value for one in said}
    return frozenset(person for person, value in told.items() if value)
