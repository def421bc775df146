"""People: listed, found, suggested to be one, placed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query

from kithly.app.belonging.eras import era, eras
from kithly.app.belonging.levels import PLACES
from kithly.app.belonging.named import list_named
from kithly.app.belonging.triage import triage
from kithly.app.following.suggesting import suggest
from kithly.app.network import Network
from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.merging import suggestions
from kithly.app.persons.searching import search
from kithly.app.views import (
    ErasView,
    EraView,
    FollowView,
    MergesView,
    NamedPeopleView,
    PeopleView,
    SearchView,
    TriageView,
)
from kithly.interfaces.rest.asked import MOST_TEXT, Id, Limit, Offset, Text
from kithly.interfaces.rest.operation import Operation

Sort = Literal["name", "strength", "reply", "silent", "last", "importance"]
Band = Literal["strong", "warm", "cooling", "dormant", "faint", "unknown"]
InPlace = Literal["network", "family", "service", "leave-out", "quiet"]
Words = Annotated[str, Query(min_length=1, max_length=MOST_TEXT, description="Words of messages, or of a name.")]


async def only(
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


def search_words(network: Network, *, text: Words, limit: Limit = 10, offset: Offset = 0) -> SearchView:
    """Search the words of all messages and the names of people."""
    return search(network, text, limit=limit, offset=offset)


def merge_suggestions(network: Network, *, limit: Limit = 20) -> MergesView:
    """List people who may be one and the same, with what speaks for it."""
    return suggestions(network, limit=limit)


def list_eras(network: Network) -> ErasView:
    """List your years at each employer and school."""
    return eras(network)


def one_era(network: Network, key: Id) -> EraView:
    """Show one of your eras, with who seems to come from there."""
    return era(network, key)


def triage_of_people(network: Network) -> TriageView:
    """List the people written with most, each with a guess where they belong."""
    return triage(network)


def named_people(network: Network) -> NamedPeopleView:
    """List the people you named among those you would be sorry to lose."""
    return list_named(network)


def to_follow(network: Network, *, limit: Limit = 20) -> FollowView:
    """List what could be followed of your people; nothing is asked of anybody."""
    return suggest(network, limit=limit)


TAG = "People"
_FIRST = {"who": "people/0/id"}
_TO_PEOPLE = dict.fromkeys(
    ("one_person", "page_of_person", "timeline_of_person", "draft_to_person", "add_note"), _FIRST
)
_TO_ERA = {"one_era": {"key": "eras/0/key"}}
OPERATIONS = (
    Operation(
        path="/people", method="GET", name="people", answer=list_people, tag=TAG, is_paged=True, leads=_TO_PEOPLE
    ),
    Operation(path="/search", method="GET", name="search", answer=search_words, tag=TAG, is_paged=True),
    Operation(path="/merges", method="GET", name="merges", answer=merge_suggestions, tag=TAG),
    Operation(
        path="/eras", method="GET", name="eras", answer=list_eras, tag=TAG, leads={"one_era": {"key": "eras/0/key"}}
    ),
    Operation(path="/eras/{key}", method="GET", name="era", answer=one_era, tag=TAG, refusals=(404, 409)),
    Operation(path="/triage", method="GET", name="triage", answer=triage_of_people, tag=TAG, is_versioned=True),
    Operation(path="/named", method="GET", name="named", answer=named_people, tag=TAG),
    Operation(path="/followable", method="GET", name="follow", answer=to_follow, tag=TAG),
)
