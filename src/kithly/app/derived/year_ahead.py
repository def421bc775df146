"""The year ahead of the whole network, with its past forecasts, kept in memory between looks."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from kithly.app.derived.closely import Ties
from kithly.app.derived.everything import all_interactions
from kithly.app.network import Network
from kithly.ties import Story, Year, forecast
from kithly.ties.columns import Bools

YEARS_BACK: Final = 4  # past forecasts told at most


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAhead:
    """The year ahead at one state of the store.

    Attributes:
        year: The numbers.
        moments: When a forecast was asked for, a year apart; the last one is now.
        first: The first contact with anybody; None where there was none.
        last: The last one.
    """

    year: Year
    moments: tuple[datetime, ...]
    first: datetime | None
    last: datetime | None


def look_ahead(network: Network, ties: Ties, counted: Bools) -> YearAhead:
    """Return the year ahead, worked out from everything that happened.

    Args:
        network: Whose.
        ties: How ego stands with everybody.
        counted: (people,) of whom the forecast speaks.
    """
    with network.store.reading() as kept:
        happened = all_interactions(kept, ties.persons)
    now = network.now.astimezone(network.zone)
    moments = tuple(months_later(now, -12 * back) for back in range(YEARS_BACK, -1, -1))
    story = Story.of(happened, counted)
    at = story.between(-np.inf, now.timestamp()).at
    ends = at[[0, -1]].tolist() if len(at) else []
    first, last = (datetime.fromtimestamp(end, network.zone) for end in ends) if ends else (None, None)
    made = np.array([moment.timestamp() for moment in moments])
    standings = ties.standings
    year = forecast(story, made, today=standings.states, reply=standings.moved.reply)
    return YearAhead(year=year, moments=moments, first=first, last=last)


def months_later(moment: datetime, months: int) -> datetime:
    """Return the same day and hour so many calendar months later; the last day of a shorter month.

    Example:
        >>> months_later(datetime(2026, 1, 31), 1), months_later(datetime(2024, 2, 29), -12)
        (datetime.datetime(2026, 2, 28, 0, 0), datetime.datetime(2023, 2, 28, 0, 0))
    """
    years, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=years, month=month + 1, day=min(moment.day, monthrange(years, month + 1)[1]))
