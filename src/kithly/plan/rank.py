"""Whom a touch helps most, told from a log of contacts alone: the belief index.

What is usual in this log is learned from the log: how much gaps vary around each pair's own rhythm, how
often a contact is the last for long, how often touches are answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history.interactions import Bools, Ints
from kithly.plan.belief import DAY, GAP_WEIGHT, Floats, death_of, kept_by_touch, upper_tail

SAME_TALK = 5 * DAY  # rows closer than this are one talk: what counts is how long after a talk the next begins
ANSWER = 21 * DAY  # a touch is answered if they write within this time
NOT_YET = ANSWER / 3  # until then a touch is not taken as unanswered
COOL_DOWN = 28 * DAY  # after a touch
FATIGUE_MEMORY = 300 * DAY  # in which a touch left unanswered is forgotten to a third

# Chosen in the simulated worlds of evaluation/planner.py, which have another form than this index.
PRIOR_GAP = 60 * DAY  # a usual gap, where nobody has two contacts
SPREAD = 1.0  # standard deviation of log gaps around the own rhythm, where few gaps were seen
FEW_GAPS = 30.0  # gaps that this counts for
FARTHEST, BINS = 8.0, 1_600  # of log gaps around the own rhythm, counted in steps of .01
ANSWERS = 0.5  # share of touches answered, where few were seen
ANSWERS_WEIGHT, NETWORK_WEIGHT = 1.5, 10.0  # touches: of a person against the network's share, of it against `ANSWERS`
UNANSWERED = 0.3  # a touch just left unanswered lowers the hope for the next by this factor
IMPORTANCE_POWER = 0.85  # importance is a noisy word: what lies behind it is less extreme


@dataclass(frozen=True, slots=True)
class _Log:
    """What the log tells per person; times in seconds, `nan` where never. Shapes: (n,)."""

    last: Floats
    contacts: Floats
    gap: Floats
    survived: Floats
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
    value = importance**IMPORTANCE_POWER * _belief(log, now) / np.maximum(minutes, 1e-9)
    free = ~(now - log.last_touch < COOL_DOWN)
    best = np.argsort(-value, kind="stable")
    best = best[free[best]]
    return best[: max(count, 0)].astype(np.int64)


def _belief(log: _Log, now: float) -> Floats:
    """Return what a touch is believed to do per person: the probability-weighted good, 0 or more."""
    silence = np.where(np.isnan(log.last), np.inf, np.maximum(now - log.last, SAME_TALK))
    usual = (log.answered.sum() + NETWORK_WEIGHT * ANSWERS) / (log.touches.sum() + NETWORK_WEIGHT)
    answers = (log.answered + ANSWERS_WEIGHT * usual) / (log.touches + ANSWERS_WEIGHT)
    death = death_of(log.survived, log.contacts)
    good = kept_by_touch(silence, log.gap, log.contacts, log.survived, death=death)
    return np.asarray(answers * good * UNANSWERED**log.unanswered, np.float64)


def _read(person: Ints, ts: Floats, incoming: Bools, touch: Bools, people: int, now: float) -> _Log:
    """Return what the log tells per person. The rows are grouped by person, ascending in time."""
    follows = person[1:] == person[:-1]
    wait = ts[1:] - ts[:-1]
    answered = np.zeros(len(ts), bool)
    answered[:-1] = touch[:-1] & follows & incoming[1:] & (wait <= ANSWER)
    contact = ~touch
    last = _last(person, ts, contact, people)
    last_in = np.nan_to_num(_last(person, ts, incoming, people), nan=-np.inf)
    is_open = touch & (ts > last_in[person]) & (now - ts > NOT_YET)
    weight = np.exp((ts[is_open] - now) / FATIGUE_MEMORY)
    contacts, gap, survived = _rhythm(person[contact], ts[contact], now - last)
    return _Log(
        last=last,
        contacts=contacts,
        gap=gap,
        survived=survived,
        touches=np.bincount(person[touch], minlength=people).astype(np.float64),
        answered=np.bincount(person[answered], minlength=people).astype(np.float64),
        unanswered=np.bincount(person[is_open], weights=weight, minlength=people).astype(np.float64),
        last_touch=_last(person, ts, touch, people),
    )


def _rhythm(person: Ints, ts: Floats, silence: Floats) -> tuple[Floats, Floats, Floats]:
    """Return contacts, usual gap, and the chance that a live tie is silent for so long, per person.

    Args:
        person: (c,) persons of the contacts, grouped.
        ts: (c,) seconds, ascending within a person.
        silence: (n,) seconds since the last contact; nan for never.
    """
    people = len(silence)
    wait = ts[1:] - ts[:-1]
    is_gap = (person[1:] == person[:-1]) & (wait >= SAME_TALK)
    who, logs = person[1:][is_gap], np.log(wait[is_gap])
    gaps = np.bincount(who, minlength=people).astype(np.float64)
    total = np.bincount(who, weights=logs, minlength=people)
    has = gaps > 0
    usual = float(np.median(total[has] / gaps[has])) if has.any() else float(np.log(PRIOR_GAP))
    mean = (total + GAP_WEIGHT * usual) / (gaps + GAP_WEIGHT)
    others = gaps[who] - 1 + GAP_WEIGHT  # each gap is judged by the others of its pair, as the open silence will be
    around = (logs - (total[who] - logs + GAP_WEIGHT * usual) / others) / np.sqrt(1 + 1 / others)
    open_silence = np.log(np.maximum(np.nan_to_num(silence, nan=SAME_TALK), SAME_TALK))
    survived = _survival(around, (open_silence - mean) / np.sqrt(1 + 1 / (gaps + GAP_WEIGHT)))
    contacts = gaps + (np.bincount(person, minlength=people) > 0)
    return contacts, np.exp(mean), survived


def _survival(seen: Floats, asked: Floats) -> Floats:
    """Return the chance that a gap is longer than asked, out of all gaps seen; drawn to a normal law where few were.

    Args:
        seen: (g,) log gaps around the own rhythm, in its predictive spread.
        asked: (n,) the same of the silences that are open.
    """
    step = 2 * FARTHEST / BINS
    places = np.clip(((seen + FARTHEST) / step).astype(np.int64), 0, BINS - 1)
    longer = np.append(np.cumsum(np.bincount(places, minlength=BINS)[::-1])[::-1], 0)
    at = np.clip(np.ceil((asked + FARTHEST) / step).astype(np.int64), 0, BINS)
    return np.asarray((longer[at] + FEW_GAPS * upper_tail(asked / SPREAD)) / (len(seen) + FEW_GAPS), np.float64)


def _last(person: Ints, ts: Floats, rows: Bools, people: int) -> Floats:
    """Return the last time per person among the rows, `nan` where never; rows ascend within a person."""
    last = np.full(people, np.nan)
    last[person[rows]] = ts[rows]
    return last
