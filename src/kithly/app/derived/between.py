"""What lies between several people at once: found at each rebuild, kept as small facts, laid beside each one's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kithly.app.derived import firsts, fitting, introduced, needs_told, trips, wave
from kithly.app.derived.appointments import appointments_of
from kithly.app.derived.fitting import keep_fits
from kithly.app.derived.known_matters import Past
from kithly.app.derived.needs_found import keep_matches
from kithly.app.derived.shared_ground import shared_with
from kithly.app.derived.whose_news import WhoseNews
from kithly.app.said.decisions import Word
from kithly.history import Interactions, RecordColumns, last_contacts
from kithly.history.interactions import Ints
from kithly.people import Person, PersonId
from kithly.reasons import Facts
from kithly.store import Reading, Writing

EMPTY = frozenset({"[]", "{}"})
HELD = "between"  # name of the small fact: which of the small facts below hold anything

People = Callable[[Reading], frozenset[PersonId]]
ToldOf = Callable[[Reading, Collection[PersonId]], Mapping[PersonId, Any]]
FOUND_IN: Mapping[str, tuple[People, ToldOf]] = {
    introduced.KEPT: (introduced.introducers, introduced.introductions_by),
    wave.KEPT: (wave.well_wishers, wave.wishes_of),
    needs_told.KEPT: (needs_told.in_need, needs_told.matches_of),
    trips.KEPT: (trips.visited, trips.trips_to),
    firsts.KEPT: (firsts.first_known, firsts.firsts_of),
    fitting.KEPT: (fitting.fitting_people, fitting.fits_to),
}
"""What is kept under each name: whom it concerns, and what it tells of some of them."""
FIELDS = {introduced.KEPT: "introduced", wave.KEPT: "wished", needs_told.KEPT: "matches", fitting.KEPT: "fits"}
"""The names of facts that are not called as they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What a rebuild has at hand.

    Attributes:
        columns: All messages and gestures.
        node: Which person each identity number is.
        persons: Who stands at each person index.
        interactions: What happened with everybody.
        news: What is new with everybody.
        people: Everybody as shown.
        words: The user's word about everybody.
        contacts: Numbers of each one's lines in address books.
    """

    columns: RecordColumns
    node: Ints
    persons: Sequence[PersonId]
    interactions: Interactions
    news: WhoseNews
    people: Mapping[PersonId, Person]
    words: Mapping[PersonId, Word]
    contacts: Mapping[PersonId, Sequence[int]]


def keep_between(tx: Writing, known: Everything, *, now: datetime) -> None:
    """Find and keep what a look at a few people alone could not tell.

    Args:
        tx: Where to; people are kept already.
        known: What is known of everybody.
        now: The present, in ego's zone.
    """
    lasts = last_contacts(known.interactions, len(known.persons), now=int(now.timestamp()))
    introduced.keep_introductions(tx, known.columns, known.node, known.persons, lasts, now=now)
    past = Past(persons=known.persons, interactions=known.interactions, lasts=lasts, news=known.news)
    keep_fits(tx, past, now=now)
    wave.keep_waves(tx, known.columns, known.node, known.persons, known.news, now=now)
    keep_matches(tx, known.people, known.words, now=now)
    firsts.keep_firsts(tx, known.interactions, known.persons, lasts, known.people, now=now)
    trips.keep_trips(tx, known.columns, known.people, known.contacts, known.news, now=now)
    note_found(tx)


def note_found(tx: Writing) -> None:
    """Keep which of the small facts hold anything, so that a look reads no others."""
    held = [name for name in FOUND_IN if (tx.meta.get(name) or "[]") not in EMPTY]
    tx.meta.set(HELD, " ".join(held))


def _held(tx: Reading) -> frozenset[str]:
    return frozenset((tx.meta.get(HELD) or "").split())


def concerned(tx: Reading) -> frozenset[PersonId]:
    """Return everybody who may have a reason by what lies between several people."""
    held = _held(tx)
    return frozenset[PersonId]().union(*(people(tx) for name, (people, _) in FOUND_IN.items() if name in held))


def with_others(
    tx: Reading,
    everybody: Sequence[Facts],
    interactions: Interactions,
    persons: Sequence[PersonId],
    *,
    now: datetime,
) -> tuple[Facts, ...]:
    """Return facts with what lies between each person and others.

    Args:
        tx: Where to read.
        everybody: Facts of some people.
        interactions: What happened with them, by place in ``persons``.
        persons: Who stands at each person index.
        now: Aware.
    """
    wanted = {one.person.id for one in everybody}
    held = _held(tx)
    found = {name: told(tx, wanted) if name in held else {} for name, (_, told) in FOUND_IN.items()}
    found["meetings"] = appointments_of(tx, interactions, persons, now=now)
    shared = shared_with(tx, wanted)
    if not any(found.values()) and not shared:
        return tuple(everybody)
    return tuple(
        replace(
            one,
            **{FIELDS.get(name, name): some.get(one.person.id, ()) for name, some in found.items()},
            shared=shared.get(one.person.id),
        )
        for one in everybody
    )
