"""Who was forgotten: salted sums, so that nothing of theirs is taken in again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kithly.people.forgotten import Key, KeyKind, Marks, without
from kithly.records import Identity, IdentityKind, Sighted, to_seconds
from kithly.store import schema
from kithly.store.identities import Identities
from kithly.store.meta import Meta
from kithly.store.payload import from_seconds
from kithly.store.scope import Row, Scope

EGO_IDENTITIES = "ego_identities"  # name of the small fact that keeps which identity numbers are ego's
EGO = "ego"  # name of the small fact that keeps who ego is, in words
_KNOWN = "kithly_forgotten"  # where a connection remembers the sums, as long as they are the same
_STATE = (  # the last sum too: what was rolled back leaves its numbers to others
    "SELECT count(*), coalesce(max(seq), 0), (SELECT hash FROM forgotten ORDER BY seq DESC LIMIT 1)"
    " FROM forgotten WHERE ego_id = ?"
)
_ALL = "SELECT whom, kind, salt, hash, hint, words, at FROM forgotten WHERE ego_id = ? ORDER BY seq"
_LIFT = "DELETE FROM forgotten WHERE ego_id = ? AND whom = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """That somebody was forgotten.

    Attributes:
        whom: A random mark; it says nothing of them.
        at: When.
        keys: What they are known by, as sums.
    """

    whom: str
    at: datetime
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A batch of records without those who were forgotten.

    Attributes:
        ids: Of those that are left, as their source's keys give them.
        records: What is left.
        refused: The places of those that are not taken in.
    """

    ids: tuple[bytes, ...]
    records: tuple[Sighted, ...]
    refused: tuple[str, ...]


class Forgotten:
    """Those an ego had forgotten."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def marks(self) -> Marks:
        """Return what tells whether somebody who was forgotten is meant."""
        state = (self._scope.ego, *self._scope.raw(_STATE, (self._scope.ego,))[0])
        known: tuple[Row, Marks] | None = self._scope.conn.info.get(_KNOWN)
        if known is None or known[0] != state:
            keys = (key for one in self.all() for key in one.keys)
            known = (state, Marks(keys if state[1] else ()))
            self._scope.conn.info[_KNOWN] = known
        return known[1]

    def all(self) -> tuple[Forgetting, ...]:
        """Return everybody who was forgotten, in order."""
        found: dict[str, tuple[int, list[Key]]] = {}
        for whom, kind, salt, content, hint, words, at in self._scope.raw(_ALL, (self._scope.ego,)):
            key = Key(kind=KeyKind(kind), hash=bytes(content), salt=bytes(salt), hint=hint, words=words)
            found.setdefault(whom, (at, []))[1].append(key)
        return tuple(Forgetting(whom=whom, at=from_seconds(at), keys=tuple(keys)) for whom, (at, keys) in found.items())

    def keep(self, one: Forgetting) -> None:
        """Keep that somebody was forgotten."""
        rows: list[Row] = [
            (self._scope.ego, one.whom, key.kind.value, key.salt, key.hash, key.hint, key.words, to_seconds(one.at))
            for key in sorted(set(one.keys))
        ]
        columns = ("ego_id", "whom", "kind", "salt", "hash", "hint", "words", "at")
        self._scope.add(schema.forgotten, rows, *columns, instead="nothing")

    def lift(self, whom: str) -> None:
        """Let somebody be taken in again."""
        self._scope.raw_do(_LIFT, (self._scope.ego, whom))
        self._scope.conn.info.pop(_KNOWN, None)

    def own(self) -> frozenset[Identity]:
        """Return ego's own addresses and profiles."""
        meta, kinds = Meta(self._scope), {kind.value for kind in IdentityKind}
        rows = Identities(self._scope).of(json.loads(meta.get(EGO_IDENTITIES) or "[]"))
        told = [*zip(rows.kinds, rows.values, strict=True), *json.loads(meta.get(EGO) or "{}").get("identities", ())]
        return frozenset(Identity(IdentityKind(kind), value) for kind, value in told if kind in kinds)

    def sift(self, ids: Sequence[bytes], batch: Sequence[Sighted]) -> Sifted:
        """Return a batch of records without those who were forgotten.

        Args:
            ids: Of the records, as their source's own keys give them.
            batch: The records.
        """
        marks = self.marks()
        if not marks:
            return Sifted(ids=tuple(ids), records=tuple(batch), refused=())
        own = self.own()
        kept: list[tuple[bytes, Sighted]] = []
        refused = []
        for identifier, one in zip(ids, batch, strict=True):
            left = None if marks.knows_record(identifier) else without(one.record, marks, own)
            if left is None:
                refused.append(marks.cleaned(one.at))
            else:
                kept.append((identifier, replace(one, record=left, at=marks.cleaned(one.at))))
        return Sifted(ids=tuple(one for one, _ in kept), records=tuple(one for _, one in kept), refused=tuple(refused))


def known_keys(forgettings: Iterable[Forgetting], keys: Collection[Key]) -> frozenset[str]:
    """Return the marks of those who are known by one of some sums."""
    wanted = {(key.kind, key.hash) for key in keys}
    return frozenset(one.whom for one in forgettings if any((key.kind, key.hash) in wanted for key in one.keys))
