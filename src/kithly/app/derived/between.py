"""What lies between several people at once: found at each rebuild, kept as small facts, laid beside each one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kithly.app.derived.introduced import introducers, introductions_by, keep_introductions
from kithly.history import Interactions, RecordColumns, last_contacts
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Facts
from kithly.store import Reading, Writing


def keep_between(
    tx: Writing,
    columns: RecordColumns,
    node: Ints,
    persons: Sequence[PersonId],
    interactions: Interactions,
    *,
    now: datetime,
) -> None:
    """Find and keep what a look at a few people alone could not tell.

    Args:
        tx: Where to; people are kept already.
        columns: All messages and gestures.
        node: Which person each identity number is.
        persons: Who stands at each person index.
        interactions: What happened with everybody.
        now: The present.
    """
    lasts = last_contacts(interactions, len(persons), now=int(now.timestamp()))
    keep_introductions(tx, columns, node, persons, lasts, now=now)


def concerned(tx: Reading) -> frozenset[PersonId]:
    """Return everybody who may have a reason by what lies between several people."""
    return introducers(tx)


def with_others(tx: Reading, everybody: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return facts with what lies between each person and others."""
    introduced = introductions_by(tx, {one.person.id for one in everybody})
    return tuple(
        replace(one, introduced=introduced[one.person.id]) if one.person.id in introduced else one for one in everybody
    )
