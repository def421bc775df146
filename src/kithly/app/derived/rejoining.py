"""Who is who around a few people, said anew after the user's word; nobody else's rows are touched."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.ego import kept_ego
from kithly.app.derived.neighbours import around
from kithly.app.derived.recognise import Material, settle
from kithly.app.derived.refresh import is_large, refresh, take_away, touch_up
from kithly.people import PersonId, is_record, node_seq
from kithly.store import Node, Writing

Parts = Mapping[PersonId, frozenset[Node]]


def rejoin(tx: Writing, nodes: Collection[Node], *, now: datetime) -> None:
    """Bring people up to date after the user said who of them is one, or two.

    In a small network, and where too much hangs together, everything is rebuilt.

    Args:
        tx: Where the user's word was kept.
        nodes: What it was about.
        now: The present.
    """
    own = frozenset(json.loads(tx.meta.get(EGO_IDENTITIES) or "[]"))
    material = around(tx, nodes, own) if is_large(tx) else None
    if material is None:
        refresh(tx, now=now)
        return
    assignment, _ = settle(tx, material, own, name=kept_ego(tx).name)
    after: dict[PersonId, set[Node]] = {}
    for node, person in assignment.person_of.items():
        after.setdefault(person, set()).add(Node("record" if is_record(node) else "identity", node_seq(node)))
    _follow(tx, _before(material), {person: frozenset(parts) for person, parts in after.items()}, now=now)


def _before(material: Material) -> Parts:
    found: dict[PersonId, set[Node]] = {}
    for node, row in material.rows.items():
        found.setdefault(row.person, set()).add(node)
    return {person: frozenset(parts) for person, parts in found.items()}


def _follow(tx: Writing, before: Parts, after: Parts, *, now: datetime) -> None:
    """Make the rows of whoever is another than before, and take away those of whoever is no more."""
    take_away(tx, before.keys() - after.keys())
    changed = [person for person, parts in after.items() if before.get(person) != parts]
    if changed:
        touch_up(tx, changed, now=now)
