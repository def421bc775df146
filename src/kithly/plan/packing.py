"""Packing a day: which few hellos are worth the most together within its minutes.

Hellos of one kind stand in one row: they cost the same, and each further one counts less. How many of a row to take
is found exactly, by dynamic programming in half-minutes over all rows, those that come first (debts) apart from the
others. What cuts across rows (one hello a person, two reconnections a week, the limits of a place) is left out of that
at first; where the best plan breaks such a rule, each way of mending it is tried, the most promising first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from kithly.plan.belief import Floats

MOST_TRIES = 80  # ways of mending that are tried, before the best plan that keeps the rules is filled up greedily
FIRSTS_TO_OTHERS = 2  # so many that come first before another gets its turn
NEVER = -np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One hello that may be taken.

    Attributes:
        cost: Half-minutes.
        gain: What it is worth, before it counts less for others of its row; above 0.
        row: Name of its row.
        is_first: Whether its row comes first, as debts do.
        tokens: What it uses one of each.
    """

    cost: int
    gain: float
    row: str
    is_first: bool = False
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a day bears.

    Attributes:
        room: Half-minutes.
        most: Hellos.
        tokens: How many there are of each; of those not named any number.
        weights: By row, what its best, second best ... counts; never rising.
    """

    room: int
    most: int
    tokens: Mapping[str, int]
    weights: Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The best of some rows by hellos and half-minutes used: value (most + 1, room + 1), and what each row gives."""

    value: Floats
    taken: Sequence[tuple[Sequence[int], NDArray[np.int8]]]


def pack(items: Sequence[Item], bounds: Bounds) -> tuple[int, ...]:
    """Return the places of the items worth the most together, ascending.

    After `FIRSTS_TO_OTHERS` that come first another gets its turn, if one is left that fits.

    Args:
        items: Candidates; a few hundred at most.
        bounds: What a day bears.
    """
    if bounds.room <= 0 or not items:
        return ()
    number = count()
    value, found = _relaxed(items, bounds, frozenset())
    waiting = [(-value, next(number), frozenset[int](), found)]
    for _ in range(MOST_TRIES):
        if not waiting:
            return ()
        _, _, without, found = heapq.heappop(waiting)
        broken = _broken(items, bounds, found)
        if broken is None:
            return tuple(sorted(found))
        for place in broken:
            left_out = without | {place}
            value, other = _relaxed(items, bounds, left_out)
            heapq.heappush(waiting, (-value, next(number), left_out, other))
    return _mended(items, bounds, heapq.heappop(waiting)[3])


def worth_of(items: Sequence[Item], bounds: Bounds, chosen: Collection[int]) -> float:
    """Return what some items are worth together.

    Args:
        items: All of them.
        bounds: With the weights.
        chosen: Places of those taken.
    """
    rows: dict[str, list[float]] = {}
    for place in chosen:
        rows.setdefault(items[place].row, []).append(items[place].gain)
    return float(
        sum(
            weight * gain
            for row, gains in rows.items()
            for weight, gain in zip(bounds.weights[row], sorted(gains, reverse=True), strict=False)
        )
    )


def may_lack_others(firsts: int, others: int) -> bool:
    """Say whether so many that come first go with so few others, though others are left that fit."""
    return firsts <= FIRSTS_TO_OTHERS * (others + 1)


def _broken(items: Sequence[Item], bounds: Bounds, chosen: Collection[int]) -> list[int] | None:
    """Return the items that use a token of which there are too few; None where all rules are kept."""
    used = Counter(token for place in chosen for token in items[place].tokens)
    token = next((one for one in sorted(used) if used[one] > bounds.tokens.get(one, bounds.most)), None)
    return None if token is None else [place for place in sorted(chosen) if token in items[place].tokens]


def _mended(items: Sequence[Item], bounds: Bounds, chosen: Collection[int]) -> tuple[int, ...]:
    """Return a plan that keeps all rules: the best of it, and then whatever still fits, most a half-minute first."""
    left, room, kept = dict(bounds.tokens), bounds.room, list[int]()
    order = sorted(range(len(items)), key=lambda place: (place not in chosen, -items[place].gain / items[place].cost))
    for place in order:
        one = items[place]
        fits = one.cost <= room and len(kept) < bounds.most and all(left.get(token, 1) > 0 for token in one.tokens)
        if fits:
            kept.append(place)
            room -= one.cost
            left.update({token: left[token] - 1 for token in one.tokens if token in left})
    return tuple(sorted(kept))


