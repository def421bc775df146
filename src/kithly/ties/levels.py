"""The ego's level at past moments: how much they wrote, to how many, and what they got back by then."""

from __future__ import annotations

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import HORIZON, LIGHT, REPLY, Bools, Floats, Ints
from kithly.ties.conversation import openings_of, starts
from kithly.ties.cuts import Cuts
from kithly.ties.ego import Ego, reply_rate
from kithly.ties.moments import Asked, placed, sorted_by_tie, weights
from kithly.ties.rhythm import TYPICAL_GAP


def levels_when(
    interactions: Interactions,
    ego: Ints,
    asked: Asked,
    *,
    horizon: float = HORIZON,
    reply_within: float = REPLY,
) -> Ego:
    """Return the level of each ego as it was at the moment asked: what `ego_states` makes of all that was by then.

    Args:
        interactions: Of all ties of these egos, in any order, without duplicates.
        ego: (ties,) whose tie each is.
        asked: Which egos (in the place of ties), and when.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.

    Returns:
        The levels, shape of each (q,). The median gap, which no feature of the models needs, is the typical one.
    """
    size = len(asked.tie)
    if not size or not len(interactions):
        nothing = np.zeros(size)
        rate = reply_rate(nothing, nothing)
        return _level(nothing, nothing, nothing, rate)
    told = sorted_by_tie(interactions)
    stream = _Stream(ego[told.person], told.at, asked)
    theirs, ours = weights(told)
    volumes = stream.sums([theirs / told.recipients, ours / told.recipients], horizon)
    degree = stream.count(starts(told.person))
    rate = _reply_rate(stream, told, reply_within)
    incoming, outgoing, degree, rate = (stream.in_order(found) for found in (*volumes, degree, rate))
    return _level(incoming, outgoing, degree, rate)


def _level(incoming: Floats, outgoing: Floats, degree: Floats, rate: Floats) -> Ego:
    median = np.full(len(degree), TYPICAL_GAP)
    return Ego(volume_in=incoming, volume_out=outgoing, degree=degree, median_gap=median, reply_rate=rate)


class _Stream:
    """All that happened to each ego in time order, cut by the questions."""

    def __init__(self, ego: Ints, at: Ints, asked: Asked) -> None:
        self._rows = np.lexsort((at, ego))
        self._at = at[self._rows].astype(float)
        self._order, self._start, self._end = placed(ego[self._rows], at[self._rows], asked)
        self._asked = asked

    def in_order(self, found: Floats) -> Floats:
        """Return what was found in the order of the questions."""
        back = np.empty_like(found)
        back[self._order] = found
        return back

    def count(self, chosen: Bools) -> Floats:
        """Return how many of the events marked there were by then."""
        places = np.flatnonzero(chosen[self._rows])
        return Cuts.of(places, self._at[places], self._start, self._end).count.astype(float)

    def total(self, column: Floats) -> Floats:
        """Return the sum of what each event counts."""
        return self._cuts().summed([column[self._rows]])[0]

    def _cuts(self) -> Cuts:
        return Cuts.of(np.arange(len(self._at)), self._at, self._start, self._end)

    def sums(self, columns: list[Floats], half_life: float) -> list[Floats]:
        """Return sums that fade until the moment asked."""
        cuts = self._cuts()
        left = np.exp2(np.minimum(cuts.last() - self._asked.when[self._order], 0.0) / half_life)
        return [found * left for found in cuts.decayed([column[self._rows] for column in columns], half_life)]


def _reply_rate(stream: _Stream, told: Interactions, reply_within: float) -> Floats:
    """Return what share of each ego's openings was answered by then, in the stream's order."""
    written = np.flatnonzero(((told.flags & LIGHT) == 0) & ~told.met)
    found = openings_of(told.person[written], told.at[written].astype(float), told.outgoing[written])
    opened, answered = np.zeros(len(told), bool), np.zeros(len(told))
    opened[written[found.place]] = True
    # Several openings may be ended by the same words.
    left = np.exp2(-found.waited / reply_within)
    np.add.at(answered, written[found.answer[found.is_answered]], left)
    pending = stream.sums([opened - answered], reply_within)[0]
    due = stream.count(opened) - np.maximum(pending, 0.0)
    return reply_rate(stream.total(answered), due)
