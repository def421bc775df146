"""The states of one tie at many moments, from its own interactions, in one pass.

`states` tells one moment for all ties; this tells many moments for one tie, without going through its
interactions again for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import (
    ANSWER_WINDOW,
    ASKS,
    DAY,
    GAP_CAP,
    HALF_LIVES,
    HORIZON,
    LIGHT,
    LIGHT_WEIGHT,
    MET,
    REPLY,
    Bools,
    Column,
    Floats,
    Ints,
    empty,
)
from kithly.ties.rhythm import STRONG_DAYS, WARM_DAYS, is_dormant_gap
from kithly.ties.state import decays

FORGOTTEN = 60  # reply windows after which an opening weighs less than a rounding error


def states_at(
    interactions: Interactions, moments: Floats, *, horizon: float = HORIZON, reply_within: float = REPLY
) -> Floats:
    """Return the state of one tie at each of several moments: what `states` makes of all that was by then.

    Args:
        interactions: Of one tie, in any order, without duplicates.
        moments: Seconds since 1970, UTC, ascending.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.

    Returns:
        One row per moment, columns as in `Column`.
    """
    # the alter's before ego's within one second
    order = np.argsort(interactions.at * 2 + interactions.outgoing, kind="stable")
    at, outgoing = interactions.at[order].astype(float), interactions.outgoing[order]
    flags = interactions.flags[order]
    light, met = (flags & LIGHT) != 0, (flags & MET) != 0
    rows = empty(len(moments))
    share = np.where(met, 0.5, outgoing.astype(float))
    _volumes(rows, _Cuts.of(at, moments), share, light, interactions.recipients[order], horizon=horizon)
    _clicks(rows, _Cuts.of(at[light], moments))
    _active_days(rows, at[~light], moments, horizon)
    written = ~light & ~met
    words, outgoing, asks = at[written], outgoing[written], (flags[written] & ASKS) != 0
    _direction(rows, words[~outgoing], words[~outgoing & asks], moments, _THEIRS)
    _direction(rows, words[outgoing], words[outgoing & asks], moments, _OURS)
    _openings(rows, words, outgoing, moments, reply_within)
    _turns(rows, words, outgoing, moments)
    _meetings(rows, _Cuts.of(at[~light & met], moments))
    return rows


_THEIRS = (Column.COUNT_IN, Column.FIRST_IN, Column.LAST_IN, Column.LAST_ASK_IN)
_OURS = (Column.COUNT_OUT, Column.FIRST_OUT, Column.LAST_OUT, Column.LAST_ASK_OUT)


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Instants in time order, cut at each moment.

    Attributes:
        at: (n,) the instants.
        count: (moments,) how many there were by then.
    """

    at: Floats
    count: Ints

    @classmethod
    def of(cls, at: Floats, moments: Floats) -> _Cuts:
        """Cut some instants, ascending, at some moments."""
        return cls(at, np.searchsorted(at, moments, side="right").astype(np.int64))

    def first(self) -> Floats:
        """Return the first instant by then; inf for none."""
        return np.where(self.count > 0, self.at[:1] if len(self.at) else np.inf, np.inf)

    def last(self) -> Floats:
        """Return the last instant by then; -inf for none."""
        return self.newest(self.at, -np.inf)

    def newest(self, values: Floats, nothing: float = 0.0) -> Floats:
        """Return the value that stands at the last instant by then: of running sums, the sum."""
        return np.append(values, nothing)[np.where(self.count > 0, self.count - 1, len(values))]

    def decayed(self, weights: Sequence[Floats], horizon: float) -> Floats:
        """Return sums that fade since the last instant by then. Shape: (moments, half-lives, k).

        Args:
            weights: k times (n,) what each instant counts.
            horizon: H, in seconds.
        """
        last, shown = self.last(), int(self.count[-1])
        stretch = np.repeat(np.arange(len(last)), np.diff(self.count, prepend=0))
        parts = np.zeros((len(last), len(HALF_LIVES), len(weights)))
        for place, left in decays(last[stretch] - self.at[:shown], horizon):
            for column, weight in enumerate(weights):
                parts[:, place, column] = np.bincount(stretch, left * weight[:shown], len(last))
        return _carried(parts, last, horizon)


def _carried(parts: Floats, last: Floats, horizon: float) -> Floats:
    """Add to the sum of each stretch what is left of those before it."""
    seen = last > -np.inf
    steps = np.diff(np.where(seen, last, 0.0), prepend=0.0) * seen  # before the first instant there is nothing to fade
    left = np.exp2(-steps[:, None, None] / (np.array(HALF_LIVES)[:, None] * horizon))
    for place in range(1, len(parts)):
        parts[place] += parts[place - 1] * left[place]
    return parts


def _volumes(rows: Floats, cuts: _Cuts, share: Floats, light: Bools, recipients: Ints, *, horizon: float) -> None:
    """Set the decayed numbers of interactions per direction; ``share`` is how much of each is ego's."""
    rows[:, Column.REFERENCE] = cuts.last()
    weight = np.where(light, LIGHT_WEIGHT, 1.0)
    theirs, ours = weight * (1.0 - share), weight * share
    sums = cuts.decayed((theirs, ours, theirs / recipients, ours / recipients), horizon)
    for place, half_life in enumerate(HALF_LIVES):
        rows[:, Column.IN_0 + place], rows[:, Column.OUT_0 + place] = sums[:, place, 0], sums[:, place, 1]
        if half_life == 1.0:
            rows[:, Column.PERSONAL_IN], rows[:, Column.PERSONAL_OUT] = sums[:, place, 2], sums[:, place, 3]


