"""Who is who in this network: identities and contact records given to persons, ego set apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from kithly.app.derived.contradictions import standing
from kithly.app.derived.ego import EGO_KIND, Ego, own_cards
from kithly.app.derived.shared_addresses import Sharing, sharing
from kithly.app.said.decisions import PERSON_KINDS
from kithly.app.said.own_lines import left_behind
from kithly.history import EGO, NOBODY, Interactions, RecordColumns, addressed, resolve
from kithly.history.interactions import Ints
from kithly.people import (
    Assigned,
    Assignment,
    Components,
    Node,
    Nodes,
    PersonId,
    assign,
    cluster,
    identity_node,
    is_person_address,
    is_record,
    node_seq,
    record_node,
)
from kithly.records import Flag, IdentityKind, name_identity
from kithly.store import Assigned as Kept
from kithly.store import Decision, IdentityColumns, Reading, Writing
from kithly.store import Node as StoreNode

PERSON_BYTES = 5  # of a person id: short enough to type, and a clash among 100,000 people is 1 in 200
LOST = 1 << 60  # stands for origins whose node is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Who is who.

    Attributes:
        persons: All persons ego knows; their place is the person index of `interactions`.
        identities: Numbers of each person's identities.
        contacts: Numbers of each person's contact records.
        index_of_identity: (max number + 1,) person index, `EGO` or `NOBODY`.
        interactions: What happened with each person.
        known_as: All identities, with the names they are used under.
    """

    persons: tuple[PersonId, ...]
    identities: Mapping[PersonId, tuple[int, ...]]
    contacts: Mapping[PersonId, tuple[int, ...]]
    index_of_identity: Ints
    interactions: Interactions
    known_as: IdentityColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What persons are made of: all of it, or all that hangs together around a few nodes (`neighbours.around`).

    Attributes:
        identities: Addresses, handles, profiles and bare names.
        contacts: Number and id of each contact record.
        links: Which record names which identity.
        rows: To whom each node belonged until now.
        columns: All messages and gestures in which one of these identities took part.
    """

    identities: IdentityColumns
    contacts: Sequence[tuple[int, str]]
    links: Sequence[tuple[int, int]]
    rows: Mapping[StoreNode, Kept]
    columns: RecordColumns


def recognise(tx: Writing, ego: Ego, columns: RecordColumns) -> Recognised:
    """Give everybody ego knows a person, keep that, and resolve the interactions to them.

    Args:
        tx: Where assignments are kept.
        ego: Who the user is.
        columns: All messages and gestures.
    """
    material = Material(
        identities=tx.identities.all(),
        contacts=tx.records.ids_of_kind("contact"),
        links=tx.identities.links(),
        rows=tx.assignments.all(),
        columns=columns,
    )
    assignment, by_identity = settle(tx, material, ego.identities, name=ego.facts.name)
    return _resolved(assignment, by_identity, columns, material.identities)


def settle(tx: Writing, material: Material, own: Collection[int], *, name: str) -> tuple[Assignment, Ints]:
    """Say who is who in some material, and keep it.

    Args:
        tx: Where assignments are kept.
        material: What persons are made of.
        own: Numbers of ego's identities.
        name: What ego is called; may be empty.

    Returns:
        The assignment, and for each identity number itself, `EGO` or `NOBODY`.
    """
    identities, columns = material.identities, material.columns
    impersonal = _impersonal(identities) | _lists(identities, columns)
    by_identity = _by_identity(material, own, impersonal)
    nodes, keys = _nodes(tx, material, own, own_cards(tx, material.links, own, name=name))
    before = _Before(ids=_Ids(keys), rows=material.rows)
    found = sharing(tx, identities, material.links, own)
    components = _components(tx, nodes, keys, material, shared=impersonal, found=found)
    previous = before.assigned()
    assignment = assign(
        components,
        previous,
        {identity_node(seq) for seq in addressed(columns, by_identity).tolist()},
        before.ids.mint,
        impersonal={identity_node(seq) for seq in impersonal},
    )
    _keep(tx, assignment, before)
    gone = previous.keys() - assignment.person_of.keys()
    _forget(tx, gone & keys.keys())
    _set_aside(tx, before, {node for node in gone - keys.keys() if is_record(node)})
    return assignment, by_identity


def _impersonal(identities: IdentityColumns) -> frozenset[int]:
    """Return the identities that are robots, lists and roles."""
    email = IdentityKind.EMAIL.value
    rows = zip(identities.seqs, identities.kinds, identities.values, identities.names, strict=True)
    return frozenset(seq for seq, kind, value, name in rows if kind == email and not is_person_address(value, name))


def _lists(identities: IdentityColumns, columns: RecordColumns) -> frozenset[int]:
    """Return the addresses that list mail goes to and that never write: lists, whatever they are called.

    Ego's own copy of a post bears no sign of the list.
    """
    listed = (columns.flags & int(Flag.LIST)) != 0
    if not listed.any():
        return frozenset()
    found = np.zeros(_highest(identities, columns) + 1, bool)
    found[columns.to_identity[listed[columns.to_row]]] = True
    found[columns.sender[columns.sender >= 0]] = False
    rows = zip(identities.seqs, identities.kinds, strict=True)
    return frozenset(seq for seq, kind in rows if found[seq] and kind == IdentityKind.EMAIL.value)


def _highest(identities: IdentityColumns, columns: RecordColumns) -> int:
    """Return the highest identity number that occurs."""
    numbers = (columns.sender.max(initial=0), columns.to_identity.max(initial=0), max(identities.seqs, default=0))
    return int(max(numbers))


def _by_identity(material: Material, own: Collection[int], impersonal: frozenset[int]) -> Ints:
    """Return for each identity number itself, `EGO` or `NOBODY`."""
    top = max(_highest(material.identities, material.columns), max(own, default=0)) + 1
    node = np.full(top, NOBODY, np.int64)
    seqs = np.asarray(material.identities.seqs, np.int64)
    node[seqs] = seqs
    for nobody in impersonal:
        node[nobody] = NOBODY
    for ego in own:
        node[ego] = EGO
    return node


def _nodes(
    tx: Reading, material: Material, own: Collection[int], cards: Collection[int]
) -> tuple[Nodes, dict[Node, str]]:
    """Return everything persons are made of, and a key of each that never changes; ego's own cards are left out."""
    identities, dead = material.identities, left_behind(tx)
    rows = [
        (seq, kind, value)
        for seq, kind, value in zip(identities.seqs, identities.kinds, identities.values, strict=True)
        if seq not in own and kind != EGO_KIND
    ]
    contacts = [(seq, record) for seq, record in material.contacts if record not in dead and seq not in cards]
    seqs, kinds, values = zip(*rows, strict=True) if rows else ((), (), ())
    keys = {identity_node(seq): f"{kind}:{value}" for seq, kind, value in rows}
    keys |= {record_node(seq): f"record:{record}" for seq, record in contacts}
    nodes = Nodes(
        identities=seqs,
        kinds=kinds,
        values=values,
        records=tuple(seq for seq, _ in contacts),
        keys=tuple(record for _, record in contacts),
    )
    return nodes, keys


