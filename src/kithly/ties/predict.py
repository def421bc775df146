"""Both chances for any tie at any moment, from what had happened strictly before it.

This is what the product says of today, asked of many egos and many moments: the same states, levels,
features and models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import HORIZON, REPLY, Bools, Column, Floats, Ints
from kithly.ties.features import Moment, features
from kithly.ties.levels import levels_when
from kithly.ties.moments import Asked, states_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What happened to several egos, each tie a number of its own.

    Attributes:
        interactions: `Interactions.person` is the number of the tie.
        ego: (ties,) whose tie it is, 0-based.
        horizon: H, in seconds: strength looks so far ahead.
        reply_within: The reply window, in seconds.
    """

    interactions: Interactions
    ego: Ints
    horizon: float = HORIZON
    reply_within: float = REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the models see of each question.

    Attributes:
        features: By name, each (q,).
        known: (q,) whether anything was seen with them before.
        degree: (q,) people their ego had ever been in contact with.
    """

    features: dict[str, Floats]
    known: Bools
    degree: Floats


def seen_when(archive: Archive, tie: Ints, when: Floats) -> Seen:
    """Return what the models see of ties at past moments.

    Args:
        archive: What happened.
        tie: (q,) which ties.
        when: (q,) seconds since 1970, UTC; only what came before counts.
    """
    spans = {"horizon": archive.horizon, "reply_within": archive.reply_within}
    rows = states_when(archive.interactions, Asked(tie=tie, when=when), **spans)
    asked = Asked(tie=archive.ego[tie], when=when)
    level = levels_when(archive.interactions, archive.ego, asked, **spans)
    moment = Moment(now=when, **spans)
    return Seen(features=features(rows, level, moment), known=rows[:, Column.REFERENCE] > -np.inf, degree=level.degree)
