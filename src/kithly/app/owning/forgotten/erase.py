"""Taking somebody out of everything that is kept, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from kithly.app.derived.own_contacts import SELF
from kithly.app.derived.refresh import refresh
from kithly.app.owning.forgotten.pending import PENDING
from kithly.people import PersonId
from kithly.people.forgotten import LEFT_OUT, Key, record_key
from kithly.records import Identity
from kithly.store import Writing
from kithly.store.clearing import Gone
from kithly.store.forgotten import Forgetting
from kithly.store.sweeping import ids_of_touches


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What is to be taken out.

    Attributes:
        whom: A random mark of this forgetting.
        at: When they were forgotten.
        keys: What they are known by, as sums.
        gone: Numbers of the records that go.
        changed: Numbers of the versions of others that are written anew.
        persons: Ids of people that stand for nobody any more.
        ids: These, and keys of handles and entries.
        is_theirs: Says of the settings of an account whether it is read of them.
    """

    whom: str
    at: datetime
    keys: frozenset[Key]
    gone: Collection[int]
    changed: Collection[int]
    persons: Collection[PersonId]
    ids: Collection[str]
    is_theirs: Callable[[Mapping[str, Any]], bool] = field(default=lambda _: False)


def erase(tx: Writing, erasure: Erasure, *, salt: bytes, own: Collection[Identity], now: datetime) -> int:
    """Take somebody out, and keep that nothing of theirs is taken in again.

    Args:
        tx: Where from.
        erasure: What is to be taken out.
        salt: Of the sums.
        own: Ego's own addresses and profiles.
        now: The present.

    Returns:
        How many words of the user's went with them.
    """
    told = Forgetting(whom=erasure.whom, at=erasure.at, keys=tuple(erasure.keys))
    tx.forgotten.keep(told)
    marks = tx.forgotten.marks()
    unsaid = tx.erasing.still_taken_in(erasure.gone, marks, own)
    if unsaid:
        more = tuple(record_key(one, salt) for one in unsaid)
        tx.forgotten.keep(replace(told, keys=more))
        marks = tx.forgotten.marks()
    ids = {*erasure.ids, *tx.records.ids_of(erasure.gone).values()}
    ids |= ids_of_touches([plan for _, plan in tx.plans.since(date.min)], frozenset(erasure.persons))
    files = tx.erasing.files_showing(erasure.gone)
    tx.erasing.write_anew(erasure.changed, marks, own)
    tx.erasing.remove(erasure.gone)
    read = tx.sweeping(Gone(ids, marks)).accounts(erasure.is_theirs)
    sweeping = tx.sweeping(Gone(frozenset({*ids, *read}), marks))
    said = sweeping.run()
    sweeping.files(files, SELF, LEFT_OUT)
    refresh(tx, now=now)
    sweeping.persons()
    sweeping.small_facts()
    tx.meta.set(PENDING, "yes")
    return said
