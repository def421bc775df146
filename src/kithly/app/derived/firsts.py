"""The first contact on record with people, where a round number of years ago: found at each rebuild, kept small."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from kithly.history import Interactions, Lasts
from kithly.history.interactions import Bools, Ints
from kithly.people import Person, PersonId
from kithly.reasons import First, round_years
from kithly.records import Meeting, Message
from kithly.store import Reading, Stored, Writing

DAY = 86_400  # seconds
FIVE_YEARS = 1_826.25  # days
SOME_DAYS = 14
KEPT = "firsts"  # name of the small fact: who, and the record of the first contact
FEWEST = 3  # contacts each way: a first word that led to something
BEGINS_TOGETHER = timedelta(days=10)  # firsts of many people so near each other are the beginning of a mailbox
MOST_TOGETHER = 0.05  # share of all people
ALWAYS_FEW = 4  # people


def keep_firsts(
    tx: Writing,
    interactions: Interactions,
    persons: Sequence[PersonId],
    lasts: Lasts,
    people: Mapping[PersonId, Person],
    *,
    now: datetime,
) -> None:
    """Find and keep whose first contact on record was a round number of years ago about now.

    Args:
        tx: Where to.
        interactions: What happened with everybody.
        persons: Who stands at each person index.
        lasts: First and last contact with everybody.
        people: Everybody as shown.
        now: The present, in ego's zone.
    """
    near = [place for place in _near(lasts, now) if _is_known(people.get(persons[place]))]
    rows = np.flatnonzero(np.isin(interactions.person, near))
    rows = rows[interactions.at[rows] == lasts.first[interactions.person[rows]]]
    first = {int(interactions.person[row]): row for row in rows[::-1].tolist()}
    ids = tx.records.ids_of({int(interactions.record[row]) for row in first.values()})
    kept = [
        (persons[place], ids[int(interactions.record[row])], bool(interactions.outgoing[row]))
        for place, row in sorted(first.items())
        if int(interactions.record[row]) in ids
    ]
    tx.meta.set(KEPT, json.dumps(kept))


def first_known(tx: Reading) -> frozenset[PersonId]:
    """Return everybody of whom a first contact is kept, by today's id."""
    return frozenset(_by_person(tx))


def firsts_of(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[First, ...]]:
    """Return the first contact with each of some people, where it was a round number of years ago."""
    kept = {person: row for person, row in _by_person(tx).items() if person in persons}
    stored = {one.id: one for one in tx.records.get([record for record, _ in kept.values()])} if kept else {}
    told = {person: _first(stored.get(record), outgoing=outgoing) for person, (record, outgoing) in kept.items()}
    return {person: (one,) for person, one in told.items() if one is not None}


def _first(stored: Stored | None, *, outgoing: bool) -> First | None:
    record = stored.record if stored else None
    if stored is None or not isinstance(record, Message | Meeting) or record.at is None:
        return None
    is_meeting = isinstance(record, Meeting)
    return First(
        record=stored.id,
        source=stored.source,
        at=record.at,
        channel=record.channel,
        title=record.title if isinstance(record, Meeting) else record.subject,
        text=record.text if isinstance(record, Meeting) else record.own,
        outgoing=outgoing,
        is_meeting=is_meeting,
    )


def _by_person(tx: Reading) -> Mapping[PersonId, tuple[str, bool]]:
    text = tx.meta.get(KEPT)
    rows = json.loads(text) if text else []
    if not rows:
        return {}
    now_of = tx.assignments.resolver()
    return {now_of(PersonId(person)): (record, outgoing) for person, record, outgoing in rows}


def _is_known(person: Person | None) -> bool:
    return person is not None and person.is_plannable


def _may_be_near(first: Ints, now: datetime) -> Bools:
    """Say whose first contact was about a multiple of five years ago: quick, and some days too many."""
    days = (now.timestamp() - first) / DAY
    phase = np.mod(days, FIVE_YEARS)
    return (phase <= SOME_DAYS) | (phase >= FIVE_YEARS - SOME_DAYS)


def _near(lasts: Lasts, now: datetime) -> Iterator[int]:
    """Yield the places of those whose first contact was so long ago, but not of many at once."""
    first = lasts.first
    has_both = (np.minimum(lasts.count_in, lasts.count_out) >= FEWEST) & (first > 0) & _may_be_near(first, now)
    together = int(BEGINS_TOGETHER.total_seconds())
    ordered = np.sort(first[first > 0])
    for place in np.flatnonzero(has_both).tolist():
        at = int(first[place])
        if round_years(datetime.fromtimestamp(at, UTC).astimezone(now.tzinfo).date(), now.date()) is None:
            continue
        around = np.searchsorted(ordered, [at - together, at + together])
        if around[1] - around[0] <= max(ALWAYS_FEW, MOST_TOGETHER * len(ordered)):
            yield place
