"""Bridges: alters through whom ego reaches people and circles that no other tie reaches.

The measure is participation between circles (Guimera and Amaral 2005): 1 minus the sum of the squared shares that
somebody's ties have in each circle; 0 for whoever was seen in one circle only, near 1 for whoever stands evenly in
many. Beside it stands what is plain: between which two circles somebody is the only link, and who was seen beside
nobody else. Burt's constraint and effective size (1992) are not used: they take everybody of whom nothing was seen
together for a contact all of its own, so that missing mail would look like brokerage. Nor are cut vertices: one copied
mail makes or unmakes them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.ties.columns import Floats, Ints
from kithly.ties.together import Together, summed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges:
    """Who links what. Shapes: (people,) for the first three, (k,) for the links, (r,) for the reaches.

    Attributes:
        participation: How evenly each one's ties lie in several circles, 0 to 1; 0 for whoever has none in a circle.
        circles: In how many circles each has a tie.
        beside: How many people were seen beside this one alone.
        only: Who is the only link between two circles; those of one circle pair may be two, if it is one tie.
        only_from: The smaller number of the two circles.
        only_to: The larger.
        reach: Who has a tie in a circle, by person and circle.
        reach_circle: In which.
        reach_weight: How much.
    """

    participation: Floats
    circles: Ints
    beside: Ints
    only: Ints
    only_from: Ints
    only_to: Ints
    reach: Ints
    reach_circle: Ints
    reach_weight: Floats


def bridges(ties: Together, circle: Ints) -> Bridges:
    """Return who links what.

    Args:
        ties: Who was seen together.
        circle: (people,) circle of each, negative for none.
    """
    people, width = len(circle), int(circle.max(initial=0)) + 1
    who, whom, weight = ties.both_ways()
    seen = np.flatnonzero(circle[whom] >= 0)
    into, total = _added(who[seen] * width + circle[whom[seen]], weight[seen])
    reach = into // width
    whole = summed(reach, total, people)
    squares = summed(reach, total**2, people)
    there = whole > 0
    participation = np.zeros(people)
    participation[there] = 1 - squares[there] / whole[there] ** 2
    only, pair = _only_links(ties, circle, width)
    return Bridges(
        participation=np.maximum(participation, 0.0),
        circles=np.bincount(reach, minlength=people),
        beside=_beside(ties, people),
        only=only,
        only_from=pair // width,
        only_to=pair % width,
        reach=reach,
        reach_circle=into % width,
        reach_weight=total,
    )


def _only_links(ties: Together, circle: Ints, width: int) -> tuple[Ints, Ints]:
    """Return who takes part in every tie between two circles, and which two; sums of weights are exact."""
    one, other = circle[ties.a], circle[ties.b]
    across = np.flatnonzero((one >= 0) & (other >= 0) & (one != other))
    pair = np.minimum(one[across], other[across]) * width + np.maximum(one[across], other[across])
    pairs, whole = _added(pair, ties.weight[across])
    who = np.concatenate([ties.a[across], ties.b[across]])
    part_of, part = _added(who * width**2 + np.tile(pair, 2), np.tile(ties.weight[across], 2))
    at = np.searchsorted(pairs, part_of % width**2)
    sole = np.flatnonzero(part == whole[at]) if len(pairs) else np.zeros(0, np.int64)
    return part_of[sole] // width**2, part_of[sole] % width**2


def _beside(ties: Together, people: int) -> Ints:
    """Return how many people were seen beside each one and nobody else."""
    who, whom, _ = ties.both_ways()
    alone = np.bincount(who, minlength=people)[who] == 1
    return np.bincount(whom[alone], minlength=people)


def _added(key: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """Return each key once, ascending, with the sum of its weights."""
    keys, place = np.unique(key, return_inverse=True)
    return keys, summed(place, weight, len(keys))
