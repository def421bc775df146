"""Chance that repeats: one stream per named thing, so that no thing's luck depends on another's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random


def stream(seed: int, *names: str | int) -> Random:
    """Return the random stream of one named thing of one world.

    Example:
        >>> stream(7, "person", 3).random() == stream(7, "person", 3).random()
        True
    """
    label = "/".join(str(name) for name in (seed, *names))
    return Random(label)  # noqa: S311 - an invented world needs repeatable luck, not secrecy


def pick_weighted(rng: Random, weights: Sequence[tuple[str, float]]) -> str:
    """Return one name with a probability proportional to its weight."""
    roll = rng.random() * sum(weight for _, weight in weights)
    for name, weight in weights:
        roll -= weight
        if roll < 0:
            return name
    return weights[-1][0]


def day_between(rng: Random, first: date, last: date) -> date:
    """Return a day from first to last, both included; first if the span is empty."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def gap_days(rng: Random, median: float, spread: float) -> float:
    """Return a log-normal gap in days; spread is the standard deviation of its logarithm."""
    return median * math.exp(spread * rng.gauss(0.0, 1.0))


def day_in(day: date, year: int) -> date:
    """Return a day of the year in another year; 29 February is 1 March where there is none.

    Example:
        >>> day_in(date(1988, 2, 29), 2027).isoformat()
        '2027-03-01'
    """
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and year % 4 else day.replace(year=year)
