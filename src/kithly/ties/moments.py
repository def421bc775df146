"""The states of many ties at many moments, in one pass: what was known of each by then.

`states` tells one moment for all ties. To draw the years of one tie, to see how past predictions came
true, or to answer a list of questions, many moments are needed: this goes through the interactions once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import (
    ASKS,
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
from kithly.ties.conversation import active_days, openings_of, turns_of
from kithly.ties.cuts import Cuts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which ties are asked about, and when. Shape of each array: (q,), in any order.

    Attributes:
        tie: Which tie.
        when: Seconds since 1970, UTC.
        inclusive: Whether what happened in that very second counts too.
    """

    tie: Ints
    when: Floats
    inclusive: bool = False

    def bounds(self) -> Floats:
        """Return the first whole second that no longer counts."""
        return np.floor(self.when) + 1.0 if self.inclusive else np.ceil(self.when)


def states_when(
    interactions: Interactions, asked: Asked, *, horizon: float = HORIZON, reply_within: float = REPLY
) -> Floats:
    """Return the state of each tie as it was at the moment asked: what `states` makes of all that was by then.

    Args:
        interactions: Of any ties, in any order, without duplicates.
        asked: Which ties, and when.
        horizon: H, in seconds; the half-lives are multiples of it.
        reply_within: The reply window, in seconds.

    Returns:
        (q, WIDTH) one row per question, in their order, columns as in `Column`; an `empty` row where
        nothing was seen by then.
    """
    rows = empty(len(asked.tie))
    if not len(rows) or not len(interactions):
        return rows
    told = sorted_by_tie(interactions)
    order, start, end = placed(told.person, told.at, asked)
    found = empty(len(rows))
    _fill(found, _Story.of(told, start, end), horizon, reply_within)
    rows[order] = found
    return rows


def sorted_by_tie(interactions: Interactions) -> Interactions:
    """Return interactions by tie, time, and the alter's before ego's within one second."""
    order = np.lexsort((interactions.outgoing, interactions.at, interactions.person))
    return interactions.rows(order)


def placed(group: Ints, at: Ints, asked: Asked) -> tuple[Ints, Ints, Ints]:
    """Return the order of the questions by tie and time, and where what each counts begins and ends.

    Args:
        group: (n,) tie of each event, ascending.
        at: (n,) seconds, ascending within a tie.
        asked: The questions.

    Returns:
        (q,) the order; (q,) places of the first event of the tie; (q,) places one past the last that counts.
    """
    bounds = asked.bounds()
    order = np.lexsort((bounds, asked.tie))
    tie, earliest, latest = asked.tie[order], int(at.min()), int(at.max())
    span = latest - earliest + 2
    until = (np.clip(bounds[order], earliest, latest + 1) - earliest).astype(np.int64)
    key = group * span + (at - earliest)
    return order, np.searchsorted(key, tie * span), np.searchsorted(key, tie * span + until)


@dataclass(frozen=True, slots=True)
class _Story:
    """Sorted interactions, and where the questions cut them.

    Attributes:
        person: (n,) tie of each interaction.
        at: (n,) seconds.
        outgoing: (n,) whether ego acted.
        recipients: (n,) how many it was addressed to.
        theirs, ours: (n,) how much it counts for the alter and for ego.
        light, met, asks: (n,) what the flags say.
        start, end: (q,) where what each question counts begins and ends.
    """

    person: Ints
    at: Floats
    outgoing: Bools
    recipients: Ints
    theirs: Floats
    ours: Floats
    light: Bools
    met: Bools
    asks: Bools
    start: Ints
    end: Ints

    @classmethod
    def of(cls, told: Interactions, start: Ints, end: Ints) -> _Story:
        """Take sorted interactions apart."""
        light, met, asks = ((told.flags & flag) != 0 for flag in (LIGHT, MET, ASKS))
        return cls(
            told.person,
            told.at.astype(float),
            told.outgoing,
            told.recipients,
            *weights(told),
            light,
            met,
            asks,
            start,
            end,
        )

    def cuts(self, places: Ints, at: Floats | None = None) -> Cuts:
        """Return some of the interactions, cut by the questions."""
        return Cuts.of(places, self.at[places] if at is None else at, self.start, self.end)


def _fill(rows: Floats, story: _Story, horizon: float, reply_within: float) -> None:
    """Set every column of the rows, which are in the order of the questions."""
    _volumes(rows, story, horizon)
    words, written = ~story.light, ~story.light & ~story.met
    _clicks(rows, story.cuts(np.flatnonzero(story.light)))
    _days(rows, story, np.flatnonzero(words), horizon)
    for way, columns in ((False, _THEIRS), (True, _OURS)):
        said = written & (story.outgoing == way)
        asked = story.cuts(np.flatnonzero(said & story.asks))
        _direction(rows, story.cuts(np.flatnonzero(said)), asked, columns)
    places = np.flatnonzero(written)
    _openings(rows, story, places, reply_within)
    _turns(rows, story, places)
    _meetings(rows, story.cuts(np.flatnonzero(story.met & words)))


