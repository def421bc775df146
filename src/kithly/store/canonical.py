"""The store as text: to compare two networks, whatever the order in which they came to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from kithly.store import schema
from kithly.store.connecting import MAY_WRITE
from kithly.store.decisions import Decisions
from kithly.store.people import People
from kithly.store.reasons import Reasons
from kithly.store.rhythms import Rhythms
from kithly.store.scope import Scope
from kithly.store.ties import Ties

_DIGITS = 9

FORM = 1
"""Number of the form of the dump: another one when equal networks would give other lines than before."""

_LINE_BYTES = 16

_WORDS_SQLITE = (
    "SELECT w.term, count(DISTINCT w.doc), count(*) FROM temp.words AS w"
    " JOIN interactions AS i ON i.record = w.doc WHERE i.ego_id = ? GROUP BY w.term ORDER BY w.term"
)
_WORDS_POSTGRESQL = (
    "SELECT word, ndoc, nentry FROM ts_stat('SELECT m.words FROM message_index AS m"
    " JOIN interactions AS i ON i.record = m.record WHERE i.ego_id = ?') ORDER BY word"
)


def canonical_dump(scope: Scope) -> str:
    """Return records, sightings, people, decisions, ties and reasons; numbers and person ids left out."""
    return "\n".join(sorted(_lines(scope))) + "\n"


def canonical_sum(scope: Scope) -> str:
    """Return a sum that is equal for equal dumps, and other for others, without holding one in memory.

    Returns:
        SHA-256 of the sums of all lines, in their own order.
    """
    sums = sorted(
        blake2b(line.encode("utf-8", "surrogatepass"), digest_size=_LINE_BYTES).digest() for line in _lines(scope)
    )
    digest = hashlib.sha256()
    for one in sums:
        digest.update(one)
    return digest.hexdigest()


def derived_dump(scope: Scope) -> str:
    """Return the derived tables alone."""
    return "\n".join(sorted([*_derived(scope, _labels(scope)), *_interactions(scope), *_index(scope)])) + "\n"


def _lines(scope: Scope) -> Iterator[str]:
    labels = _labels(scope)
    yield from _records(scope)
    yield from _sightings(scope)
    yield from _pictures(scope)
    yield from (f"person {label}" for label in labels.values())
    yield from _decisions(scope, labels)
    yield from _derived(scope, labels)


def _labels(scope: Scope) -> dict[str, str]:
    """Return what each person consists of: sorted record keys and identities, instead of the id."""
    node, record, identity = schema.assignments.c, schema.records.c, schema.identities.c
    records = select(node.person, record.family, record.kind, record.key).join(
        schema.records, (node.kind == "record") & (node.node == record.seq)
    )
    identities = select(node.person, identity.kind, identity.value).join(
        schema.identities, (node.kind == "identity") & (node.node == identity.seq)
    )
    parts: dict[str, list[str]] = {}
    for query in (records, identities):
        for person, *words in scope.conn.execute(query.where(node.ego_id == scope.ego)):
            parts.setdefault(person, []).append(" ".join(words))
    return {person: json.dumps(sorted(words), ensure_ascii=False) for person, words in parts.items()}


def _records(scope: Scope) -> Iterator[str]:
    record, version = schema.records.c, schema.versions.c
    rows = scope.conn.execute(
        select(record.family, record.kind, record.key, version.hash, version.observed_at, record.current == version.seq)
        .join(schema.versions, version.record == record.seq)
        .where(record.ego_id == scope.ego)
    )
    for family, kind, key, content, observed_at, is_current in rows:
        yield f"record {family} {kind} {key!r} {content:016x} {observed_at}{' current' if is_current else ''}"


def _sightings(scope: Scope) -> Iterator[str]:
    record, version, seen, file = schema.records.c, schema.versions.c, schema.sightings.c, schema.files.c
    rows = scope.conn.execute(
        select(file.path, record.family, record.kind, record.key, version.hash, seen.observed_at)
        .select_from(schema.sightings)
        .join(schema.files, file.seq == seen.file)
        .join(schema.versions, version.seq == seen.version)
        .join(schema.records, record.seq == version.record)
        .where(seen.ego_id == scope.ego)
        .distinct()
    )
    for path, family, kind, key, content, observed_at in rows:
        yield f"sighting {path!r} {family} {kind} {key!r} {content:016x} {observed_at}"


def _pictures(scope: Scope) -> Iterator[str]:
    picture = schema.pictures.c
    rows = scope.conn.execute(select(picture.hash, picture.type).where(picture.ego_id == scope.ego))
    for content, kind in rows:
        yield f"picture {bytes(content).hex()} {kind}"


def _decisions(scope: Scope, labels: dict[str, str]) -> Iterator[str]:
    for item in Decisions(scope).all():
        value = json.dumps(_labelled(item.value, labels), sort_keys=True, ensure_ascii=False)
        yield f"decision {item.kind} {labels.get(item.subject, item.subject)} {value} {item.at.isoformat()}"


def _labelled(value: Any, labels: dict[str, str]) -> Any:
    """Return a JSON value with person ids replaced by what the person consists of."""
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, list):
        return [_labelled(item, labels) for item in value]
    if isinstance(value, dict):
        return {labels.get(key, key): _labelled(item, labels) for key, item in value.items()}
    return value


def _derived(scope: Scope, labels: dict[str, str]) -> Iterator[str]:
    for row in People(scope).all():
        who = row.person
        handles = " ".join(sorted(f"{item.kind}:{item.value}" for item in who.identities))
        facts = [who.name, who.given, handles, who.company, who.title, str(who.connected_on), str(who.birthday)]
        facts += [" ".join(sorted(who.circles)), str(who.importance), str(who.quiet), str(who.remembered), who.place]
        yield f"shown {labels.get(who.id, who.id)} {row.known} {json.dumps(facts, ensure_ascii=False)}"
    states = Ties(scope).all()
    for person, state in zip(states.ids, states.states, strict=True):
        yield f"tie {labels.get(person, person)} {_rounded(state)}"
    yield f"ego {_rounded(states.ego)}"
    for person, rhythm in Rhythms(scope).all().items():
        sides = ["".join(map(str, side)) for side in (rhythm.outgoing, rhythm.incoming)]
        yield f"rhythm {labels.get(person, person)} {rhythm.newest} {' '.join(sides)}"
    for reason in Reasons(scope).all():
        facts = [reason.kind, reason.key, reason.text, str(reason.starts), str(reason.ends), _rounded([reason.worth])]
        proof = sorted(item.record for item in reason.evidence)
        yield f"reason {labels.get(reason.person, reason.person)} {json.dumps([*facts, *proof], ensure_ascii=False)}"


def _interactions(scope: Scope) -> Iterator[str]:
    """Yield interactions and participants, named by record id and identity."""
    conn = scope.conn
    identity, record, row = schema.identities.c, schema.records.c, schema.interactions
    who = {
        seq: f"{kind}:{value}" for seq, kind, value in conn.execute(select(identity.seq, identity.kind, identity.value))
    }
    query = select(record.id, row.c.at, row.c.sender, row.c.bits, row.c.own_id, row.c.parent, row.c.thread)
    query = query.join(schema.records, record.seq == row.c.record).where(row.c.ego_id == scope.ego)
    for identifier, at, sender, *numbers in conn.execute(query):
        yield f"interaction {identifier.hex()} {at} {who.get(sender, '-')} {numbers}"
    to = schema.participants.c
    pairs = select(record.id, to.identity, to.copied).join(schema.records, record.seq == to.record)
    for identifier, seq, copied in conn.execute(pairs.where(to.ego_id == scope.ego)):
        yield f"participant {identifier.hex()} {who[seq]} {copied}"


def _index(scope: Scope) -> Iterator[str]:
    """Yield a digest of all words in the search index with how often they stand there."""
    if scope.is_sqlite:
        scope.raw_do("PRAGMA query_only = OFF")
        scope.conn.info.pop(MAY_WRITE, None)
        scope.raw_do("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, message_index, 'instance')")
        rows = scope.raw(_WORDS_SQLITE, (scope.ego,))
    else:
        rows = scope.raw(_WORDS_POSTGRESQL.replace("?", str(scope.ego)))
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(tuple(row)).encode())
    yield f"index {digest.hexdigest()}"


def _rounded(numbers: Any) -> str:
    return " ".join(f"{number:.{_DIGITS}g}" for number in numbers)
