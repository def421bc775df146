"""Which numbers are done: a few ranges, whatever their number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence


class Ranges:
    """A set of whole numbers, kept as ranges.

    Example:
        >>> done = Ranges([[1, 3]])
        >>> done.add(5, 9)
        >>> done.add(4, 4)
        >>> done.listed(), 9 in done, 10 in done
        ([[1, 9]], True, False)
    """

    def __init__(self, ranges: Iterable[Sequence[int]] = ()) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in ranges:
            self.add(int(first), int(last))

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._firsts, self._lasts, strict=True))

    def add(self, first: int, last: int) -> None:
        """Take in all numbers from one to another."""
        if last < first:
            return
        low, high = bisect_right(self._lasts, first - 2), bisect_right(self._firsts, last + 1)
        if low < high:
            first, last = min(first, self._firsts[low]), max(last, self._lasts[high - 1])
        self._firsts[low:high], self._lasts[low:high] = [first], [last]

    def listed(self) -> list[list[int]]:
        """Return the ranges, ascending."""
        return [list(one) for one in self]
