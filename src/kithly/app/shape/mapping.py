"""The map of the network: who is drawn, their ties, their circles, and the ways into companies."""

from __future__ import annotations

from typing import Final

import numpy as np

from kithly.app.network import Network
from kithly.app.shape.finding import Found, shape_now
from kithly.app.shape.shape import EDGES_EACH, network_text, people_counted
from kithly.app.shape.showing import DIGITS, Showing
from kithly.app.shape.ways_in import chosen_ways, way_text
from kithly.app.views.map import MapCircleView, MapPersonView, MapTieView, MapView, MapWayView
from kithly.history.interactions import Ints
from kithly.ties.together import GRAIN
from kithly.ties.ways import would_answer

DRAWN: Final = 2_000  # people on the map
WAYS: Final = 300  # companies on it
LEADING: Final = 3  # people who lead into one without being there
OFF: Final = -1  # the place of whoever is not on the map


def map_of(network: Network, *, most: int = DRAWN) -> MapView:
    """Return the map of the network: whole circles, the largest first, then others, as long as there is room.

    Args:
        network: Whose.
        most: At most so many people.
    """
    return network.recall.get(("map", network.hour, most), lambda: _map(network, most))


def _map(network: Network, most: int) -> MapView:
    found = shape_now(network)
    drawn = _drawn(found, most)
    place = np.full(len(found.circle), OFF)
    place[drawn] = np.arange(len(drawn))
    people = people_counted(found)
    with network.store.reading() as kept:
        showing = Showing(found, kept)
        return MapView(
            text=network_text(people, len(found.circles.ways.people)),
            people=_people(showing, drawn),
            ties=_ties(found, place),
            circles=_circles(showing, drawn),
            ways=_ways(showing, place),
            total=_total(found, people),
        )


def _total(found: Found, people: dict[str, int]) -> dict[str, int]:
    parts = {name: people[name] for name in ("in_circles", "in_pairs", "alone")}
    circles, ties = len(found.circles.ways.people), len(found.gathered.seen_together)
    return {"people": people["total"], **parts, "circles": circles, "ties": ties}


def _drawn(found: Found, most: int) -> Ints:
    """Return who is drawn, by circle; within one whoever was seen most with its others first.

    By powers of two, else by id: a message more moves few people. Of a circle larger than the map its first are drawn.
    """
    circle, sizes = found.circle, found.circles.ways.people
    whole = max(int(np.searchsorted(np.cumsum(sizes), most, side="right")), 1)
    inside = np.flatnonzero((circle >= 0) & (circle < whole))
    nearness = np.floor(np.log2(np.maximum(found.within[inside], GRAIN)))
    inside = inside[np.lexsort((inside, -nearness, circle[inside]))][:most]
    ties, outside = found.gathered.seen_together, np.flatnonzero(circle < 0)
    lonely = np.ones(len(circle), bool)
    lonely[ties.a] = lonely[ties.b] = False
    outside = outside[np.lexsort((outside, -found.gathered.strength[outside], lonely[outside]))]
    return np.concatenate([inside, outside[: most - len(inside)]])


def _people(showing: Showing, drawn: Ints) -> tuple[MapPersonView, ...]:
    gathered, circle = showing.found.gathered, showing.found.circle
    links = set(showing.found.bridges.only.tolist())
    return tuple(
        MapPersonView(
            id=gathered.ids[person],
            name=gathered.names[person],
            band=showing.band(person),
            circle=int(circle[person]) if circle[person] >= 0 else None,
            links=person in links,
        )
        for person in drawn.tolist()
    )


def _ties(found: Found, place: Ints) -> tuple[MapTieView, ...]:
    """Return the heaviest ties among those drawn: more would be one dark blot."""
    ties = found.gathered.seen_together
    among = np.flatnonzero((place[ties.a] != OFF) & (place[ties.b] != OFF))
    most = EDGES_EACH * int(np.count_nonzero(place != OFF))
    heaviest = among[np.argsort(-ties.weight[among], kind="stable")][:most]
    columns = (place[ties.a[heaviest]], place[ties.b[heaviest]], ties.weight[heaviest], ties.records[heaviest])
    return tuple(
        MapTieView(a=a, b=b, weight=round(weight, DIGITS), records=records)
        for a, b, weight, records in zip(*(column.tolist() for column in columns), strict=True)
    )


def _circles(showing: Showing, drawn: Ints) -> tuple[MapCircleView, ...]:
    sizes = showing.found.circles.ways.people
    numbers = np.unique(showing.found.circle[drawn])
    return tuple(
        MapCircleView(number=number, label=showing.labels[number], size=int(sizes[number]))
        for number in numbers[numbers >= 0].tolist()
    )


def _ways(showing: Showing, place: Ints) -> tuple[MapWayView, ...]:
    companies = chosen_ways(showing, showing.found.companies).numbers
    ways = (_way(showing, number, place) for number in companies)
    shown = [way for way in ways if way.people or way.through]
    return tuple(shown[:WAYS])


def _way(showing: Showing, number: int, place: Ints) -> MapWayView:
    gathered, groups = showing.found.gathered, showing.found.companies
    there = np.flatnonzero((groups.group == number) & (place != OFF))
    would = there[would_answer(gathered.reply[there], gathered.seen[there])]
    through, _ = groups.ways.second_hand(number)
    leading = place[through[:LEADING]]
    return MapWayView(
        name=gathered.traits.traits[groups.trait[number]].name,
        text=way_text(showing, groups, number),
        people=tuple(place[there].tolist()),
        would=tuple(place[would].tolist()),
        through=tuple(leading[leading != OFF].tolist()),
    )
