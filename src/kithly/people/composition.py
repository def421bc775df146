"""What one person is made of, and how to take one part off again.

A part is a contact record or an identity, named by a key that never changes: ``record:<id>`` or
``<kind>:<value>``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

RECORD = "record:"


class Joint(StrEnum):
    """What joins two parts."""

    NAMED = "named"  # a contact record names an identity
    BORNE = "borne"  # a profile bears the bare name of another part, and nobody else does
    SAID = "said"  # the user said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two parts that are joined.

    Attributes:
        left: Key of one; of a name, the contact record.
        right: Key of the other.
        joint: What joins them.
        said: Id of the user's word; empty where a source joins them.
    """

    left: str
    right: str
    joint: Joint
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How to take a part off a person.

    Attributes:
        own: The part, with the identities that nothing else of the person names.
        crossing: What joins it to the rest; each of these pairs is to be called two people.
        bridges: Pairs of the rest that only the part joined, or that both would claim; they are to be called one
            person.
    """

    own: frozenset[str]
    crossing: tuple[Edge, ...]
    bridges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What one person is made of.

    Attributes:
        keys: All parts.
        edges: What joins them.
        weak: The identities that join nobody by themselves: phones, bare names, addresses of roles.
    """

    keys: frozenset[str]
    edges: tuple[Edge, ...]
    weak: frozenset[str] = frozenset()

    def named_by(self, identity: str) -> tuple[str, ...]:
        """Return the contact records that name an identity."""
        naming = (edge.left for edge in self.edges if edge.joint is Joint.NAMED and edge.right == identity)
        return tuple(sorted(set(naming)))

    def own_of(self, part: str) -> frozenset[str]:
        """Return a part with what hangs on it alone: of a record, the identities no other record names."""
        if not part.startswith(RECORD):
            return frozenset({part})
        named = {edge.right for edge in self.edges if edge.joint is Joint.NAMED and edge.left == part}
        return frozenset({part}) | {identity for identity in named if self.named_by(identity) == (part,)}

    def cut(self, part: str) -> Cut | None:
        """Return how to take a part off; None where nothing would be left."""
        own = self.own_of(part)
        rest = self.keys - own
        if not rest:
            return None
        inside = [edge for edge in self.edges if edge.left in rest and edge.right in rest and self._holds(edge)]
        crossing = [edge for edge in self.edges if (edge.left in own) != (edge.right in own)]
        anchors = sorted((min(group, key=rank) for group in _groups(rest, inside)), key=rank)
        bridges = [*pairwise(anchors), *self._claims(crossing, rest)]
        return Cut(own=own, crossing=tuple(crossing), bridges=tuple(dict.fromkeys(bridges)))

    def _holds(self, edge: Edge) -> bool:
        """Say whether a joint holds whatever else there is."""
        return edge.joint is Joint.SAID or not self.weak & {edge.left, edge.right}

    def _claims(self, crossing: Iterable[Edge], rest: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield what the rest must claim by the user's word: two people who name a phone would lose it both."""
        for edge in crossing:
            kept = edge.right if edge.right in rest else edge.left
            naming = [record for record in self.named_by(kept) if record in rest]
            if naming:
                yield naming[0], kept


def rank(key: str) -> tuple[int, str]:
    """Order keys: what links by itself first, bare names last."""
    kind = key.partition(":")[0]
    return {"email": 0, "linkedin": 1, "record": 2, "name": 9}.get(kind, 5), key


def _groups(keys: Collection[str], edges: Iterable[Edge]) -> Iterator[frozenset[str]]:
    """Yield the keys that are joined, group by group."""
    group_of = {key: {key} for key in keys}
    for edge in edges:
        if group_of[edge.left] is not group_of[edge.right]:
            both = group_of[edge.left] | group_of[edge.right]
            group_of.update(dict.fromkeys(both, both))
    yield from {frozenset(group) for group in group_of.values()}
