"""How right the models were in ego's own past, kept as a small fact by every rebuild."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import numpy as np

from kithly.history import Interactions
from kithly.store import Reading, Writing
from kithly.ties import (
    Calibrations,
    Outcomes,
    OwnPast,
    calibrations,
    coefficients,
    not_calibrated,
    own_past,
    windows_over,
)
from kithly.ties.calibration import BINS

KEPT: Final = "own_past"  # name of the small fact
FACTS: Final = 2  # networks whose small fact is kept read


def keep_own_past(tx: Writing, interactions: Interactions, *, now: datetime) -> Calibrations:
    """Keep what the models would have said in past windows and what came; return how it moves them.

    Args:
        tx: Where to.
        interactions: With everybody, up to now.
        now: The present.
    """
    past = own_past(interactions, now.timestamp())
    told = {"model": coefficients().version, "bins": BINS, "first": past.first}
    tx.meta.set(KEPT, json.dumps(told | {name: _packed(getattr(past, name)) for name in ("strength", "reply")}))
    return kept_calibrations(tx)


def kept_calibrations(tx: Reading) -> Calibrations:
    """Return how the models are moved by ego's own past; not at all where nothing is kept of it."""
    return _calibrations(tx.meta.get(KEPT) or "")


def kept_past(tx: Reading) -> OwnPast | None:
    """Return ego's own past, as kept; None where there is none, or another version's models said it."""
    return _past(tx.meta.get(KEPT) or "")


def has_new_window(tx: Reading, interactions: Interactions, *, now: datetime) -> bool:
    """Say whether with some interactions a window is over that was not at the last rebuild."""
    past = kept_past(tx)
    return past is not None and windows_over(interactions, now.timestamp()) > past.first + len(past.strength.people)


@lru_cache(maxsize=FACTS)
def _calibrations(fact: str) -> Calibrations:
    past = _past(fact)
    return calibrations(past) if past else not_calibrated()


@lru_cache(maxsize=FACTS)
def _past(fact: str) -> OwnPast | None:
    told = json.loads(fact or "{}")
    if told.get("model") != coefficients().version or told.get("bins") != BINS:
        return None
    return OwnPast(first=told["first"], strength=_unpacked(told["strength"]), reply=_unpacked(told["reply"]))


def _packed(outcomes: Outcomes) -> dict[str, Any]:
    """Return counts in short: rows of window, bin, how many were said, how many came true."""
    window, place = np.nonzero(outcomes.said)
    counts = [window, place, outcomes.said[window, place], outcomes.true[window, place]]
    return {
        "counts": np.stack(counts, axis=1).astype(int).tolist(),
        "people": outcomes.people.tolist(),
        "came": outcomes.came.tolist(),
    }


def _unpacked(told: dict[str, Any]) -> Outcomes:
    people, came = np.array(told["people"], np.int64), np.array(told["came"], np.int64)
    window, place, said, true = np.array(told["counts"], np.int64).reshape(-1, 4).T
    found = np.zeros((2, len(people), BINS))
    found[0, window, place], found[1, window, place] = said, true
    return Outcomes(said=found[0], true=found[1], people=people, came=came)
