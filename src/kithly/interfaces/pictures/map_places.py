"""Where everybody stands on the map of the network: the same people and ties always give the same places.

Each circle is a disc in which its people stand as seeds stand in a sunflower: those who were seen most with its others
in the middle, those who were seen more with another circle at the rim that faces it. Discs that share ties draw
nearer, and never lie on one another. Whoever is in no circle stands around them all, those who were seen with
somebody towards them, those seen with nobody outermost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

GOLDEN: Final = np.pi * (3 - np.sqrt(5))  # the angle between two seeds of a sunflower
GAP: Final = 1.6  # between two discs; two seeds of one disc stand about 1.8 apart
ARC: Final = 1.9  # between two people around the circles, along their ring and between rings
STEPS: Final = 80  # of drawing nearer; fewer where there are very many circles
WORK: Final = 16_000_000  # pairs of discs looked at in all: bounds the time to some 0.3 s
PULL: Final = 0.12  # how far a disc goes towards those it shares ties with, in one step, at first
FEW: Final = 120  # circles from which on they pull less: so many would else be one knot that does not come apart
APART_ONLY: Final = 0.5  # the part of the steps at the end in which discs only move apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What stands on the map.

    Attributes:
        circle: (people,) the circle of each, 0-based and without gaps; -1 for none. In the middle the first.
        a: (ties,) the one of each tie.
        b: (ties,) the other.
        weight: (ties,) how much they were seen together.
    """

    circle: Ints
    a: Ints
    b: Ints
    weight: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Where they stand.

    Attributes:
        people: (people, 2).
        centres: (circles, 2) the middle of each disc.
        radii: (circles,).
    """

    people: Places
    centres: Places
    radii: Places


def placed(ground: Ground) -> Stood:
    """Return where everybody stands."""
    sizes = np.bincount(ground.circle[ground.circle >= 0]).astype(np.float64)
    radii = np.sqrt(sizes) + GAP / 2
    centres = _apart(ground, radii)
    people = np.zeros((len(ground.circle), 2))
    outward, pull = _outward(ground, centres)
    for circle in range(len(sizes)):
        members = np.flatnonzero(ground.circle == circle)
        people[members] = centres[circle] + _seeds(members, outward - centres[circle], pull)
    _around(ground, people, float((np.hypot(*centres.T) + radii).max(initial=0.0)))
    return Stood(people=people, centres=centres, radii=radii)


def _sunflower(count: int) -> Places:
    number = np.arange(count)
    return _on_ring(number * GOLDEN, np.sqrt(number + 0.5))


def _on_ring(angle: Places, radius: Places | float) -> Places:
    return np.column_stack([np.cos(angle) * radius, np.sin(angle) * radius])


def _apart(ground: Ground, radii: Places) -> Places:
    """Return the middles of discs: those that share ties near each other, none on another."""
    count = len(radii)
    if count < 2:
        return np.zeros((count, 2))
    area = np.concatenate([[0.0], np.cumsum(radii**2)])[:-1]
    centres = _on_ring(np.arange(count) * GOLDEN, np.sqrt(area) * 1.2)
    shared = _shared(ground, count)
    least = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(least, 0.0)
    steps = max(min(STEPS, WORK // count**2), 10)
    drawing = int(steps * (1 - APART_ONLY))
    for step in range(steps):
        if step < drawing:
            pull = PULL * (1 - step / drawing) * min(1.0, FEW / count)
            centres += pull * (shared @ centres - shared.sum(1)[:, None] * centres) - pull / 8 * centres
        centres += _pushed(centres, least)
    centres *= max(float((_least_seen(least) / _far(centres)).max()), 1.0)
    return np.asarray(centres - np.average(centres, axis=0, weights=radii**2))


def _least_seen(least: Places) -> Places:
    """Return how far apart discs must stand so that none lies on another; the gap between them may be less."""
    return np.asarray(np.maximum(least - GAP * 1.5, 0.0))


def _far(centres: Places) -> Places:
    x, y = centres[:, 0], centres[:, 1]
    return np.asarray(np.hypot(x[:, None] - x, y[:, None] - y) + 1e-9)


def _shared(ground: Ground, count: int) -> Places:
    """Return which part of what each circle shares with others it shares with which; rows of zeros for those apart."""
    one, other = ground.circle[ground.a], ground.circle[ground.b]
    between = (one >= 0) & (other >= 0) & (one != other)
    shared = np.zeros((count, count))
    np.add.at(shared, (one[between], other[between]), ground.weight[between])
    shared += shared.T
    return np.asarray(shared / np.maximum(shared.sum(1), 1e-12)[:, None])


def _pushed(centres: Places, least: Places) -> Places:
    """Return how far each disc goes so that those that overlap part."""
    x, y = centres[:, 0], centres[:, 1]
    dx, dy = x[:, None] - x, y[:, None] - y
    far = np.sqrt(dx * dx + dy * dy) + 1e-9
    push = np.maximum(least - far, 0.0) / far / 3
    return np.column_stack([(push * dx).sum(1), (push * dy).sum(1)])


def _outward(ground: Ground, centres: Places) -> tuple[Places, Places]:
    """Return what those with whom each was seen outside their circle stand around, and how much that is of all."""
    who, whom = np.concatenate([ground.a, ground.b]), np.concatenate([ground.b, ground.a])
    weight, people = np.concatenate([ground.weight, ground.weight]), len(ground.circle)
    away = (ground.circle[who] != ground.circle[whom]) & (ground.circle[whom] >= 0)
    who, weight_away, towards = who[away], weight[away], ground.circle[whom[away]]
    total = np.bincount(np.concatenate([ground.a, ground.b]), weight, people)
    outside = np.bincount(who, weight_away, people)
    sums = [np.bincount(who, weight_away * centres[towards, axis], people) for axis in (0, 1)]
    middle = np.column_stack(sums) / np.maximum(outside, 1e-12)[:, None]
    return middle, outside / np.maximum(total, 1e-12)


def _seeds(members: Ints, outward: Places, pull: Places) -> Places:
    """Return where the people of one disc stand in it: at the rim whoever was seen a third or more with others."""
    seeds = _sunflower(len(members))
    rim = pull[members] >= 1 / 3
    order = np.concatenate([np.flatnonzero(~rim), np.flatnonzero(rim)])
    inner = len(members) - int(rim.sum())
    places = np.empty_like(seeds)
    places[order[:inner]] = seeds[:inner]
    facing = outward[members[order[inner:]]]
    by_wish = np.argsort(np.arctan2(facing[:, 1], facing[:, 0]), kind="stable")
    by_seed = np.argsort(np.arctan2(seeds[inner:, 1], seeds[inner:, 0]), kind="stable")
    places[order[inner:][by_wish]] = seeds[inner:][by_seed]
    return places


def _around(ground: Ground, people: Places, radius: float) -> None:
    """Place those of no circle in rings around the circles: first whoever was seen with somebody, towards them."""
    apart = np.flatnonzero(ground.circle < 0)
    tied = np.zeros(len(people), bool)
    tied[ground.a] = tied[ground.b] = True
    some, alone = apart[tied[apart]], apart[~tied[apart]]
    middle = _beside(ground, people)
    wish = np.arctan2(middle[some, 1], middle[some, 0])
    radius = _rings(people, some[np.argsort(wish, kind="stable")], radius + 2 * ARC)
    _rings(people, alone, radius + (ARC if len(some) else 0.0))


def _beside(ground: Ground, people: Places) -> Places:
    """Return the middle of those with whom each was seen."""
    who, whom = np.concatenate([ground.a, ground.b]), np.concatenate([ground.b, ground.a])
    count = np.bincount(who, minlength=len(people))
    sums = [np.bincount(who, people[whom, axis], len(people)) for axis in (0, 1)]
    return np.asarray(np.column_stack(sums) / np.maximum(count, 1)[:, None])


def _rings(people: Places, some: Ints, radius: float) -> float:
    """Place some people evenly on one ring or several, in their order; return where the next ring begins."""
    while len(some):
        room = max(int(2 * np.pi * radius / ARC), 6)
        here, some = some[:room], some[room:]
        people[here] = _on_ring(2 * np.pi * (np.arange(len(here)) + 0.5) / len(here) - np.pi, radius)
        radius += ARC
    return radius
