"""Same and different said of the same people: the newest word counts, and undo brings the older back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kithly.app.said.own_lines import WITHDRAWN
from kithly.people import PersonId
from kithly.people.clustering import STRONG
from kithly.store import Decision, Node, Reading


def standing(tx: Reading, kind: str) -> tuple[Decision, ...]:
    """Return the decisions of a kind that no newer word contradicted, in order."""
    gone = {one.subject for one in tx.decisions.all(WITHDRAWN)}
    return tuple(one for one in tx.decisions.all(kind) if one.id not in gone)


def against_same(tx: Reading, keys: Mapping[Node, str], left: PersonId, right: PersonId) -> tuple[Decision, ...]:
    """Return what parts two people who are to be one.

    Args:
        tx: Where to read.
        keys: Key of every node.
        left: One of them.
        right: The other.
    """
    owner = {keys[node]: person for node, person in tx.assignments.nodes_of([left, right]).items() if node in keys}
    pair = {left, right}
    return tuple(
        one for one in standing(tx, "different") if {owner.get(one.subject), owner.get(str(one.value))} == pair
    )


def against_different(
    tx: Reading, keys: Mapping[Node, str], person: PersonId, apart: tuple[str, str]
) -> tuple[Decision, ...]:
    """Return what joins two nodes of one person who are to be two: of several words the newest ones.

    Args:
        tx: Where to read.
        keys: Key of every node.
        person: Whose nodes.
        apart: Keys of the two nodes.
    """
    own = {node: keys[node] for node in tx.assignments.nodes_of([person]) if node in keys}
    groups = _Groups(own.values(), apart)
    for record, identity in tx.identities.links_of([node.seq for node in own if node.kind == "record"]):
        ends = own.get(Node("record", record)), own.get(Node("identity", identity))
        if ends[0] and ends[1] and ends[1].partition(":")[0] in STRONG:
            groups.joined(ends[0], ends[1])
    return tuple(one for one in standing(tx, "same") if not groups.joined(one.subject, str(one.value)))


class _Groups:
    """Groups of keys, of which two are never one."""

    def __init__(self, keys: Iterable[str], apart: tuple[str, str]) -> None:
        self._group = {key: {key} for key in keys}
        self._apart = set(apart)

    def joined(self, left: str, right: str) -> bool:
        """Join the groups of two keys and return True; False, and nothing done, if that is forbidden."""
        if left not in self._group or right not in self._group:
            return True
        both = self._group[left] | self._group[right]
        if both >= self._apart:
            return False
        self._group.update(dict.fromkeys(both, both))
        return True
