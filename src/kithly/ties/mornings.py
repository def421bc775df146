"""Ego's own level at the beginning of every UTC day, from one pass over all that happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import DAY, HORIZON, LIGHT, REPLY, Floats, Ints
from kithly.ties.conversation import openings_of
from kithly.ties.ego import Ego, reply_rate
from kithly.ties.moments import weights
from kithly.ties.rhythm import TYPICAL_GAP


@dataclass(frozen=True, slots=True)
class Mornings:
    """Ego's own level at the beginning of UTC days: what they had written and got by then, and whom they knew.

    Attributes:
        first: Number of the first day, since 1970.
        volume_in, volume_out, degree, reply_rate: (days,) as in `Ego`.
    """

    first: int
    volume_in: Floats
    volume_out: Floats
    degree: Floats
    reply_rate: Floats

    @classmethod
    def of(cls, told: Interactions, drawn: Interactions) -> Mornings:
        """Return the levels from the first day to the one after the last.

        Args:
            told: Everything that happened.
            drawn: Interactions of the ties drawn, sorted by tie: the usual share of answers is theirs.
        """
        days = _Days(int(told.at.min()) // int(DAY), int(told.at.max()) // int(DAY))
        day = days.after(told.at)
        left = np.exp2((told.at - (day + days.first) * DAY) / HORIZON) / told.recipients
        volumes = [_faded(days.sums(day, side * left), HORIZON) for side in weights(told)]
        met = np.full(int(told.person.max()) + 1, days.count)
        np.minimum.at(met, told.person, day)
        degree = np.cumsum(days.sums(met[met < days.count], None))
        return cls(days.first, volumes[0], volumes[1], degree, _reply_rates(days, drawn))

    def at(self, when: Floats) -> Ego:
        """Return the level of the mornings of some moments."""
        place = np.clip((when // DAY).astype(np.int64) - self.first, 0, len(self.degree) - 1)
        return Ego(
            volume_out=self.volume_out[place],
            volume_in=self.volume_in[place],
            degree=self.degree[place],
            median_gap=np.full(len(when), TYPICAL_GAP),  # no feature needs it
            reply_rate=self.reply_rate[place],
        )


@dataclass(frozen=True, slots=True)
class _Days:
    """UTC days from the first to the last on which something happened, and the morning after."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many mornings there are."""
        return self.last - self.first + 2

    def after(self, at: Ints | Floats) -> Ints:
        """Return the place of the morning after each moment."""
        return (at // int(DAY)).astype(np.int64) - self.first + 1

    def sums(self, day: Ints, values: Floats | None) -> Floats:
        """Return what is new each morning."""
        return np.bincount(day, values, self.count).astype(float)


def _reply_rates(days: _Days, drawn: Interactions) -> Floats:
    """Return the usual share of answers each morning."""
    told = drawn.rows(((drawn.flags & LIGHT) == 0) & ~drawn.met)
    at = told.at.astype(float)
    found = openings_of(told.person, at, told.outgoing)
    opened, came = at[found.place], found.answered_at
    left = np.exp2(-found.waited / REPLY)
    out, back = days.after(opened), days.after(came)
    waits = days.sums(out, np.exp2((opened - (out + days.first) * DAY) / REPLY))
    waits -= days.sums(back, left * np.exp2((came - (back + days.first) * DAY) / REPLY))
    due = np.cumsum(days.sums(out, None)) - np.maximum(_faded(waits, REPLY), 0.0)
    return np.asarray(reply_rate(np.cumsum(days.sums(back, left)), due))


def _faded(sums: Floats, half_life: float) -> Floats:
    """Return what each day's sum and all before it come to."""
    left, total, found = 2.0 ** (-DAY / half_life), 0.0, []
    for one in sums.tolist():
        total = total * left + one
        found.append(total)
    return np.array(found)
