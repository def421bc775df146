"""Many interactions are worked through a block at a time: nothing of it shows in the states."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.ties import states
from kithly.ties.columns import ASKS, LIGHT, MET
from kithly.ties.ordering import BLOCK, blocks

TIES = 40
FLAGS = np.array([0, ASKS, LIGHT, MET])


def random_log(size: int, *, widest: int = 8) -> Interactions:
    chance = np.random.default_rng(5)
    nothing = np.zeros(size, np.int64)
    recipients = chance.integers(1, 9, size)
    recipients[0] = widest
    return Interactions(
        person=(TIES * chance.random(size) ** 3).astype(np.int64),
        at=chance.integers(1_500_000_000, 1_700_000_000, size),
        outgoing=chance.random(size) < 0.5,
        recipients=recipients,
        flags=FLAGS[chance.integers(0, 4, size)],
        channel=nothing,
        record=np.arange(size),
    )


@pytest.mark.parametrize("widest", [8, 1 << 40], ids=["one integer each", "too wide for that"])
def test_a_tie_is_never_cut_and_nothing_is_left_out(widest: int) -> None:
    told = random_log(3 * BLOCK, widest=widest)
    found = list(blocks(told))
    assert len(found) > 1
    assert sum(len(block.tie) for block in found) == len(told)
    assert all(earlier.last <= later.first for earlier, later in itertools.pairwise(found))
    for block in found:
        key = np.stack([block.tie, block.at, block.outgoing])
        assert (np.lexsort(key[::-1]) == np.arange(len(block.tie))).all()


@pytest.mark.parametrize("widest", [8, 1 << 40], ids=["one integer each", "too wide for that"])
def test_the_state_of_a_tie_does_not_depend_on_the_others_worked_through_with_it(widest: int) -> None:
    told = random_log(3 * BLOCK, widest=widest)
    together = states(told, TIES)
    for tie in range(0, TIES, 7):
        alone = told.rows(told.person == tie)
        np.testing.assert_array_equal(together[tie], states(alone, TIES)[tie])
