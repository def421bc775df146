"""Taking an import back: its sightings go, and whatever nothing else supports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from kithly.records import Record
from kithly.store import schema
from kithly.store.accounts import Accounts
from kithly.store.changes import Changes
from kithly.store.derivation import Derivation
from kithly.store.facts import links, names_used
from kithly.store.files import KEPT, UNDONE
from kithly.store.identities import Identities, uses_of
from kithly.store.payload import from_bytes, unpack
from kithly.store.pictures import Pictures
from kithly.store.relying import Relying
from kithly.store.scope import Scope, batches
from kithly.store.values import Removed


@dataclass(frozen=True, slots=True)
class _Moved:
    """A record with the version that was current and the one that is now."""

    seq: int
    kind: str
    was: int
    now: int  # 0 where no version is left


class Imports:
    """Undoing imports."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def undo(self, change: str) -> Removed:
        """Remove the sightings of an import's files, and what no other sighting supports.

        Raises:
            NotFound: There is no such change.
        """
        number = Changes(self._scope).number(change)
        Relying(self._scope).drop(number)
        return self.take_back(self._files(number))

    def leave(self, change: str) -> int:
        """Leave the files of an import that later ones found unchanged to those; return how many there are.

        Raises:
            NotFound: There is no such change.
        """
        number = Changes(self._scope).number(change)
        heirs = Relying(self._scope).heirs(number, self._files(number))
        self._scope.each("UPDATE files SET change = ? WHERE seq = ?", [(to, seq) for seq, to in heirs.items()])
        return len(heirs)

    def found_unchanged(self, change: str, files: Collection[int]) -> None:
        """Keep that an import found files unchanged that others had read: they are what it brought, too.

        Args:
            change: The import.
            files: Numbers of the files.

        Raises:
            NotFound: There is no such change.
        """
        Relying(self._scope).note(Changes(self._scope).number(change), files)

    def _files(self, change: int) -> Sequence[int]:
        file = schema.files.c
        return self._scope.conn.execute(select(file.seq).where(file.change == change)).scalars().all()

    def take_back(self, files: Sequence[int]) -> Removed:
        """Remove the sightings of some files, and what no other sighting supports.

        Args:
            files: Their numbers.
        """
        Accounts(self._scope).forget_cursors(files)
        return self._settled(self._forget_sightings(files))

    def remove(self, records: Sequence[int]) -> Removed:
        """Remove records whatever file showed them, in all their versions.

        Args:
            records: Their numbers.
        """
        version, seen = schema.versions.c, schema.sightings
        found: list[int] = []
        for batch in batches(records):
            query = select(version.seq).where(self._scope.within(version.record, batch)).order_by(version.seq)
            mine = self._scope.conn.execute(query).scalars().all()
            self._scope.conn.execute(seen.delete().where(self._scope.within(seen.c.version, mine)))
            found += mine
        return self._settled(found)

    def relink(self, records: set[int]) -> None:
        """Say anew what some contact records link."""
        self._relink(records, set())

    def _settled(self, versions: Sequence[int]) -> Removed:
        """Bring versions and their records into line with the sightings that are left."""
        gone: set[int] = set()
        changed: set[int] = set()
        identities: set[int] = set()
        for batch in batches(versions):
            for moved in self._settle(batch, identities):
                (changed if moved.now else gone).add(moved.seq)
        Identities(self._scope).drop_unused(sorted(identities))
        return Removed(
            records=tuple(sorted(gone)),
            changed=tuple(sorted(changed - gone)),
            identities=tuple(sorted(identities)),
        )

    def _forget_sightings(self, files: Sequence[int]) -> Sequence[int]:
        """Remove all sightings of the files; return the versions they spoke for."""
        conn, file, seen = self._scope.conn, schema.files, schema.sightings
        for one in files:
            self._hand_over(one, files)
        mine = self._scope.within(seen.c.file, files)
        versions = conn.execute(select(seen.c.version).where(mine).distinct().order_by(seen.c.version)).scalars().all()
        conn.execute(seen.delete().where(mine))
        conn.execute(file.update().where(self._scope.within(file.c.seq, files)).values(status=UNDONE))
        return versions

    def _hand_over(self, file: int, files: Sequence[int]) -> None:
        """Let a later reading of the same folder, which relied on this one, stand for what this one found."""
        table, seen = schema.files.c, schema.sightings
        mine = select(table.path, table.source).where(table.seq == file).subquery()
        later = select(func.min(table.seq)).where(
            table.ego_id == self._scope.ego,
            table.path == mine.c.path,
            table.source == mine.c.source,
            table.seq > file,
            table.seq.not_in(files),
            table.status != UNDONE,
            table.counts.contains(f'"{KEPT}": '),
        )
        heir = self._scope.conn.execute(later).scalar()
        if heir is not None:
            known = select(seen.c.version).where(seen.c.file == heir)
            moved = seen.update().where(seen.c.file == file, seen.c.version.not_in(known))
            self._scope.conn.execute(moved.values(file=heir))

    def _settle(self, batch: Sequence[int], identities: set[int]) -> list[_Moved]:
        """Bring some versions and their records into line with the sightings that are left."""
        scope, version, seen = self._scope, schema.versions, schema.sightings.c
        newest = select(seen.version, func.max(seen.observed_at)).where(scope.within(seen.version, batch))
        left = dict(tuple(row) for row in scope.conn.execute(newest.group_by(seen.version)))
        scope.each("UPDATE versions SET observed_at = ? WHERE seq = ?", [(at, seq) for seq, at in left.items()])
        dead = [seq for seq in batch if seq not in left]
        owners = scope.conn.execute(
            select(version.c.record).where(scope.within(version.c.seq, batch)).distinct()
        ).scalars()
        moved = self._elect(sorted(owners), set(dead))
        former = self._contents({item.was: item for item in moved})
        Derivation(scope).remove(list(former.items()))
        self._uncount(dead, identities)
        scope.conn.execute(schema.partials.delete().where(scope.within(schema.partials.c.version, dead)))
        Pictures(scope).forget(dead)
        scope.conn.execute(version.delete().where(scope.within(version.c.seq, dead)))
        self._remove([item.seq for item in moved if not item.now])
        self._derive([item for item in moved if item.now], identities)
        return moved

    def _elect(self, owners: Sequence[int], dead: set[int]) -> list[_Moved]:
        """Return the records whose current version has to be another."""
        record, version, part = schema.records.c, schema.versions.c, schema.partials.c.version
        rows = self._scope.conn.execute(
            select(record.seq, record.kind, record.current, version.seq, version.observed_at, version.hash, part)
            .join(schema.versions, version.record == record.seq)
            .join(schema.partials, part == version.seq, isouter=True)
            .where(self._scope.within(record.seq, owners))
        )
        best: dict[int, tuple[bool, int, int, int]] = {}
        was: dict[int, tuple[str, int]] = {}
        for seq, kind, current, candidate, observed_at, content, mark in rows:
            was[seq] = (kind, current)
            if candidate not in dead:
                rank = (mark is None, observed_at, content, candidate)  # as in `additions`
                best[seq] = max(best.get(seq, rank), rank)
        moved = [
            _Moved(seq=seq, kind=kind, was=current, now=best[seq][3] if seq in best else 0)
            for seq, (kind, current) in was.items()
        ]
        return [item for item in moved if item.now != item.was]

    def _contents(self, wanted: dict[int, _Moved]) -> dict[int, Record]:
        """Return contents by record, for versions by number."""
        version = schema.versions.c
        query = select(version.seq, version.payload).where(self._scope.within(version.seq, wanted))
        return {
            wanted[seq].seq: from_bytes(wanted[seq].kind, unpack(payload))
            for seq, payload in self._scope.conn.execute(query)
        }

    def _uncount(self, dead: Sequence[int], identities: set[int]) -> None:
        """Take the names and links of dying versions away."""
        rows = self._dying(dead)
        contents = [(row.record, from_bytes(row.kind, unpack(row.payload))) for row in rows]
        used = [pair for _, record in contents for pair in names_used(record)]
        keeper = Identities(self._scope)
        numbers = keeper.find({who for who, _ in used})
        keeper.count(uses_of(used, numbers, -1))
        identities.update(numbers.values())
        linked = {seq for seq, record in contents if links(record)}
        if linked:
            self._relink(linked, set(dead))

    def _dying(self, dead: Sequence[int]) -> Sequence[Row[int, str, bytes]]:
        record, version = schema.records.c, schema.versions.c
        return self._scope.conn.execute(
            select(version.record, record.kind, version.payload)
            .join(schema.records, record.seq == version.record)
            .where(self._scope.within(version.seq, dead))
        ).all()

    def _relink(self, records: set[int], dead: set[int]) -> None:
        """Say anew what the living versions of contact records link."""
        table, version, record = schema.record_identities, schema.versions.c, schema.records.c
        self._scope.conn.execute(table.delete().where(self._scope.within(table.c.record, records)))
        rows = self._scope.conn.execute(
            select(version.seq, version.record, record.kind, version.payload)
            .join(schema.records, record.seq == version.record)
            .where(self._scope.within(version.record, records))
        ).all()
        living = [(row.record, links(from_bytes(row.kind, unpack(row.payload)))) for row in rows if row.seq not in dead]
        numbers = Identities(self._scope).find({who for _, found in living for who in found})
        pairs = sorted({(seq, numbers[who]) for seq, found in living for who in found})
        self._scope.add(
            table, [(self._scope.ego, *pair) for pair in pairs], "ego_id", "record", "identity", instead="nothing"
        )

    def _remove(self, seqs: Sequence[int]) -> None:
        conn, node = self._scope.conn, schema.assignments
        conn.execute(node.delete().where(node.c.kind == "record", self._scope.within(node.c.node, seqs)))
        conn.execute(schema.records.delete().where(self._scope.within(schema.records.c.seq, seqs)))

    def _derive(self, moved: Sequence[_Moved], identities: set[int]) -> None:
        """Write the derived rows of records that have another current version now."""
        self._scope.each("UPDATE records SET current = ? WHERE seq = ?", [(item.now, item.seq) for item in moved])
        contents = self._contents({item.now: item for item in moved})
        used: Counter[tuple[str, str]] = Counter(who for record in contents.values() for who, _ in names_used(record))
        numbers = Identities(self._scope).find(used)
        identities.update(numbers.values())
        Derivation(self._scope).add(list(contents.items()), numbers)
