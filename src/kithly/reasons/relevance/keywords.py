"""Which documents share the telling words of a text: BM25 over stems, with nothing but numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bag = Mapping[str, float]

SATURATION = 1.2  # BM25's k1, as Robertson and Zaragoza (2009) give it: how soon a repeated word adds nothing
LENGTH = 0.75  # BM25's b, same source: how much a long document is held back


class Keywords:
    """Documents, ready to be asked.

    Args:
        documents: The terms of each with how much they count.
    """

    def __init__(self, documents: Sequence[Bag]) -> None:
        self._size = len(documents)
        terms = sorted({term for document in documents for term in document})
        self._place = {term: place for place, term in enumerate(terms)}
        counts = np.array([len(document) for document in documents], np.int64)
        owner = np.repeat(np.arange(self._size), counts)
        term = np.array([self._place[one] for document in documents for one in document], np.int64)
        often = np.array([value for document in documents for value in document.values()], float)
        order = np.argsort(term, kind="stable")
        self._owner = owner[order]
        spread = np.bincount(term, minlength=len(terms))
        self._start = np.concatenate([[0], np.cumsum(spread)])
        self._rare = np.log(1 + (self._size - spread + 0.5) / (spread + 0.5))
        self._rarest = float(np.log(1 + (self._size + 0.5) / 0.5))  # of a word no document holds
        self._weight = self._saturated(often, owner)[order]

    def _saturated(self, often: Floats, owner: NDArray[np.int64]) -> Floats:
        """Return what each term of each document counts, without how rare it is: 0 to 1 + SATURATION."""
        length = np.bincount(owner, weights=often, minlength=self._size)
        usual = float(length[length > 0].mean()) if (length > 0).any() else 1.0
        held_back = SATURATION * (1 - LENGTH + LENGTH * length / usual)
        weight: Floats = often * (1 + SATURATION) / (often + held_back[owner])
        return weight

    def rarity(self, term: str) -> float:
        """Return how rare a term is among the documents; more for one that stands in none."""
        place = self._place.get(term)
        return self._rarest if place is None else float(self._rare[place])

    def shared(self, asked: Bag) -> Floats:
        """Return for each document how much of a text's telling words it holds, about 0 to 1.

        Args:
            asked: The terms of the text with how much they count.
        """
        found = np.zeros(self._size)
        most = sum(value * self.rarity(term) for term, value in asked.items()) * (1 + SATURATION)
        for term, value in asked.items():
            place = self._place.get(term)
            if place is not None:
                rows = slice(self._start[place], self._start[place + 1])
                found[self._owner[rows]] += value * self._rare[place] * self._weight[rows]
        return found / most if most else found
