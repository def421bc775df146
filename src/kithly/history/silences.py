"""Long silences that ended: ego wrote first and was answered or not; or the other wrote again after years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history.exchanges import FEW_RECIPIENTS, MACHINE_MADE
from kithly.history.interactions import Bools, Interactions, Ints
from kithly.history.lasts import NEVER
from kithly.history.log_order import by_person_and_time
from kithly.records import Flag

LONG_SILENCE = 2 * 365 * 86_400  # seconds: two years, from which a first word takes some courage
ANSWERED_WITHIN = 60 * 86_400  # seconds: what comes later is a new beginning of theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Words of ego after a long silence of both, oldest first within each person. Shapes: (cases,).

    Attributes:
        person: To whom.
        at: When, seconds since 1970 UTC.
        silence: Seconds of silence before.
        record: The message.
        answered_at: When the first answer within `ANSWERED_WITHIN` came; `NEVER` if none did.
        answer: The answer; `NEVER` if none came.
    """

    person: Ints
    at: Ints
    silence: Ints
    record: Ints
    answered_at: Ints
    answer: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Words from somebody who had written nothing for long, oldest first within each person. Shapes: (cases,).

    Attributes:
        person: From whom.
        at: When, seconds since 1970 UTC.
        silence: Seconds since their last words before.
        record: The message.
        wrote: When ego wrote to them last before that; `NEVER` if never.
    """

    person: Ints
    at: Ints
    silence: Ints
    record: Ints
    wrote: Ints


def reached_out(interactions: Interactions, gestures: Ints, *, now: int) -> Reached:
    """Return ego's messages after at least `LONG_SILENCE` without a word either way.

    There must have been words before: a first contact is none. Words to more than `FEW_RECIPIENTS` people, gestures,
    meetings, and what the user only told of are no such messages, but they do end a silence.

    Args:
        interactions: In any order.
        gestures: Numbers of the records that are gestures.
        now: Seconds since 1970 UTC; later rows are not seen.
    """
    return _reached(_words(interactions, now), gestures)


def came_back(interactions: Interactions, gestures: Ints, *, now: int) -> Returned:
    """Return the messages of people of whom there was nothing for at least `LONG_SILENCE`, but was before.

    Whom ego met in between was not gone.

    Args:
        interactions: In any order.
        gestures: Numbers of the records that are gestures.
        now: Seconds since 1970 UTC; later rows are not seen.
    """
    return _returned(_words(interactions, now), gestures)


def silences_ended(interactions: Interactions, gestures: Ints, *, now: int) -> tuple[Reached, Returned]:
    """Return what `reached_out` and `came_back` tell, the log put in order once.

    Args:
        interactions: In any order.
        gestures: Numbers of the records that are gestures.
        now: Seconds since 1970 UTC; later rows are not seen.
    """
    log = _words(interactions, now)
    return _reached(log, gestures), _returned(log, gestures)


def _reached(log: Interactions, gestures: Ints) -> Reached:
    if not len(log):
        none = np.zeros(0, np.int64)
        return Reached(person=none, at=none, silence=none, record=none, answered_at=none, answer=none)
    follows = np.r_[False, log.person[1:] == log.person[:-1]]
    silence = np.r_[0, log.at[1:] - log.at[:-1]]
    cases = np.flatnonzero(follows & (silence >= LONG_SILENCE) & log.outgoing & _personal(log, gestures))
    answers = _next(_personal(log, gestures) & ~log.outgoing)[cases]
    found = np.minimum(answers, len(log) - 1)
    answered = (answers < len(log)) & (log.person[found] == log.person[cases])
    answered &= log.at[found] - log.at[cases] <= ANSWERED_WITHIN
    return Reached(
        person=log.person[cases],
        at=log.at[cases],
        silence=silence[cases],
        record=log.record[cases],
        answered_at=np.where(answered, log.at[found], NEVER),
        answer=np.where(answered, log.record[found], NEVER),
    )


def _returned(log: Interactions, gestures: Ints) -> Returned:
    personal = _personal(log, gestures)
    theirs = np.flatnonzero(~log.outgoing & (personal | log.met))
    person, at = log.person[theirs], log.at[theirs]
    follows = np.r_[False, person[1:] == person[:-1]] if len(theirs) else np.zeros(0, bool)
    silence = np.r_[0, at[1:] - at[:-1]] if len(theirs) else np.zeros(0, np.int64)
    chosen = follows & (silence >= LONG_SILENCE) & personal[theirs]
    cases = theirs[chosen]
    last = _last(log.outgoing)[cases]
    own = np.maximum(last, 0)
    wrote = (last >= 0) & (log.person[own] == log.person[cases])
    return Returned(
        person=log.person[cases],
        at=log.at[cases],
        silence=silence[chosen],
        record=log.record[cases],
        wrote=np.where(wrote, log.at[own], NEVER),
    )


def _words(interactions: Interactions, now: int) -> Interactions:
    """Return what took words, by person and time."""
    light = int(Flag.LIGHT | MACHINE_MADE)
    rows = np.flatnonzero((interactions.at > NEVER) & (interactions.at <= now) & ((interactions.flags & light) == 0))
    order = by_person_and_time(interactions.person[rows], interactions.at[rows], interactions.record[rows])
    return interactions.rows(rows[order])


def _personal(log: Interactions, gestures: Ints) -> Bools:
    """Say which rows are messages between few people that a source holds."""
    few = (log.recipients <= FEW_RECIPIENTS) & ((log.flags & int(Flag.LIST | Flag.MUTUAL)) == 0)
    personal: Bools = few & (log.record > NEVER) & np.isin(log.record, gestures, invert=True)
    return personal


def _next(marked: Bools) -> Ints:
    """Return for each row the number of the next marked row after it; the number of rows where there is none."""
    count = len(marked)
    at = np.where(marked, np.arange(count), count)
    later: Ints = np.full(count, count, np.int64)
    later[:-1] = np.minimum.accumulate(at[::-1])[::-1][1:]
    return later


def _last(marked: Bools) -> Ints:
    """Return for each row the number of the last marked row before it; -1 where there is none."""
    at = np.where(marked, np.arange(len(marked)), -1)
    earlier: Ints = np.full(len(marked), -1, np.int64)
    earlier[1:] = np.maximum.accumulate(at)[:-1]
    return earlier
