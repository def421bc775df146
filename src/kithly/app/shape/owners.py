"""Whose each identity and each contact record is, by the person's place in the network."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.history import EGO, NOBODY
from kithly.people import PersonId
from kithly.store import IdentityColumns, Reading


class Owners:
    """Whose each identity and each contact record is.

    Attributes:
        identities: All identities.
        node: (max number + 1,) index of each identity's person, `EGO` or `NOBODY`.
        contacts: Index of the person of each contact record.
    """

    def __init__(self, kept: Reading, index: Mapping[PersonId, int]) -> None:
        self.identities: IdentityColumns = kept.identities.all()
        self.contacts: dict[int, int] = {}
        own = json.loads(kept.meta.get(EGO_IDENTITIES) or "[]")
        self.node = np.full(max([0, *self.identities.seqs, *own]) + 1, NOBODY, np.int64)
        for node, assigned in kept.assignments.all().items():
            person = index.get(assigned.person)
            if person is None:
                continue
            if node.kind == "record":
                self.contacts[node.seq] = person
            elif node.seq < len(self.node):
                self.node[node.seq] = person
        self.node[own] = EGO