def _components(
    tx: Reading,
    nodes: Nodes,
    keys: Mapping[Node, str],
    material: Material,
    *,
    shared: frozenset[int],
    found: Sharing,
) -> Components:
    """Group everything into humans, as far as sources and the user's word are certain."""
    same, different = standing(tx, "same"), standing(tx, "different")
    node_of = {key: node for node, key in keys.items()} if same or different else {}
    return cluster(
        nodes,
        (*material.links, *found.spellings),
        named=_named(material.identities),
        shared={**dict.fromkeys(shared, ()), **found.addresses},
        same=_pairs(same, node_of),
        different=_pairs(different, node_of),
    )


def _named(identities: IdentityColumns) -> list[tuple[Node, int]]:
    """Return which LinkedIn profiles bear which bare LinkedIn name."""
    rows = list(zip(identities.seqs, identities.kinds, identities.values, identities.names, strict=True))
    bare = {value: seq for seq, kind, value, _ in rows if kind == IdentityKind.NAME.value}
    pairs = []
    for seq, kind, _, name in rows:
        weak = name_identity("linkedin", name) if kind == IdentityKind.LINKEDIN.value and name else None
        if weak and weak.value in bare:
            pairs.append((identity_node(seq), bare[weak.value]))
    return pairs


def _pairs(decisions: Iterable[Decision], node_of: Mapping[str, Node]) -> list[tuple[Node, Node]]:
    """Return the pairs of nodes the user decided on; what is gone says nothing."""
    pairs = [(node_of.get(one.subject), node_of.get(str(one.value))) for one in decisions]
    return [(left, right) for left, right in pairs if left is not None and right is not None]


class _Ids:
    """Person ids: a hash of the node they were minted for, so that they come back after an undo."""

    def __init__(self, keys: Mapping[Node, str]) -> None:
        self._id_of = {node: person_id(key) for node, key in keys.items()}
        self._node_of = {person: node for node, person in self._id_of.items()}

    def mint(self, node: Node) -> PersonId:
        """Return the id of an origin."""
        return self._id_of[node]

    def minted_for(self, person: PersonId) -> Node | None:
        """Return the node an id was minted for, or would be; None where there is none."""
        return self._node_of.get(person)

    def known(self, node: Node, other: PersonId) -> PersonId:
        """Return the id of an origin, or another where that node is gone."""
        return other if node >= LOST else self._id_of.get(node, other)

    def origin_of(self, person: PersonId) -> Node:
        """Return the node an id was minted for; a stand-in where that node is gone."""
        if person not in self._node_of:
            lost = Node(LOST + 2 * len(self._id_of))
            self._node_of[person], self._id_of[lost] = lost, person
        return self._node_of[person]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """Who belonged to whom until now."""

    ids: _Ids
    rows: Mapping[StoreNode, Kept]

    def assigned(self) -> dict[Node, Assigned]:
        """Return the same as `people` needs it."""
        origin_of = self.ids.origin_of
        return {
            _node(node): Assigned(person=row.person, origin=origin_of(row.origin)) for node, row in self.rows.items()
        }


