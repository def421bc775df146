"""Whatever a person is made of, any part can be taken off, and the rest stays one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.people.clustering import Components, cluster
from kithly.people.composition import RECORD, Composition, Edge, Joint
from kithly.people.nodes import Node, Nodes, identity_node, record_node
from kithly.records import IdentityKind

KINDS = [IdentityKind.EMAIL] * 3 + [IdentityKind.LINKEDIN] + [IdentityKind.PHONE] * 2 + [IdentityKind.NAME]
NODES = Nodes(
    identities=range(1, 8),
    kinds=KINDS,
    values=[f"value {number}" for number in range(1, 8)],
    records=range(1, 6),
    keys=[f"{number:02}" for number in range(1, 6)],
)
KEY_OF = {identity_node(seq): f"{kind.value}:value {seq}" for seq, kind in zip(range(1, 8), KINDS, strict=True)}
KEY_OF |= {record_node(seq): f"{RECORD}{seq:02}" for seq in range(1, 6)}
NODE_OF = {key: node for node, key in KEY_OF.items()}

links = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 7)), max_size=14, unique=True)
said = st.lists(st.tuples(st.sampled_from(sorted(NODE_OF)), st.sampled_from(sorted(NODE_OF))), max_size=4)

Pairs = list[tuple[str, str]]


def people(named: list[tuple[int, int]], same: Pairs, different: Pairs) -> list[frozenset[str]]:
    """Return the parts of every person."""
    found: Components = cluster(NODES, named, same=_nodes(same), different=_nodes(different))
    return [frozenset(KEY_OF[node] for node in group) for group in found.groups()]


def _nodes(pairs: Pairs) -> list[tuple[Node, Node]]:
    return [(NODE_OF[left], NODE_OF[right]) for left, right in pairs]


def composition(keys: frozenset[str], named: list[tuple[int, int]], same: Pairs) -> Composition:
    edges = [
        Edge(left=KEY_OF[record_node(record)], right=KEY_OF[identity_node(identity)], joint=Joint.NAMED)
        for record, identity in named
    ]
    edges += [Edge(left=left, right=right, joint=Joint.SAID, said=f"{n}") for n, (left, right) in enumerate(same)]
    inside = tuple(edge for edge in edges if edge.left in keys and edge.right in keys)
    weak = frozenset(key for key in keys if key.startswith(("phone", "name")))
    return Composition(keys=keys, edges=inside, weak=weak)


@settings(max_examples=400, deadline=None)
@given(links, said, st.integers(0, 10**6))
def test_any_part_can_be_taken_off_and_the_rest_stays_one(
    named: list[tuple[int, int]], same: Pairs, choice: int
) -> None:
    everybody = [person for person in people(named, same, []) if len(person) > 1]
    if not everybody:
        return
    person = everybody[choice % len(everybody)]
    part = sorted(person)[choice % len(person)]
    cut = composition(person, named, same).cut(part)
    if cut is None:
        return
    withdrawn = {int(edge.said) for edge in cut.crossing if edge.said}
    standing = [pair for number, pair in enumerate(same) if number not in withdrawn]
    after = people(named, [*standing, *cut.bridges], [(edge.left, edge.right) for edge in cut.crossing])
    own = next(one for one in after if part in one)
    rest = next(one for one in after if min(person - cut.own) in one)
    weak = {key for key in cut.own - {part} if key.startswith(("phone", "name"))}
    assert cut.own - weak <= own
    assert not weak & rest  # one that others claim too stays by itself
    assert person - cut.own <= rest
    assert own != rest
