"""What happened with everybody, read at once: for what is seldom asked and then kept in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.own_contacts import with_own_contacts
from kithly.history import EGO, NOBODY, Interactions, RecordColumns, resolve
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.store import Reading


def all_interactions(tx: Reading, persons: Sequence[PersonId]) -> Interactions:
    """Return what happened with everybody, what the user told included, as a rebuild sees it.

    Args:
        tx: Where to read.
        persons: Everybody; who stands at each person index.
    """
    columns = tx.interactions.columns()
    return with_own_contacts(tx, resolve(columns, _index(tx, columns, persons)), persons)


def _index(tx: Reading, columns: RecordColumns, persons: Sequence[PersonId]) -> Ints:
    """Return for each identity number the place of its person, `EGO` or `NOBODY`."""
    place = {person: index for index, person in enumerate(persons)}
    nodes = tx.assignments.nodes_of(place)
    whose = [(node.seq, place[person]) for node, person in nodes.items() if node.kind == "identity"]
    own = json.loads(tx.meta.get(EGO_IDENTITIES) or "[]")
    seen = [columns.sender.max(initial=0), columns.to_identity.max(initial=0), *own, *(seq for seq, _ in whose)]
    index = np.full(int(max(seen)) + 1, NOBODY, np.int64)
    pairs = np.array(whose, np.int64).reshape(-1, 2)
    index[pairs[:, 0]] = pairs[:, 1]
    index[own] = EGO
    return index
