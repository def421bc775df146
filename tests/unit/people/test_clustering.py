"""Which identities and contact records are one human."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from kithly.people import Node, Nodes, cluster, identity_node, record_node

IDENTITIES = (
    ("email", "ana@acme.example"),  # 0
    ("linkedin", "ana-lee"),  # 1
    ("phone", "+15550100"),  # 2
    ("name", "linkedin:ana lee"),  # 3
    ("uid", "card-7"),  # 4
    ("email", "office@acme.example"),  # 5
)


def sets(
    links: Collection[tuple[int, int]],
    *,
    records: int = 2,
    named: Collection[tuple[Node, int]] = (),
    shared: Collection[int] = (),
    same: Collection[tuple[Node, Node]] = (),
    different: Collection[tuple[Node, Node]] = (),
) -> set[frozenset[str]]:
    """Cluster and name nodes ``i0`` and ``r0``; nodes that stay alone are left out."""
    nodes = Nodes(
        identities=range(len(IDENTITIES)),
        kinds=[kind for kind, _ in IDENTITIES],
        values=[value for _, value in IDENTITIES],
        records=range(records),
        keys=[f"record {seq}" for seq in range(records)],
    )
    components = cluster(nodes, links, named=named, shared=shared, same=same, different=different)
    names = [frozenset(f"{'ir'[node & 1]}{node >> 1}" for node in group) for group in components.groups()]
    return {group for group in names if len(group) > 1}


def test_two_records_with_one_address_are_one_person() -> None:
    assert sets([(0, 0), (1, 0), (1, 1)]) == {frozenset({"r0", "r1", "i0", "i1"})}


@pytest.mark.parametrize("identity", [2, 3, 4])
def test_a_phone_name_or_uid_two_records_share_merges_nobody(identity: int) -> None:
    assert sets([(0, identity), (1, identity)]) == set()


@pytest.mark.parametrize("identity", [2, 3, 4])
def test_a_phone_name_or_uid_of_one_record_belongs_to_it(identity: int) -> None:
    assert sets([(0, identity)]) == {frozenset({"r0", f"i{identity}"})}


def test_a_bare_name_joins_the_only_profile_of_that_name() -> None:
    assert sets([], named=[(identity_node(1), 3)]) == {frozenset({"i1", "i3"})}


def test_a_bare_name_stays_apart_where_two_bear_it() -> None:
    assert sets([], named=[(record_node(0), 3), (record_node(1), 3)]) == set()
    assert sets([], named=[(identity_node(1), 3), (record_node(0), 3), (record_node(1), 3)]) == set()
    profiled = sets([(0, 1)], named=[(record_node(0), 3), (record_node(1), 3)])
    assert profiled == {frozenset({"r0", "i1"})}


def test_a_connection_without_profile_and_a_profile_without_connection_of_one_name_are_one() -> None:
    claims = [(identity_node(1), 3), (record_node(0), 3)]
    assert sets([], named=claims) == {frozenset({"r0", "i1", "i3"})}
    assert sets([(0, 3)], named=claims[:1]) == {frozenset({"r0", "i1", "i3"})}
    apart = [(record_node(0), identity_node(1))]
    assert sets([], named=claims, different=apart) == set()


def test_two_bearers_that_are_one_person_do_not_make_a_name_ambiguous() -> None:
    assert sets([(0, 1)], named=[(identity_node(1), 3), (record_node(0), 3)]) == {frozenset({"r0", "i1", "i3"})}


def test_a_weak_identity_given_to_one_by_the_user_does_not_draw_in_another() -> None:
    found = sets([(1, 2)], same=[(record_node(0), identity_node(2))])
    assert found == {frozenset({"r0", "i2"})}


def test_a_role_address_on_two_cards_merges_nobody() -> None:
    assert sets([(0, 5), (1, 5)], shared={5}) == set()
    assert sets([(0, 5)], shared={5}) == {frozenset({"r0", "i5"})}


def test_the_user_can_merge_what_no_source_connects() -> None:
    assert sets([], same=[(record_node(0), record_node(1))]) == {frozenset({"r0", "r1"})}


def test_different_beats_a_shared_address() -> None:
    found = sets([(0, 0), (1, 0)], different=[(record_node(0), record_node(1))])
    assert found == {frozenset({"r0", "i0"})}


def test_different_holds_through_a_third_party() -> None:
    found = sets([(0, 0), (1, 0), (1, 1), (2, 1)], records=3, different=[(record_node(0), record_node(2))])
    assert not any({"r0", "r2"} <= group for group in found)


def test_unknown_numbers_say_nothing() -> None:
    assert sets([(99, 0), (0, 99)], same=[(record_node(0), record_node(99))]) == set()


def test_no_nodes_give_no_components() -> None:
    components = cluster(Nodes(identities=(), kinds=(), values=()), [])
    assert len(components) == 0
    assert components.groups() == ()
