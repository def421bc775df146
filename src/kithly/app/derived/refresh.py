"""Everything derived, brought up to date: who is who, how ties stand, why now.

`refresh` runs inside the transaction of the step that changed something, so that what is kept and
what is derived never disagree.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from kithly import __version__
from kithly.app.derived.appointments import met_about_now
from kithly.app.derived.between import Everything, concerned, keep_between
from kithly.app.derived.born import with_birthdays
from kithly.app.derived.closely import EGO_IDENTITIES, ego_row, level_of, meet, person_nodes
from kithly.app.derived.ego import find_ego, keep_ego
from kithly.app.derived.era_finding import find_eras, keep_eras
from kithly.app.derived.export_day import keep_export_day
from kithly.app.derived.facts import Circle, facts_of, gestures_by_person
from kithly.app.derived.left_out import keep_left_out
from kithly.app.derived.mourned import keep_mourning, keep_named
from kithly.app.derived.next_meeting import keep_next_meeting, next_meeting, passed_since, talked_since
from kithly.app.derived.own_contacts import with_own_contacts
from kithly.app.derived.own_record import has_new_window, keep_own_past, kept_calibrations
from kithly.app.derived.own_voice import keep_voice
from kithly.app.derived.portrait import Background, identity_names, people_rows, person_row
from kithly.app.derived.promised import promising
from kithly.app.derived.recognise import Recognised, recognise
from kithly.app.derived.shared_addresses import fought_over_by
from kithly.app.derived.silences import forget_silences, keep_silences
from kithly.app.derived.whose_news import everybodys_news, some_news
from kithly.app.network import FOUND_AT, MADE_BY, OUTDATED, zone_in
from kithly.app.said.decisions import said_about, words_of
from kithly.history import EGO, last_contacts, lived, of_persons, quarters
from kithly.history.interactions import Ints
from kithly.people import PersonId, is_person_address
from kithly.reasons import Reason, arise, candidates, is_near
from kithly.records import IdentityKind
from kithly.store import Added, Decision, IdentityColumns, PersonRow, Reading, Writing
from kithly.ties import Column, Measures, Tie, ego_state, measure, states, tie_of

STALE = timedelta(days=7)  # reasons older than this are found anew by `today`
UNSETTLED = "unsettled_import"  # small fact: the change of an import that has not brought up to date what is derived
NO_IDENTITIES = IdentityColumns((), (), (), ())
SAID = frozenset(
    ("met", "named", "found", "remembered", "talk", "promised", "they_promised")
)  # words of the user's by which somebody can have a reason
LARGE = 500  # people: from here on one message does not move what is usual for all


def refresh(tx: Writing, *, now: datetime) -> None:
    """Rebuild everything derived from what is kept.

    Args:
        tx: The transaction that changed something.
        now: The present; reasons are found as of it.
    """
    with _uncollected():
        _rebuild(tx, now)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the garbage collector: a rebuild makes many values, no cycles, and is over in a second or two."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rebuild(tx: Writing, now: datetime) -> None:
    columns = tx.interactions.columns()
    ego = find_ego(tx, columns)
    who = recognise(tx, ego, columns)
    said = tx.decisions.all()
    words = words_of(tx, said)
    changed = tx.records.with_several_versions("contact")
    contacts = with_birthdays(tx, {one.seq: one for one in tx.records.by_kind("contact")}, changed)
    rows = people_rows(who, contacts, words, fought_over_by(tx, list(contacts)))
    tx.people.replace(rows)
    keep_left_out(tx, who, columns, ego)
    keep_eras(tx, find_eras(tx, who, columns, ego, contacts, now=now))
    interactions = with_own_contacts(tx, who.interactions, who.persons, said)
    keep_next_meeting(tx, now=now)
    keep_silences(tx, interactions, who.persons, now=now)
    keep_export_day(tx)
    happened = lived(interactions, now=int(now.timestamp()))
    table = states(happened, len(who.persons))
    moved = keep_own_past(tx, happened, now=now)
    level = ego_state(table, now.timestamp())
    tx.ties.replace(who.persons, table, ego_row(level) if len(table) else np.zeros(0))
    tx.rhythms.replace(who.persons, quarters(interactions, len(who.persons), now=int(now.timestamp())))
    tx.meta.set(EGO_IDENTITIES, json.dumps(sorted(ego.identities)))
    keep_ego(tx, ego.facts)
    tx.meta.set("ego_known", "yes" if ego.facts.identities else "")
    decisions = {person: word.decisions for person, word in words.items()}
    measures = measure(table, level, now.timestamp(), moved)
    circle = _everybody(tx, replace(who, interactions=interactions), rows, measures)
    keep_named(tx, circle.news, now=now)
    everything = Everything(
        columns=columns,
        node=who.index_of_identity,
        persons=circle.persons,
        interactions=interactions,
        news=circle.news,
        people=circle.people,
        words=words,
        contacts=circle.contacts,
    )
    keep_between(tx, everything, now=now.astimezone(zone_in(tx)))
    keep_voice(tx, happened, circle.persons, circle.people, (ego.facts.given, ego.facts.name))
    found = _reasons_among(tx, circle, decisions, set(changed), now=now)
    tx.reasons.replace(found)
    tx.meta.set(FOUND_AT, now.isoformat())
    tx.meta.set(OUTDATED, "")
    tx.meta.set(MADE_BY, __version__)


def is_large(tx: Reading) -> bool:
    """Say whether a network is so large that one message does not move what is usual for all."""
    return not tx.people.fewer_than(LARGE)


def refresh_people(tx: Writing, persons: Collection[PersonId], *, now: datetime) -> None:
    """Bring a few people up to date after the user's word, or after a message with people known already.

    In a small network everything is rebuilt: there one more message can move the usual rhythm that all
    others are measured by. In a large one nobody else's rows are touched.
    """
    if is_large(tx):
        touch_up(tx, persons, now=now)
    else:
        refresh(tx, now=now)


def refresh_after(tx: Writing, added: Added, *, now: datetime) -> None:
    """Bring everything derived up to date after a few new records.

    Args:
        tx: The transaction that added them.
        added: What became of them.
        now: The present.
    """
    persons = _known_parties(tx, added) if is_large(tx) else None
    if persons is None:
        refresh(tx, now=now)
    elif persons:
        touch_up(tx, persons, now=now)
        if "meeting" in tx.records.kinds_of(added.records):
            keep_next_meeting(tx, now=now, some=True)


def refresh_met(tx: Writing, *, now: datetime) -> None:
    """Bring those up to date whom ego has met since they were last looked at: what was planned then has happened.

    Only the time passed: no record came, so that nobody else can have changed.
    """
    due = next_meeting(tx)
    if due is None or due > now:
        return
    numbers = passed_since(tx, due, now=now)
    persons = frozenset(row.person for row in tx.assignments.of("identity", numbers).values())
    persons |= talked_since(tx, due, now=now)
    if persons:
        refresh_people(tx, persons, now=now)
    keep_next_meeting(tx, now=now)


def _known_parties(tx: Reading, added: Added) -> frozenset[PersonId] | None:
    """Return the people some new messages are from or to; None where only a rebuild can tell."""
    kinds = tx.records.kinds_of(added.records)
    if any(kind not in {"message", "gesture", "meeting"} for kind in kinds):
        return None
    if added.merged and "meeting" in kinds:  # whoever is no longer asked stood in it before
        return None
    own = set(json.loads(tx.meta.get(EGO_IDENTITIES) or "[]"))
    others = [seq for seq in added.identities if seq not in own]
    assigned = tx.assignments.of("identity", others)
    unknown = [seq for seq in others if seq not in assigned]
    strangers = tx.identities.of(unknown) if unknown else NO_IDENTITIES
    rows = zip(strangers.kinds, strangers.values, strangers.names, strict=True)
    if any(kind != IdentityKind.EMAIL.value or is_person_address(value, name) for kind, value, name in rows):
        return None
    return frozenset(row.person for row in assigned.values())


def touch_up(tx: Writing, persons: Collection[PersonId], *, now: datetime) -> None:
    """Rebuild the rows of a few people alone, against ego's own level as it was at the last rebuild.

    With the first contact of a new window of 90 days, the one before it is over and tells how right all numbers
    are: then everything is rebuilt. Of whom nothing is left, a line taken away for instance, no row is left either.
    """
    named = tuple(sorted(set(persons)))
    identities, contacts = person_nodes(tx, named)
    chosen = tuple(person for person in named if identities[person] or contacts[person])
    take_away(tx, set(named).difference(chosen))
    if not chosen:
        return
    decisions = said_about(tx, chosen)
    words = words_of(tx, decisions)
    numbers = [seq for seqs in contacts.values() for seq in seqs]
    changed = tx.records.with_several_versions("contact", numbers)
    stored = with_birthdays(tx, {one.seq: one for one in tx.records.get(numbers)}, changed)
    own = identity_names(tx.identities.of([seq for seqs in identities.values() for seq in seqs]))
    background = Background(contacts=stored, named=own, shared=fought_over_by(tx, list(stored)))
    rows = [
        person_row(person, background, identities[person], contacts[person], word=words.get(person))
        for person in chosen
    ]
    tx.people.upsert(rows)
    met = meet(tx, chosen, identities, decisions)
    happened = lived(met.interactions, now=int(now.timestamp()))
    if has_new_window(tx, happened, now=now):
        refresh(tx, now=now)
        return
    keep_silences(tx, met.interactions, chosen, now=now, others=True)
    table = states(happened, len(chosen))
    tx.ties.upsert(chosen, table)
    tx.rhythms.upsert(chosen, quarters(met.interactions, len(chosen), now=int(now.timestamp())))
    kept = tx.ties.ego()
    level = level_of(kept) if len(kept) else ego_state(table, now.timestamp())
    measures = measure(table, level, now.timestamp(), kept_calibrations(tx))
    said = {person: word.decisions for person, word in words.items()}
    people = {row.person.id: row.person for row in rows}
    circle = Circle(
        persons=chosen,
        people=people,
        contacts=contacts,
        interactions=met.interactions,
        ties=_TiesAt(chosen, measures),
        gestures=met.gestures,
        news=some_news(tx, identities, met.own.tolist(), people),
    )
    tx.reasons.replace_for(chosen, _reasons_among(tx, circle, said, set(changed), now=now, of=named))


def take_away(tx: Writing, persons: Collection[PersonId]) -> None:
    """Remove the derived rows of people who are no more."""
    if persons:
        tx.people.delete(persons)
        tx.ties.delete(persons)
        tx.rhythms.delete(persons)
        tx.reasons.replace_for(persons, ())
        forget_silences(tx, persons)
        keep_mourning(tx, (), of=persons)


def count_interactions(tx: Reading) -> int:
    """Return how many interactions with people ego knows are seen."""
    _, table, _ = tx.ties.all()
    if not len(table):
        return 0
    return int(table[:, [Column.COUNT_IN, Column.COUNT_OUT, Column.COUNT_LIGHT]].sum())


def _everybody(tx: Reading, who: Recognised, rows: tuple[PersonRow, ...], measures: Measures) -> Circle:
    """Return everybody with what is needed to find their reasons."""
    people = {row.person.id: row.person for row in rows}
    return Circle(
        persons=who.persons,
        people=people,
        contacts=who.contacts,
        interactions=who.interactions,
        ties=_TiesAt(who.persons, measures),
        gestures=gestures_by_person(tx, who.index_of_identity, who.persons),
        news=everybodys_news(tx, who.identities, np.flatnonzero(who.index_of_identity == EGO).tolist(), people),
    )


def _reasons_among(
    tx: Writing,
    circle: Circle,
    decisions: Mapping[PersonId, list[Decision]],
    changed: Collection[int],
    *,
    now: datetime,
    of: Collection[PersonId] | None = None,
) -> tuple[Reason, ...]:
    """Find the reasons of those in a circle who can have one.

    Args:
        tx: Where to read words.
        circle: The people.
        decisions: What the user said of each.
        changed: Numbers of the contact records that said different things at different times.
        now: The present.
        of: Whose they are alone; None for everybody's.
    """
    people, persons, seconds = circle.people, circle.persons, int(now.timestamp())
    plannable = np.array([person in people and people[person].is_plannable for person in persons], bool)
    lasts = last_contacts(circle.interactions, len(persons), now=seconds)
    about_now = _born_about_now(circle, now) | set(circle.news.timely(now)) | concerned(tx)
    also = _also(circle, decisions, changed, about_now)
    also = np.union1d(also, met_about_now(circle.interactions, now=now))
    also = np.union1d(also, promising(tx, lasts, plannable, now=now))
    places = candidates(circle.interactions, lasts, now=seconds, plannable=plannable, also=also)
    near = replace(circle, interactions=of_persons(circle.interactions, places))
    facts = facts_of(tx, near, places, decisions, now=now)
    keep_mourning(tx, [one.until(now) for one in facts], of=of)
    here = now.astimezone(zone_in(tx))
    return tuple(reason for one in facts for reason in arise(one, here))


def _born_about_now(circle: Circle, now: datetime) -> set[PersonId]:
    """Return those whose birthday is near."""
    born = ((person, circle.people[person].birthday) for person in circle.persons if person in circle.people)
    return {person for person, day in born if day and is_near(day, now)}


def _also(
    circle: Circle,
    decisions: Mapping[PersonId, list[Decision]],
    several: Collection[int],
    about_now: Collection[PersonId],
) -> Ints:
    """Return the people who can have a reason by something else than messages."""
    place = {person: index for index, person in enumerate(circle.persons)}
    changed = {person for person, seqs in circle.contacts.items() if not set(seqs).isdisjoint(several)}
    spoken = {person for person, ones in decisions.items() if any(one.kind in SAID for one in ones)}
    chosen = [place[person] for person in circle.gestures.keys() | changed | spoken | set(about_now) if person in place]
    return np.array(sorted(chosen), np.int64)


class _TiesAt(Mapping[PersonId, Tie]):
    """The ties of everybody, each told when it is asked for."""

    def __init__(self, persons: Sequence[PersonId], measures: Measures) -> None:
        self._place = {person: place for place, person in enumerate(persons)}
        self._measures = measures

    def __getitem__(self, person: PersonId) -> Tie:
        return tie_of(self._measures, self._place[person])

    def __iter__(self) -> Iterator[PersonId]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)
