"""Adding a batch of records: what is new, what is known, and which version is current."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain

from sqlalchemy import select

from kithly.records import Message, Record, Sighted, to_seconds
from kithly.store import schema
from kithly.store.derivation import Derivation
from kithly.store.facts import links, names_used
from kithly.store.identities import Identities, uses_of
from kithly.store.payload import digest, from_bytes, kind_of, pack, to_bytes, unpack
from kithly.store.pictures import Pictures
from kithly.store.scope import Row, Scope, plain
from kithly.store.values import Added, FileId

ID_BYTES = 16

_SIGHT = (
    "INSERT INTO sightings (ego_id, file, version, observed_at, raw, place) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (file, version) DO UPDATE SET observed_at = excluded.observed_at"
    " WHERE excluded.observed_at > sightings.observed_at"
)


@dataclass(slots=True)
class _Version:
    """One content of a record, kept or to be kept."""

    hash: int
    observed_at: int
    seq: int = 0
    data: bytes = b""  # only of versions to be kept
    is_whole: bool = True

    @property
    def rank(self) -> tuple[bool, int, int]:
        """What was read whole wins, then the newest observation; of two in one second the larger hash."""
        return self.is_whole, self.observed_at, self.hash


@dataclass(slots=True)
class _Held:
    """One record as it stands in the store and after this batch."""

    id: bytes
    key: str
    seq: int = 0
    was: int = 0  # number of the version that was current before; 0 for a new record
    kind: str = ""
    record: Record | None = None  # content of `top`, if it came in this batch
    versions: dict[int, _Version] = field(default_factory=dict)

    @property
    def top(self) -> _Version:
        if len(self.versions) == 1:
            return next(iter(self.versions.values()))
        return max(self.versions.values(), key=lambda version: version.rank)

    @property
    def is_whole(self) -> bool:
        """Whether some version was read whole."""
        return any(version.is_whole for version in self.versions.values())


def is_part(record: Record) -> bool:
    """Say whether only a part of what a record could say was read."""
    return isinstance(record, Message) and record.headers_only


def record_id(ego: str, family: str, kind: str, key: str) -> bytes:
    """Return the id of a record: the same in every store of this ego."""
    text = f"{ego}\0{family}\0{kind}\0{key}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).digest()


class Addition:
    """One batch on its way into the store."""

    def __init__(self, scope: Scope, file: FileId, source: str, family: str) -> None:
        self._scope = scope
        self._file = file
        self._source = source
        self._family = family
        self._held: dict[bytes, _Held] = {}
        self._by_version: dict[tuple[bytes, int], Record] = {}
        self._fresh: list[tuple[_Held, _Version]] = []
        self._risen: dict[int, _Version] = {}
        self._sightings: list[tuple[_Version, Sighted]] = []
        self._counts = {"new": 0, "same": 0, "merged": 0, "filled": 0}

    def run(self, batch: Sequence[Sighted], ids: Sequence[bytes]) -> Added:
        """Add the batch, under ids as `id_of` gives them."""
        self._load(set(ids))
        for identifier, sighted in zip(ids, batch, strict=True):
            self._see(identifier, sighted)
        touched = self._write()
        identities = self._derive(touched)
        counts = self._counts
        return Added(
            new=counts["new"],
            same=counts["same"],
            merged=counts["merged"],
            filled=counts["filled"],
            records=tuple(sorted(held.seq for held in touched)),
            identities=identities,
        )

    def id_of(self, record: Record) -> bytes:
        """Return the id of a record that is added here."""
        return record_id(self._scope.text_id, self._family, kind_of(record), record.key)

    def _load(self, ids: set[bytes]) -> None:
        """Fetch what is known of these records."""
        record, version = schema.records.c, schema.versions.c
        conn = self._scope.conn
        rows = conn.execute(
            select(record.seq, record.id, record.key, record.kind, record.current).where(record.id.in_(sorted(ids)))
        ).all()
        by_seq = {
            seq: _Held(id=identifier, key=key, seq=seq, was=current, kind=kind)
            for seq, identifier, key, kind, current in rows
        }
        if not by_seq:
            return
        part = schema.partials.c.version
        kept = select(version.record, version.seq, version.hash, version.observed_at, part)
        kept = kept.join(schema.partials, part == version.seq, isouter=True)
        for owner, seq, content, at, mark in conn.execute(kept.where(self._scope.within(version.record, by_seq))):
            by_seq[owner].versions[content] = _Version(hash=content, observed_at=at, seq=seq, is_whole=mark is None)
        self._held = {held.id: held for held in by_seq.values()}

    def _see(self, identifier: bytes, sighted: Sighted) -> None:
        """Sort one record into new, same or merged."""
        data = to_bytes(sighted.record)
        content, observed_at = digest(data), to_seconds(sighted.observed_at)
        held = self._held.get(identifier)
        outcome = "same"
        if held is None:
            outcome = "new"
            held = self._held[identifier] = _Held(id=identifier, key=sighted.record.key, kind=kind_of(sighted.record))
        version = held.versions.get(content)
        if version is None:
            whole = not is_part(sighted.record)
            outcome = _outcome(held, is_whole=whole)
            version = held.versions[content] = _Version(
                hash=content, observed_at=observed_at, data=data, is_whole=whole
            )
            self._fresh.append((held, version))
            self._by_version[identifier, content] = sighted.record
        elif observed_at > version.observed_at:
            version.observed_at = observed_at
            if version.seq:
                self._risen[version.seq] = version
        self._counts[outcome] += 1
        self._sightings.append((version, sighted))

    def _write(self) -> list[_Held]:
        """Write records, versions and sightings; return the records whose current version is another."""
        new = [held for held in self._held.values() if not held.was]
        for held, seq in zip(new, self._scope.numbers(schema.records, len(new)), strict=True):
            held.seq = seq
        numbers = self._scope.numbers(schema.versions, len(self._fresh))
        for (_, version), seq in zip(self._fresh, numbers, strict=True):
            version.seq = seq
        self._write_records(new)
        self._write_versions()
        self._write_sightings()
        Pictures(self._scope).keep([(version.seq, one.photo) for version, one in self._sightings if one.photo])
        touched = [held for held in self._held.values() if held.top.seq != held.was]
        moved = [(held.top.seq, held.seq) for held in touched if held.was]
        self._scope.each("UPDATE records SET current = ? WHERE seq = ?", moved)
        return touched

    def _write_records(self, new: Iterable[_Held]) -> None:
        rows: list[Row] = [
            (
                held.seq,
                self._scope.ego,
                held.id,
                self._family,
                self._source,
                held.kind,
                plain(held.key),
                held.top.seq,
            )
            for held in new
        ]
        columns = ("seq", "ego_id", "id", "family", "source", "kind", "key", "current")
        self._scope.add(schema.records, rows, *columns)

    def _write_versions(self) -> None:
        rows: list[Row] = [
            (version.seq, self._scope.ego, held.seq, version.hash, version.observed_at, pack(version.data))
            for held, version in self._fresh
        ]
        self._scope.add(schema.versions, rows, "seq", "ego_id", "record", "hash", "observed_at", "payload")
        parts: list[Row] = [(version.seq, self._scope.ego) for _, version in self._fresh if not version.is_whole]
        self._scope.add(schema.partials, parts, "version", "ego_id")
        risen = [(version.observed_at, version.seq) for version in self._risen.values()]
        self._scope.each("UPDATE versions SET observed_at = ? WHERE seq = ?", risen)

    def _write_sightings(self) -> None:
        ego, file = self._scope.ego, self._file
        rows: list[Row] = [
            (ego, file, version.seq, to_seconds(sighted.observed_at), sighted.raw, plain(sighted.at))
            for version, sighted in self._sightings
        ]
        self._scope.each(_SIGHT, rows)

    def _derive(self, touched: Sequence[_Held]) -> tuple[int, ...]:
        """Write what follows from the fresh versions; return the identities of touched records."""
        identities, derivation = Identities(self._scope), Derivation(self._scope)
        fresh = [(held, self._by_version[held.id, version.hash]) for held, version in self._fresh]
        current = {held.seq: self._content(held) for held in touched}
        names = {id(record): names_used(record) for record in chain((one for _, one in fresh), current.values())}
        numbers = identities.ensure(who for used in names.values() for who, _ in used)
        counted = chain.from_iterable(names[id(record)] for _, record in fresh)
        identities.count(uses_of(counted, numbers, 1))
        linked = {(held.seq, numbers[who]) for held, record in fresh for who in links(record)}
        rows: list[Row] = [(self._scope.ego, *pair) for pair in sorted(linked)]
        self._scope.add(schema.record_identities, rows, "ego_id", "record", "identity", instead="nothing")
        derivation.remove(self._former([held for held in touched if held.was]))
        derivation.add(list(current.items()), numbers)
        return tuple(sorted({numbers[who] for record in current.values() for who, _ in names[id(record)]}))

    def _content(self, held: _Held) -> Record:
        """Return the current content of a record, from this batch or, where an old one rose, from the store."""
        top = held.top
        record = self._by_version.get((held.id, top.hash))
        return record if record is not None else self._former([held], {held.seq: top.seq})[0][1]

    def _former(self, helds: Sequence[_Held], at: dict[int, int] | None = None) -> list[tuple[int, Record]]:
        """Return kept contents: those current before this batch, or the versions given."""
        wanted = {(at or {}).get(held.seq, held.was): held for held in helds}
        if not wanted:
            return []
        version = schema.versions.c
        query = select(version.seq, version.payload).where(self._scope.within(version.seq, wanted))
        return [
            (wanted[seq].seq, from_bytes(wanted[seq].kind, unpack(payload)))
            for seq, payload in self._scope.conn.execute(query)
        ]


def _outcome(held: _Held, *, is_whole: bool) -> str:
    """Say what a content never seen before does to a record."""
    if not held.versions:
        return "new"
    if held.is_whole:
        return "merged" if is_whole else "same"  # a part of what is known whole tells nothing
    return "filled" if is_whole else "merged"
