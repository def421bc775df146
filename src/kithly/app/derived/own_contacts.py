"""Contacts that no source saw, as the user told them: `log`, and hellos marked as done."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kithly.history import Interactions
from kithly.people import PersonId
from kithly.records import Flag, to_seconds
from kithly.store import Decision, Reading

ABSORB = 2 * 86_400  # seconds: a record of the same person this near to a told contact is that contact
LATER = 43_200  # seconds: what is told of a day stands at its noon, and the meeting may have been that evening
SELF = "self"
SELF_CHANNEL = 3  # code of `Channel.SELF`


def with_own_contacts(
    tx: Reading, interactions: Interactions, persons: Sequence[PersonId], decisions: Sequence[Decision] | None = None
) -> Interactions:
    """Return the interactions with those the user told added, but for those a source has seen since.

    Args:
        tx: Where to read who was merged with whom.
        interactions: What sources saw.
        persons: Who stands at each person index.
        decisions: All the user said; None to read it.
    """
    place = {person: index for index, person in enumerate(persons)}
    said = tx.decisions.all() if decisions is None else decisions
    told = [one for one in said if is_contact(one)]
    if not told:
        return interactions
    rows = []
    resolved = tx.assignments.resolver()
    for number, one in enumerate(sorted(told, key=lambda one: one.id)):
        index = place.get(resolved(PersonId(one.subject)))
        if index is not None and not _is_seen(interactions, index, one):
            rows.append((index, to_seconds(one.at), not bool(one.value.get("incoming")), -1 - number))
    return _appended(interactions, rows)


def is_contact(decision: Decision) -> bool:
    """Say whether a decision tells of a contact: logged, or a hello that is done."""
    return decision.kind == "log" or (decision.kind == "touch" and decision.value.get("outcome") == "done")


def _is_seen(interactions: Interactions, index: int, decision: Decision) -> bool:
    """Say whether a source saw the contact that the user told of."""
    at, outgoing = to_seconds(decision.at), not bool(decision.value.get("incoming"))
    side = interactions.outgoing == outgoing
    # either may have told of a meeting; one later than that day is another
    side = np.where(interactions.met, interactions.at <= at + LATER, side)
    near = (interactions.person == index) & side
    near &= (np.abs(interactions.at - at) <= ABSORB) & ((interactions.flags & int(Flag.LIGHT)) == 0)
    return bool(near.any())


def _appended(interactions: Interactions, rows: list[tuple[int, int, bool, int]]) -> Interactions:
    if not rows:
        return interactions
    person, at, outgoing, record = (np.array(column) for column in zip(*rows, strict=True))
    count = len(rows)
    return Interactions(
        person=np.concatenate([interactions.person, person.astype(np.int64)]),
        at=np.concatenate([interactions.at, at.astype(np.int64)]),
        outgoing=np.concatenate([interactions.outgoing, outgoing.astype(bool)]),
        recipients=np.concatenate([interactions.recipients, np.ones(count, np.int64)]),
        flags=np.concatenate([interactions.flags, np.zeros(count, np.int64)]),
        channel=np.concatenate([interactions.channel, np.full(count, SELF_CHANNEL)]),
        record=np.concatenate([interactions.record, record.astype(np.int64)]),
    )
