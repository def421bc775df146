"""What the people of a circle share: an employer, an era, a mail domain, a town, the years they connected in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import Bools, Ints

HALF: Final = 0.5  # of its people, from which a trait may name a circle
THIRD: Final = 1 / 3  # the same of a trait that is met `THRICE` as often there as among everybody
THRICE: Final = 3.0
NEARLY: Final = 0.75  # of two traits of which one is shared by so many of the other's, that which says more goes first
FEWEST: Final = 3  # people who must share it
TWICE: Final = 2.0  # how much more often than among everybody a weak trait must be met in a circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of people, a row for each. Shape of each array: (k,).

    Attributes:
        person: Index of the person.
        trait: Number of what is known of them; nobody has one twice.
        kind: What it is: smaller numbers say more of why people know each other.
        weak: Whether a trait says something only where it is rarer elsewhere: a town, years.
    """

    person: Ints
    trait: Ints
    kind: Ints
    weak: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Which traits name which circles, by circle, weak ones last, that of most people first. Shape of each array: (s,).

    Attributes:
        circle: Which circle.
        trait: Which trait.
        count: How many of its people have it.
    """

    circle: Ints
    trait: Ints
    count: Ints

    def of(self, circle: int) -> list[tuple[int, int]]:
        """Return trait and count of one circle."""
        first, end = np.searchsorted(self.circle, (circle, circle + 1)).tolist()
        return list(zip(self.trait[first:end].tolist(), self.count[first:end].tolist(), strict=True))


def shared_traits(traits: Traits, circle: Ints) -> Shared:
    """Return the traits that name circles.

    At least three of a circle's people must have it, and at least half of them; or a third, if it is met three times
    as often there as among everybody. A weak one must be met in half of them, twice as often as among everybody.

    Args:
        traits: What is known of people.
        circle: (people,) circle of each, negative for none.
    """
    width = int(traits.trait.max(initial=0)) + 1
    inside = np.flatnonzero(circle[traits.person] >= 0)
    key, count = np.unique(circle[traits.person[inside]] * width + traits.trait[inside], return_counts=True)
    of, trait = key // width, key % width
    weak, kind = np.zeros(width, bool), np.zeros(width, np.int64)
    weak[traits.trait], kind[traits.trait] = traits.weak, traits.kind
    share = count / np.maximum(np.bincount(circle[circle >= 0], minlength=int(of.max(initial=0)) + 1)[of], 1)
    everywhere = np.bincount(traits.trait, minlength=width)[trait] / max(len(circle), 1)
    often = (share >= HALF) & (~weak[trait] | (share >= TWICE * everywhere))
    rather = ~weak[trait] & (share >= THIRD) & (share >= THRICE * everywhere)
    says = (count >= FEWEST) & (often | rather)
    of, trait, count = of[says], trait[says], count[says]
    order = _best_first(of, trait, count, weak=weak[trait], kind=kind[trait])
    return Shared(circle=of[order], trait=trait[order], count=count[order])


def _best_first(of: Ints, trait: Ints, count: Ints, *, weak: Bools, kind: Ints) -> Ints:
    """Return the order of traits by circle: what most share first; of nearly as many, what says more."""
    most = np.zeros(int(of.max(initial=0)) + 1, np.int64)
    np.maximum.at(most, of[~weak], count[~weak])
    fewer = count < NEARLY * most[of]
    return np.lexsort((trait, -count, kind, fewer, weak, of))
