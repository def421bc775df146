"""Identities: every address, handle and profile a record names, each with one number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from kithly.records import Identity
from kithly.store import schema
from kithly.store.facts import Handle
from kithly.store.scope import Row, Scope, plain
from kithly.store.values import IdentityColumns

_FIND_SQLITE = (
    "SELECT i.kind, i.value, i.seq FROM json_each(?) AS w CROSS JOIN identities AS i ON i.ego_id = ?"
    " AND i.kind = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')"
)
_FIND_POSTGRESQL = (
    "SELECT i.kind, i.value, i.seq FROM unnest(?::text[], ?::text[]) AS w (kind, value)"
    " JOIN identities AS i ON i.ego_id = ? AND i.kind = w.kind AND i.value = w.value"
)
# The plus keeps SQLite from walking the index of all of an ego's identities.
_OF = "SELECT seq, kind, value, name FROM identities WHERE seq IN ?? AND +ego_id = ? ORDER BY seq"
_SPOKEN = (
    "SELECT i.seq FROM identities AS i WHERE i.seq IN ?? AND +i.ego_id = ? AND"
    " (EXISTS (SELECT 1 FROM interactions AS t WHERE t.sender = i.seq)"
    " OR EXISTS (SELECT 1 FROM participants AS p WHERE p.identity = i.seq))"
)
# News stands in the same table, to be found by whom it is about; it joins nobody.
_LINKS = (
    "SELECT record, identity FROM record_identities WHERE ego_id = ?"
    " AND record NOT IN (SELECT seq FROM records WHERE kind = 'news' AND kind <> 'message') ORDER BY record, identity"
)
_LINKS_OF = (
    "SELECT record, identity FROM record_identities WHERE record IN ?? AND +ego_id = ? ORDER BY record, identity"
)
_LINKS_TO = (
    "SELECT l.record, l.identity FROM record_identities AS l JOIN records AS r ON r.seq = l.record"
    " WHERE l.identity IN ?? AND +l.ego_id = ? AND r.kind <> 'news' ORDER BY l.record, l.identity"
)
_NEWS_ABOUT = (
    "SELECT r.seq FROM record_identities AS l JOIN records AS r ON r.seq = l.record"
    " JOIN versions AS v ON v.seq = r.current WHERE l.identity IN ?? AND +l.ego_id = ? AND r.kind = 'news'"
    " GROUP BY r.seq, v.observed_at ORDER BY v.observed_at DESC, r.seq DESC LIMIT ?"
)
_NAMES_OF = "SELECT DISTINCT name FROM identity_names WHERE identity IN ?? AND ego_id = ? AND name <> '' AND uses > 0"
_COUNT = (
    "INSERT INTO identity_names (ego_id, identity, name, uses) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (identity, name) DO UPDATE SET uses = identity_names.uses + excluded.uses"
)
_BEST = (
    "UPDATE identities SET name = coalesce((SELECT n.name FROM identity_names AS n WHERE n.identity = identities.seq"
    " AND n.name <> '' AND n.uses > 0 ORDER BY n.uses DESC, length(n.name) DESC, n.name LIMIT 1), '') WHERE seq = ?"
)


class Identities:
    """Reading identities, and counting their uses while records come and go."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def all(self) -> IdentityColumns:
        """Return all identities as parallel tuples, ordered by number."""
        table = schema.identities.c
        rows = self._scope.conn.execute(
            select(table.seq, table.kind, table.value, table.name)
            .where(table.ego_id == self._scope.ego)
            .order_by(table.seq)
        ).all()
        return IdentityColumns(*zip(*rows, strict=True)) if rows else IdentityColumns((), (), (), ())

    def of(self, seqs: Collection[int]) -> IdentityColumns:
        """Return some identities as parallel tuples, ordered by number."""
        rows = self._scope.raw(_OF, (self._scope.listed(seqs), self._scope.ego))
        return IdentityColumns(*zip(*rows, strict=True)) if rows else IdentityColumns((), (), (), ())

    def spoken(self, seqs: Collection[int]) -> frozenset[int]:
        """Return which of some identities took part in a message or gesture, as sender or recipient."""
        rows = self._scope.raw(_SPOKEN, (self._scope.listed(seqs), self._scope.ego))
        return frozenset(seq for (seq,) in rows)

    def seq_of(self, identities: Iterable[Identity]) -> dict[Identity, int]:
        """Return the numbers of those identities that are known."""
        wanted = {(item.kind.value, plain(item.value)): item for item in identities}
        return {wanted[found]: seq for found, seq in self.find(wanted).items()}

    def links(self) -> tuple[tuple[int, int], ...]:
        """Return (record, identity) pairs: what contact records say belongs to one person."""
        return tuple((record, identity) for record, identity in self._scope.raw(_LINKS, (self._scope.ego,)))

    def links_of(self, records: Collection[int]) -> tuple[tuple[int, int], ...]:
        """Return the same of a few contact records."""
        rows = self._scope.raw(_LINKS_OF, (self._scope.listed(records), self._scope.ego))
        return tuple((record, identity) for record, identity in rows)

    def links_to(self, identities: Collection[int]) -> tuple[tuple[int, int], ...]:
        """Return the same of all contact records that name some identities."""
        rows = self._scope.raw(_LINKS_TO, (self._scope.listed(identities), self._scope.ego))
        return tuple((record, identity) for record, identity in rows)

    def news_about(self, identities: Collection[int], *, limit: int) -> tuple[int, ...]:
        """Return the numbers of the news records that name some identities, what was told last first.

        Args:
            identities: Numbers of identities; the bare names of news count among them.
            limit: At most so many.
        """
        rows = self._scope.raw(_NEWS_ABOUT, (self._scope.listed(identities), self._scope.ego, limit))
        return tuple(record for (record,) in rows)

    def of_kinds(self, kinds: Collection[str]) -> IdentityColumns:
        """Return the identities of some kinds as parallel tuples, ordered by number."""
        marks = ", ".join("?" * len(kinds)) or "NULL"
        sql = f"SELECT seq, kind, value, name FROM identities WHERE ego_id = ? AND kind IN ({marks}) ORDER BY seq"  # noqa: S608 - values are bound
        rows = self._scope.raw(sql, (self._scope.ego, *sorted(kinds)))
        return IdentityColumns(*zip(*rows, strict=True)) if rows else IdentityColumns((), (), (), ())

    def names_of(self, seqs: Collection[int]) -> tuple[str, ...]:
        """Return every name that stands beside some identities, in order."""
        rows = self._scope.raw(_NAMES_OF, (self._scope.listed(seqs), self._scope.ego))
        return tuple(name for (name,) in rows)

    def find(self, handles: Collection[Handle]) -> dict[Handle, int]:
        """Return the numbers of known handles."""
        if not handles:
            return {}
        if self._scope.is_sqlite:
            rows = self._scope.raw(_FIND_SQLITE, (json.dumps(list(handles)), self._scope.ego))
        else:
            kinds, values = [kind for kind, _ in handles], [value for _, value in handles]
            rows = self._scope.raw(_FIND_POSTGRESQL, (kinds, values, self._scope.ego))
        return {(kind, value): seq for kind, value, seq in rows}

    def ensure(self, handles: Iterable[Handle]) -> dict[Handle, int]:
        """Return the numbers of all handles; unknown ones get one, in the order given."""
        ordered = list(dict.fromkeys(handles))
        known = self.find(ordered)
        missing = [item for item in ordered if item not in known]
        if missing:
            seqs = self._scope.numbers(schema.identities, len(missing))
            rows: list[Row] = [(seq, self._scope.ego, *item, "") for seq, item in zip(seqs, missing, strict=True)]
            self._scope.add(schema.identities, rows, "seq", "ego_id", "kind", "value", "name")
            known.update(zip(missing, seqs, strict=True))
        return known

    def count(self, uses: Mapping[tuple[int, str], int]) -> None:
        """Add to (or with negative numbers take from) how often each name stands beside each identity."""
        changed = {pair: number for pair, number in uses.items() if number}
        rows = [(self._scope.ego, identity, plain(name), number) for (identity, name), number in changed.items()]
        self._scope.each(_COUNT, rows)
        self._scope.each(_BEST, [(seq,) for seq in {identity for identity, _ in changed}])

    def drop_unused(self, seqs: Collection[int]) -> None:
        """Remove those identities that no record names any more."""
        scope, names, ids = self._scope, schema.identity_names.c, schema.identities
        scope.conn.execute(schema.identity_names.delete().where(scope.within(names.identity, seqs), names.uses <= 0))
        used = set(
            scope.conn.execute(select(names.identity).where(scope.within(names.identity, seqs)).distinct()).scalars()
        )
        gone = [seq for seq in seqs if seq not in used]
        node = schema.assignments
        scope.conn.execute(node.delete().where(node.c.kind == "identity", scope.within(node.c.node, gone)))
        scope.conn.execute(ids.delete().where(scope.within(ids.c.seq, gone)))


def uses_of(pairs: Iterable[tuple[Handle, str]], numbers: Mapping[Handle, int], step: int) -> Counter[tuple[int, str]]:
    """Return counts for `Identities.count`, ``step`` for every pair of identity and name."""
    found: Counter[tuple[int, str]] = Counter()
    for item, name in pairs:
        found[numbers[item], name] += step
    return found
