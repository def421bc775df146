"""Properties of recognising people: order, undo, loss, and the user's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.people import (
    Assignment,
    Components,
    Node,
    Nodes,
    PersonId,
    assign,
    cluster,
    describe,
    identity_node,
    is_record,
    node_seq,
    record_node,
)
from kithly.people.name_tokens import quick_key
from kithly.records import Contact, Identity, IdentityKind, name_key

KINDS = ("email", "email", "linkedin", "phone", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Identities 0..n-1, records 0..m-1 and what is said about them."""

    kinds: tuple[str, ...]
    records: int
    links: tuple[tuple[int, int], ...]
    same: tuple[tuple[Node, Node], ...]
    different: tuple[tuple[Node, Node], ...]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    kinds = tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=8)))
    records = draw(st.integers(1, 6))
    numbers = st.tuples(st.integers(0, records - 1), st.integers(0, len(kinds) - 1))
    nodes = [identity_node(seq) for seq in range(len(kinds))] + [record_node(seq) for seq in range(records)]
    pairs = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    return World(
        kinds=kinds,
        records=records,
        links=tuple(draw(st.lists(numbers, max_size=12))),
        same=tuple(draw(st.lists(pairs, max_size=3))),
        different=tuple(draw(st.lists(pairs, max_size=3))),
    )


def components_of(world: World, identity_at: list[int] | None = None, record_at: list[int] | None = None) -> Components:
    """Cluster the world under other numbers and in another order."""
    identity_at = identity_at or list(range(len(world.kinds)))
    record_at = record_at or list(range(world.records))

    def moved(node: Node) -> Node:
        if is_record(node):
            return record_node(record_at[node_seq(node)])
        return identity_node(identity_at[node_seq(node)])

    by_number = sorted(range(len(world.kinds)), key=identity_at.__getitem__)
    record_by_number = sorted(range(world.records), key=record_at.__getitem__)
    return cluster(
        Nodes(
            identities=[identity_at[seq] for seq in by_number],
            kinds=[world.kinds[seq] for seq in by_number],
            values=[f"value {seq}" for seq in by_number],
            records=[record_at[seq] for seq in record_by_number],
            keys=[f"key {seq}" for seq in record_by_number],
        ),
        sorted((record_at[record], identity_at[identity]) for record, identity in world.links),
        same=[(moved(right), moved(left)) for left, right in reversed(world.same)],
        different=[(moved(right), moved(left)) for left, right in reversed(world.different)],
    )


def as_sets(components: Components) -> set[frozenset[Node]]:
    return {frozenset(group) for group in components.groups()}


@settings(max_examples=150, deadline=None)
@given(worlds(), st.data())
def test_clustering_does_not_depend_on_the_order_of_imports(world: World, data: st.DataObject) -> None:
    identity_at = data.draw(st.permutations(range(len(world.kinds))))
    record_at = data.draw(st.permutations(range(world.records)))
    back = {identity_node(new): identity_node(old) for old, new in enumerate(identity_at)}
    back |= {record_node(new): record_node(old) for old, new in enumerate(record_at)}
    moved = as_sets(components_of(world, identity_at, record_at))
    assert {frozenset(back[node] for node in group) for group in moved} == as_sets(components_of(world))


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_two_whom_the_user_called_different_are_never_one(world: World) -> None:
    label = {node: number for number, group in enumerate(components_of(world).groups()) for node in group}
    assert all(label[left] != label[right] for left, right in world.different if left != right)


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_every_node_is_in_exactly_one_component(world: World) -> None:
    nodes = [node for group in components_of(world).groups() for node in group]
    assert len(nodes) == len(set(nodes)) == len(world.kinds) + world.records


def mint(node: Node) -> PersonId:
    return PersonId(f"person of {node}")


def whole(world: World, before: Assignment | None = None) -> Assignment:
    everybody = {identity_node(seq) for seq in range(len(world.kinds))}
    return assign(components_of(world), before.origins if before else {}, everybody, mint)


@settings(max_examples=200, deadline=None)
@given(worlds(), st.data())
def test_a_merge_undone_gives_both_back_with_their_ids(world: World, data: st.DataObject) -> None:
    nodes = [identity_node(seq) for seq in range(len(world.kinds))] + [record_node(n) for n in range(world.records)]
    pair = data.draw(st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)))
    before = whole(world)
    merged = World(
        kinds=world.kinds,
        records=world.records,
        links=world.links,
        same=(*world.same, pair),
        different=world.different,
    )
    after = whole(merged, before)
    assert set(after.person_of) == set(before.person_of)
    assert set(after.forwards) == set(before.person_of.values()) - set(after.person_of.values())
    assert all(after.forwards[old] in set(after.person_of.values()) for old in after.forwards)
    assert whole(world, after).person_of == before.person_of


@settings(max_examples=100, deadline=None)
@given(worlds(), worlds())
def test_assigning_again_changes_nothing_and_components_have_one_person_each(first: World, then: World) -> None:
    before = whole(then, whole(first))
    again = whole(then, before)
    assert again.person_of == before.person_of
    assert again.origins == before.origins
    persons = [{again.person_of[node] for node in group} for group in components_of(then).groups()]
    assert all(len(found) == 1 for found in persons)
    assert len(set.union(*persons)) == len(persons)


SHOWN = st.builds(
    Identity,
    st.sampled_from([kind for kind in IdentityKind if kind is not IdentityKind.NAME]),
    st.from_regex(r"[a-z]{1,3}@x\.example", fullmatch=True),
)
CONTACTS = st.lists(
    st.builds(
        Contact,
        key=st.text("abc", min_size=1, max_size=2),
        name=st.sampled_from(["Ana Lee", "", "Lee, Ana"]),
        identities=st.lists(SHOWN, max_size=3).map(tuple),
    ),
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(CONTACTS, CONTACTS, st.lists(SHOWN, max_size=3), st.lists(SHOWN, max_size=3))
def test_a_merge_loses_no_identity(
    mine: list[Contact], yours: list[Contact], here: list[Identity], there: list[Identity]
) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    who = PersonId("p")
    one = describe(who, [(at, contact) for contact in mine], identities=here)
    other = describe(who, [(at, contact) for contact in yours], identities=there)
    both = describe(who, [(at, contact) for contact in (*yours, *mine)], identities=[*there, *here])
    assert set(both.identities) == set(one.identities) | set(other.identities)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(max_codepoint=0x2FF), max_size=30))
def test_the_quick_key_is_the_name_key(text: str) -> None:
    assert quick_key(text) == name_key(text)
