"""Ids that are minted once and kept."""

from __future__ import annotations

import numpy as np

from kithly.people import Assigned, Assignment, Components, Node, PersonId, assign, identity_node, record_node

A, B, C = identity_node(1), identity_node(2), identity_node(3)
CARD = record_node(9)


def components(*groups: tuple[Node, ...]) -> Components:
    nodes = [node for group in groups for node in group]
    labels = [number for number, group in enumerate(groups) for _ in group]
    return Components(nodes=np.array(nodes, np.int64), labels=np.array(labels, np.int64))


def mint(node: Node) -> PersonId:
    return PersonId(f"p{node}")


def step(before: Assignment | None, *groups: tuple[Node, ...]) -> Assignment:
    return assign(components(*groups), before.origins if before else {}, {A, B, C}, mint)


def test_only_whom_ego_knows_becomes_a_person() -> None:
    found = assign(components((A,), (B,), (CARD,)), {}, {A}, mint)
    assert set(found.person_of) == {A, CARD}


def test_robots_and_roles_make_nobody_known_even_with_a_card() -> None:
    found = assign(components((A, CARD), (B,)), {}, {A, B}, mint, impersonal={A, CARD})
    assert set(found.person_of) == {B}


def test_a_robot_beside_a_human_address_belongs_to_the_human() -> None:
    found = assign(components((A, B)), {}, {A, B}, mint, impersonal={B})
    assert found.person_of[A] == found.person_of[B]


def test_a_person_keeps_the_id_when_new_nodes_join() -> None:
    before = step(None, (B,))
    after = step(before, (A, B, CARD))
    assert set(after.person_of.values()) == set(before.person_of.values())
    assert after.forwards == {}


def test_where_two_meet_the_earlier_origin_survives_and_the_other_forwards() -> None:
    before = step(None, (A,), (B,))
    after = step(before, (A, B))
    assert after.person_of == {A: mint(A), B: mint(A)}
    assert after.forwards == {mint(B): mint(A)}


def test_an_undone_merge_gives_the_very_same_ids_back() -> None:
    before = step(None, (A, C), (B, CARD))
    merged = step(before, (A, B, C, CARD))
    assert step(merged, (A, C), (B, CARD)).person_of == before.person_of


def test_an_undone_split_gives_the_very_same_id_back() -> None:
    before = step(None, (B,))
    grown = step(before, (A, B))
    split = step(grown, (A,), (B,))
    assert split.person_of[B] == before.person_of[B]
    assert split.person_of[A] != split.person_of[B]
    assert step(split, (A, B)).person_of == grown.person_of


def test_a_split_off_person_keeps_its_id_while_it_grows() -> None:
    split = step(step(None, (A, B)), (A,), (B,))
    grown = step(split, (A,), (B, CARD))
    assert grown.person_of[B] == grown.person_of[CARD] == split.person_of[B]


def test_a_person_whose_first_record_was_taken_back_keeps_the_id() -> None:
    before = step(None, (A, B))
    after = step(before, (B,))
    assert after.person_of[B] == before.person_of[B]


def test_a_node_that_comes_back_finds_its_person() -> None:
    before = step(None, (A,), (B,))
    without = step(before, (A,))
    kept = {**before.origins, **without.origins}
    again = assign(components((A,), (B,)), kept, {A, B}, mint)
    assert again.person_of == before.person_of


def test_no_components_give_no_persons() -> None:
    assert assign(components(), {A: Assigned(person=mint(A), origin=A)}, {A}, mint).person_of == {}
