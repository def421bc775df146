"""Assignment: which person each node belongs to, with ids that are minted once and kept.

Every node remembers its *origin*: the node for which the id of its first person was minted. A merge
changes the person of a node and leaves its origin, so that undoing the merge finds the old id again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from kithly.people.clustering import Components
from kithly.people.nodes import Node, is_record
from kithly.people.person import PersonId

Group = tuple[Node, ...]
Mint = Callable[[Node], PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What is kept for one node.

    Attributes:
        person: Whom it belongs to.
        origin: Node for which the id of its own first person was minted.
    """

    person: PersonId
    origin: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Whom the nodes belong to now.

    Attributes:
        person_of: Person of every node that belongs to somebody ego knows.
        origins: What to keep for each of these nodes; rows of other nodes stay as they were, so
            that a node that comes back finds its person again.
        forwards: Persons of ``previous`` that are no more, each with the person who stands for them
            now. A person that is in `person_of` again (an undone merge) needs no forward any longer.
    """

    person_of: Mapping[Node, PersonId]
    origins: Mapping[Node, Assigned]
    forwards: Mapping[PersonId, PersonId]


def assign(
    components: Components,
    previous: Mapping[Node, Assigned],
    known: Collection[Node],
    mint: Mint,
    *,
    impersonal: Collection[Node] = (),
) -> Assignment:
    """Give every component of somebody ego knows its person.

    A component keeps the one person it had. Where two persons meet, the one with the earlier origin
    (the smaller node) survives. Where a person falls apart, the component that holds the origin
    keeps the id, and the others go back to their own origins or mint.

    Args:
        components: Groups of nodes.
        previous: What was kept; may hold nodes that no component has.
        known: Nodes ego was in touch with.
        mint: Gives the id of an origin; the same id for the same node, different ones for different
            nodes.
        impersonal: Robots, lists, roles and groups: they make nobody known, contact record or not.

    Returns:
        The assignment; giving its `origins` as ``previous`` changes nothing.
    """
    groups = _known_groups(components, known, impersonal)
    person_of: dict[Node, PersonId] = {}
    kept: dict[Node, Assigned] = {}
    for group, fresh in zip(groups, _persons(groups, previous, mint), strict=True):
        for node in group:
            before = previous.get(node)
            person_of[node] = fresh.person
            kept[node] = fresh if before is None else _with_person(before, fresh.person)
    return Assignment(person_of=person_of, origins=kept, forwards=_forwards(previous, person_of))


def _known_groups(components: Components, known: Collection[Node], impersonal: Collection[Node]) -> list[Group]:
    """Return the components that hold a person ego knows."""
    nodes, labels = components.nodes, components.labels
    counts = (nodes & 1 == 1) | np.isin(nodes, np.fromiter(known, np.int64, len(known)))
    if impersonal:
        counts &= ~np.isin(nodes, np.fromiter(impersonal, np.int64, len(impersonal)))
    wanted = np.zeros(len(components), bool)
    wanted[labels[counts]] = True
    inside = wanted[labels] if len(labels) else np.zeros(0, bool)
    return list(Components(nodes=nodes[inside], labels=labels[inside]).groups())


def _persons(groups: list[Group], previous: Mapping[Node, Assigned], mint: Mint) -> list[Assigned]:
    """Return person and origin of every group; no two groups get the same person."""
    rows = [[row for node in group if (row := previous.get(node))] for group in groups]
    origins = _origins(groups, rows, mint)
    settled = [None if origin is None else Assigned(person=mint(origin), origin=origin) for origin in origins]
    taken = {found.person for found in settled if found is not None}
    open_groups = [number for number, found in enumerate(settled) if found is None]
    minted = {number: mint(_first(groups[number])) for number in open_groups}
    taken.update(minted.values())
    for number in open_groups:
        own = _split_off(groups[number], rows[number], mint, spare=minted[number], taken=taken)
        taken.add(own)
        origin = min((row.origin for row in rows[number]), default=_first(groups[number]))
        settled[number] = Assigned(person=own, origin=origin)
    return [found for found in settled if found is not None]


def _origins(groups: list[Group], rows: list[list[Assigned]], mint: Mint) -> list[Node | None]:
    """Choose for every group the earliest origin it has a right to, or None.

    A right has who holds the origin; to an origin that nobody holds (its record was taken back),
    those who bore its person last, else those who once did.
    """
    holder = {node: number for number, group in enumerate(groups) for node in group}
    heirs: dict[Node, tuple[bool, int]] = {}
    for number, found in enumerate(rows):
        for row in found:
            if row.origin not in holder:
                claim = (row.person != mint(row.origin), number)
                heirs[row.origin] = min(heirs.get(row.origin, claim), claim)
    owner = holder | {origin: number for origin, (_, number) in heirs.items()}
    return [
        min((row.origin for row in found if owner[row.origin] == number), default=None)
        for number, found in enumerate(rows)
    ]


def _split_off(group: Group, rows: list[Assigned], mint: Mint, *, spare: PersonId, taken: set[PersonId]) -> PersonId:
    """Return the person of a group whose origins are all elsewhere: the one it has, else ``spare``.

    Such a group keeps its old origins, so that the ids are as before when it comes back.
    """
    own = {row.person for row in rows if row.person != mint(row.origin)}
    if not own:
        return spare
    free = sorted(own - taken)
    minted_here = [person for node in group if (person := mint(node)) in free or person in own & {spare}]
    return next(iter([*minted_here, *free, spare]))


def _first(group: Group) -> Node:
    """Return the node to mint for: a contact record before an address."""
    return min(group, key=lambda node: (not is_record(node), node))


def _with_person(row: Assigned, person: PersonId) -> Assigned:
    """Return the row under another person; its origin stays for ever."""
    return row if row.person == person else Assigned(person=person, origin=row.origin)


def _forwards(previous: Mapping[Node, Assigned], person_of: Mapping[Node, PersonId]) -> dict[PersonId, PersonId]:
    """Return where the persons went that are no more: to where their origin is, else their first node."""
    living = set(person_of.values())
    gone = [(node, row) for node, row in previous.items() if row.person not in living and node in person_of]
    gone.sort(key=lambda item: (item[0] != item[1].origin, item[0]))
    forwards: dict[PersonId, PersonId] = {}
    for node, row in gone:
        forwards.setdefault(row.person, person_of[node])
    return forwards
