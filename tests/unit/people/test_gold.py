"""How well invented people with known truth are recognised; the full size is behind ``slow``."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from evaluation.identity import SETS, judge, read_set

from kithly.synthetic.gold import View, gold


@pytest.mark.parametrize("people", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_invented_people_are_recognised(people: int) -> None:
    told = judge(gold(people))
    assert told.automatic >= 0.995
    assert told.f1 >= 0.95
    assert told.precision >= 0.97


@pytest.mark.parametrize(("name", "f1"), [("tuned", 0.88), ("frozen", 0.85)])
def test_people_of_many_cultures_are_recognised(name: str, f1: float) -> None:
    told = judge(read_set(SETS / f"{name}.txt"))
    assert told.automatic == 1.0
    assert told.f1 >= f1
    assert told.precision >= 0.88


def test_gold_is_the_same_for_the_same_seed() -> None:
    assert gold(50, seed=3) == gold(50, seed=3)
    assert gold(50, seed=3) != gold(50, seed=4)


def test_the_gold_is_frozen() -> None:
    views = gold(10_000)
    assert len(views) == 25_016
    assert (views[0].contact.name, views[-1].contact.name) == ("Trirtnaurt Maundtrar", "Geislos Zerklos")


def test_some_duplicates_share_neither_address_nor_phone() -> None:
    groups: defaultdict[int, list[View]] = defaultdict(list)
    for view in gold(200):
        groups[view.truth].append(view)
    apart = [
        one
        for views in groups.values()
        for one, other in combinations(views, 2)
        if set(one.contact.identities).isdisjoint(other.contact.identities)
    ]
    assert len(apart) > 50
