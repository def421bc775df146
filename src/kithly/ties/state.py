"""The states of all ties from all interactions, in one vectorised pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import (
    HALF_LIVES,
    HORIZON,
    LIGHT_WEIGHT,
    REPLY,
    Bools,
    Column,
    Floats,
    Ints,
    empty,
)
from kithly.ties.conversation import active_days, openings_of, starts, turns_of
from kithly.ties.ordering import Block, blocks


@dataclass(frozen=True, slots=True)
class _Log:
    """Interactions sorted by tie, time, and the alter's before ego's within one second."""

    person: Ints
    at: Floats
    outgoing: Bools
    people: int

    def chosen(self, rows: Bools | Ints) -> _Log:
        """Return some of the rows, in their order."""
        return _Log(self.person[rows], self.at[rows], self.outgoing[rows], self.people)

    def total(self, weights: Floats | None = None) -> Floats:
        """Return a sum per tie, or the number of rows."""
        return np.bincount(self.person, weights, self.people).astype(float)


def states(interactions: Interactions, people: int, *, horizon: float = HORIZON, reply_within: float = REPLY) -> Floats:
    """Return the state of every tie.

    Args:
        interactions: In any order, without duplicates.
        people: How many ties there are; `Interactions.person` is below it.
        horizon: H, in seconds; the half-lives are multiples of it.
        reply_within: The reply window, in seconds.

    Returns:
        One row per tie, columns as in `Column`; `empty` rows where nothing was seen. Rows do not
        depend on the order of the interactions, and equal what `fold` makes of them in time order.
    """
    rows = empty(people)
    if not len(interactions):
        return rows
    for block in blocks(interactions):
        _fill(rows[block.first : block.last], block, horizon=horizon, reply_within=reply_within)
    return rows


def _fill(rows: Floats, told: Block, *, horizon: float, reply_within: float) -> None:
    """Set the states of some ties from all their interactions."""
    light, asks, met = told.light, told.asks, told.met
    log = _Log(told.tie, told.at, told.outgoing, len(rows))
    _volumes(rows, log, light, met, told.recipients, horizon=horizon)
    if light.any():
        clicks = log.chosen(light)
        rows[:, Column.COUNT_LIGHT] = clicks.total()
        rows[clicks.person, Column.LAST_LIGHT] = clicks.at
        rows[clicks.person[::-1], Column.FIRST_LIGHT] = clicks.at[::-1]
        log, asks, met = log.chosen(~light), asks[~light], met[~light]
    _active_days(rows, log, horizon)
    meetings = log.chosen(met) if met.any() else None
    if meetings is not None:
        log, asks = log.chosen(~met), asks[~met]
    _directions(rows, log, asks)
    _openings(rows, log, reply_within)
    _turns(rows, log)
    if meetings is not None:
        _meetings(rows, meetings)


def _meetings(rows: Floats, meetings: _Log) -> None:
    """Add the meetings to counts, first and last words of both directions."""
    count = meetings.total()
    first, last = np.full(meetings.people, np.inf), np.full(meetings.people, -np.inf)
    last[meetings.person], first[meetings.person[::-1]] = meetings.at, meetings.at[::-1]
    rows[:, Column.COUNT_MET], rows[:, Column.LAST_MET] = count, last
    for column in (Column.COUNT_IN, Column.COUNT_OUT):
        rows[:, column] += count / 2
    for column in (Column.FIRST_IN, Column.FIRST_OUT):
        rows[:, column] = np.minimum(rows[:, column], first)
    for column in (Column.LAST_IN, Column.LAST_OUT):
        rows[:, column] = np.maximum(rows[:, column], last)


def _volumes(rows: Floats, log: _Log, light: Bools, met: Bools, recipients: Ints, *, horizon: float) -> None:
    """Set the decayed numbers of interactions per direction."""
    start = np.flatnonzero(starts(log.person))  # to add up what lies side by side is the fastest way
    end = np.append(start[1:], len(log.person))
    tie, last = log.person[start], log.at[end - 1]
    rows[tie, Column.REFERENCE] = last
    age = np.repeat(last, end - start) - log.at
    ours = np.where(met, 0.5, log.outgoing) if met.any() else log.outgoing.astype(float)
    theirs = 1.0 - ours  # half of a meeting is the other side's
    if light.any():
        weight = np.where(light, LIGHT_WEIGHT, 1.0)
        ours, theirs = ours * weight, theirs * weight
    for place, left in decays(age, horizon):
        rows[tie, Column.IN_0 + place] = np.add.reduceat(left * theirs, start)
        rows[tie, Column.OUT_0 + place] = np.add.reduceat(left * ours, start)
        if HALF_LIVES[place] == 1.0:
            personal = left / recipients
            rows[tie, Column.PERSONAL_IN] = np.add.reduceat(personal * theirs, start)
            rows[tie, Column.PERSONAL_OUT] = np.add.reduceat(personal * ours, start)


def decays(age: Floats, horizon: float) -> list[tuple[int, Floats]]:
    """Return what is left after ``age`` seconds, per half-life, longest first.

    Each half-life is a quarter of the one before, so its decay is the fourth power.
    """
    left = np.exp2(age * (-1.0 / (HALF_LIVES[-1] * horizon)))
    decays = [(len(HALF_LIVES) - 1, left)]
    for place in range(len(HALF_LIVES) - 2, -1, -1):
        left = np.square(np.square(left))
        decays.append((place, left))
    return decays


def _directions(rows: Floats, log: _Log, asks: Bools) -> None:
    """Set counts, first and last words, last questions per direction."""
    way = log.person * 2 + log.outgoing
    count = np.bincount(way, minlength=log.people * 2)
    first, last, asked = (np.full(log.people * 2, never) for never in (np.inf, -np.inf, -np.inf))
    last[way], first[way[::-1]] = log.at, log.at[::-1]
    asked[way[asks]] = log.at[asks]
    for values, theirs, own in (
        (count, Column.COUNT_IN, Column.COUNT_OUT),
        (first, Column.FIRST_IN, Column.FIRST_OUT),
        (last, Column.LAST_IN, Column.LAST_OUT),
        (asked, Column.LAST_ASK_IN, Column.LAST_ASK_OUT),
    ):
        rows[:, theirs], rows[:, own] = values[::2], values[1::2]


def _active_days(rows: Floats, log: _Log, horizon: float) -> None:
    """Set everything that is counted in active UTC days."""
    if not len(log.person):
        return
    days = active_days(log.person, log.at)
    active = log.chosen(days.place)
    last = np.append(days.first[1:], True)
    person = active.person[last]
    rows[person, Column.LAST_DAY_START] = active.at[last]
    rows[person, Column.DAYS_AWAKE], rows[person, Column.PEAK] = days.awake[last], days.peak[last]
    rows[:, Column.DAYS] = active.total()
    for place, left in decays(rows[active.person, Column.LAST_DAY_START] - active.at, horizon):
        rows[:, Column.DAYS_0 + place] = active.total(left)
    rows[:, Column.GAPS] = active.total(days.capped)
    rows[:, Column.LOG_GAPS] = active.total(days.log)
    rows[:, Column.LOG_GAPS_SQUARED] = active.total(days.log * days.log)


def _openings(rows: Floats, log: _Log, reply_within: float) -> None:
    """Set on how many days ego wrote, and what of it was answered."""
    found = openings_of(log.person, log.at, log.outgoing)
    if not len(found.place):
        return
    openings = log.chosen(found.place)
    rows[:, Column.OPENINGS] = openings.total()
    rows[openings.person, Column.LAST_OPENING] = openings.at  # in time order: the last one stays
    answered, waiting = openings.chosen(found.is_answered), openings.chosen(~found.is_answered)
    rows[:, Column.ANSWERED] = answered.total(np.exp2(-found.waited / reply_within))
    waited = rows[waiting.person, Column.LAST_OPENING] - waiting.at
    rows[:, Column.PENDING] = waiting.total(np.exp2(-waited / reply_within))


def _turns(rows: Floats, log: _Log) -> None:
    """Set how often ego took the word, and how often the alter answered."""
    found = turns_of(log.person, log.at, log.outgoing)
    if not len(found.place):
        return
    turns = log.chosen(found.place)
    ended, unended = turns.chosen(found.is_ended), turns.chosen(~found.is_ended)
    rows[:, Column.TURNS] = turns.total()
    rows[:, Column.TURNS_ANSWERED] = ended.total(found.in_time.astype(float))
    rows[unended.person, Column.TURN_START] = unended.at
