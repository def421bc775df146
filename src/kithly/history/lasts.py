"""First and last contact with everybody, and the questions left open, over whole columns at once.

A meeting is contact from both sides. Among few people it is as good as words of ego's, and closes what was open;
among many it only tells that the other is still about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kithly.history.exchanges import FEW_RECIPIENTS, MACHINE_MADE
from kithly.history.interactions import Bools, Interactions, Ints
from kithly.records import Flag

NEVER = 0  # in a column of seconds or record numbers: it did not happen
TALK_SECONDS = 14 * 86_400  # an answer within two weeks makes two messages one talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasts:
    """Per person, in seconds since 1970 UTC and record numbers; `NEVER` where it did not happen. Shapes: (people,).

    Attributes:
        first: First interaction.
        last_in: Last interaction from them.
        last_out: Last interaction from ego.
        wrote_out: Last one of ego that took words (no one-click gesture).
        record_in: Record of the last from them.
        record_out: Record of the last from ego.
        count_in: How many came from them.
        count_out: How many ego sent.
    """

    first: Ints
    last_in: Ints
    last_out: Ints
    wrote_out: Ints
    record_in: Ints
    record_out: Ints
    count_in: Ints
    count_out: Ints

    @property
    def last(self) -> Ints:
        """Last interaction either way."""
        return np.maximum(self.last_in, self.last_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestions:
    """The newest open question of each person who has one. Shapes: (questions,), ordered by person.

    Attributes:
        person: Whose question, or asked of whom.
        at: When it was asked, seconds since 1970 UTC.
        record: The message that asks.
    """

    person: Ints
    at: Ints
    record: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Conversations: a message of one side answered by the other within `TALK_SECONDS`. Shapes: (people,).

    Attributes:
        last: When the newest turn of the last talk was, seconds since 1970 UTC; `NEVER` without any.
        turns: How often the word went from one side to the other.
    """

    last: Ints
    turns: Ints


def last_contacts(interactions: Interactions, people: int, *, now: int) -> Lasts:
    """Return first and last contact of every person; what lies after ``now`` is not seen.

    Args:
        interactions: Rows in any order.
        people: How many people there are.
        now: Seconds since 1970 UTC.
    """
    known = (interactions.at > NEVER) & (interactions.at <= now)
    together = interactions.met & (interactions.recipients <= FEW_RECIPIENTS)
    out = (interactions.outgoing | together) & known
    into = ~interactions.outgoing & known
    wordy = out & ((interactions.flags & int(Flag.LIGHT)) == 0)
    last_in, record_in = _newest(interactions, into, people)
    last_out, record_out = _newest(interactions, out, people)
    wrote_out, _ = _newest(interactions, wordy, people)
    far = np.iinfo(np.int64).max
    first = np.full(people, far, np.int64)
    np.minimum.at(first, interactions.person[known], interactions.at[known])
    return Lasts(
        first=np.where(first == far, NEVER, first),
        last_in=last_in,
        last_out=last_out,
        wrote_out=wrote_out,
        record_in=record_in,
        record_out=record_out,
        count_in=np.bincount(interactions.person[into], minlength=people).astype(np.int64),
        count_out=np.bincount(interactions.person[out], minlength=people).astype(np.int64),
    )


def open_questions(interactions: Interactions, lasts: Lasts, *, now: int) -> OpenQuestions:
    """Return the questions people asked ego, to which ego wrote nothing since.

    A question counts if its author's own words ask (`Flag.ASKS`), a human wrote it, and it went to at most
    `FEW_RECIPIENTS` people. Anything ego wrote to that person afterwards, in any channel, closes it.
    """
    return _open(interactions, ~interactions.outgoing, lasts.wrote_out, now)


def questions_they_left(interactions: Interactions, lasts: Lasts, *, now: int) -> OpenQuestions:
    """Return the questions ego asked that were followed by silence. Knowledge, never a debt of theirs."""
    return _open(interactions, interactions.outgoing, lasts.last_in, now)


