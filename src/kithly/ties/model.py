"""Two small additive models: contributions of single features add up in log-odds.

Each term is a piecewise linear function of one feature, given by what it adds at a few values;
between them it is straight, outside them constant. Terms of the strength model that stand for
volume, days and answers never fall, those for silence never rise, so that more contact never
lowers strength and longer silence never raises it (tested).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from kithly.ties.columns import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one feature adds to the log-odds.

    Attributes:
        feature: Its name, see `features`.
        at: Values of the feature, ascending.
        adds: What it adds at these values, less what it adds for a typical tie.
    """

    feature: str
    at: tuple[float, ...]
    adds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An additive logistic model of one probability.

    Attributes:
        intercept: Log-odds of a typical tie.
        spread: Standard deviation, over families of data the model had not seen, of the shift of
            its log-odds that would have made its average right.
        terms: In a fixed order.
    """

    intercept: float
    spread: float
    terms: tuple[Term, ...]

    def contributions(self, seen: dict[str, Floats]) -> Floats:
        """Return what each term adds for each tie. Shape: (n, terms)."""
        size = len(seen[self.terms[0].feature])
        found = np.empty((size, len(self.terms)))
        for place, term in enumerate(self.terms):
            found[:, place] = np.interp(seen[term.feature], term.at, term.adds)
        return found

    def log_odds(self, contributions: Floats) -> Floats:
        """Return the log-odds for each tie. Shape: (n,)."""
        return np.asarray(self.intercept + contributions.sum(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """The two models that ship, with where they come from.

    Attributes:
        version: Changes whenever a number does.
        strength: P(contact either way within H).
        reply: P(they answer within the reply window if ego writes now).
    """

    version: str
    strength: Model
    reply: Model


def probability(log_odds: Floats) -> Floats:
    """Return the probability of some log-odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0)))


@cache
def coefficients() -> Coefficients:
    """Return the coefficients shipped with this version, read once."""
    kept = json.loads(files("kithly.ties").joinpath("coefficients.json").read_text("utf-8"))
    return Coefficients(version=kept["version"], strength=read_model(kept["strength"]), reply=read_model(kept["reply"]))


def read_model(kept: dict[str, Any]) -> Model:
    """Return a model from its JSON form.

    Raises:
        ValueError: A term's values do not ascend, or it has not as many additions as values.
    """
    terms = []
    for one in kept["terms"]:
        term = Term(feature=one["feature"], at=tuple(one["at"]), adds=tuple(one["adds"]))
        if len(term.at) != len(term.adds) or any(a >= b for a, b in zip(term.at, term.at[1:], strict=False)):
            raise ValueError(f"The term {term.feature!r} is not a function.")
        terms.append(term)
    return Model(intercept=kept["intercept"], spread=kept["spread"], terms=tuple(terms))
