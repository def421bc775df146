"""What simpler models say of the same queries: each score from what came strictly before the query.

Scores rank; they are no probabilities, but for BG/NBD and the smoothed share of answers.

References:
    Interactions Rank: Roth, M. et al. (2010), "Suggesting friends using the implicit social graph", KDD:
        a sum over incoming and outgoing interactions, each halved for every half-life that passed, outgoing ones
        weighted more. The paper leaves both constants to the data: here half-life H and weight 5, which did best
        on the families of work mail.
    Recency-frequency: the log of the number of contacts less the log of the silence, a score of this kind is what
        customer analysts call RF (Hughes 1994).
    BG/NBD: Fader, P., Hardie, B., Lee, K. (2005), "Counting your customers the easy way", Marketing Science 24(2),
        with active days as transactions; its four numbers by maximum likelihood for each log at its first test cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from bgnbd import chance_of_contact, fitted
from dataset import DAY, Floats, Queries
from kithly.ties import Archive, Asked, Column, states_when

OUTGOING: Final = 5.0  # weight of an outgoing interaction in Interactions Rank
PRIOR: Final = 2.0  # an ego's usual share of answers counts like two openings


@dataclass(frozen=True, slots=True)
class Then:
    """What each query could know.

    Attributes:
        rows: (n, WIDTH) state of its tie.
        when: (n,) seconds.
        usual: (n,) the share of openings that its ego usually gets answered.
        horizon: H, in seconds.
    """

    rows: Floats
    when: Floats
    usual: Floats
    horizon: float

    @classmethod
    def of(cls, archive: Archive, queries: Queries) -> Then:
        """Look up what queries of one log could know."""
        when = queries.extra["when"]
        asked = Asked(tie=queries.extra["tie"].astype(np.int64), when=when)
        rows = states_when(archive.interactions, asked, horizon=archive.horizon, reply_within=archive.reply_within)
        return cls(rows, when, queries.seen["ego_rr"], archive.horizon)


def recency(then: Then) -> Floats:
    """Return minus the seconds since the last contact."""
    last = np.maximum(then.rows[:, Column.LAST_OUT], then.rows[:, Column.LAST_IN])
    return np.maximum(last - then.when, -1e12)


def count(then: Then) -> Floats:
    """Return the number of contacts."""
    return np.asarray(then.rows[:, Column.COUNT_OUT] + then.rows[:, Column.COUNT_IN])


def interactions_rank(then: Then) -> Floats:
    """Return the decayed number of interactions with half-life H, outgoing ones weighted."""
    since = np.maximum(then.when - then.rows[:, Column.REFERENCE], 0.0)
    volume = OUTGOING * then.rows[:, Column.OUT_2] + then.rows[:, Column.IN_2]
    return np.asarray(volume * np.exp2(-np.minimum(since / then.horizon, 1e3)))


def recency_frequency(then: Then) -> Floats:
    """Return the log of the number of contacts less the log of the silence in days."""
    silence = np.minimum(-recency(then), 1e12)
    return np.asarray(np.log1p(count(then)) - np.log(silence / DAY + 1.0))


def answers(then: Then) -> Floats:
    """Return the share of ego's turns the alter answered, drawn towards what the ego usually gets."""
    rows = then.rows
    turns = rows[:, Column.TURNS] - (rows[:, Column.TURN_START] > -np.inf)
    return np.asarray((rows[:, Column.TURNS_ANSWERED] + PRIOR * then.usual) / (turns + PRIOR))


def buy_till_you_die(then: Then) -> Floats:
    """Return BG/NBD's chance of an active day within H.

    Its four numbers are fitted on what was known at the earliest query; the later ones are judged with them.
    """
    rows = then.rows
    days = np.maximum(rows[:, Column.DAYS] - 1.0, 0.0)
    first = np.minimum(rows[:, Column.FIRST_OUT], rows[:, Column.FIRST_IN])
    last = np.maximum((rows[:, Column.LAST_DAY_START] - first) / then.horizon, 0.0)
    age = np.maximum((then.when - first) / then.horizon, last)
    earliest = then.when == then.when.min()
    four = fitted(days[earliest], last[earliest], age[earliest])
    return chance_of_contact(four, days, last, age, within=1.0)


Score = Callable[[Then], Floats]

STRENGTH: Final[dict[str, Score]] = {
    "days since last contact": recency,
    "count": count,
    "Interactions Rank": interactions_rank,
    "recency-frequency": recency_frequency,
    "BG/NBD": buy_till_you_die,
}
REPLY: Final[dict[str, Score]] = {
    "days since last contact": recency,
    "count": count,
    "smoothed share of answers": answers,
}