def talks(interactions: Interactions, people: int, *, now: int) -> Talks:
    """Return the last conversation of every person, and how often the word went back and forth."""
    light = int(Flag.LIGHT | Flag.MUTUAL | MACHINE_MADE)
    rows = np.flatnonzero((interactions.at > NEVER) & (interactions.at <= now) & ((interactions.flags & light) == 0))
    rows = rows[np.argsort((interactions.person[rows] << 34) | interactions.at[rows], kind="stable")]
    person, at, outgoing = interactions.person[rows], interactions.at[rows], interactions.outgoing[rows]
    turn = (person[1:] == person[:-1]) & (outgoing[1:] != outgoing[:-1]) & (at[1:] - at[:-1] <= TALK_SECONDS)
    who = person[1:][turn]
    last = np.zeros(people, np.int64)
    np.maximum.at(last, who, at[1:][turn])
    return Talks(last=last, turns=np.bincount(who, minlength=people).astype(np.int64))


def newest_records(interactions: Interactions, persons: NDArray[np.int64], *, each: int, now: int) -> Ints:
    """Return the records whose words are worth reading for some people, newest first within each person.

    These are the ``each`` newest of a person, the newest that carries a signature of theirs, and the newest that
    asks and comes from them.

    Args:
        interactions: Rows in any order.
        persons: Whom.
        each: How many of the newest per person.
        now: Seconds since 1970 UTC; later rows are not seen.
    """
    if not len(persons) or not len(interactions):
        return np.zeros(0, np.int64)
    wanted = np.zeros(int(max(interactions.person.max(), persons.max())) + 1, bool)
    wanted[persons] = True
    rows = np.flatnonzero(wanted[interactions.person] & (interactions.at <= now) & ~interactions.met)
    order = np.lexsort((-interactions.record[rows], -interactions.at[rows], interactions.person[rows]))
    rows = rows[order]
    incoming, flags = ~interactions.outgoing[rows], interactions.flags[rows]
    kept = _ranks(interactions.person[rows], np.ones(len(rows), bool)) < each
    for flag in (Flag.HAS_SIGNATURE, Flag.ASKS):
        marked = incoming & ((flags & int(flag)) != 0)
        kept |= marked & (_ranks(interactions.person[rows], marked) < 1)
    return interactions.record[rows[kept]]


def _ranks(person: Ints, marked: Bools) -> Ints:
    """Return for each row how many marked rows of the same person stand before it; rows grouped by person."""
    if not len(person):
        return np.zeros(0, np.int64)
    before: Ints = np.cumsum(marked) - marked
    starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    sizes = np.diff(np.r_[starts, len(person)])
    return before - np.repeat(before[starts], sizes)


def _newest(interactions: Interactions, rows: Bools, people: int) -> tuple[Ints, Ints]:
    """Return per person the newest time among the rows, and its record (the highest of equals)."""
    place = np.flatnonzero(rows)
    person, at = interactions.person[place], interactions.at[place]
    last = np.zeros(people, np.int64)
    np.maximum.at(last, person, at)
    newest = place[at == last[person]]
    record = np.zeros(people, np.int64)
    np.maximum.at(record, interactions.person[newest], interactions.record[newest])
    return last, record


def _open(interactions: Interactions, side: Bools, answered: Ints, now: int) -> OpenQuestions:
    """Return the newest personal question per person among one side's rows that no later answer closed."""
    asks = (interactions.flags & int(Flag.ASKS)) != 0
    human = (interactions.flags & int(MACHINE_MADE | Flag.LIGHT | Flag.MUTUAL)) == 0
    place = np.flatnonzero(side & asks & human & (interactions.recipients <= FEW_RECIPIENTS) & (interactions.at <= now))
    place = place[interactions.at[place] > answered[interactions.person[place]]]
    order = np.lexsort((interactions.record[place], interactions.at[place], interactions.person[place]))
    place = place[order]
    person = interactions.person[place]
    newest = np.r_[person[1:] != person[:-1], True] if len(place) else np.zeros(0, bool)
    place = place[newest]
    return OpenQuestions(
        person=interactions.person[place], at=interactions.at[place], record=interactions.record[place]
    )
