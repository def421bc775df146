"""What the model sees of a tie at one moment, in units of H, so that one fit serves any horizon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.ties.columns import DAY, HALF_LIVES, HORIZON, REPLY, Column, Floats
from kithly.ties.ego import Ego

SOON: Final = 1 / 256  # of H; added before a logarithm, so that a contact a moment ago is finite
NEVER: Final = 1e6  # of H; the silence of those with whom nothing was seen, so that it is a number
PRIOR_ANSWERS: Final = 2.0  # the ego's usual reply rate counts like two openings


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and on which scale ties are looked at.

    Attributes:
        now: Seconds since 1970, UTC; one number, or one per tie.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.
    """

    now: float | Floats
    horizon: float = HORIZON
    reply_within: float = REPLY


def last_contact(rows: Floats) -> Floats:
    """Return when there were words last, or a click where there never were words; -inf for never."""
    words = np.maximum(rows[:, Column.LAST_OUT], rows[:, Column.LAST_IN])
    return np.where(words > -np.inf, words, rows[:, Column.LAST_LIGHT])


def first_contact(rows: Floats) -> Floats:
    """Return the first interaction of each tie; inf for never."""
    return np.minimum(np.minimum(rows[:, Column.FIRST_OUT], rows[:, Column.FIRST_IN]), rows[:, Column.FIRST_LIGHT])


def features(rows: Floats, ego: Ego, moment: Moment) -> dict[str, Floats]:
    """Return the features of each tie by name. Shape of each: (n,).

    Args:
        rows: (n, WIDTH) states; interactions after the moment count as if they had just happened.
        ego: The ego's level; its arrays have shape () or (n,).
        moment: When.
    """
    size = len(rows)
    silence = np.clip((moment.now - last_contact(rows)) / moment.horizon, 0.0, NEVER)
    age = np.maximum(moment.now - first_contact(rows), 0.0) / moment.horizon
    seen = {
        "gap": np.log(silence + SOON),
        "age": np.log(age + SOON),
        "days": np.log1p(rows[:, Column.DAYS]),
        "recip": _balance(rows[:, Column.COUNT_IN], rows[:, Column.COUNT_OUT]),
        "ego_out": np.broadcast_to(np.log1p(ego.volume_out), size),
        "ego_in": np.broadcast_to(np.log1p(ego.volume_in), size),
        "ego_deg": np.broadcast_to(np.log1p(ego.degree), size),
    }
    return seen | _volumes(rows, moment) | _rhythm(rows, silence, moment) | _answers(rows, ego, moment)


def _balance(one: Floats, other: Floats) -> Floats:
    """Return the smaller over the larger, 0 where there is nothing."""
    return np.minimum(one, other) / np.maximum(np.maximum(one, other), 1.0)


def _volumes(rows: Floats, moment: Moment) -> dict[str, Floats]:
    """Return decayed numbers of interactions and active days."""
    since = np.maximum(moment.now - rows[:, Column.REFERENCE], 0.0) / moment.horizon
    since_day = np.minimum(np.maximum(moment.now - rows[:, Column.LAST_DAY_START], 0.0) / moment.horizon, 1e9)
    found = {}
    for place, half_life in enumerate(HALF_LIVES):
        volume = rows[:, Column.OUT_0 + place] + rows[:, Column.IN_0 + place]
        found[f"act_{place}"] = np.log1p(volume * np.exp2(-since / half_life))
        found[f"days_{place}"] = np.log1p(rows[:, Column.DAYS_0 + place] * np.exp2(-since_day / half_life))
    personal = rows[:, Column.PERSONAL_OUT] + rows[:, Column.PERSONAL_IN]
    volume = rows[:, Column.OUT_2] + rows[:, Column.IN_2]
    found["personal"] = np.log1p(personal * np.exp2(-since))
    found["personal_share"] = personal / np.maximum(volume, 1e-300)
    found["in_share"] = rows[:, Column.IN_2] / np.maximum(volume, 1e-300)
    return found


def _rhythm(rows: Floats, silence: Floats, moment: Moment) -> dict[str, Floats]:
    """Return the silence against the pair's own gaps, and how even these are."""
    gaps = np.maximum(rows[:, Column.DAYS] - 1, 0.0)
    # A pair without a rhythm yet is given one gap of length H.
    mean = (rows[:, Column.GAPS] * DAY / moment.horizon + 1.0) / (gaps + 1.0)
    mean_log = rows[:, Column.LOG_GAPS] / np.maximum(gaps, 1.0)
    spread = np.maximum(rows[:, Column.LOG_GAPS_SQUARED] / np.maximum(gaps, 1.0) - mean_log**2, 0.0)
    return {"overdue": np.log1p(silence / mean), "sdlog": np.sqrt(spread)}


def _answers(rows: Floats, ego: Ego, moment: Moment) -> dict[str, Floats]:
    """Return how reliably the alter answers, and whose turn it is."""
    waited = np.maximum(moment.now - rows[:, Column.LAST_OPENING], 0.0)
    due = rows[:, Column.OPENINGS] - rows[:, Column.PENDING] * np.exp2(-waited / moment.reply_within)
    rate = (rows[:, Column.ANSWERED] + PRIOR_ANSWERS * ego.reply_rate) / (due + PRIOR_ANSWERS)
    turns = rows[:, Column.TURNS] - (rows[:, Column.TURN_START] > -np.inf)
    turn_rate = (rows[:, Column.TURNS_ANSWERED] + PRIOR_ANSWERS * ego.reply_rate) / (turns + PRIOR_ANSWERS)
    out, incoming = rows[:, Column.LAST_OUT], rows[:, Column.LAST_IN]
    mine, theirs = incoming > out, (out >= incoming) & (out > rows[:, Column.LAST_MET])  # after a meeting, neither's
    return {
        "rr_alter": np.minimum(rate, 1.0),
        "rr_turn": turn_rate,
        "pend_me": mine * np.exp2(-_since(incoming, moment)),
        "pend_them": theirs * np.exp2(-_since(out, moment)),
        "waiting": np.log1p(np.minimum(rows[:, Column.PENDING] * np.exp2(-waited / moment.horizon), 1e6)),
        "gap_in": np.log(np.minimum(_since(incoming, moment), 1e3) + SOON),
        "surplus": np.log((rows[:, Column.COUNT_IN] + 1.0) / (rows[:, Column.COUNT_OUT] + 1.0)),
        "ego_rr": np.broadcast_to(ego.reply_rate, len(rows)),
        "never_in": (rows[:, Column.COUNT_IN] == 0) * 1.0,
        "first": (rows[:, Column.DAYS] == 0) * 1.0,
    }


def _since(at: Floats, moment: Moment) -> Floats:
    """Return the time since an instant, in units of H."""
    return np.maximum(moment.now - at, 0.0) / moment.horizon
