"""People: everybody, found as one types, filtered, sorted, and edited several at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.numbers import strength
from kithly.app.views import FacetsView, StrengthView
from kithly.interfaces.web.choices import bands_of, choices_of
from kithly.interfaces.web.visit import Room, Visit
from kithly.interfaces.web.wanted import SORTS, wanted

PAGE: Final = 50  # people on a page
NO_FACETS: Final = FacetsView(circles=(), eras=(), companies=(), bands=(), places=())


def show(visit: Visit) -> Response:
    """Show the list, and how the network stands."""
    return visit.show("people.html", bench=_bench(visit), **_listed(visit))


def found(visit: Visit) -> Response:
    """Show what the list holds now, alone, with the filters that fit it."""
    return visit.show("people_found.html", is_piece=True, **_listed(visit))


def more(visit: Visit) -> Response:
    """Show the next people, alone."""
    return visit.show("people_rows.html", **_listed(visit))


def _bench(visit: Visit) -> StrengthView:
    network = visit.network
    return network.recall.get(("bench", network.hour), lambda: strength(network))


def _listed(visit: Visit) -> Mapping[str, Any]:
    asked, first = wanted(visit), visit.number("from", 0)
    view = find_people(visit.network, asked.q, filters=asked.filters, sort=asked.sort, limit=PAGE, offset=first)
    everybody = find_people(visit.network, filters=Filters(place=asked.filters.place), limit=0).total
    facets = view.facets or NO_FACETS
    after = first + PAGE
    return {
        "asked": asked,
        "view": view,
        "everybody": everybody,
        "first": first,
        "following": after if after < view.total else None,
        "sorts": SORTS,
        "choices": choices_of(asked, facets),
        "bands": bands_of(asked, facets),
    }


ROOMS = (
    Room(path="/people", method="GET", answer=show),
    Room(path="/people/found", method="GET", answer=found),
    Room(path="/people/more", method="GET", answer=more),
)
