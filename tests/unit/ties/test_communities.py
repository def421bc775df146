"""Circles found among people who were seen together."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from tests.unit.ties.seen import clique, tied

from kithly.ties.communities import NO_CIRCLE, communities
from kithly.ties.together import Together

RING = [*clique(range(8)), *clique(range(8, 14)), *clique(range(14, 18)), (7, 8, 0.2), (13, 14, 0.2)]


def groups(ties: Together, people: int) -> set[frozenset[int]]:
    found = communities(ties, people)
    return {frozenset(np.flatnonzero(found == one).tolist()) for one in set(found.tolist()) - {NO_CIRCLE}}


def test_people_seen_with_each_other_are_a_circle_the_largest_first() -> None:
    assert communities(tied(RING), 18).tolist() == [0] * 8 + [1] * 6 + [2] * 4


def test_two_people_are_a_pair_and_no_circle() -> None:
    found = communities(tied([*clique(range(5)), (5, 6, 9.0)]), 8)
    assert found.tolist() == [0] * 5 + [NO_CIRCLE] * 3


def test_whoever_was_seen_with_nobody_is_in_no_circle() -> None:
    assert communities(tied([]), 3).tolist() == [NO_CIRCLE] * 3
    assert communities(tied([]), 0).tolist() == []


def test_a_stray_tie_does_not_melt_circles_of_a_large_network() -> None:
    blocks = [list(range(first, first + 6)) for first in range(0, 600, 6)]
    strays = [(block[0], after[0], 0.3) for block, after in pairwise(blocks)]
    pairs = [pair for block in blocks for pair in clique(block)]
    assert groups(tied([*pairs, *strays]), 600) == {frozenset(block) for block in blocks}


def test_every_process_finds_the_same_circles() -> None:
    code = (
        "import numpy as np; from tests.unit.ties.seen import tied; from kithly.ties.communities import communities;"
        "rng = np.random.default_rng(3); a, b = rng.integers(0, 400, (2, 1500)); w = rng.random(1500) + 0.1;"
        "pairs = {(min(x, y), max(x, y)): z for x, y, z in zip(a.tolist(), b.tolist(), w.tolist()) if x != y};"
        "print(communities(tied([(x, y, z) for (x, y), z in pairs.items()]), 400).tolist())"
    )
    root = Path(__file__).parents[3]
    ran = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root) for _ in range(2)]
    assert ran[0].stdout == ran[1].stdout
    assert len(ran[0].stdout) > 400
