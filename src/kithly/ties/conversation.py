"""How words follow each other in a tie: active days and their gaps, openings and answers, turns.

All functions take words sorted by tie, time, and the alter's before ego's within one second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.ties.columns import ANSWER_WINDOW, DAY, GAP_CAP, Bools, Floats, Ints
from kithly.ties.rhythm import STRONG_DAYS, WARM_DAYS, is_dormant_gap


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveDays:
    """The distinct UTC days of each tie on which there were words. Shape of each array: (days,).

    Attributes:
        place: Place of the first words of the day.
        first: Whether it is the first day of its tie.
        capped: Days since the one before, `GAP_CAP` at most; 0 for the first.
        log: Logarithm of the days since the one before, not capped; 0 for the first.
        awake: Days since the last dormant silence, or since the beginning, this one included.
        peak: The best ever reached by then: 0 never warm, 1 once warm, 2 once strong.
    """

    place: Ints
    first: Bools
    capped: Floats
    log: Floats
    awake: Floats
    peak: Floats


def starts(tie: Ints) -> Bools:
    """Return True on the first row of each tie."""
    first = np.ones(len(tie), bool)
    np.not_equal(tie[1:], tie[:-1], out=first[1:])
    return first


def days_of(at: Floats) -> Ints:
    """Return the UTC days of instants; these are whole seconds."""
    return at.astype(np.int64) // int(DAY)  # ten times faster than to divide floats


def active_days(tie: Ints, at: Floats) -> ActiveDays:
    """Return the active days of words."""
    day = days_of(at)
    new = starts(tie)
    new[1:] |= day[1:] != day[:-1]
    place = np.flatnonzero(new)
    first = starts(tie[place])
    gap = np.diff(day[place], prepend=0).astype(float)
    gap[first] = 0.0
    capped = np.minimum(gap, GAP_CAP)
    awake, peak = _wakefulness(first, gap, capped)
    log = np.log(np.maximum(gap, 1.0))
    return ActiveDays(place=place, first=first, capped=capped, log=log, awake=awake, peak=peak)


def _wakefulness(first: Bools, gap: Floats, capped: Floats) -> tuple[Floats, Floats]:
    """Return the active days since the last dormant silence, and the best band ever reached."""
    place = np.arange(len(gap))
    start = np.maximum.accumulate(np.where(first, place, 0))
    before = np.cumsum(capped) - capped
    before -= before[start]
    nth = (place - start).astype(float)
    dormant = is_dormant_gap(gap, before, nth) > 0
    awake = place - np.maximum.accumulate(np.where(first | dormant, place, 0)) + 1.0
    reached = np.where(awake >= STRONG_DAYS, 2, nth + 1 >= WARM_DAYS)
    of_tie = np.cumsum(first) * 3  # so that one running maximum serves all ties
    peak = np.maximum.accumulate(reached + of_tie) - of_tie
    return awake.astype(float), peak.astype(float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """The first words of ego on each UTC day in each tie, with what answered them.

    Attributes:
        place: (k,) place of the opening.
        answer: (k,) place of the alter's next words; one past the end for none.
        is_answered: (k,) whether there are any.
        answered_at: (a,) when the answered ones were answered, in their order.
        waited: (a,) seconds from opening to answer.
    """

    place: Ints
    answer: Ints
    is_answered: Bools
    answered_at: Floats
    waited: Floats


def openings_of(tie: Ints, at: Floats, outgoing: Bools) -> Openings:
    """Return the openings of written words."""
    own = np.flatnonzero(outgoing)
    day = days_of(at[own])
    new = starts(tie[own])
    new[1:] |= day[1:] != day[:-1]
    place = own[new]
    answer = next_incoming(tie, outgoing)[place]
    is_answered = answer < len(tie)
    answered_at = at[answer[is_answered]]
    return Openings(
        place=place,
        answer=answer,
        is_answered=is_answered,
        answered_at=answered_at,
        waited=answered_at - at[place[is_answered]],
    )


def next_incoming(tie: Ints, outgoing: Bools) -> Ints:
    """Return for each row the place of the next words of the same alter, or one past the end."""
    end = len(tie)
    place = np.where(outgoing, end, np.arange(end))
    following = np.minimum.accumulate(place[::-1])[::-1]
    same = np.append(tie, -1)[following] == tie
    return np.where(same, following, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The times ego took the word after the alter, or first.

    Attributes:
        place: (k,) place of the first words of the turn.
        end: (k,) place of the alter's words that end it; one past the end for none.
        is_ended: (k,) whether there are any.
        in_time: (e,) whether those that are ended were so within `ANSWER_WINDOW`.
    """

    place: Ints
    end: Ints
    is_ended: Bools
    in_time: Bools


def turns_of(tie: Ints, at: Floats, outgoing: Bools) -> Turns:
    """Return ego's turns in written words."""
    new = starts(tie)
    new[1:] |= outgoing[1:] != outgoing[:-1]
    start = np.flatnonzero(new)
    own = np.flatnonzero(outgoing[start])
    following = np.append(start, len(tie))[own + 1]
    is_ended = np.append(tie, -1)[following] == tie[start[own]]
    end = np.where(is_ended, following, len(tie))
    waited = at[end[is_ended]] - at[start[own[is_ended]]]
    return Turns(place=start[own], end=end, is_ended=is_ended, in_time=waited <= ANSWER_WINDOW)
