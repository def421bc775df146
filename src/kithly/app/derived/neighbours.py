"""What hangs together: everything that who is who around a few nodes can depend on, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Literal

from kithly.app.derived.contradictions import standing
from kithly.app.derived.recognise import Material, person_id
from kithly.app.derived.shared_addresses import spelled_alike
from kithly.people import PersonId
from kithly.records import IdentityKind, name_identity
from kithly.store import Assigned, Node, Reading

MOST = 2_000  # nodes; where more hang together, a rebuild of everything is no slower

RECORD: Literal["record"] = "record"
Web = frozenset[Node]


def around(tx: Reading, nodes: Collection[Node], own: Collection[int]) -> Material | None:
    """Return all that hangs together with some nodes; None where that is more than `MOST`.

    Two things hang together that a contact record, a bare name, the user's word or a person joins or joined: the
    very edges along which people are recognised. What is outside therefore stays as it is, whatever is said here.

    Args:
        tx: Where to read.
        nodes: Where to begin.
        own: Numbers of ego's identities, which join nobody.
    """
    found = _Neighbours(tx, own).grown(frozenset(nodes))
    if found is None:
        return None
    identities = tx.identities.of(_seqs(found, "identity"))
    records = tx.records.ids_of(_seqs(found, RECORD))
    return Material(
        identities=identities,
        contacts=tuple(sorted(records.items())),
        links=tx.identities.links_of(tuple(records)),
        rows={node: row for node, row in _rows(tx, found).items() if node in found},
        columns=tx.interactions.columns_of(identities.seqs),
    )


def nodes_named(tx: Reading, keys: Iterable[str]) -> dict[str, Node]:
    """Return the nodes that keys name; what is gone is left out."""
    parted = {key: key.partition(":") for key in keys}
    records = tx.records.numbers_of([value for kind, _, value in parted.values() if kind == RECORD])
    handles = tx.identities.find([(kind, value) for kind, _, value in parted.values() if kind != RECORD])
    found: dict[str, Node] = {}
    for key, (kind, _, value) in parted.items():
        if kind == RECORD and value in records:
            found[key] = Node(RECORD, records[value])
        elif (kind, value) in handles:
            found[key] = Node("identity", handles[kind, value])
    return found


def _seqs(nodes: Iterable[Node], kind: str) -> list[int]:
    return sorted(node.seq for node in nodes if node.kind == kind)


def _rows(tx: Reading, nodes: Web) -> dict[Node, Assigned]:
    identities = tx.assignments.of("identity", _seqs(nodes, "identity"))
    records = tx.assignments.of(RECORD, _seqs(nodes, RECORD))
    return {Node("identity", seq): row for seq, row in identities.items()} | {
        Node(RECORD, seq): row for seq, row in records.items()
    }


class _Neighbours:
    """Finds what is next to nodes."""

    def __init__(self, tx: Reading, own: Collection[int]) -> None:
        self._tx = tx
        self._own = frozenset(Node("identity", seq) for seq in own)

    def grown(self, nodes: Web) -> Web | None:
        """Return the nodes with all their neighbours, and theirs; None where there are too many."""
        found = fresh = nodes - self._own
        while fresh:
            if len(found) > MOST:
                return None
            next_to = self._linked(fresh) | self._said(fresh) | self._borne(fresh) | self._of_people(fresh)
            next_to |= self._spelled(fresh)
            fresh = next_to - found - self._own
            found |= fresh
        return found

    def _linked(self, nodes: Web) -> Web:
        """Return what contact records name, and by which they are named."""
        links = (
            *self._tx.identities.links_of(_seqs(nodes, RECORD)),
            *self._tx.identities.links_to(_seqs(nodes, "identity")),
        )
        return frozenset(
            node for record, identity in links for node in (Node(RECORD, record), Node("identity", identity))
        )

    def _said(self, nodes: Web) -> Web:
        """Return what the user called the same, or another."""
        return frozenset(other for one, other in self._decided if one in nodes)

    @cached_property
    def _decided(self) -> list[tuple[Node, Node]]:
        said = [(one.subject, str(one.value)) for kind in ("same", "different") for one in standing(self._tx, kind)]
        named = nodes_named(self._tx, {key for pair in said for key in pair})
        pairs = [(named[one], named[other]) for one, other in said if one in named and other in named]
        return [*pairs, *((other, one) for one, other in pairs)]

    def _borne(self, nodes: Web) -> Web:
        """Return the bare names that profiles bear, and the profiles that bear them."""
        names = {name for node in nodes if node.kind == "identity" and (name := self._bare_name.get(node.seq))}
        return frozenset(Node("identity", seq) for name in names for seq in self._bearers[name])

    @cached_property
    def _bare_name(self) -> Mapping[int, str]:
        """The bare name of each bare name and profile."""
        kinds = {IdentityKind.NAME.value, IdentityKind.LINKEDIN.value}
        found = {}
        for seq, kind, value, name in zip(*self._tx.identities.of_kinds(kinds), strict=True):
            weak = name_identity("linkedin", name) if kind == IdentityKind.LINKEDIN.value and name else None
            if kind == IdentityKind.NAME.value:
                found[seq] = value
            elif weak:
                found[seq] = weak.value
        return found

    @cached_property
    def _bearers(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for seq, name in self._bare_name.items():
            found.setdefault(name, []).append(seq)
        return found

    def _spelled(self, nodes: Web) -> Web:
        """Return the other spellings of phone numbers."""
        groups = (self._spellings.get(node.seq, ()) for node in nodes if node.kind == "identity")
        return frozenset(Node("identity", seq) for group in groups for seq in group)

    @cached_property
    def _spellings(self) -> Mapping[int, tuple[int, ...]]:
        own = {node.seq for node in self._own}
        return {seq: group for group in spelled_alike(self._tx, own) for seq in group}

    def _of_people(self, nodes: Web) -> Web:
        """Return what belongs to the same people, or did at first, or to whom an id of these nodes was given."""
        identities = self._tx.identities.of(_seqs(nodes, "identity"))
        records = self._tx.records.ids_of(_seqs(nodes, RECORD))
        keys = [f"{kind}:{value}" for kind, value in zip(identities.kinds, identities.values, strict=True)]
        persons: set[PersonId] = {person_id(key) for key in (*keys, *(f"{RECORD}:{one}" for one in records.values()))}
        for row in _rows(self._tx, nodes).values():
            persons |= {row.person, row.origin}
        return frozenset(self._tx.assignments.rows_of(persons))
