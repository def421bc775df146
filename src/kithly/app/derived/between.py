"""What lies between several people at once: found at each rebuild, kept as small facts, laid beside each one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kithly.app.derived.appointments import appointments_of
from kithly.app.derived.firsts import first_known, firsts_of, keep_firsts
from kithly.app.derived.fitting import fits_to, fitting_people, keep_fits
from kithly.app.derived.introduced import introducers, introductions_by, keep_introductions
from kithly.app.derived.known_matters import Past
from kithly.app.derived.needs_found import keep_matches
from kithly.app.derived.needs_told import in_need, matches_of
from kithly.app.derived.shared_ground import shared_with
from kithly.app.derived.trips import keep_trips, trips_to, visited
from kithly.app.derived.wave import keep_waves, well_wishers, wishes_of
from kithly.app.derived.whose_news import WhoseNews
from kithly.app.said.decisions import Word
from kithly.history import Interactions, RecordColumns, last_contacts
from kithly.history.interactions import Ints
from kithly.people import Person, PersonId
from kithly.reasons import Facts
from kithly.store import Reading, Writing


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
    keep_introductions(tx, known.columns, known.node, known.persons, lasts, now=now)
    past = Past(persons=known.persons, interactions=known.interactions, lasts=lasts, news=known.news)
    keep_fits(tx, past, now=now)
    keep_waves(tx, known.columns, known.node, known.persons, known.news, now=now)
    keep_matches(tx, known.people, known.words, now=now)
    keep_firsts(tx, known.interactions, known.persons, lasts, known.people, now=now)
    keep_trips(tx, known.columns, known.people, known.contacts, known.news, now=now)


def concerned(tx: Reading) -> frozenset[PersonId]:
    """Return everybody who may have a reason by what lies between several people."""
    return introducers(tx) | well_wishers(tx) | in_need(tx) | fitting_people(tx) | visited(tx) | first_known(tx)


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
    introduced, wished, fits = introductions_by(tx, wanted), wishes_of(tx, wanted), fits_to(tx, wanted)
    meetings = appointments_of(tx, interactions, persons, now=now)
    matches, trips = matches_of(tx, wanted), trips_to(tx, wanted)
    firsts, shared = firsts_of(tx, wanted), shared_with(tx, wanted)
    if not any((introduced, wished, meetings, matches, trips, fits, firsts, shared)):
        return tuple(everybody)
    return tuple(
        replace(
            one,
            introduced=introduced.get(one.person.id, ()),
            wished=wished.get(one.person.id, ()),
            meetings=meetings.get(one.person.id, ()),
            matches=matches.get(one.person.id, ()),
            fits=fits.get(one.person.id, ()),
            trips=trips.get(one.person.id, ()),
            firsts=firsts.get(one.person.id, ()),
            shared=shared.get(one.person.id),
        )
        for one in everybody
    )
