"""People: listed, found, one of them whole."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query

from kithly.app.belonging.word import PLACES
from kithly.app.network import Network
from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.people import show_person
from kithly.app.views import PeopleView, PersonView
from kithly.interfaces.rest.asked import Limit, Offset, Text, Who
from kithly.interfaces.rest.operation import Operation

Sort = Literal["name", "strength", "reply", "silent", "last", "importance"]
Band = Literal["strong", "warm", "cooling", "dormant", "faint", "unknown"]
InPlace = Literal["network", "family", "service", "leave-out", "quiet"]


def only(
    *,
    circle: Text = "",
    era: Text = "",
    company: Text = "",
    band: Annotated[Band | None, Query(description="Only ties of this band.")] = None,
    place: Annotated[InPlace | None, Query(description="Only people who belong there.")] = None,
) -> Filters:
    """Return whom a list shows."""
    where = PLACES[place].value if place in PLACES else place or ""
    return Filters(circle=circle, era=era, company=company, place=where, bands=(band,) if band else ())


def list_people(
    network: Network,
    *,
    filters: Annotated[Filters, Depends(only)],
    query: Text = "",
    sort: Sort = "name",
    limit: Limit = 25,
    offset: Offset = 0,
) -> PeopleView:
    """List people: all, or those who fit."""
    return find_people(network, query, filters=filters, sort=sort, limit=limit, offset=offset)


def one_person(network: Network, who: Who) -> PersonView:
    """Tell everything about one person, with the records behind it."""
    return show_person(network, who)


TAG = "People"
OPERATIONS = (
    Operation(path="/people", method="GET", name="people", answer=list_people, tag=TAG, is_paged=True),
    Operation(path="/people/{who}", method="GET", name="person", answer=one_person, tag=TAG, refusals=(404, 409)),
)
