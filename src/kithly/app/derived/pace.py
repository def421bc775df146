"""How often two are in touch, and how often the user wants them to be: the last contact that counts, with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from kithly.app.derived.own_contacts import is_contact
from kithly.app.said.decisions import Word
from kithly.history import Interactions
from kithly.history.exchanges import FEW_RECIPIENTS
from kithly.history.interactions import KNOWN_AMONG, Bools, Ints
from kithly.people import PersonId
from kithly.reasons import Facts, Pace
from kithly.records import Evidence, Flag, Meeting, Message
from kithly.store import Decision, Reading

NEVER = 0
LOGGED = "word"  # what the user told of


@dataclass(frozen=True, slots=True, kw_only=True)
class LastContact:
    """The last contact of each person that counts for a cadence. Shape of each array: (people,).

    Attributes:
        at: Seconds since 1970, UTC; 0 for never.
        record: Number of the record; below zero for what the user told of (see `own_contacts`).
        outgoing: Whether it came from ego.
    """

    at: Ints
    record: Ints
    outgoing: Bools


def counts(interactions: Interactions) -> Bools:
    """Say which interactions begin a cadence anew: words to at most five people, and meetings of a few; no clicks.

    A mail to twenty people is no contact with each of them.
    """
    few = np.where(interactions.met, KNOWN_AMONG - 1, FEW_RECIPIENTS)
    is_click = (interactions.flags & int(Flag.LIGHT)) != 0
    return np.asarray((interactions.recipients <= few) & ~is_click, bool)


def last_that_counts(interactions: Interactions, people: int, *, now: int) -> LastContact:
    """Return the last contact of each person that counts, up to now."""
    rows = np.flatnonzero(counts(interactions) & (interactions.at <= now))
    rows = rows[np.lexsort((interactions.record[rows], interactions.at[rows]))]
    at, record, outgoing = np.zeros(people, np.int64), np.zeros(people, np.int64), np.zeros(people, bool)
    person = interactions.person[rows]
    at[person], record[person] = interactions.at[rows], interactions.record[rows]
    outgoing[person] = interactions.outgoing[rows]
    return LastContact(at=at, record=record, outgoing=outgoing)


def with_pace(
    tx: Reading,
    facts: Sequence[Facts],
    met: tuple[Sequence[PersonId], Interactions],
    words: Mapping[PersonId, Word],
    unusual: Mapping[PersonId, float],
    *,
    now: datetime,
) -> tuple[Facts, ...]:
    """Return facts with how often the two are, and should be, in touch.

    Args:
        tx: Where to read records.
        facts: Of a few people.
        met: Some people, those of the facts among them, and what happened with them by their places.
        words: The user's word about everybody.
        unusual: From how many days on a silence is longer than usual, where there is a rhythm.
        now: Nothing later is looked at.
    """
    wished = {one.person.id for one in facts if (word := words.get(one.person.id)) and word.wish}
    last = last_contacts_of(tx, *met, words, now=now) if wished else {}
    return tuple(
        replace(
            one,
            pace=replace(
                last.get(one.person.id, Pace()),
                wish=words[one.person.id].wish if one.person.id in wished else None,
                unusual_after=unusual.get(one.person.id),
            ),
        )
        for one in facts
    )


def last_contacts_of(
    tx: Reading,
    persons: Sequence[PersonId],
    interactions: Interactions,
    words: Mapping[PersonId, Word],
    *,
    now: datetime,
) -> dict[PersonId, Pace]:
    """Return the last contact that counts with each of some people, with its proof; nobody with whom there was none.

    Args:
        tx: Where to read records.
        persons: Whose the places of ``interactions`` are.
        interactions: What happened with them.
        words: The user's word about everybody.
        now: Nothing later is looked at.
    """
    found = last_that_counts(interactions, len(persons), now=int(now.timestamp()))
    told = _told([one for person in persons if person in words for one in words[person].decisions])
    places = np.flatnonzero(found.at > NEVER).tolist()
    stored = {one.seq: one for one in tx.records.get([int(found.record[place]) for place in places])}
    paces = {}
    for place in places:
        at, record = datetime.fromtimestamp(int(found.at[place]), UTC), int(found.record[place])
        if record < 0:
            proof, kind = Evidence(record=told[-1 - record].id, source="self", at=at), LOGGED
        elif record in stored:
            one = stored[record]
            proof, kind = Evidence(record=one.id, source=one.source, at=at), _kind(one.record)
        else:
            continue
        paces[persons[place]] = Pace(last=at, proof=proof, told=kind, outgoing=bool(found.outgoing[place]))
    return paces


def _told(decisions: Sequence[Decision]) -> list[Decision]:
    """Return what the user told of contacts, in the order `own_contacts` numbers it."""
    return sorted((one for one in decisions if is_contact(one)), key=lambda one: one.id)


def _kind(record: object) -> str:
    if isinstance(record, Meeting):
        return "meeting"
    return record.channel.value if isinstance(record, Message) else "contact"
