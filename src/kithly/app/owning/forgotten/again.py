"""Taking those out of a restored network who were forgotten after the backup was made: known by their sums alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from kithly.app.owning.forgotten.erase import Erasure, erase
from kithly.people import PersonId
from kithly.people.forgotten import Marks
from kithly.records import Identity, IdentityKind
from kithly.store import Store, Writing
from kithly.store.forgotten import Forgetting


def forget_again(store: Store, known: Sequence[Forgetting], *, now: datetime) -> int:
    """Take those out of a network whom it does not know to be forgotten.

    Args:
        store: Of the network.
        known: Who was forgotten, as lists beside backups tell.
        now: The present.

    Returns:
        How many were not known to be forgotten.
    """
    with store.reading() as kept:
        there = {one.whom for one in kept.forgotten.all()}
    fresh = [one for one in known if one.whom not in there and one.keys]
    for one in fresh:
        with store.transaction() as tx:
            _take_out(tx, one, now=now)
    if fresh:
        store.purge()
    return len(fresh)


def _take_out(tx: Writing, one: Forgetting, *, now: datetime) -> None:
    marks, own = Marks(one.keys), tx.forgotten.own()
    ids = tx.records.ids_of_kind("contact")
    entries = frozenset(seq for seq, identifier in ids if marks.knows_record(bytes.fromhex(identifier)))
    found = tx.erasing.concerned(marks, own, may_hold=lambda _: True, theirs=entries)
    handles = _handles(tx, marks, own)
    persons = _persons(tx, set(handles.values()), found.gone.keys())
    keys = {f"{handle.kind.value}:{handle.value}" for handle in handles}
    erasure = Erasure(
        whom=one.whom,
        at=one.at,
        keys=frozenset(one.keys),
        gone=found.gone.keys(),
        changed=found.changed.keys(),
        persons=persons,
        ids=frozenset({*persons, *keys}),
        is_theirs=lambda settings: str(settings.get("settings", {}).get("identity") or "") in keys,
    )
    erase(tx, erasure, salt=one.keys[0].salt, own=own, now=now)


def _handles(tx: Writing, marks: Marks, own: Collection[Identity]) -> dict[Identity, int]:
    rows, kinds = tx.identities.all(), {kind.value for kind in IdentityKind}
    told = zip(rows.seqs, rows.kinds, rows.values, strict=True)
    found = {Identity(IdentityKind(kind), value): seq for seq, kind, value in told if kind in kinds}
    return {one: seq for one, seq in found.items() if one not in own and marks.knows(one)}


def _persons(tx: Writing, handles: Collection[int], entries: Collection[int]) -> frozenset[PersonId]:
    """Return those of whom nothing is left: somebody who was joined with them in the backup stays."""
    rows = (*tx.assignments.of("identity", handles).values(), *tx.assignments.of("record", entries).values())
    concerned = {row.person for row in rows}
    left = {
        person
        for node, person in tx.assignments.nodes_of(concerned).items()
        if node.seq not in (entries if node.kind == "record" else handles)
    }
    gone = concerned - left
    now_of = tx.assignments.resolver()
    return frozenset(gone | {old for old in tx.assignments.forwards() if now_of(old) in gone})
