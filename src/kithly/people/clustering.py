"""Clustering: which identities and contact records are one human.

A contact record and its mail address or LinkedIn profile belong together by themselves. All other
identities are *weak*: a phone, a bare name or a role address joins a person only if no second person
has it too; otherwise it stays apart and may become a suggestion. (A name that one connection without
profile and one profile without connection bear, and nobody else, is one member's.) The user's ``same`` comes before
everything a source says, the user's ``different`` before everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kithly.people.nodes import Ints, Node, Nodes
from kithly.records import IdentityKind

STRONG = frozenset({IdentityKind.EMAIL, IdentityKind.LINKEDIN})  # merge by themselves

Pair = tuple[Node, Node]
Edge = tuple[int, int]
Shared = Collection[int] | Mapping[int, Collection[Pair]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Groups of nodes, one group per human as far as is certain. Shapes: (n,) nodes.

    Attributes:
        nodes: (n,) all nodes.
        labels: (n,) number of each node's component, 0-based, in order of first appearance.
    """

    nodes: Ints
    labels: Ints

    def __len__(self) -> int:
        return int(self.labels.max()) + 1 if len(self.labels) else 0

    def groups(self) -> tuple[tuple[Node, ...], ...]:
        """Return the nodes of every component, ascending."""
        order = np.lexsort((self.nodes, self.labels))
        bounds = np.flatnonzero(np.diff(self.labels[order])) + 1
        parts = np.split(self.nodes[order], bounds) if len(order) else []
        return tuple(tuple(Node(node) for node in part.tolist()) for part in parts)


def cluster(
    nodes: Nodes,
    links: Collection[tuple[int, int]],
    *,
    named: Iterable[tuple[Node, int]] = (),
    shared: Shared = (),
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
) -> Components:
    """Group the nodes into components. The result does not depend on the order of any input.

    Args:
        nodes: All identities and contact records.
        links: Pairs of (contact record number, identity number): the record names the identity.
        named: Pairs of (node, identity number of kind ``NAME``): the node bears that name in that
            source. Links of records to names count as such and need not be repeated.
        shared: Numbers of identities several humans may use (role addresses, a couple's); they count as weak.
            Each may have pairs of contact records that name it and by their names are one human all the same.
        same: Pairs the user called one person.
        different: Pairs the user called two; they are never in one component.

    Returns:
        The components. Numbers and nodes that do not occur in ``nodes`` are passed over.
    """
    codes = nodes.codes()
    at = dict(zip(codes.tolist(), range(len(codes)), strict=True))
    strong, weak = _edges(nodes, at, links=links, named=named, shared=shared)
    forest = _Forest(len(codes), _positions(different, at))
    ordered = _sorter(nodes) if different else _unsorted
    decided = _positions(same, at)
    strong.extend(_positions((pair for pairs in _alike(shared) for pair in pairs), at))
    for edges in (decided, strong):
        for edge in ordered(edges):
            forest.join(*edge)
    for edge in ordered(_unambiguous(weak, forest, decided, _Bearers(nodes, forest))):
        forest.join(*edge)
    return Components(nodes=codes, labels=_labels(forest.parent))


def _alike(shared: Shared) -> Iterable[Collection[Pair]]:
    return shared.values() if isinstance(shared, Mapping) else ()


class _Forest:
    """Union-find over positions that keeps forbidden pairs apart."""

    def __init__(self, size: int, different: Iterable[Edge]) -> None:
        self.parent = list(range(size))
        self._enemies: dict[int, set[int]] = {}
        for left, right in different:
            if left != right:
                self._enemies.setdefault(left, set()).add(right)
                self._enemies.setdefault(right, set()).add(left)

    def find(self, position: int) -> int:
        """Return the root of a position, halving the path on the way."""
        parent = self.parent
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    def are_apart(self, left: int, right: int) -> bool:
        """Whether the user's word forbids that two positions are one."""
        return self.find(right) in self._enemies.get(self.find(left), ())

    def join(self, left: int, right: int) -> None:
        """Unite two positions under the smaller root, unless the user's word forbids it."""
        low, high = sorted((self.find(left), self.find(right)))
        enemies = self._enemies
        if low == high or high in enemies.get(low, ()):
            return
        self.parent[high] = low
        for enemy in enemies.pop(high, ()):
            enemies[enemy].discard(high)
            enemies[enemy].add(low)
            enemies.setdefault(low, set()).add(enemy)


