"""The planner's ranking of ties alone, from a log: for simulated worlds."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

import numpy as np

from kithly.app.evaluating import tables
from kithly.app.views import RankedView
from kithly.errors import SettingsError
from kithly.plan import rank


def rank_of(log: Path, people: Path, *, now: float, count: int) -> RankedView:
    """Return whom to touch, best first.

    Args:
        log: Parquet: person, ts (seconds), incoming, touch (a planned touch of ego, outgoing), in any order.
        people: Parquet: person, importance, minutes.
        now: Seconds since 1970; what came later is not looked at.
        count: How many at most.

    Raises:
        KithlyError: A file or a number cannot be used; the sentence says which.
    """
    if not isfinite(now):
        raise SettingsError("now", "--now must be a number of seconds since 1970.", hint=tables.HELP)
    if count < 0:
        raise SettingsError("count", "--count cannot be below 0.", hint=tables.HELP)
    told, known = (
        tables.read(log, ("person", "ts", "incoming", "touch")),
        tables.read(people, ("person", "importance", "minutes")),
    )
    (everybody, persons), called = tables.numbered(
        [(known["person"], "person", people), (told["person"], "person", log)]
    )
    if len(np.unique(everybody)) != len(everybody):
        raise tables.flaw(people, f"A person stands twice in {people.name}.")
    if len(called) > len(everybody):
        raise tables.flaw(log, f"{log.name} names people whom {people.name} does not.")
    at = tables.instants(told, "ts", log)
    order = np.argsort(at, kind="stable")
    importance, minutes = (tables.numbers(known, name, people) for name in ("importance", "minutes"))
    if len(minutes) and (minutes.min() <= 0 or importance.min() < 0):
        raise tables.flaw(people, "Minutes must lie above 0, and importance not below.")
    incoming, touch = (tables.numbers(told, name, log) != 0 for name in ("incoming", "touch"))
    best = rank(persons[order], at[order], incoming[order], touch[order], importance, minutes, now=now, count=count)
    names = known["person"].to_pylist()
    return RankedView(people=tuple(names[place] for place in best.tolist()))