_THEIRS = (Column.COUNT_IN, Column.FIRST_IN, Column.LAST_IN, Column.LAST_ASK_IN)
_OURS = (Column.COUNT_OUT, Column.FIRST_OUT, Column.LAST_OUT, Column.LAST_ASK_OUT)


def weights(interactions: Interactions) -> tuple[Floats, Floats]:
    """Return how much each interaction counts for the alter and for ego. Shape of each: (n,)."""
    weight = np.where((interactions.flags & LIGHT) != 0, LIGHT_WEIGHT, 1.0)
    share = np.where(interactions.met, 0.5, interactions.outgoing.astype(float))
    return weight * (1.0 - share), weight * share


def _volumes(rows: Floats, story: _Story, horizon: float) -> None:
    """Set the decayed numbers of interactions per direction."""
    cuts = story.cuts(np.arange(len(story.at)))
    rows[:, Column.REFERENCE] = cuts.last()
    sides = (story.theirs, story.ours)
    for place, half_life in enumerate(HALF_LIVES):
        columns = [*sides]
        if half_life == 1.0:
            columns += [side / story.recipients for side in sides]
        sums = cuts.decayed(columns, half_life * horizon)
        rows[:, Column.IN_0 + place], rows[:, Column.OUT_0 + place] = sums[0], sums[1]
        if half_life == 1.0:
            rows[:, Column.PERSONAL_IN], rows[:, Column.PERSONAL_OUT] = sums[2], sums[3]


def _clicks(rows: Floats, cuts: Cuts) -> None:
    rows[:, Column.COUNT_LIGHT] = cuts.count
    rows[:, Column.FIRST_LIGHT], rows[:, Column.LAST_LIGHT] = cuts.first(), cuts.last()


def _meetings(rows: Floats, cuts: Cuts) -> None:
    """Add the meetings to counts, first and last words of both directions."""
    rows[:, Column.COUNT_MET], rows[:, Column.LAST_MET] = cuts.count, cuts.last()
    for count, first, last, _ in (_THEIRS, _OURS):
        rows[:, count] += cuts.count / 2
        rows[:, first] = np.minimum(rows[:, first], cuts.first())
        rows[:, last] = np.maximum(rows[:, last], cuts.last())


def _direction(rows: Floats, cuts: Cuts, asked: Cuts, columns: tuple[Column, ...]) -> None:
    """Set count, first and last words, last question of one direction."""
    found = (cuts.count, cuts.first(), cuts.last(), asked.last())
    for column, values in zip(columns, found, strict=True):
        rows[:, column] = values


def _days(rows: Floats, story: _Story, words: Ints, horizon: float) -> None:
    """Set everything that is counted in active UTC days."""
    days = active_days(story.person[words], story.at[words])
    cuts = story.cuts(words[days.place])
    rows[:, Column.LAST_DAY_START], rows[:, Column.DAYS] = cuts.last(), cuts.count
    for place, half_life in enumerate(HALF_LIVES):
        rows[:, Column.DAYS_0 + place] = cuts.decayed([np.ones(len(days.place))], half_life * horizon)[0]
    sums = cuts.summed([days.capped, days.log, days.log * days.log])
    rows[:, Column.GAPS], rows[:, Column.LOG_GAPS], rows[:, Column.LOG_GAPS_SQUARED] = sums
    rows[:, Column.DAYS_AWAKE], rows[:, Column.PEAK] = cuts.newest(days.awake), cuts.newest(days.peak)


def _openings(rows: Floats, story: _Story, written: Ints, reply_within: float) -> None:
    """Set on how many days ego wrote, and what of it was answered by then."""
    found = openings_of(story.person[written], story.at[written], story.outgoing[written])
    openings = story.cuts(written[found.place])
    answered = story.cuts(written[found.answer[found.is_answered]], found.answered_at)
    rows[:, Column.OPENINGS], rows[:, Column.LAST_OPENING] = openings.count, openings.last()
    rows[:, Column.ANSWERED] = answered.summed([np.exp2(-found.waited / reply_within)])[0]
    # What still waits are the openings after the alter's last words by then.
    incoming = story.cuts(written[~story.outgoing[written]])
    since = np.where(incoming.count > 0, incoming.newest(incoming.places.astype(float), -1.0), story.start)
    waiting = Cuts.of(openings.places, openings.at, np.maximum(since.astype(np.int64), story.start), story.end)
    rows[:, Column.PENDING] = waiting.decayed([np.ones(len(openings.at))], reply_within)[0]


def _turns(rows: Floats, story: _Story, written: Ints) -> None:
    """Set how often ego took the word by then, and how often the alter answered."""
    found = turns_of(story.person[written], story.at[written], story.outgoing[written])
    turns = story.cuts(written[found.place])
    ended = story.cuts(written[found.end[found.is_ended]])
    rows[:, Column.TURNS] = turns.count
    rows[:, Column.TURNS_ANSWERED] = ended.summed([found.in_time.astype(float)])[0]
    rows[:, Column.TURN_START] = np.where(turns.count > ended.count, turns.last(), -np.inf)
