"""Both chances for any tie at any moment, from what had happened strictly before it.

This is what the product says of today, asked of many egos and many moments: the same states, levels,
features and models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import HORIZON, REPLY, Bools, Column, Floats, Ints
from kithly.ties.features import Moment, features
from kithly.ties.levels import levels_when
from kithly.ties.moments import Asked, states_when

GOLDEN: Final = 0.618033988749895  # multiples of it lie evenly between 0 and 1


def marks_of(names: Ints) -> Floats:
    """Return a mark from 0 to 1 for each of some names that are whole numbers, the same for the same."""
    stirred = names.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    stirred = (stirred ^ (stirred >> np.uint64(32))) * np.uint64(0xBF58476D1CE4E5B9)
    return ((stirred ^ (stirred >> np.uint64(29))) >> np.uint64(11)).astype(np.float64) / 2.0**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What happened to several egos, each tie a number of its own.

    Attributes:
        interactions: `Interactions.person` is the number of the tie.
        ego: (ties,) whose tie it is, 0-based.
        marks: (ties,) a number from 0 to 1 for each tie, by which ties are drawn where not all are needed. It must
            hang on who the two are alone, not on what else there is.
        horizon: H, in seconds: strength looks so far ahead.
        reply_within: The reply window, in seconds.
    """

    interactions: Interactions
    ego: Ints
    marks: Floats
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