def person_id(key: str) -> PersonId:
    """Return the id minted for a node with this key."""
    return PersonId(blake2b(key.encode(), digest_size=PERSON_BYTES).hexdigest())


def _node(node: StoreNode) -> Node:
    return record_node(node.seq) if node.kind == "record" else identity_node(node.seq)


def _store_node(node: Node) -> StoreNode:
    return StoreNode("record" if is_record(node) else "identity", node_seq(node))


def _keep(tx: Writing, assignment: Assignment, before: _Before) -> None:
    """Keep what changed of the assignments and forwards."""
    rows = {}
    for node, row in assignment.origins.items():
        origin = before.ids.known(row.origin, row.person)
        old = before.rows.get(_store_node(node))
        if old is None or old.person != row.person or old.origin != origin:
            rows[_store_node(node)] = (row.person, origin)
    tx.assignments.keep(rows)
    standing = tx.assignments.forwards()
    living = set(assignment.person_of.values())
    for old_id, new_id in assignment.forwards.items():
        if _led_to(old_id, standing, living) != new_id:
            tx.assignments.forward(old_id, new_id)
    for old_id in standing.keys() & living:
        tx.assignments.forward(old_id, old_id)
    _lead_home(tx, assignment, before.ids)


def _lead_home(tx: Writing, assignment: Assignment, ids: _Ids) -> None:
    """Let every id the user's words are about lead to whoever has its entry now.

    Two who were one before anything of them was there are brought in as one: only one of their ids is minted then, and
    what was said under the other, before their import was taken back, would be said of nobody.
    """
    living, now_of = set(assignment.person_of.values()), tx.assignments.resolver()
    for said in dict.fromkeys(PersonId(one.subject) for one in tx.decisions.all() if one.kind in PERSON_KINDS):
        node = None if now_of(said) in living else ids.minted_for(said)
        if node is not None and node in assignment.person_of:
            tx.assignments.forward(said, assignment.person_of[node])


def _led_to(person: PersonId, forwards: Mapping[PersonId, PersonId], living: Collection[PersonId]) -> PersonId:
    """Return where an id leads, in one or several steps; those that still lead right are kept: an undo needs them."""
    seen = {person}
    while person not in living and (further := forwards.get(person)) is not None and further not in seen:
        seen.add(further)
        person = further
    return person


def _forget(tx: Writing, nodes: Collection[Node]) -> None:
    """Forget the person of what makes nobody known any longer, as if it had never made anybody known.

    A newer export names somebody by a profile whom an older one named by a bare name: that name is nobody's
    then, whichever came first. Its person id is made of the name alone, and so comes back with it.
    """
    tx.assignments.drop([_store_node(node) for node in nodes])


def _set_aside(tx: Writing, before: _Before, nodes: Collection[Node]) -> None:
    """Give entries whose line was taken away back to themselves: nobody holds them, and they come back as they were."""
    rows = {node: before.rows[node] for node in map(_store_node, nodes)}
    tx.assignments.keep({node: (row.origin, row.origin) for node, row in rows.items() if row.person != row.origin})


def _resolved(
    assignment: Assignment, by_identity: Ints, columns: RecordColumns, known_as: IdentityColumns
) -> Recognised:
    """Resolve everything that happened to the persons."""
    persons = tuple(sorted(set(assignment.person_of.values())))
    place = {person: index for index, person in enumerate(persons)}
    index = np.where(by_identity == EGO, EGO, NOBODY)
    identities: dict[PersonId, list[int]] = {person: [] for person in persons}
    contacts: dict[PersonId, list[int]] = {person: [] for person in persons}
    for node, person in assignment.person_of.items():
        seq = node_seq(node)
        if is_record(node):
            contacts[person].append(seq)
        else:
            identities[person].append(seq)
            if by_identity[seq] >= 0:
                index[seq] = place[person]
    return Recognised(
        persons=persons,
        identities={person: tuple(sorted(seqs)) for person, seqs in identities.items()},
        contacts={person: tuple(sorted(seqs)) for person, seqs in contacts.items()},
        index_of_identity=index,
        interactions=resolve(columns, index),
        known_as=known_as,
    )
