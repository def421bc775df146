"""Whom a touch helps most, told from the log alone: the belief index.

Each tie is believed alive, dormant but to be won back, or lost, from its silence against its own rhythm.
A touch is worth most where a tie has just fallen dormant, something where a live one has been silent for
its own usual gap, and nothing where it is lost: silence as such is not the value of a touch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kithly.history.interactions import Bools, Ints

Floats = NDArray[np.float64]

DAY = 86_400.0
SAME_TALK = 0.5 * DAY  # rows closer than this are one contact
ANSWER = 21 * DAY  # a touch is answered if they write within this time
COOL_DOWN = 28 * DAY  # after a touch; longer the more often touches stayed unanswered
FATIGUE_MEMORY = 240 * DAY

# Chosen in the simulated worlds of evaluation/planner.py, which have another form than this index.
PRIOR_GAP = 60 * DAY  # a usual gap, where nobody has two contacts
GAP_WEIGHT = 2.0  # a person's own gaps count against so many of the population's
SPREAD = 1.2  # standard deviation of log gaps around the own rhythm, shrunken to
SPREAD_WEIGHT = 4.0
DEATH = 0.01  # chance that a contact was the last before a tie falls silent
LOST = 3000 * DAY  # mean time from falling dormant to being lost
ANSWERS = 0.5  # share of touches answered, shrunken to
ANSWERS_WEIGHT = 2.0
KEEP = 0.09  # worth of keeping a live tie warm, at a silence of its own usual gap, against winning one back
LONGEST_RATIO = 20.0
UNANSWERED = 0.5  # each touch left unanswered in that time lowers the hope for the next by this factor
UNSEEN = 1e-3  # belief in a tie nothing was seen of: after all others, by importance
WARM_ONCE = 2.3  # contacts at which a tie counts half as one there is something to win back


@dataclass(frozen=True, slots=True)
class _Log:
    """What the log tells per person; times in seconds, `nan` where never. Shapes: (n,)."""

    last: Floats
    contacts: Floats
    gap: Floats
    spread: Floats
    touches: Floats
    answered: Floats
    unanswered: Floats
    last_touch: Floats


def rank(  # noqa: PLR0913 - a public contract: columns of a log and of its people
    person: Ints,
    ts: Floats,
    incoming: Bools,
    touch: Bools,
    importance: Floats,
    minutes: Floats,
    *,
    now: float,
    count: int,
) -> Ints:
    """Return whom to touch, best first: importance, times belief that it helps, per minute.

    Args:
        person: (m,) persons of the log's rows, 0 to n-1.
        ts: (m,) seconds, ascending; rows after ``now`` are not looked at.
        incoming: (m,) True where they acted.
        touch: (m,) True for planned touches of ego (outgoing).
        importance: (n,) the user's word, positive.
        minutes: (n,) what a touch costs, positive.
        now: Seconds.
        count: How many at most.

    Returns:
        Persons, best first, at most ``count``; nobody whose cool-down runs. Equals by person number.
    """
    people = len(importance)
    seen = int(np.searchsorted(ts, now, side="right"))
    order = np.argsort(person[:seen].astype(np.uint16 if people < 65_536 else np.int64), kind="stable")
    log = _read(person[:seen][order], ts[:seen][order], incoming[:seen][order], touch[:seen][order], people, now)
    value = importance * _belief(log, now) / np.maximum(minutes, 1e-9)
    cool_down = COOL_DOWN * (1 + np.minimum(log.unanswered, 4))
    free = ~(now - log.last_touch < cool_down)
    best = np.argsort(-value, kind="stable")
    best = best[free[best]]
    return best[: max(count, 0)].astype(np.int64)


def _belief(log: _Log, now: float) -> Floats:
    """Return what a touch is believed to do per person: the probability-weighted good, 0 or more."""
    silence = np.where(np.isnan(log.last), np.inf, now - log.last)
    answers = (log.answered + ANSWERS_WEIGHT * ANSWERS) / (log.touches + ANSWERS_WEIGHT)
    good = kept_by_touch(silence, log.gap, log.spread, log.contacts)
    return np.asarray(answers * good * UNANSWERED**log.unanswered, np.float64)


def kept_by_touch(silence: Floats, gap: Floats, spread: Floats, contacts: Floats) -> Floats:
    """Return what a touch that is answered keeps of each tie: the belief both `rank` and `choose` rest on.

    Args:
        silence: (n,) seconds since the last contact; inf for never.
        gap: (n,) the usual gap, in seconds.
        spread: (n,) standard deviation of log gaps.
        contacts: (n,) how many contacts were seen.
    """
    silence = np.maximum(silence, SAME_TALK)
    ratio = silence / gap
    survived = _upper_tail(np.log(np.minimum(ratio, 1e9)) / spread)
    alive = (1 - DEATH) * survived / ((1 - DEATH) * survived + DEATH)
    asleep = np.maximum(silence - 2 * gap, 0.0)
    can_wake = np.exp(-np.minimum(asleep, 1e12) / LOST) * contacts / (contacts + WARM_ONCE)
    return np.asarray((1 - alive) * can_wake + KEEP * alive * np.minimum(ratio, LONGEST_RATIO) + UNSEEN, np.float64)


def _read(person: Ints, ts: Floats, incoming: Bools, touch: Bools, people: int, now: float) -> _Log:
    """Return what the log tells per person. The rows are grouped by person, ascending in time."""
    follows = person[1:] == person[:-1]
    wait = ts[1:] - ts[:-1]
    answered = np.zeros(len(ts), bool)
    answered[:-1] = touch[:-1] & follows & incoming[1:] & (wait <= ANSWER)
    contact = ~touch
    last = _last(person, ts, contact, people)
    contacts, gap, spread = _rhythm(person[contact], ts[contact], people)
    last_in = np.nan_to_num(_last(person, ts, incoming, people), nan=-np.inf)
    open_touch = touch & (ts > last_in[person]) & (now - ts > ANSWER / 3) & (now - ts < FATIGUE_MEMORY)
    return _Log(
        last=last,
        contacts=contacts,
        gap=gap,
        spread=spread,
        touches=np.bincount(person[touch], minlength=people).astype(np.float64),
        answered=np.bincount(person[answered], minlength=people).astype(np.float64),
        unanswered=np.bincount(person[open_touch], minlength=people).astype(np.float64),
        last_touch=_last(person, ts, touch, people),
    )


def _rhythm(person: Ints, ts: Floats, people: int) -> tuple[Floats, Floats, Floats]:
    """Return contacts, usual gap and spread of log gaps per person, shrunken to everybody's."""
    wait = ts[1:] - ts[:-1]
    is_gap = (person[1:] == person[:-1]) & (wait >= SAME_TALK)
    who, logs = person[1:][is_gap], np.log(wait[is_gap])
    gaps = np.bincount(who, minlength=people).astype(np.float64)
    total = np.bincount(who, weights=logs, minlength=people)
    has = gaps > 0
    usual = float(np.median(total[has] / gaps[has])) if has.any() else float(np.log(PRIOR_GAP))
    mean = (total + GAP_WEIGHT * usual) / (gaps + GAP_WEIGHT)
    squares = np.bincount(who, weights=(logs - mean[who]) ** 2, minlength=people)
    spread = np.sqrt((squares + SPREAD_WEIGHT * SPREAD**2) / (gaps + SPREAD_WEIGHT))
    contacts = gaps + (np.bincount(person, minlength=people) > 0)
    return contacts, np.exp(mean), spread


def _last(person: Ints, ts: Floats, rows: Bools, people: int) -> Floats:
    """Return the last time per person among the rows, `nan` where never; rows ascend within a person."""
    last = np.full(people, np.nan)
    last[person[rows]] = ts[rows]
    return last


def _upper_tail(z: Floats) -> Floats:
    """Return P(Z > z) of a standard normal, to about .0001.

    Reference: Page, E. (1977), Approximations to the cumulative normal function, Applied Statistics 26, p. 75.
    """
    bounded = np.clip(z, -8.0, 8.0)
    return np.asarray(1 / (1 + np.exp(2 * np.sqrt(2 / np.pi) * (bounded + 0.044715 * bounded**3))), np.float64)
