"""Nodes: the things that persons are made of, as columns of numbers.

A node is an identity or a contact record. Both are kept by number in the store; a node folds the
two number ranges into one, so that a set or an array can hold both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

import numpy as np
from numpy.typing import NDArray

from kithly.records import IdentityKind

Node = NewType("Node", int)

Ints = NDArray[np.int64]


def identity_node(seq: int) -> Node:
    """Return the node of an identity number (even numbers)."""
    return Node(seq << 1)


def record_node(seq: int) -> Node:
    """Return the node of a contact record number (odd numbers)."""
    return Node(seq << 1 | 1)


def is_record(node: Node) -> bool:
    """Whether a node is a contact record rather than an identity."""
    return bool(node & 1)


def node_seq(node: Node) -> int:
    """Return the identity number or contact record number of a node."""
    return node >> 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Identities and contact records as columns. Shapes: (n,) identities, (m,) records.

    Attributes:
        identities: (n,) identity numbers, each once, in any order.
        kinds: (n,) their `IdentityKind` values.
        values: (n,) their normal forms.
        records: (m,) contact record numbers, each once, in any order.
        keys: (m,) a key of each record that does not depend on the order of imports, for instance
            the record id; it decides between edges where the user's word forbids one of them.
    """

    identities: Sequence[int]
    kinds: Sequence[IdentityKind | str]
    values: Sequence[str]
    records: Sequence[int] = ()
    keys: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.identities) + len(self.records)

    def codes(self) -> Ints:
        """Return all nodes: identities first, then records. Shape: (n + m,)."""
        identities = np.asarray(self.identities, np.int64) << 1
        records = np.asarray(self.records, np.int64) << 1 | 1
        return np.concatenate([identities, records])

    def key(self, position: int) -> tuple[int, str, str]:
        """Return what orders the node at ``position`` independently of all numbers."""
        count = len(self.identities)
        if position < count:
            return 0, str(self.kinds[position]), self.values[position]
        return 1, "", self.keys[position - count]
