"""What the people of a circle share: an employer, an era, a mail domain, a town, the years they connected in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import Bools, Ints

HALF: Final = 0.5  # of its people, from which a trait may name a circle
FEWEST: Final = 3  # people who must share it
TWICE: Final = 2.0  # how much more often than among everybody a weak trait must be met in a circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of people, a row for each. Shape of each array: (k,).

    Attributes:
        person: Index of the person.
        trait: Number of what is known of them; nobody has one twice.
        weak: Whether a trait says something only where it is rarer elsewhere: a town, years.
    """

    person: Ints
    trait: Ints
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
    """Return the traits that at least half of a circle's people, and three of them, have.

    Args:
        traits: What is known of people. Smaller numbers say more of why people know each other: of two traits
            that equally many share, the smaller stands first.
        circle: (people,) circle of each, negative for none.
    """
    width = int(traits.trait.max(initial=0)) + 1
    inside = np.flatnonzero(circle[traits.person] >= 0)
    key, count = np.unique(circle[traits.person[inside]] * width + traits.trait[inside], return_counts=True)
    of, trait = key // width, key % width
    share = count / np.bincount(circle[circle >= 0], minlength=1)[of] if len(of) else np.zeros(0)
    everywhere = np.bincount(traits.trait, minlength=width)[trait] / max(len(circle), 1)
    weak = np.zeros(width, bool)
    weak[traits.trait] = traits.weak
    says = (share >= HALF) & (count >= FEWEST) & (~weak[trait] | (share >= TWICE * everywhere))
    of, trait, count = of[says], trait[says], count[says]
    order = np.lexsort((trait, -count, weak[trait], of))
    return Shared(circle=of[order], trait=trait[order], count=count[order])
