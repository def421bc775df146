"""What predictions and rankings of a given log came to."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.forecast import PastForecastView
from kithly.app.views.own_record import RightnessView


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedView:
    """Questions answered from a log.

    Attributes:
        queries: How many were asked; every one has a chance of an answer.
        never_in_contact: How many are about two who had not been in contact by then: of these no strength is told.
        interactions: Rows of the log.
        to_oneself: Rows left out, because sender and recipient are the same.
        views: How often a row was looked at from the side of somebody asked about.
        out: The file written.
        version: Of the coefficients.
    """

    queries: int
    never_in_contact: int
    interactions: int
    to_oneself: int
    views: int
    out: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedView:
    """People by the worth of a touch, best first, named as the file of people names them."""

    people: tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedView:
    """How right all numbers were in the user's own past.

    Attributes:
        strength: Contact within 90 days.
        reply: An answer within a week.
        past_forecasts: What would have been said of a year ahead, in years past, the newest first.
        text: The years in a sentence; empty where there are none.
        version: Of the coefficients.
    """

    strength: RightnessView
    reply: RightnessView
    past_forecasts: tuple[PastForecastView, ...]
    text: str
    version: str
