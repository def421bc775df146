"""Records: what sources said, in all versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, func, literal_column, select, union

from kithly.errors import NotFound
from kithly.people import PersonId
from kithly.records import KINDS, Record, Sighted, to_seconds
from kithly.store import schema
from kithly.store.additions import Addition, record_id
from kithly.store.columns import numbers_of
from kithly.store.forgotten import Forgotten
from kithly.store.payload import from_bytes, from_seconds, unpack
from kithly.store.scope import Scope, batches, plain
from kithly.store.values import Added, FileId, Stored

_BY_NUMBER = (
    "SELECT r.seq, r.id, r.source, r.kind, v.observed_at, v.payload FROM records AS r"
    " JOIN versions AS v ON v.seq = r.current WHERE r.seq IN ?? AND r.ego_id = ?"
)
_BY_KIND = (  # not messages: told so, the database uses the index of all others
    "SELECT r.seq, r.id, r.source, r.kind, v.observed_at, v.payload FROM records AS r"
    " JOIN versions AS v ON v.seq = r.current"
    " WHERE r.kind = ? AND r.kind <> 'message' AND r.ego_id = ? ORDER BY r.seq"
)
_NEWEST_OF_KIND = (
    "SELECT r.seq FROM records AS r JOIN versions AS v ON v.seq = r.current WHERE r.kind = ? AND r.kind <> 'message'"
    " AND r.ego_id = ? AND v.observed_at >= ? ORDER BY v.observed_at DESC, r.seq DESC LIMIT ?"
)
_VERSIONS_OF = (
    "SELECT DISTINCT r.seq, r.id, r.source, r.kind, s.observed_at, v.payload, v.hash FROM records AS r"
    " JOIN versions AS v ON v.record = r.seq JOIN sightings AS s ON s.version = v.seq"
    " WHERE r.seq IN ?? AND r.ego_id = ? ORDER BY r.seq, s.observed_at, v.hash"
)
_SOURCES_OF = "SELECT seq, id, source FROM records WHERE seq IN ?? AND ego_id = ?"
_LAST_OBSERVED = (
    "SELECT max(v.observed_at) FROM records AS r JOIN versions AS v ON v.record = r.seq"
    " WHERE r.ego_id = ? AND r.kind <> 'message' AND r.source = ?"
)
_IDS_OF = "SELECT seq, id FROM records WHERE seq IN ?? AND ego_id = ?"
_KINDS_OF = "SELECT DISTINCT kind FROM records WHERE seq IN ?? AND ego_id = ?"


class Raws:
    """Raw hashes of messages already read: 8 bytes each, whatever their number."""

    __slots__ = ("_sorted",)

    def __init__(self, values: NDArray[np.int64]) -> None:
        self._sorted = np.unique(values)

    def __contains__(self, raw: object) -> bool:
        if not isinstance(raw, int) or not len(self._sorted):
            return False
        place = int(self._sorted.searchsorted(raw))
        return place < len(self._sorted) and int(self._sorted[place]) == raw

    def __len__(self) -> int:
        return len(self._sorted)


class Records:
    """Adding and finding records."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, file: FileId, source: str, family: str, batch: Sequence[Sighted]) -> Added:
        """Add one batch, about 1,000 records, seen in one file.

        Args:
            file: Where they were seen.
            source: Name of the reader.
            family: Namespace of the records' keys.
            batch: The records, in the order of the file.
        """
        table = schema.files
        self._scope.conn.execute(table.update().where(table.c.seq == file, table.c.family == "").values(family=family))
        addition = Addition(self._scope, file, source, family)
        sifted = Forgotten(self._scope).sift([addition.id_of(one.record) for one in batch], batch)
        return replace(addition.run(sifted.records, sifted.ids), refused=sifted.refused)

    def saw(self, file: FileId, raws: Sequence[int]) -> int:
        """Note that already known messages stand in this file too; they need not be parsed again.

        Args:
            file: Where they were seen.
            raws: Raw hashes, as in `Sighted.raw`.

        Returns:
            How many of the raws are known.
        """
        known = 0
        for batch in batches(raws):
            found = set(self._known_of(batch))
            known += sum(raw in found for raw in batch)
            self._copy_sightings(file, sorted(found))
        return known

    def known_raw(self, family: str, *, reader_version: int | None = None) -> Raws:
        """Return the raw hashes of everything read in this family.

        Args:
            family: Namespace of record keys.
            reader_version: If given, only what this version of a reader read.
        """
        file = schema.files.c
        query = select(file.seq).where(file.ego_id == self._scope.ego, file.family == family)
        if reader_version is not None:
            query = query.where(file.reader_version == reader_version)
        parts = [self._raws_of(seq) for seq in self._scope.conn.execute(query).scalars().all()]
        return Raws(np.concatenate(parts) if parts else np.zeros(0, np.int64))

    def raws_at(self, path: str, source: str) -> Raws:
        """Return the raw hashes of everything a source read at one path, in imports that stand.

        Args:
            path: As shown to the user.
            source: Name of the reader.
        """
        file, shown = schema.files.c, Forgotten(self._scope).marks().cleaned(plain(path))
        query = select(file.seq).where(file.ego_id == self._scope.ego, file.path == shown, file.source == source)
        parts = [self._raws_of(seq) for seq in self._scope.conn.execute(query).scalars().all()]
        return Raws(np.concatenate(parts) if parts else np.zeros(0, np.int64))

    def get(self, ids: Iterable[int | str]) -> tuple[Stored, ...]:
        """Return records by number or by id (hexadecimal), in the order given; unknown ones are left out."""
        wanted = list(ids)
        found: dict[int | str, Stored] = {} if self._scope.memo is None else self._scope.memo
        for batch in batches(item for item in wanted if item not in found):
            seqs = [item for item in batch if isinstance(item, int)]
            keys = [bytes.fromhex(item) for item in batch if isinstance(item, str) and _is_id(item)]
            record = schema.records.c
            for stored in self._read(_BY_NUMBER, seqs) if seqs else ():
                found[stored.seq] = found[stored.id] = stored
            for stored in self._stored(_current().where(record.id.in_(keys))) if keys else ():
                found[stored.seq] = found[stored.id] = stored
        return tuple(found[item] for item in wanted if item in found)

    def by_kind(self, kind: str) -> tuple[Stored, ...]:
        """Return all records of one kind (a key of `records.KINDS`), ordered by number."""
        if kind == "message":
            return self._stored(_current().where(*_is_kind(kind)).order_by(schema.records.c.seq))
        return _decoded(self._scope.raw(_BY_KIND, (kind, self._scope.ego)))

    def ids_of_kind(self, kind: str) -> tuple[tuple[int, str], ...]:
        """Return number and id of all records of one kind, ordered by number, without reading them."""
        record = schema.records.c
        query = select(record.seq, record.id).where(*_is_kind(kind), record.ego_id == self._scope.ego)
        return tuple((seq, id_.hex()) for seq, id_ in self._scope.conn.execute(query.order_by(record.seq)).all())

    def ids_of(self, seqs: Collection[int]) -> dict[int, str]:
        """Return the ids of some records by number, without reading them."""
        rows = self._scope.raw(_IDS_OF, (self._scope.listed(seqs), self._scope.ego))
        return {seq: identifier.hex() for seq, identifier in rows}

    def numbers_of(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of some records by id, without reading them; unknown ids are left out."""
        keys = [bytes.fromhex(item) for item in ids if _is_id(item)]
        marks = ", ".join("?" * len(keys)) or "NULL"
        sql = f"SELECT seq, id FROM records WHERE ego_id = ? AND id IN ({marks})"  # noqa: S608 - values are bound
        rows = self._scope.raw(sql, (self._scope.ego, *keys))
        return {bytes(identifier).hex(): seq for seq, identifier in rows}

    def keys_of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the keys of all records of one kind but messages, without reading them; quick where they are few."""
        sql = "SELECT key FROM records WHERE kind = ? AND kind <> 'message' AND ego_id = ? ORDER BY seq"
        return tuple(key for (key,) in self._scope.raw(sql, (kind, self._scope.ego)))

    def numbers_of_kind(self, kind: str) -> NDArray[np.int64]:
        """Return the numbers of all records of one kind but messages, of every ego; quick where they are few."""
        return numbers_of(self._scope, "SELECT {seq} FROM records WHERE kind = ? AND kind <> 'message'", (kind,))[0]

    def newest_of_kind(self, kind: str, *, since: datetime, limit: int) -> tuple[int, ...]:
        """Return the numbers of what a source said of one kind but messages since then, what was said last first."""
        rows = self._scope.raw(_NEWEST_OF_KIND, (kind, self._scope.ego, to_seconds(since), limit))
        return tuple(seq for (seq,) in rows)

    def last_observed(self, source: str) -> datetime | None:
        """Return when a source said something last, messages aside, which have a date of their own; None for never."""
        rows = self._scope.raw(_LAST_OBSERVED, (self._scope.ego, source))
        return None if rows[0][0] is None else from_seconds(rows[0][0])

    def person_of(self, family: str, key: str) -> PersonId:
        """Return the person to whom a record is assigned.

        Args:
            family: Namespace of the key.
            key: The record's own key.

        Raises:
            NotFound: There is no such record, or nobody has it.
        """
        record, node = schema.records.c, schema.assignments.c
        ids = [record_id(self._scope.text_id, family, kind, key) for kind in KINDS]
        query = select(node.person).join(schema.records, (node.kind == "record") & (node.node == record.seq))
        person = self._scope.conn.execute(query.where(record.id.in_(ids))).scalar()
        if person is None:
            raise NotFound("record", key)
        return PersonId(person)

    def id_of(self, family: str, kind: str, key: str) -> str:
        """Return the id (hexadecimal) a record of this key has, whether it is kept or not."""
        return record_id(self._scope.text_id, family, kind, key).hex()

    def kinds_of(self, seqs: Collection[int]) -> frozenset[str]:
        """Return the kinds (keys of `records.KINDS`) that occur among some records."""
        rows = self._scope.raw(_KINDS_OF, (self._scope.listed(seqs), self._scope.ego))
        return frozenset(kind for (kind,) in rows)

    def sources_of(self, seqs: Collection[int]) -> dict[int, tuple[str, str]]:
        """Return id (hexadecimal) and source of some records by number, without reading them."""
        rows = self._scope.raw(_SOURCES_OF, (self._scope.listed(seqs), self._scope.ego))
        return {seq: (bytes(identifier).hex(), source) for seq, identifier, source in rows}

    def with_several_versions(self, kind: str, among: Collection[int] | None = None) -> tuple[int, ...]:
        """Return the numbers of the records of one kind that said different things at different times.

        Args:
            kind: Key of `records.KINDS`.
            among: Only these records; None for all.
        """
        record, version = schema.records.c, schema.versions.c
        chosen = (
            select(record.seq)
            .join(schema.versions, version.record == record.seq)
            .where(record.ego_id == self._scope.ego, *_is_kind(kind))
            .group_by(record.seq)
            .having(func.count() > 1)
        )
        if among is not None:
            chosen = chosen.where(self._scope.within(record.seq, among))
        return tuple(self._scope.conn.execute(chosen.order_by(record.seq)).scalars())

    def of_identities(
        self, identities: Collection[int], *, kinds: Collection[str] = (), limit: int | None = None
    ) -> tuple[Stored, ...]:
        """Return messages and gestures in which these identities took part, newest first.

        Args:
            identities: Identity numbers.
            kinds: Keys of `records.KINDS`; empty for all.
            limit: At most so many; None for all.
        """
        happened, record = schema.interactions.c, schema.records.c
        taking_part = schema.participants.c
        owners = union(
            select(happened.record).where(self._scope.within(happened.sender, identities)),
            select(taking_part.record).where(self._scope.within(taking_part.identity, identities)),
        )
        query = _current().join(schema.interactions, happened.record == record.seq)
        query = query.where(record.seq.in_(owners)).order_by(happened.at.desc(), record.seq.desc())
        if kinds:
            query = query.where(record.kind.in_(sorted(kinds)))
        return self._stored(query.limit(limit) if limit is not None else query)

    def history(self, record: int | str) -> tuple[tuple[datetime, Record], ...]:
        """Return what was said by whom read when: (observed_at, record) oldest first, one per export and content.

        Args:
            record: Number or id of the record.
        """
        table, version, seen = schema.records.c, schema.versions.c, schema.sightings.c
        if isinstance(record, str) and not _is_id(record):
            return ()
        chosen = table.seq == record if isinstance(record, int) else table.id == bytes.fromhex(record)
        rows = self._scope.conn.execute(
            select(seen.observed_at, version.hash, table.kind, version.payload)
            .select_from(schema.records)
            .join(schema.versions, version.record == table.seq)
            .join(schema.sightings, seen.version == version.seq)
            .where(chosen, table.ego_id == self._scope.ego)
            .distinct()
            .order_by(seen.observed_at, version.hash)
        )
        return tuple((from_seconds(at), from_bytes(kind, unpack(payload))) for at, _, kind, payload in rows)

    def versions_of(self, seqs: Collection[int]) -> dict[int, tuple[Stored, ...]]:
        """Return, for some records, what was said of each when: as `history`, for many at once.

        Args:
            seqs: Numbers of the records; unknown ones are left out.
        """
        found: dict[int, list[Stored]] = {}
        for stored in self._read(_VERSIONS_OF, seqs):
            found.setdefault(stored.seq, []).append(stored)
        return {seq: tuple(versions) for seq, versions in found.items()}

    def _stored(self, query: Select[Any]) -> tuple[Stored, ...]:
        return _decoded(self._scope.conn.execute(query.where(schema.records.c.ego_id == self._scope.ego)).all())

    def _read(self, sql: str, seqs: Collection[int]) -> tuple[Stored, ...]:
        """Read records by number, without the cost of building a query."""
        return _decoded(self._scope.raw(sql, (self._scope.listed(seqs), self._scope.ego)))

    def _known_of(self, raws: Sequence[int]) -> Sequence[int]:
        seen = schema.sightings.c
        query = select(seen.raw).where(
            self._scope.within(seen.raw, raws), seen.raw != 0, seen.ego_id == self._scope.ego
        )
        return self._scope.conn.execute(query.distinct()).scalars().all()

    def _copy_sightings(self, file: FileId, raws: Sequence[int]) -> None:
        seen = schema.sightings
        source = select(seen.c.version, seen.c.raw, seen.c.observed_at).where(
            self._scope.within(seen.c.raw, raws), seen.c.raw != 0, seen.c.ego_id == self._scope.ego
        )
        newest: dict[int, tuple[int, int]] = {}
        for version, raw, observed_at in self._scope.conn.execute(source):
            newest[version] = max(newest.get(version, (observed_at, raw)), (observed_at, raw))
        rows = [
            (self._scope.ego, file, version, observed_at, raw, "")
            for version, (observed_at, raw) in sorted(newest.items())
        ]
        columns = ("ego_id", "file", "version", "observed_at", "raw", "place")
        self._scope.add(schema.sightings, rows, *columns, instead="nothing")

    def _raws_of(self, file: int) -> NDArray[np.int64]:
        raws = numbers_of(self._scope, "SELECT {raw} FROM sightings WHERE file = ? AND raw <> 0", (file,))
        return raws[0]


def _current() -> Select[Any]:
    record, version = schema.records.c, schema.versions.c
    return select(record.seq, record.id, record.source, record.kind, version.observed_at, version.payload).join(
        schema.versions, version.seq == record.current
    )


def _decoded(rows: Iterable[Sequence[Any]]) -> tuple[Stored, ...]:
    return tuple(
        Stored(
            seq=seq,
            id=identifier.hex(),
            source=source,
            kind=kind,
            record=from_bytes(kind, unpack(payload)),
            observed_at=from_seconds(observed_at),
        )
        for seq, identifier, source, kind, observed_at, payload, *_ in rows
    )


def _is_kind(kind: str) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a record is of a kind, told so that the index of all but messages is used."""
    column = schema.records.c.kind
    if kind == "message":
        return (column == kind,)
    return (column == kind, column != literal_column("'message'"))


def _is_id(text: str) -> bool:
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True
