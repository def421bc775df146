"""What the planner looks at of one person, and what a hello to them is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kithly.people import Person
from kithly.plan.belief import DAY, GAP_WEIGHT, Floats, kept_by_touch, upper_tail
from kithly.plan.rank import UNANSWERED
from kithly.records import Channel
from kithly.ties import Column, Tie, last_contact
from kithly.ties.rhythm import usual_gap

REPLY_UNKNOWN = 0.35  # P(they answer) where nothing was seen: the usual rate of cold ties
ANSWERS_LEAST, ANSWERS_MORE = 0.7, 0.6  # an occasion is worth something even where nobody answers
OCCASION = 0.4  # a true occasion is worth something even where the tie needs nothing, or nothing is known of it
KEEPS = 2.0  # of what a touch keeps of a tie, by the belief index: a tie to be won back is worth its six minutes
DRIFT = 1.0  # of the chance of contact that 90 silent days would cost
RHYTHM_DAYS = 5  # active days, before two have a rhythm of their own
MARGIN = 1.5  # usual gaps
SPREAD, SPREAD_WEIGHT = 1.2, 4.0  # standard deviation of log gaps between active days, drawn to with so many gaps
SHORTEST = 14.0  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the planner looks at of one person.

    Attributes:
        person: Who, with the user's word on importance and place.
        tie: How ego stands with them today.
        answered_on: Where they last wrote to ego; None if never.
        is_talking: A talk that a reconnection brought back is open with them.
        kept: What a touch keeps of the tie, by the belief index (`belief.kept_by_touch`); 0 where nothing is known.
    """

    person: Person
    tie: Tie
    answered_on: Channel | None = None
    is_talking: bool = False
    kept: float = 0.0


def factors(standings: Sequence[Standing]) -> tuple[Floats, Floats]:
    """Return what a reason's worth is multiplied by, per person: for debts, and for all else.

    Importance is the user's word; what a touch keeps and who would answer are measured. A debt is owed whatever the
    tie needs, and whoever would answer.
    """
    ties = [one.tie for one in standings]
    importance = np.array([one.person.importance for one in standings], np.float64)
    kept = np.array([one.kept for one in standings], np.float64)
    drift = np.array([0.0 if tie.drift_90 is None else -tie.drift_90 for tie in ties], np.float64)
    reply = np.array([REPLY_UNKNOWN if tie.reply is None else tie.reply for tie in ties], np.float64)
    keeps = OCCASION + KEEPS * np.minimum(kept, 1.0) + DRIFT * drift
    return importance, importance * keeps * (ANSWERS_LEAST + ANSWERS_MORE * reply)


def kept_of_ties(states: Floats, median_gap: float, now: float, unanswered: Floats | None = None) -> Floats:
    """Return what a touch keeps of each tie, by the belief index, from the states of ties. Shape: (n,).

    Args:
        states: (n, WIDTH) as `ties` keeps them.
        median_gap: Ego's usual gap between contacts, in days.
        now: Seconds since 1970, UTC.
        unanswered: (n,) touches of late they did not answer: hope falls with each.
    """
    mean, spread = rhythms(states, median_gap)
    silence = np.maximum(now - last_contact(states), 0.0)
    days = states[:, Column.DAYS]
    late = (np.log(np.maximum(silence / DAY, 1.0)) - mean) / (spread * np.sqrt(1 + 1 / (days + GAP_WEIGHT)))
    kept = kept_by_touch(silence, np.exp(mean) * DAY, days, upper_tail(late))
    return kept if unanswered is None else np.asarray(kept * UNANSWERED**unanswered, np.float64)


def rhythms(states: Floats, median_gap: float) -> tuple[Floats, Floats]:
    """Return each pair's own rhythm: mean and standard deviation of the logarithm of its gaps in days.

    Drawn towards ego's median and a usual spread where few gaps were seen, as `rank` does.
    """
    gaps = np.maximum(states[:, Column.DAYS] - 1.0, 0.0)
    total, squares = states[:, Column.LOG_GAPS], states[:, Column.LOG_GAPS_SQUARED]
    mean = (total + GAP_WEIGHT * np.log(max(median_gap, 1.0))) / (gaps + GAP_WEIGHT)
    around = np.maximum(squares - 2 * mean * total + gaps * mean**2, 0.0)
    return mean, np.sqrt((around + SPREAD_WEIGHT * SPREAD**2) / (gaps + SPREAD_WEIGHT))


def unusual_after(states: Floats, median_gap: float) -> Floats:
    """Return from how many days on a silence is longer than usual for each pair; inf where they have no rhythm yet.

    That is one spread beyond the pair's own usual gap, and half as long again as the gap they are told of, which is
    a mean; at least a fortnight, so that a holiday is no silence. Shape: (n,).

    Args:
        states: (n, WIDTH) as `ties` keeps them.
        median_gap: Ego's usual gap between contacts, in days.
    """
    mean, spread = rhythms(states, median_gap)
    usual = usual_gap(states[:, Column.GAPS], states[:, Column.DAYS], median_gap)
    days = np.maximum(np.maximum(np.exp(mean + spread), MARGIN * usual), SHORTEST)
    return np.where(states[:, Column.DAYS] >= RHYTHM_DAYS, days, np.inf)
