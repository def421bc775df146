"""How well invented people with known truth are recognised; the full size is behind ``slow``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import pytest

from kithly.people import Nodes, Portrait, Seen, cluster
from kithly.people.matching import suggest
from kithly.records import Evidence, Identity
from kithly.synthetic.gold import View, gold

GOOD = 0.5  # score from which precision is promised


def merged(views: Sequence[View]) -> list[list[View]]:
    """Return the views of each component, as the app would cluster them."""
    numbers: dict[Identity, int] = {}
    links = [
        (record, numbers.setdefault(identity, len(numbers)))
        for record, view in enumerate(views)
        for identity in view.contact.identities
    ]
    nodes = Nodes(
        identities=range(len(numbers)),
        kinds=[identity.kind for identity in numbers],
        values=[identity.value for identity in numbers],
        records=range(len(views)),
        keys=[view.contact.key for view in views],
    )
    groups = cluster(nodes, links).groups()
    found = [[views[node >> 1] for node in group if node & 1] for group in groups]
    return [group for group in found if group]


def portrait(number: int, views: Sequence[View]) -> Portrait:
    """Return what the matcher sees of one component."""
    seen = (Seen.of(view.contact, Evidence(record=view.contact.key, source=view.source)) for view in views)
    return Portrait(id=f"{number:06d}", seen=tuple(seen))


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


def check(people: int) -> None:
    """Demand the promised precision and recall for a world of this size."""
    components = merged(gold(people))
    automatic = [one.truth == other.truth for group in components for one, other in combinations(group, 2)]
    assert share(automatic) >= 0.995

    holders: defaultdict[int, set[str]] = defaultdict(set)
    for number, group in enumerate(components):
        for view in group:
            holders[view.truth].add(f"{number:06d}")
    true = {pair for found in holders.values() for pair in combinations(sorted(found), 2)}
    suggestions = suggest([portrait(number, group) for number, group in enumerate(components)])
    suggested = {(suggestion.a, suggestion.b) for suggestion in suggestions}
    assert len(true & suggested) / len(true) >= 0.9
    assert share([(item.a, item.b) in true for item in suggestions if item.score >= GOOD]) >= 0.95


def test_a_thousand_invented_people_are_recognised() -> None:
    check(1_000)


@pytest.mark.slow
def test_ten_thousand_invented_people_are_recognised() -> None:
    check(10_000)


def test_gold_is_the_same_for_the_same_seed() -> None:
    assert gold(50, seed=3) == gold(50, seed=3)
    assert gold(50, seed=3) != gold(50, seed=4)


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