def _positions(pairs: Iterable[Pair], at: dict[int, int]) -> list[Edge]:
    """Translate pairs of nodes; pairs with an unknown node say nothing."""
    return [(at[left], at[right]) for left, right in pairs if left in at and right in at]


def _edges(
    nodes: Nodes,
    at: dict[int, int],
    *,
    links: Collection[tuple[int, int]],
    named: Iterable[tuple[Node, int]],
    shared: Shared,
) -> tuple[list[Edge], list[Edge]]:
    """Return strong edges and weak claims, both as (claiming position, identity position)."""
    common = set(shared)
    strong: list[Edge] = []
    weak: list[Edge] = []
    for record, identity in links:
        claim, claimed = at.get(record << 1 | 1), at.get(identity << 1)
        if claim is not None and claimed is not None:
            merges = nodes.kinds[claimed] in STRONG and identity not in common
            (strong if merges else weak).append((claim, claimed))
    weak.extend(_positions(((node, Node(name << 1)) for node, name in named), at))
    return strong, weak


class _Bearers:
    """What components hold: exports before mid 2023 give connections no profile, and profiles no connection."""

    def __init__(self, nodes: Nodes, forest: _Forest) -> None:
        self._nodes, self._forest = nodes, forest

    @cached_property
    def _profiled(self) -> frozenset[int]:
        kinds, find = self._nodes.kinds, self._forest.find
        return frozenset(find(place) for place, kind in enumerate(kinds) if kind == IdentityKind.LINKEDIN)

    @cached_property
    def _recorded(self) -> frozenset[int]:
        return frozenset(map(self._forest.find, range(len(self._nodes.identities), len(self._nodes))))

    def are_one(self, identity: int, roots: Collection[int]) -> bool:
        """Whether a bare name is borne by one connection without profile and one profile without connection."""
        if len(roots) != 2 or self._nodes.kinds[identity] != IdentityKind.NAME:
            return False
        sorts = sorted((root in self._recorded, root in self._profiled) for root in roots)
        return sorts == [(False, True), (True, False)] and not self._forest.are_apart(*roots)


def _unambiguous(weak: Iterable[Edge], forest: _Forest, decided: Iterable[Edge], bearers: _Bearers) -> list[Edge]:
    """Keep the claims on those identities that exactly one component claims, or two halves of one.

    Where the user's word already gave an identity to a component, that component claims it too.
    """
    claims: dict[int, dict[int, Edge]] = {}
    united = [edge for edge in decided if edge[0] != edge[1] and forest.find(edge[0]) == forest.find(edge[1])]
    roots = {end: forest.find(end) for edge in united for end in edge}
    for claim, identity in weak:
        found = claims.setdefault(identity, {})
        if identity in roots:
            found.setdefault(roots[identity], (identity, identity))
        found.setdefault(forest.find(claim), (claim, identity))
    return [
        edge
        for identity, found in claims.items()
        if len(found) == 1 or bearers.are_one(identity, found.keys())
        for edge in found.values()
    ]


def _unsorted(edges: list[Edge]) -> list[Edge]:
    """Order does not matter where nothing is forbidden."""
    return edges


def _sorter(nodes: Nodes) -> Callable[[list[Edge]], list[Edge]]:
    """Return what sorts edges by the values of their ends, whatever their numbers are."""

    def ordered(edges: list[Edge]) -> list[Edge]:
        keys = {end: nodes.key(end) for edge in edges for end in edge}
        return sorted(edges, key=lambda edge: sorted((keys[edge[0]], keys[edge[1]])))

    return ordered


def _labels(parent: list[int]) -> Ints:
    """Return component numbers in order of first appearance (roots are the smallest positions)."""
    roots = np.asarray(parent, np.int64)
    while True:
        above = roots[roots]
        if np.array_equal(above, roots):
            break
        roots = above
    is_root = roots == np.arange(len(roots))
    return (np.cumsum(is_root) - 1)[roots]