def _relaxed(items: Sequence[Item], bounds: Bounds, without: Collection[int]) -> tuple[float, tuple[int, ...]]:
    """Return the best plan without some items and without a look at tokens, and what it is worth."""
    pool = [place for place in range(len(items)) if place not in without and items[place].cost <= bounds.room]
    firsts = [place for place in pool if items[place].is_first]
    others = [place for place in pool if not items[place].is_first]
    first, other = _table(items, bounds, firsts), _table(items, bounds, others)
    value, ways = _joined(items, bounds, (firsts, others), (first, other))
    if ways is None:
        return value, ()
    return value, (*_taken(items, first, ways[0]), *_taken(items, other, ways[1]))


def _table(items: Sequence[Item], bounds: Bounds, pool: Sequence[int]) -> _Table:
    """Return the best of some rows, row by row."""
    value = np.full((bounds.most + 1, bounds.room + 1), NEVER)
    value[0, 0] = 0.0
    taken = []
    rows: dict[str, list[int]] = {}
    for place in pool:
        rows.setdefault(items[place].row, []).append(place)
    for row in sorted(rows):
        best = sorted(rows[row], key=lambda place: (-items[place].gain, place))[: bounds.most]
        value, chosen = _with_row(value, best, items, bounds.weights[row])
        taken.append((best, chosen))
    return _Table(value, taken)


def _with_row(
    value: Floats, best: Sequence[int], items: Sequence[Item], weights: Sequence[float]
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the table with one more row, and how many of it each cell takes."""
    found, chosen = value.copy(), np.zeros(value.shape, np.int8)
    cost, gain = items[best[0]].cost, 0.0
    for number, place in enumerate(best, 1):
        gain += items[place].gain * weights[number - 1]
        if number >= value.shape[0] or number * cost >= value.shape[1]:
            break
        moved = value[:-number, : value.shape[1] - number * cost] + gain
        target = found[number:, number * cost :]
        is_better = moved > target
        target[is_better] = moved[is_better]
        chosen[number:, number * cost :][is_better] = number
    return found, chosen


def _taken(items: Sequence[Item], table: _Table, cell: tuple[int, int]) -> Iterator[int]:
    """Yield the items that make up a cell of a table."""
    hellos, used = cell
    for best, chosen in reversed(table.taken):
        number = int(chosen[hellos, used])
        yield from best[:number]
        hellos -= number
        used -= number * items[best[0]].cost


Cells = tuple[tuple[int, int], tuple[int, int]]


def _joined(
    items: Sequence[Item], bounds: Bounds, pools: tuple[Sequence[int], Sequence[int]], tables: tuple[_Table, _Table]
) -> tuple[float, Cells | None]:
    """Return the best of both tables together, and its cells: hellos and half-minutes of each."""
    first, other = tables[0].value, tables[1].value
    until = np.maximum.accumulate(other, axis=1)
    least = _least_used(items, bounds, pools)
    best, ways = NEVER, None
    for firsts in range(bounds.most + 1):
        if not (first[firsts] > NEVER).any():
            break
        for others in range(min(bounds.most - firsts, len(pools[1])) + 1):
            is_free = may_lack_others(firsts, others) or others == len(pools[1])
            value, cells = _pair(first[firsts], other[others], until[others], least=0 if is_free else least)
            if value > best:
                best, ways = value, ((firsts, cells[0]), (others, cells[1]))
    return (0.0 if ways is None else best), ways


def _least_used(items: Sequence[Item], bounds: Bounds, pools: tuple[Sequence[int], Sequence[int]]) -> int:
    """Return how many half-minutes must be used so that no other would fit, were the cheapest first one left out."""
    if not pools[0] or not pools[1]:
        return 0
    cheapest = min(items[place].cost for place in pools[0])
    return bounds.room + cheapest - min(items[place].cost for place in pools[1]) + 1


def _pair(first: Floats, other: Floats, until: Floats, *, least: int) -> tuple[float, tuple[int, int]]:
    """Return the best sum of two rows of tables within the room, and the half-minutes of each.

    Args:
        first: Value by half-minutes used.
        other: The same of the other table.
        until: The most of ``other`` up to each half-minute.
        least: Half-minutes both must use together.
    """
    room = len(first) - 1
    if least <= 0:
        sums = first + until[::-1]
        used = int(np.argmax(sums))
        left = int(np.argmax(other[: room - used + 1])) if sums[used] > NEVER else 0
        return float(sums[used]), (used, left)
    best, ways = NEVER, (0, 0)
    for used in np.flatnonzero(first > NEVER).tolist():
        span = other[max(least - used, 0) : room - used + 1]
        if len(span) and (value := float(first[used] + span.max())) > best:
            best, ways = value, (used, max(least - used, 0) + int(np.argmax(span)))
    return best, ways
