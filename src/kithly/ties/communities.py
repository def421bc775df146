"""Circles found: people who were seen together more than chance would have it, by the Leiden method.

The method (Traag, Waltman, van Eck 2019) looks for the division of the people that has the highest modularity, and
never leaves a circle whose people do not hang together. It draws lots; with a fixed seed, and people and ties in an
order that only their ties decide, the same ties give the same circles, whoever is called what.
"""

from __future__ import annotations

from typing import Final

import graspologic_native as leiden
import numpy as np
from numpy.typing import NDArray

from kithly.ties.columns import Bools, Ints
from kithly.ties.together import GRAIN, Together

SEED: Final = 20_190_326  # the day the method was published; any number would do, but always the same
COARSE: Final = 1.0  # resolution of modularity as it is defined; alone it melts the circles of a large network
FINE: Final = 2.0  # the finest used; the docs have the figures
HOLDS: Final = 0.5  # resolution times a circle's share of all ties, up to which a circle of friends does not break
RANDOMNESS: Final = 0.001  # what the method's authors use
ROUNDS: Final = 2  # each begins where the one before ended; more change next to nothing
SMALLEST: Final = 3  # people; two are a pair
NO_CIRCLE: Final = -1
LOOKS: Final = 4  # how far around each person is looked to tell them from others: no two are at random alike then

Edge = tuple[str, str, float]
Marks = NDArray[np.uint64]


def communities(ties: Together, people: int) -> Ints:
    """Return the circle of each person, the largest circle first: 0, 1, ...; `NO_CIRCLE` for none. Shape: (people,).

    Args:
        ties: Who was seen together.
        people: How many there are.
    """
    found = np.full(people, NO_CIRCLE, np.int64)
    if not len(ties):
        return found
    rank = _ranks(ties, people)
    one, other = np.minimum(rank[ties.a], rank[ties.b]), np.maximum(rank[ties.a], rank[ties.b])
    order = np.lexsort((other, one))
    names = [str(number) for number in range(people)]
    named = names.__getitem__
    edges = list(
        zip(
            map(named, one[order].tolist()), map(named, other[order].tolist()), ties.weight[order].tolist(), strict=True
        )
    )
    first = _divided(edges, names, COARSE, rounds=1)[rank]
    return _by_size(_divided(edges, names, _resolution(ties, first))[rank], rank)


def _divided(edges: list[Edge], names: list[str], resolution: float, rounds: int = ROUNDS) -> Ints:
    """Return the circle of each name, before any is found too small."""
    _, circle_of = leiden.leiden(edges, None, resolution, RANDOMNESS, rounds, True, SEED, 1)
    return np.array([circle_of.get(name, NO_CIRCLE) for name in names], np.int64)


def _resolution(ties: Together, coarse: Ints) -> float:
    """Return how fine to look: the finer, the smaller a part of all ties the largest circle holds.

    Somebody stays in a circle as long as the part of their ties that lies in it is larger than the resolution times
    the circle's part of all ties. So a few large circles bear only the coarse look, and many small ones the fine.

    Args:
        ties: Who was seen together.
        coarse: (people,) circles at the coarse look.
    """
    who, _, weight = ties.both_ways()
    held = np.bincount(coarse[who], weight)
    return float(np.clip(HOLDS * weight.sum() / held.max(), COARSE, FINE))


def _ranks(ties: Together, people: int) -> Ints:
    """Return a place for each person that depends on their ties alone, as far as ties tell people apart."""
    who, whom, weight = ties.both_ways()
    marked = np.rint(weight / GRAIN).astype(np.uint64)
    mark = np.zeros(people, np.uint64)
    for _ in range(LOOKS):
        around = np.zeros(people, np.uint64)
        np.add.at(around, who, _mixed(_mixed(mark[whom]) + marked))
        mark = _mixed(mark + around)
    rank = np.empty(people, np.int64)
    rank[np.argsort(mark, kind="stable")] = np.arange(people)
    return rank


def _mixed(marks: Marks) -> Marks:
    """Return marks stirred, so that their sums tell sets apart (the finaliser of SplitMix64)."""
    stirred = marks + np.uint64(0x9E3779B97F4A7C15)
    stirred = (stirred ^ (stirred >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    stirred = (stirred ^ (stirred >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Marks = stirred ^ (stirred >> np.uint64(31))
    return mixed


def _by_size(circle: Ints, rank: Ints) -> Ints:
    """Number the circles anew, the largest first, and drop the smallest."""
    inside: Bools = circle >= 0
    size = np.bincount(circle[inside])
    first = np.full(len(size), len(rank))
    np.minimum.at(first, circle[inside], rank[inside])
    order = np.lexsort((first, -size))
    number = np.full(len(size), NO_CIRCLE, np.int64)
    kept = order[size[order] >= SMALLEST]
    number[kept] = np.arange(len(kept))
    found = np.full(len(circle), NO_CIRCLE, np.int64)
    found[inside] = number[circle[inside]]
    return found
