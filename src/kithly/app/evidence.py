"""Evidence of a tie: the records behind the facts that moved it."""

from __future__ import annotations

from collections.abc import Sequence

from kithly.app.closely import Ties
from kithly.app.people import records_of
from kithly.people import Person
from kithly.records import Evidence, Flag, Gesture, Identity, Message
from kithly.store import Reading, Stored
from kithly.ties import Fact, Tie


def tie_with_evidence(kept: Reading, person: Person, ties: Ties) -> Tie:
    """Return how ego stands with a person, each fact with the records that prove it."""
    records = [one for one in records_of(kept, person) if _is_contact(one)]
    own = set(person.identities)
    return ties.of(person.id, _evidence(records, own))


def _is_contact(stored: Stored) -> bool:
    record = stored.record
    if isinstance(record, Message):
        return record.at is not None and not record.flags & (Flag.BULK | Flag.AUTOMATIC)
    return isinstance(record, Gesture) and record.at is not None


def _evidence(records: Sequence[Stored], own: set[Identity]) -> dict[Fact, tuple[Evidence, ...]]:
    """Return what proves each fact; the records come newest first."""
    if not records:
        return {}
    theirs = [one for one in records if _is_theirs(one, own)]
    yours = [one for one in records if not _is_theirs(one, own)]
    first, last = _one(records[-1]), _one(records[0])
    return {
        Fact.SILENCE: (last,),
        Fact.DAYS: (first, last),
        Fact.ANSWERS: tuple(_one(side[0]) for side in (theirs, yours) if side),
        Fact.BALANCE: tuple(_one(side[0]) for side in (theirs, yours) if side),
    }


def _is_theirs(stored: Stored, own: set[Identity]) -> bool:
    record = stored.record
    if isinstance(record, Message):
        return record.sender is not None and record.sender.identity in own
    return isinstance(record, Gesture) and not record.outgoing


def _one(stored: Stored) -> Evidence:
    record = stored.record
    at = record.at if isinstance(record, Message | Gesture) else None
    return Evidence(record=stored.id, source=stored.source, at=at)
