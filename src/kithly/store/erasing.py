"""Taking somebody out of what is kept: records that are theirs go, others are written anew without them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from kithly.people.forgotten import Marks, gone_from, without
from kithly.records import Identity, Record
from kithly.store import schema
from kithly.store.derivation import Derivation
from kithly.store.facts import links, names_used
from kithly.store.identities import Identities, uses_of
from kithly.store.imports import Imports
from kithly.store.payload import digest, from_bytes, pack, to_bytes, unpack
from kithly.store.scope import Row, Scope, batches

_LOOK = (
    "SELECT v.seq, v.record, r.kind, v.payload FROM versions AS v JOIN records AS r ON r.seq = v.record"
    " WHERE v.ego_id = ? AND v.seq > ? ORDER BY v.seq LIMIT ?"
)
_AT_ONCE = 4_000  # versions read together
_TWIN = (
    "INSERT INTO sightings (ego_id, file, version, observed_at, raw, place)"
    " SELECT ego_id, file, ?, observed_at, raw, place FROM sightings WHERE version = ? ON CONFLICT DO NOTHING"
)


@dataclass(slots=True, kw_only=True)
class Concerned:
    """What is kept of somebody.

    Attributes:
        gone: Numbers of the records that go, with their kinds.
        changed: Numbers of the versions that are written anew, with the number of their record.
        looked: How many versions were looked at.
    """

    gone: dict[int, str] = field(default_factory=dict)
    changed: dict[int, int] = field(default_factory=dict)
    looked: int = 0

    @property
    def written_anew(self) -> frozenset[int]:
        """Numbers of the records that stay, without them."""
        return frozenset(self.changed.values()) - self.gone.keys()


@dataclass(frozen=True, slots=True)
class _Version:
    seq: int
    record: int
    kind: str
    current: int
    old: Record
    new: Record


class Erasing:
    """Looking for somebody in everything that is kept, and taking them out."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def concerned(
        self,
        marks: Marks,
        own: Collection[Identity],
        *,
        may_hold: Callable[[bytes], bool],
        theirs: Collection[int] = (),
        after: int = 0,
    ) -> Concerned:
        """Look through everything that is kept.

        Args:
            marks: Who is meant.
            own: Ego's own addresses and profiles.
            may_hold: Says quickly of the bytes of a record whether it is worth a close look.
            theirs: Numbers of records that are theirs, whatever they say.
            after: Only what came after this version.
        """
        found = Concerned()
        for seq, record, kind, payload in self._versions(after):
            found.looked += 1
            if record in theirs:
                found.gone[record] = kind
                continue
            data = unpack(payload)
            if not may_hold(data):
                continue
            content = from_bytes(kind, data)
            left = without(content, marks, own)
            if left is None:
                found.gone[record] = kind
            elif left != content:
                found.changed[seq] = record
        return found

    def newest(self) -> int:
        """Return the number of the newest version."""
        return int(self._scope.raw("SELECT coalesce(max(seq), 0) FROM versions")[0][0])

    def remove(self, records: Collection[int]) -> tuple[int, ...]:
        """Take records away, in all versions, with everything that hangs on them; return the identities they named."""
        return Imports(self._scope).remove(sorted(records)).identities

    def write_anew(self, versions: Collection[int], marks: Marks, own: Collection[Identity]) -> tuple[int, ...]:
        """Write versions of records without those who are meant; return the identities they named and name."""
        touched: set[int] = set()
        for batch in batches(sorted(versions)):
            touched |= self._batch(batch, marks, own)
        Identities(self._scope).drop_unused(sorted(touched))
        return tuple(sorted(touched))

    def files_showing(self, records: Collection[int]) -> frozenset[int]:
        """Return the numbers of the files that showed some records."""
        version, seen = schema.versions.c, schema.sightings.c
        found: set[int] = set()
        for batch in batches(sorted(records)):
            query = select(seen.file).join(schema.versions, version.seq == seen.version)
            found |= set(self._scope.conn.execute(query.where(self._scope.within(version.record, batch))).scalars())
        return frozenset(found)

    def still_taken_in(self, records: Collection[int], marks: Marks, own: Collection[Identity]) -> tuple[bytes, ...]:
        """Return the ids of those records that would be taken in again: nothing in them tells whose they are."""
        table, version = schema.records.c, schema.versions.c
        found: dict[bytes, None] = {}
        for batch in batches(sorted(records)):
            query = select(table.id, table.kind, version.payload).join(schema.versions, version.record == table.seq)
            for identifier, kind, payload in self._scope.conn.execute(
                query.where(self._scope.within(table.seq, batch))
            ):
                if not gone_from(from_bytes(kind, unpack(payload)), marks, own):
                    found[bytes(identifier)] = None
        return tuple(found)

    def _versions(self, after: int) -> Iterator[Row]:
        while True:
            rows = self._scope.raw(_LOOK, (self._scope.ego, after, _AT_ONCE))
            yield from rows
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1][0]

    def _batch(self, batch: Sequence[int], marks: Marks, own: Collection[Identity]) -> set[int]:
        versions = self._read(batch, marks, own)
        numbers = self._numbers(versions)
        current = [one for one in versions if one.seq == one.current]
        Derivation(self._scope).remove([(one.record, one.old) for one in current])
        for one in versions:
            self._replace(one)
        Derivation(self._scope).add([(one.record, one.new) for one in current], numbers)
        linked = {one.record for one in versions if links(one.old)}
        if linked:
            Imports(self._scope).relink(linked)
        keys = [(one.new.key, one.record) for one in versions if one.new.key != one.old.key]
        self._scope.each("UPDATE records SET key = ? WHERE seq = ?", keys)
        return set(numbers.values())

    def _read(self, batch: Sequence[int], marks: Marks, own: Collection[Identity]) -> list[_Version]:
        record, version = schema.records.c, schema.versions.c
        rows = self._scope.conn.execute(
            select(version.seq, version.record, record.kind, record.current, version.payload)
            .join(schema.records, record.seq == version.record)
            .where(self._scope.within(version.seq, batch))
            .order_by(version.seq)
        ).all()
        found = []
        for seq, owner, kind, current, payload in rows:
            old = from_bytes(kind, unpack(payload))
            new = without(old, marks, own)
            if new is not None and new != old:
                found.append(_Version(seq, owner, kind, current, old, new))
        return found

    def _numbers(self, versions: Sequence[_Version]) -> Mapping[tuple[str, str], int]:
        """Count the names anew that stand beside identities, and return the numbers of all that are named."""
        identities = Identities(self._scope)
        before = [used for one in versions for used in names_used(one.old)]
        after = [used for one in versions for used in names_used(one.new)]
        numbers = identities.ensure(who for who, _ in (*before, *after))
        uses = uses_of(after, numbers, 1)
        uses.subtract(uses_of(before, numbers, 1))
        identities.count(uses)
        return numbers

    def _replace(self, one: _Version) -> None:
        """Write one version anew; where the record has another of the same words, that one stands for both."""
        data = to_bytes(one.new)
        content, conn, table = digest(data), self._scope.conn, schema.versions
        twin = conn.execute(
            select(table.c.seq).where(table.c.record == one.record, table.c.hash == content, table.c.seq != one.seq)
        ).scalar()
        if twin is None:
            conn.execute(table.update().where(table.c.seq == one.seq).values(hash=content, payload=pack(data)))
            return
        self._scope.raw_do(_TWIN, (twin, one.seq))
        for other in (schema.sightings, schema.partials, schema.pictured):
            conn.execute(other.delete().where(other.c.version == one.seq))
        conn.execute(table.delete().where(table.c.seq == one.seq))
        records = schema.records
        conn.execute(
            records.update().where(records.c.seq == one.record, records.c.current == one.seq).values(current=twin)
        )
