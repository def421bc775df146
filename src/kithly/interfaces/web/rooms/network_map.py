"""The map of the network, and the list that says the same: circles, the people of each, where somebody stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from kithly.app.shape.mapping import map_of
from kithly.app.shape.members import circles_of, members_of
from kithly.app.shape.shape import shape
from kithly.app.shape.standing import standing_of
from kithly.interfaces.web.map_data import map_data
from kithly.interfaces.web.rooms.network import PAGE
from kithly.interfaces.web.visit import Room, Visit

NONE: Final = "none"  # instead of the number of a circle: whoever is in none
FEW: Final = 12  # people, ties ... in the sheet beside the map
COLOURED: Final = 8  # circles with a colour of their own
LINKS: Final = 50  # people who link what nobody else links, named beside the map


def show(visit: Visit) -> Response:
    """Show the map, and the circles as a list."""
    network, first = visit.network, visit.number("from", 0)
    view, circles = map_of(network), circles_of(network, limit=PAGE, offset=first)
    return visit.show(
        "network_map.html",
        view=view,
        circles=circles,
        coloured=COLOURED,
        bridges=shape(network, limit=LINKS).bridges if first == 0 else (),
        drawn=len(view.people),
        following=_next(first, PAGE, circles.total),
    )


def give_data(visit: Visit) -> Response:
    """Give what the script draws the map of."""
    network = visit.network
    data = network.recall.get(("map data", network.hour), lambda: map_data(map_of(network)))
    return Response(data, media_type="application/json")


def show_circle(visit: Visit) -> Response:
    """Show everybody of one circle, or of none."""
    return visit.show("network_circle.html", is_part=False, **_circle(visit, PAGE))


def show_circle_part(visit: Visit) -> Response:
    """Show the first of a circle, for the sheet beside the map."""
    return visit.show("network_circle_part.html", is_part=True, **_circle(visit, FEW))


def _circle(visit: Visit, limit: int) -> Mapping[str, Any]:
    told, first = visit.params["circle"], visit.number("from", 0)
    number = None if told == NONE else int(told) if told.isascii() and told.isdigit() and len(told) < FEW else -1
    view = members_of(visit.network, number, limit=limit, offset=first)
    return {"view": view, "number": told, "first": first, "following": _next(first, limit, view.total)}


def show_person(visit: Visit) -> Response:
    """Show where somebody stands on the map, why, and with whom they were seen."""
    return visit.show("network_standing.html", is_part=False, **_person(visit, PAGE))


def show_person_part(visit: Visit) -> Response:
    """Show the same in short, for the sheet beside the map."""
    return visit.show("network_standing_part.html", is_part=True, **_person(visit, FEW))


def _person(visit: Visit, limit: int) -> Mapping[str, Any]:
    first = visit.number("from", 0)
    view = standing_of(visit.network, visit.params["person"], limit=limit, offset=first)
    return {"view": view, "first": first, "following": _next(first, limit, view.total)}


def _next(first: int, limit: int, total: int) -> int | None:
    return first + limit if first + limit < total else None


ROOMS = (
    Room(path="/network/map", method="GET", answer=show),
    Room(path="/network/map/data", method="GET", answer=give_data),
    Room(path="/network/map/circles/{circle}", method="GET", answer=show_circle),
    Room(path="/network/map/circles/{circle}/part", method="GET", answer=show_circle_part),
    Room(path="/network/map/people/{person}", method="GET", answer=show_person),
    Room(path="/network/map/people/{person}/part", method="GET", answer=show_person_part),
)