def _clicks(rows: Floats, cuts: _Cuts) -> None:
    rows[:, Column.COUNT_LIGHT] = cuts.count
    rows[:, Column.FIRST_LIGHT], rows[:, Column.LAST_LIGHT] = cuts.first(), cuts.last()


def _meetings(rows: Floats, cuts: _Cuts) -> None:
    """Add the meetings to counts, first and last words of both directions."""
    rows[:, Column.COUNT_MET], rows[:, Column.LAST_MET] = cuts.count, cuts.last()
    for count, first, last, _ in (_THEIRS, _OURS):
        rows[:, count] += cuts.count / 2
        rows[:, first] = np.minimum(rows[:, first], cuts.first())
        rows[:, last] = np.maximum(rows[:, last], cuts.last())


def _direction(rows: Floats, words: Floats, asks: Floats, moments: Floats, columns: tuple[Column, ...]) -> None:
    """Set count, first and last words, last question of one direction."""
    cuts = _Cuts.of(words, moments)
    found = (cuts.count, cuts.first(), cuts.last(), _Cuts.of(asks, moments).last())
    for column, values in zip(columns, found, strict=True):
        rows[:, column] = values


def _active_days(rows: Floats, words: Floats, moments: Floats, horizon: float) -> None:
    """Set everything that is counted in active UTC days."""
    active = words[_first_of_day(words)]
    cuts = _Cuts.of(active, moments)
    gap = np.diff(np.floor_divide(active, DAY), prepend=0.0)
    gap[:1] = 0.0
    logs, capped = np.log(np.maximum(gap, 1.0)), np.minimum(gap, GAP_CAP)
    rows[:, Column.LAST_DAY_START], rows[:, Column.DAYS] = cuts.last(), cuts.count
    sums = cuts.decayed((np.ones(len(active)),), horizon)
    rows[:, Column.DAYS_0 : Column.DAYS_0 + len(HALF_LIVES)] = sums[:, :, 0]
    for column, values in ((Column.GAPS, capped), (Column.LOG_GAPS, logs), (Column.LOG_GAPS_SQUARED, logs * logs)):
        rows[:, column] = cuts.newest(np.cumsum(values))
    place = np.arange(float(len(active)))
    dormant = is_dormant_gap(gap, np.cumsum(capped) - capped, place) > 0
    awake = place - np.maximum.accumulate(np.where(dormant, place, 0.0)) + 1.0
    peak: Floats = np.maximum.accumulate(np.where(awake >= STRONG_DAYS, 2.0, (place + 1 >= WARM_DAYS) * 1.0))
    rows[:, Column.DAYS_AWAKE] = cuts.newest(awake)
    rows[:, Column.PEAK] = cuts.newest(peak)


def _first_of_day(at: Floats) -> Bools:
    """Return True on the first instant of each UTC day."""
    day = np.floor_divide(at, DAY)
    new = np.ones(len(at), bool)
    np.not_equal(day[1:], day[:-1], out=new[1:])
    return new


def _openings(rows: Floats, words: Floats, outgoing: Bools, moments: Floats, reply_within: float) -> None:
    """Set on how many days ego wrote, and what of it was answered by then."""
    place = np.flatnonzero(outgoing)
    place = place[_first_of_day(words[place])]
    incoming = np.flatnonzero(~outgoing)
    answers = np.append(words[incoming], np.inf)[np.searchsorted(incoming, place)]
    openings, answered = _Cuts.of(words[place], moments), _Cuts.of(answers, moments)
    waited = np.where(np.isinf(answers), 0.0, answers - words[place])
    rows[:, Column.OPENINGS], rows[:, Column.LAST_OPENING] = openings.count, openings.last()
    rows[:, Column.ANSWERED] = answered.newest(np.cumsum(np.exp2(-waited / reply_within)))
    for row, done, count in zip(rows, answered.count.tolist(), openings.count.tolist(), strict=True):
        waiting = openings.at[done:count][-FORGOTTEN * int(reply_within / DAY + 1) :]
        row[Column.PENDING] = np.exp2((waiting - row[Column.LAST_OPENING]) / reply_within).sum()


def _turns(rows: Floats, words: Floats, outgoing: Bools, moments: Floats) -> None:
    """Set how often ego took the word by then, and how often the alter answered."""
    new = np.ones(len(words), bool)
    np.not_equal(outgoing[1:], outgoing[:-1], out=new[1:])
    start, own = words[new], outgoing[new]
    places = np.flatnonzero(own)
    ends = np.append(start, np.inf)[places + 1]
    turns, ended = _Cuts.of(start[places], moments), _Cuts.of(ends, moments)
    rows[:, Column.TURNS] = turns.count
    rows[:, Column.TURNS_ANSWERED] = ended.newest(np.cumsum(ends - start[places] <= ANSWER_WINDOW))
    rows[:, Column.TURN_START] = np.where(turns.count > ended.count, turns.last(), -np.inf)
