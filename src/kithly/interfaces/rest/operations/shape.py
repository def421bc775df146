"""The network as a whole: in numbers, its shape, the years behind and the year ahead."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from kithly.app.evaluating.own_past import own_past
from kithly.app.network import Network
from kithly.app.persons.forecast import forecast
from kithly.app.persons.numbers import dormant, strength
from kithly.app.persons.twelve_years import people_of_year, twelve_years
from kithly.app.shape.shape import shape
from kithly.app.today.courage import brought_back, courage
from kithly.app.views import (
    BroughtBackView,
    CourageView,
    DormantView,
    EvaluatedView,
    ForecastView,
    NetworkView,
    OneYearView,
    StrengthView,
    YearsView,
)
from kithly.interfaces.rest.asked import Field, Limit, Offset, Text, Whole, Year
from kithly.interfaces.rest.operation import Operation

FIRST_YEAR, LAST_YEAR = 1970, 9999
OnMap = Annotated[int, Query(ge=1, le=10_000, description="How many people on the map."), Whole]
InYear = Annotated[
    Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), Whole] | None, Query(description="Else this one.")
]


def strength_of_network(network: Network) -> StrengthView:
    """Tell how many people would answer if you wrote, and how right that was before."""
    return strength(network)


def year_ahead(network: Network) -> ForecastView:
    """Tell the year ahead under usual contact, month by month."""
    return forecast(network)


def shape_of_network(network: Network, *, limit: Limit = 10, people: OnMap = 200, into: Text = "") -> NetworkView:
    """Tell the shape of the network: circles, the ways into companies and places, who links them."""
    return shape(network, limit=limit, on_map=people, into=into)


def worth_waking(network: Network, *, limit: Limit = 15) -> DormantView:
    """List people worth waking: once close, long silent."""
    return dormant(network, limit=limit)


def years(network: Network) -> YearsView:
    """Tell the last twelve years: with whom, and who came along from where."""
    return twelve_years(network)


def one_year(network: Network, year: Year, *, limit: Limit = 50, offset: Offset = 0) -> OneYearView:
    """List with whom there was contact in one of the last twelve years."""
    return people_of_year(network, year, limit=limit, offset=offset)


def who_came_back(network: Network, *, year: InYear = None) -> BroughtBackView:
    """List who wrote again in a year after two years of silence or more."""
    return brought_back(network, year)


def writing_after_years(network: Network) -> CourageView:
    """Tell what became of it when you wrote after years of silence."""
    return courage(network)


def how_right(network: Network) -> EvaluatedView:
    """Tell how right the numbers were in your own past."""
    return own_past(network)


TAG = "The network"
_LOOKS = (
    ("/strength", "strength", strength_of_network),
    ("/forecast", "forecast", year_ahead),
    ("/dormant", "dormant", worth_waking),
    ("/years", "years", years),
    ("/back", "back", who_came_back),
    ("/courage", "courage", writing_after_years),
    ("/evaluation", "evaluate", how_right),
)
OPERATIONS = (
    *(Operation(path=path, method="GET", name=name, answer=answer, tag=TAG) for path, name, answer in _LOOKS),
    Operation(path="/network", method="GET", name="network", answer=shape_of_network, tag=TAG, refusals=(404,)),
    Operation(
        path="/years/{year}", method="GET", name="year", answer=one_year, tag=TAG, is_paged=True, refusals=(404,)
    ),
)
