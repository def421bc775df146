"""Events cut at many moments: counts, firsts and lasts, and sums that fade, by what had happened by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kithly.ties.columns import Floats, Ints


@dataclass(frozen=True, slots=True)
class Cuts:
    """Events in the order of their groups and time, cut by questions in the same order.

    Attributes:
        places: (n,) where each stands among all events, ascending.
        at: (n,) when, in seconds.
        begin: (q,) first event each question counts.
        end: (q,) one past the last event it counts.
    """

    places: Ints
    at: Floats
    begin: Ints
    end: Ints

    @classmethod
    def of(cls, places: Ints, at: Floats, start: Ints, end: Ints) -> Cuts:
        """Cut some events, ascending, where the questions cut all of them.

        Args:
            places: (n,) where each stands among all events, ascending.
            at: (n,) when.
            start: (q,) place of the first event of all that a question counts; neither it nor `end` ever falls.
            end: (q,) one past the last.
        """
        begin = np.searchsorted(places, start)
        return cls(places, at, begin, np.maximum(np.searchsorted(places, end), begin))

    @property
    def count(self) -> Ints:
        """How many events there were by then. Shape: (q,)."""
        return self.end - self.begin

    def first(self) -> Floats:
        """Return the first by then; inf for none."""
        return self._value_at(self.begin, self.at, np.inf)

    def last(self) -> Floats:
        """Return the last by then; -inf for none."""
        return self.newest(self.at, -np.inf)

    def newest(self, values: Floats, nothing: float = 0.0) -> Floats:
        """Return the value of the last event by then."""
        return self._value_at(self.end - 1, values, nothing)

    def _value_at(self, place: Ints, values: Floats, nothing: float) -> Floats:
        if not len(values):
            return np.full(len(place), nothing)
        return np.where(self.count > 0, values[np.clip(place, 0, len(values) - 1)], nothing)

    def summed(self, columns: Sequence[Floats]) -> list[Floats]:
        """Return the sums of what each event counts."""
        return self._sums(columns, np.inf)

    def decayed(self, columns: Sequence[Floats], half_life: float) -> list[Floats]:
        """Return sums that fade since the last event by then.

        Args:
            columns: What each event counts, each (n,).
            half_life: In seconds.
        """
        return self._sums(columns, half_life)

    def _sums(self, columns: Sequence[Floats], half_life: float) -> list[Floats]:
        """Add up between one question and the next of the same group, then carry over."""
        stretch = np.searchsorted(self.end, np.arange(len(self.at)), side="right")
        counted = stretch < len(self.end)
        counted[counted] = self.begin[stretch[counted]] <= np.flatnonzero(counted)
        stretch, last = stretch[counted], self.last()
        left = np.exp2((self.at[counted] - last[stretch]) / half_life)
        sums: Floats = np.stack(
            [np.bincount(stretch, left * column[counted], len(last)) for column in columns], axis=1
        ).astype(float)
        self._carry(sums, last, half_life)
        return list(sums.T)

    def _carry(self, sums: Floats, last: Floats, half_life: float) -> None:
        """Add to each question's sum what is left of the one before it of the same group."""
        follows = np.zeros(len(last), bool)
        follows[1:] = (self.begin[1:] == self.begin[:-1]) & (self.end[:-1] > self.begin[:-1])
        if not follows.any():
            return
        after = np.flatnonzero(follows)
        left = np.ones((len(last), 1))
        left[after, 0] = np.exp2((last[after - 1] - last[after]) / half_life)
        if len(after) == len(last) - 1:
            _carry_one(sums, left)
            return
        place = np.arange(len(last))
        rank = place - np.maximum.accumulate(np.where(follows, 0, place))
        order = np.argsort(rank, kind="stable")
        ends = np.cumsum(np.bincount(rank))
        for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            now = order[low:high]
            sums[now] += sums[now - 1] * left[now]


def _carry_one(sums: Floats, left: Floats) -> None:
    """Carry over where all questions are of one group: one by one, without the cost of an array for each."""
    share = left[:, 0].tolist()
    for column in range(sums.shape[1]):
        kept, carried = 0.0, []
        for own, part in zip(sums[:, column].tolist(), share, strict=True):
            kept = own + kept * part
            carried.append(kept)
        sums[:, column] = carried
