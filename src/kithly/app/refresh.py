"""Everything derived, brought up to date: who is who, how ties stand, why now.

`refresh` runs inside the transaction of the step that changed something, so that what is kept and
what is derived never disagree.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import numpy as np

from kithly.app.closely import EGO_IDENTITIES, Ties, interactions_of, look, person_nodes
from kithly.app.decisions import words_of
from kithly.app.ego import find_ego
from kithly.app.facts import Circle, facts_of, gestures_by_person
from kithly.app.own_contacts import with_own_contacts
from kithly.app.portrait import identity_names, people_rows, person_row
from kithly.app.recognise import Recognised, recognise
from kithly.history import Interactions, last_contacts
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Reason, arise, candidates
from kithly.store import Decision, PersonRow, Reading, Writing
from kithly.ties import Column, Measures, Tie, ego_state, measure, states, tie_of

STALE = timedelta(days=7)  # reasons older than this are found anew by `today`
FOUND_AT = "reasons_found_at"


def refresh(tx: Writing, *, now: datetime) -> None:
    """Rebuild everything derived from what is kept.

    Args:
        tx: The transaction that changed something.
        now: The present; reasons are found as of it.
    """
    columns = tx.interactions.columns()
    ego = find_ego(tx, columns)
    who = recognise(tx, ego, columns)
    words = words_of(tx)
    rows = people_rows(tx, who, words)
    tx.people.replace(rows)
    interactions = with_own_contacts(tx, who.interactions, who.persons)
    table = states(interactions, len(who.persons))
    tx.ties.replace(who.persons, table, np.zeros(0))
    tx.meta.set(EGO_IDENTITIES, json.dumps(sorted(ego.identities)))
    tx.meta.set("ego_known", "yes" if ego.facts.identities else "")
    decisions = {person: word.decisions for person, word in words.items()}
    found = _reasons(tx, who, rows, decisions, interactions=interactions, now=now)
    tx.reasons.replace(found)
    tx.meta.set(FOUND_AT, now.isoformat())


def refresh_people(tx: Writing, persons: Collection[PersonId], *, now: datetime) -> None:
    """Bring the rows of a few people up to date after the user's word, or after a message with people known already.

    Equal to what `refresh` would give for them; nobody else's rows are touched.
    """
    chosen = tuple(sorted(set(persons)))
    identities, contacts = person_nodes(tx, chosen)
    words = words_of(tx)
    stored = {one.seq: one for one in tx.records.get([seq for seqs in contacts.values() for seq in seqs])}
    named = tx.identities.of([seq for seqs in identities.values() for seq in seqs])
    own = identity_names(named)
    tx.people.upsert(
        person_row(person, stored, identities[person], contacts[person], named=own, word=words.get(person))
        for person in chosen
    )
    table = states(interactions_of(tx, chosen, identities), len(chosen))
    for person, row in zip(chosen, table, strict=True):
        tx.ties.set(person, row)
    facts = look(tx, chosen, Ties(tx, now), words, now=now)
    tx.reasons.replace_for(chosen, [reason for one in facts for reason in arise(one, now)])


def count_interactions(tx: Reading) -> int:
    """Return how many interactions with people ego knows are seen."""
    _, table, _ = tx.ties.all()
    if not len(table):
        return 0
    return int(table[:, [Column.COUNT_IN, Column.COUNT_OUT, Column.COUNT_LIGHT]].sum())


def _reasons(
    tx: Reading,
    who: Recognised,
    rows: tuple[PersonRow, ...],
    decisions: Mapping[PersonId, list[Decision]],
    *,
    interactions: Interactions,
    now: datetime,
) -> tuple[Reason, ...]:
    """Find the reasons of everybody who can have one."""
    people = {row.person.id: row.person for row in rows}
    gestures = gestures_by_person(tx, who.index_of_identity, who.persons)
    also = _also(tx, who, decisions, set(gestures))
    plannable = np.array([person in people and people[person].is_plannable for person in who.persons], bool)
    seconds = int(now.timestamp())
    lasts = last_contacts(interactions, len(who.persons), now=seconds)
    places = candidates(interactions, lasts, now=seconds, plannable=plannable, also=also)
    circle = Circle(
        persons=who.persons,
        people=people,
        contacts=who.contacts,
        interactions=interactions,
        ties=ties_at(who.persons, places, _measured(tx, now)),
        gestures=gestures,
    )
    facts = facts_of(tx, circle, places, decisions, now=now)
    return tuple(reason for one in facts for reason in arise(one, now))


def _also(tx: Reading, who: Recognised, decisions: Mapping[PersonId, list[Decision]], gestured: set[PersonId]) -> Ints:
    """Return the people who can have a reason by something else than messages."""
    place = {person: index for index, person in enumerate(who.persons)}
    several = set(tx.records.with_several_versions("contact"))
    changed = {person for person, seqs in who.contacts.items() if several.intersection(seqs)}
    spoken = {person for person, ones in decisions.items() if any(one.kind in {"met", "named"} for one in ones)}
    chosen = [place[person] for person in gestured | changed | spoken if person in place]
    return np.array(sorted(chosen), np.int64)


def _measured(tx: Reading, now: datetime) -> Measures:
    _, table, _ = tx.ties.all()
    return measure(table, ego_state(table, now.timestamp()), now.timestamp())


def ties_at(persons: tuple[PersonId, ...], places: Ints, measures: Measures) -> dict[PersonId, Tie]:
    """Return the ties of the people at some places."""
    return {persons[place]: tie_of(measures, place) for place in places.tolist()}
