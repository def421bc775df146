"""The states of all ties from all interactions, in one vectorised pass."""

from __future__ import annotations

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

    def starts(self) -> Bools:
        """Return True on the first row of each tie."""
        first = np.ones(len(self.person), bool)
        np.not_equal(self.person[1:], self.person[:-1], out=first[1:])
        return first

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
    person, at, outgoing, light, asks, met, recipients = _sorted(interactions)
    log = _Log(person, at, outgoing, people)
    _volumes(rows, log, light, met, recipients, horizon=horizon)
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
    return rows


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


_Sorted = tuple[Ints, Floats, Bools, Bools, Bools, Bools, Ints]


def _sorted(interactions: Interactions) -> _Sorted:
    """Return person, time, outgoing, light, asks, met and recipients in the order of `_Log`.

    Everything usually fits into one integer each: to sort these is several times faster than to
    sort places and gather six columns.
    """
    at, person, recipients = interactions.at, interactions.person, interactions.recipients
    earliest = int(at.min())
    bits = [int(values).bit_length() for values in (person.max(), at.max() - earliest, recipients.max())]
    light, asks, met = ((interactions.flags & flag) != 0 for flag in (LIGHT, ASKS, MET))
    if sum(bits) + 4 > 62:
        order = np.lexsort((interactions.outgoing, at, person))
        columns = (person, at.astype(float), interactions.outgoing, light, asks, met, recipients)
        return tuple(column[order] for column in columns)  # type: ignore[return-value]  # one per column
    _, time_bits, count_bits = bits
    key = (person << time_bits) | (at - earliest)
    for values, width in ((interactions.outgoing, 1), (light, 1), (asks, 1), (met, 1), (recipients, count_bits)):
        key <<= width
        key |= values
    key.sort()
    flag = key >> count_bits
    time = (flag >> 4) & ((1 << time_bits) - 1)
    return (
        key >> (count_bits + 4 + time_bits),
        (time + earliest).astype(float),
        (flag & 8) != 0,
        (flag & 4) != 0,
        (flag & 2) != 0,
        (flag & 1) != 0,
        key & ((1 << count_bits) - 1),
    )


def _volumes(rows: Floats, log: _Log, light: Bools, met: Bools, recipients: Ints, *, horizon: float) -> None:
    """Set the decayed numbers of interactions per direction."""
    rows[log.person, Column.REFERENCE] = log.at  # in time order: the last one stays
    age = rows[log.person, Column.REFERENCE] - log.at
    way = log.person * 2 + log.outgoing
    weight = np.where(light, LIGHT_WEIGHT, 1.0)
    both = np.flatnonzero(met)  # half of a meeting is the other side's

    def sides(counted: Floats) -> tuple[Floats, Floats]:
        """Return what is the alter's and what is ego's of the sums."""
        if not len(both):
            sums = np.bincount(way, counted, log.people * 2).astype(float)
            return sums[::2], sums[1::2]
        half = counted[both] / 2
        counted[both] = half
        sums = np.bincount(np.append(way, way[both] ^ 1), np.append(counted, half), log.people * 2).astype(float)
        return sums[::2], sums[1::2]

    for place, left in decays(age, horizon):
        rows[:, Column.IN_0 + place], rows[:, Column.OUT_0 + place] = sides(left * weight)
        if HALF_LIVES[place] == 1.0:
            rows[:, Column.PERSONAL_IN], rows[:, Column.PERSONAL_OUT] = sides(left * weight / recipients)


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
    day = np.floor_divide(log.at, DAY)
    new = log.starts()
    new[1:] |= day[1:] != day[:-1]
    active, day = log.chosen(new), day[new]
    first = active.starts()
    last = np.append(first[1:], True)
    rows[active.person[last], Column.LAST_DAY_START] = active.at[last]
    rows[:, Column.DAYS] = active.total()
    for place, left in decays(rows[active.person, Column.LAST_DAY_START] - active.at, horizon):
        rows[:, Column.DAYS_0 + place] = active.total(left)
    gap = np.diff(day, prepend=0.0)
    gap[first] = 0.0
    logs = np.log(np.maximum(gap, 1.0))
    capped = np.minimum(gap, GAP_CAP)
    rows[:, Column.GAPS] = active.total(capped)
    rows[:, Column.LOG_GAPS] = active.total(logs)
    rows[:, Column.LOG_GAPS_SQUARED] = active.total(logs * logs)
    _wakefulness(rows, active, gap, capped)


def _wakefulness(rows: Floats, active: _Log, gap: Floats, capped: Floats) -> None:
    """Set the active days since the last dormant silence, and the best band ever reached."""
    first = active.starts()
    place = np.arange(len(gap))
    start = np.maximum.accumulate(np.where(first, place, 0))
    before = np.cumsum(capped) - capped
    before -= before[start]
    dormant = is_dormant_gap(gap, before, (place - start).astype(float)) > 0
    awake = place - np.maximum.accumulate(np.where(first | dormant, place, 0)) + 1
    last = np.append(first[1:], True)
    rows[active.person[last], Column.DAYS_AWAKE] = awake[last]
    was_strong = active.total((awake >= STRONG_DAYS).astype(float)) > 0
    rows[:, Column.PEAK] = np.where(was_strong, 2.0, rows[:, Column.DAYS] >= WARM_DAYS)


def _openings(rows: Floats, log: _Log, reply_within: float) -> None:
    """Set on how many days ego wrote, and what of it was answered."""
    place = np.flatnonzero(log.outgoing)
    if not len(place):
        return
    words = log.chosen(place)
    day = np.floor_divide(words.at, DAY)
    new = words.starts()
    new[1:] |= day[1:] != day[:-1]
    openings = words.chosen(new)
    following = _next_incoming(log)[place[new]]
    answer = np.append(log.at, np.inf)[following]
    last = np.append(openings.starts()[1:], True)
    rows[openings.person[last], Column.LAST_OPENING] = openings.at[last]
    is_open = np.isinf(answer)
    until = np.where(is_open, rows[openings.person, Column.LAST_OPENING], answer)
    left = np.exp2((openings.at - until) / reply_within)
    rows[:, Column.OPENINGS] = openings.total()
    rows[:, Column.ANSWERED] = openings.total(np.where(is_open, 0.0, left))
    rows[:, Column.PENDING] = openings.total(np.where(is_open, left, 0.0))


def _next_incoming(log: _Log) -> Ints:
    """Return for each row the place of the next words of the same alter, or one past the end."""
    end = len(log.person)
    place = np.where(log.outgoing, end, np.arange(end))
    following = np.minimum.accumulate(place[::-1])[::-1]
    same = np.append(log.person, -1)[following] == log.person
    return np.where(same, following, end)


def _turns(rows: Floats, log: _Log) -> None:
    """Set how often ego took the word, and how often the alter answered."""
    new = log.starts()
    new[1:] |= log.outgoing[1:] != log.outgoing[:-1]
    turns = log.chosen(new)
    own = np.flatnonzero(turns.outgoing)
    if not len(own):
        return
    person = turns.person[own]
    ends = np.append(turns.person, -1)[own + 1] == person
    silence = np.append(turns.at, np.inf)[own + 1] - turns.at[own]
    answered = ends & (silence <= ANSWER_WINDOW)
    rows[:, Column.TURNS] = np.bincount(person, minlength=log.people)
    rows[:, Column.TURNS_ANSWERED] = np.bincount(person, answered, log.people)
    rows[person[~ends], Column.TURN_START] = turns.at[own][~ends]
