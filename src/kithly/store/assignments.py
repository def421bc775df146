"""Who belongs to whom: contact records and identities assigned to people, kept for ever."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

from sqlalchemy import select

from kithly.people import PersonId
from kithly.store import schema
from kithly.store.scope import Row, Scope, batches
from kithly.store.values import Assigned, Node

_OF = "SELECT node, person, origin FROM assignments WHERE kind = ? AND ego_id = ? AND node IN ??"
_NODES = "SELECT kind, node, person FROM assignments WHERE ego_id = ?"
_FURTHER = "SELECT new FROM forwards WHERE ego_id = ? AND old = ?"
_FORWARDS = "SELECT old, new FROM forwards WHERE ego_id = ?"
_ROWS = "SELECT kind, node, person, origin FROM assignments"
_SET = (
    "INSERT INTO assignments (ego_id, kind, node, person, origin) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (kind, node) DO UPDATE SET person = excluded.person"
)


class Assignments:
    """Assignments of nodes to people, and what became of people that were merged."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def all(self) -> dict[Node, Assigned]:
        """Return every node's person, and the person it was first assigned to."""
        table = schema.assignments.c
        query = select(table.kind, table.node, table.person, table.origin).where(table.ego_id == self._scope.ego)
        rows = self._scope.conn.execute(query.order_by(table.kind, table.node)).all()
        return {Node(kind, node): Assigned(PersonId(person), PersonId(origin)) for kind, node, person, origin in rows}

    def set(self, mapping: Mapping[Node, PersonId] | Mapping[tuple[str, int], PersonId]) -> None:
        """Assign nodes to people; the first person of each node is remembered."""
        nodes = cast("Mapping[tuple[str, int], PersonId]", mapping)
        ego = self._scope.ego
        rows: list[Row] = [(ego, kind, seq, person, person) for (kind, seq), person in nodes.items()]
        self._scope.each(_SET, rows)

    def keep(self, rows: Mapping[Node, tuple[PersonId, PersonId]]) -> None:
        """Keep person and origin of nodes, both as given."""
        kept: list[Row] = [(self._scope.ego, kind, seq, *row) for (kind, seq), row in rows.items()]
        columns = ("ego_id", "kind", "node", "person", "origin")
        self._scope.add(schema.assignments, kept, *columns, instead="update")

    def drop(self, nodes: Collection[Node]) -> None:
        """Forget whom some nodes belonged to."""
        table = schema.assignments
        for kind in sorted({node.kind for node in nodes}):
            for batch in batches([node.seq for node in nodes if node.kind == kind]):
                mine = (table.c.ego_id == self._scope.ego) & (table.c.kind == kind) & table.c.node.in_(batch)
                self._scope.conn.execute(table.delete().where(mine))

    def of(self, kind: str, seqs: Collection[int]) -> dict[int, Assigned]:
        """Return person and origin of some nodes of one kind (``identity`` or ``record``)."""
        rows = self._scope.raw(_OF, (kind, self._scope.ego, self._scope.listed(seqs)))
        return {node: Assigned(PersonId(person), PersonId(origin)) for node, person, origin in rows}

    def nodes_of(self, persons: Collection[PersonId]) -> dict[Node, PersonId]:
        """Return the nodes of some people."""
        wanted = sorted(persons)
        if not wanted:
            return {}
        sql = f"{_NODES} AND person IN ({', '.join('?' * len(wanted))})"
        rows = self._scope.raw(sql, (self._scope.ego, *wanted))
        return {Node(kind, node): PersonId(person) for kind, node, person in rows}

    def rows_of(self, persons: Collection[PersonId]) -> dict[Node, Assigned]:
        """Return the rows of everything that belongs to some people, or did when it was first assigned."""
        wanted = sorted(persons)
        marks = ", ".join("?" * len(wanted)) or "NULL"
        sql = f"{_ROWS} WHERE ego_id = ? AND (person IN ({marks}) OR origin IN ({marks})) ORDER BY kind, node"
        rows = self._scope.raw(sql, (self._scope.ego, *wanted, *wanted))
        return {Node(kind, node): Assigned(PersonId(person), PersonId(origin)) for kind, node, person, origin in rows}

    def forward(self, old: PersonId, new: PersonId) -> None:
        """Say that a person is another one now; equal ids end a forwarding."""
        table = schema.forwards
        if old == new:
            self._scope.conn.execute(table.delete().where(table.c.old == old, table.c.ego_id == self._scope.ego))
            return
        self._scope.add(table, [(self._scope.ego, old, new)], "ego_id", "old", "new", instead="update")

    def resolve(self, person: PersonId) -> PersonId:
        """Return who a person is now; the person themselves if never merged."""
        return _followed(person, self._further)

    def resolver(self) -> Callable[[PersonId], PersonId]:
        """Return what tells who people are now, as of now: for many of them."""
        forwards = self.forwards()
        return lambda person: _followed(person, forwards.get) if person in forwards else person

    def _further(self, person: PersonId) -> PersonId | None:
        rows = self._scope.raw(_FURTHER, (self._scope.ego, person))
        return PersonId(rows[0][0]) if rows else None

    def forwards(self) -> dict[PersonId, PersonId]:
        """Return all forwardings, one step each."""
        return {PersonId(old): PersonId(new) for old, new in self._scope.raw(_FORWARDS, (self._scope.ego,))}


def _followed(person: PersonId, further: Callable[[PersonId], PersonId | None]) -> PersonId:
    """Return the end of a chain of forwardings."""
    seen = {person}
    while (after := further(person)) is not None and after not in seen:
        person = after
        seen.add(person)
    return person
