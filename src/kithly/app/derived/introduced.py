"""Who put ego in contact with whom: found at each rebuild, kept as a small fact, told with both as they are now."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from kithly.app.derived.ego import kept_ego
from kithly.history import Lasts, RecordColumns, introduction_in, third_hands
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Introduced
from kithly.records import Message
from kithly.store import Reading, Stored, Writing

KEPT = "introductions"  # name of the small fact: record id, who wrote it, the other
OLDEST = timedelta(days=372)
YOUNGEST = timedelta(days=6)
MOST_READ = 500  # newest messages that are looked through for an introduction


def keep_introductions(
    tx: Writing, columns: RecordColumns, node: Ints, persons: Sequence[PersonId], lasts: Lasts, *, now: datetime
) -> None:
    """Find and keep who put ego in contact with somebody new in the last year.

    Args:
        tx: Where to.
        columns: All messages and gestures.
        node: Which person each identity number is.
        persons: Who stands at each person index.
        lasts: First and last contact with everybody.
        now: The present.
    """
    since, until = (int((now - ago).timestamp()) for ago in (OLDEST, YOUNGEST))
    records, writers, others = third_hands(columns, node, lasts, since=since, until=until)
    hands = list(zip(records.tolist(), writers.tolist(), others.tolist(), strict=True))[-MOST_READ:]
    kept = {one.seq: one for one in tx.records.get(sorted({record for record, _, _ in hands}))}
    found = [
        (kept[record].id, persons[writer], persons[other])
        for record, writer, other in hands
        if record in kept and isinstance(kept[record].record, Message)
    ]
    names = {row.person.id: row.person.name for row in tx.people.some({other for _, _, other in found})}
    own = kept_ego(tx).name
    by_id = {one.id: one for one in kept.values()}
    told = [one for one in found if _words(by_id[one[0]], (names.get(one[2], ""), own))]
    tx.meta.set(KEPT, json.dumps(told))


def introducers(tx: Reading) -> frozenset[PersonId]:
    """Return everybody who put ego in contact with somebody, by today's id."""
    return frozenset(_kept(tx))


def introductions_by(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[Introduced, ...]]:
    """Return whom each of some people put ego in contact with, but for those who are left in peace."""
    kept = {person: ones for person, ones in _kept(tx).items() if person in persons}
    if not kept:
        return {}
    others = {
        row.person.id: row.person for row in tx.people.some({other for ones in kept.values() for _, other in ones})
    }
    stored = {one.id: one for one in tx.records.get([record for ones in kept.values() for record, _ in ones])}
    own = kept_ego(tx).name
    found: dict[PersonId, tuple[Introduced, ...]] = {}
    for person, ones in kept.items():
        told = (
            _introduced(stored[record], others[other].name, own)
            for record, other in ones
            if record in stored and other in others and others[other].is_plannable and others[other].name
        )
        found[person] = tuple(one for one in told if one is not None)
    return found


def _kept(tx: Reading) -> Mapping[PersonId, list[tuple[str, PersonId]]]:
    text = tx.meta.get(KEPT)
    rows = json.loads(text) if text else []
    found: dict[PersonId, list[tuple[str, PersonId]]] = {}
    if not rows:
        return found
    now_of = tx.assignments.resolver()
    for record, writer, other in rows:
        found.setdefault(now_of(PersonId(writer)), []).append((record, now_of(PersonId(other))))
    return found


def _introduced(stored: Stored, other: str, own: str) -> Introduced | None:
    record, quote = stored.record, _words(stored, (other, own))
    if not isinstance(record, Message) or record.at is None or not quote:
        return None
    return Introduced(
        record=stored.id, source=stored.source, at=record.at, channel=record.channel, other=other, quote=quote
    )


def _words(stored: Stored, names: tuple[str, ...]) -> str:
    """Return the words of a message that put ego and somebody in contact."""
    record = stored.record
    return introduction_in(record.subject, record.own or record.text, names) if isinstance(record, Message) else ""
