"""The shape of the network: one look at circles, ways in, bridges, coverage and the map."""

from __future__ import annotations

import numpy as np

from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.shape.circles import circles_found, own_circles
from kithly.app.shape.finding import Found, shape_now
from kithly.app.shape.linking import bridge, bridge_order, hanging, hangs_on
from kithly.app.shape.showing import DIGITS, Showing
from kithly.app.shape.ways_in import chosen_ways, ways_in
from kithly.app.views import EdgeView, NetworkView, NodeView, ReachedView
from kithly.errors import NotFound
from kithly.history.interactions import Ints
from kithly.ties.ways import Reached, reached

LISTED = 10  # circles, companies, bridges ... shown unless more are asked for
ON_MAP = 200  # people on the map
EDGES_EACH = 4  # ties on the map for each person on it: more would be one dark blot


def shape(network: Network, *, limit: int = LISTED, on_map: int = ON_MAP, into: str = "") -> NetworkView:
    """Return the shape of the network.

    What was found is kept for the hour (`finding.shape_now`), and so is this view of it.

    Args:
        network: Whose.
        limit: At most so many circles, companies, places, bridges, and of each at most so many people.
        on_map: At most so many people among the nodes; four ties for each of them among the edges.
        into: Only companies and places whose name holds these words, however they are spelt; empty for all.

    Raises:
        NotFound: Nobody of the network is known to be at any company or place of that name.
    """
    key = ("shown", network.hour, limit, on_map, into)
    return network.recall.get(key, lambda: _shape(network, limit, on_map, into))


def _shape(network: Network, limit: int, on_map: int, into: str) -> NetworkView:
    found = shape_now(network)
    with network.store.reading() as kept:
        view = _shown(Showing(found, kept), limit, on_map, into)
    if into and not (view.totals["companies"] or view.totals["places"]):
        hint = "kithly network --limit 1000 lists every company and place"
        raise NotFound(
            "company",
            into,
            message=f"Nobody you know works at or lives in {into!r}, as far as your records tell.",
            hint=hint,
        )
    return view


def _shown(showing: Showing, limit: int, on_map: int, into: str) -> NetworkView:
    found = showing.found
    bridging, alone, mapped = bridge_order(showing), hanging(showing), _mapped(found)
    edges = _edges(found, mapped[:on_map])
    people = people_counted(found)
    companies = chosen_ways(showing, found.companies, into)
    places = chosen_ways(showing, found.places, into)
    return NetworkView(
        text=network_text(people, len(found.circles.ways.people)),
        people=people,
        circles=circles_found(showing, limit=limit),
        own_circles=own_circles(showing, limit=limit),
        companies=ways_in(showing, companies, limit=limit),
        places=ways_in(showing, places, limit=limit),
        bridges=tuple(bridge(showing, person) for person in bridging[:limit]),
        hangs_on=tuple(hangs_on(showing, one) for one in alone[:limit]),
        coverage=_coverage(found),
        nodes=tuple(_node(showing, person) for person in mapped[:on_map].tolist()),
        edges=tuple(_edge(showing, place) for place in edges.tolist()),
        totals={
            "circles": len(found.circles.ways.people),
            "own_circles": len(found.gathered.circles),
            "companies": len(companies),
            "places": len(places),
            "bridges": len(bridging),
            "hangs_on": len(alone),
            "nodes": len(mapped),
            "edges": len(found.gathered.seen_together),
        },
    )


def people_counted(found: Found) -> dict[str, int]:
    """Return how many people there are, and of these how many in circles, in pairs and alone."""
    total, inside = len(found.circle), found.circle >= 0
    ties = found.gathered.seen_together
    with_others = np.zeros(total, bool)
    with_others[ties.a] = with_others[ties.b] = True
    pairs = int(np.count_nonzero(with_others & ~inside))
    circles = int(np.count_nonzero(inside))
    return {"total": total, "in_circles": circles, "in_pairs": pairs, "alone": total - circles - pairs}


def network_text(people: dict[str, int], circles: int) -> str:
    """Return the whole in a sentence or two."""
    total = counted(people["total"], "person", "people")
    if not people["total"]:
        return "Nobody is in your network yet."
    if people["alone"] == people["total"]:
        return f"{total}, and no two of them were seen together: what links them is not known."
    if not circles:
        return f"{total}; {people['in_pairs']:,} of them were seen with somebody else, but in no circle of three."
    return (
        f"{total}; {people['in_circles']:,} of them in {counted(circles, 'circle')} of people who were seen together, "
        f"{people['alone']:,} never seen with anybody else you know."
    )


def _coverage(found: Found) -> dict[str, ReachedView]:
    people = reached(found.ways_to, found.gathered.seen.astype(np.int64))
    groups = {"companies": found.companies, "places": found.places, "circles": found.circles}
    return {"people": _reached(people)} | {name: _reached(one.reached) for name, one in groups.items()}


def _reached(one: Reached) -> ReachedView:
    return ReachedView(total=one.total, several=one.several, one=one.one, unlikely=one.unlikely, unknown=one.unknown)


def _mapped(found: Found) -> Ints:
    """Return everybody in the order of the map: those in circles first, the strongest tie first."""
    outside = found.circle < 0
    return np.lexsort((np.arange(len(outside)), -found.gathered.strength, outside))


def _edges(found: Found, people: Ints) -> Ints:
    """Return the places of the heaviest ties among some people."""
    ties, here = found.gathered.seen_together, np.zeros(len(found.circle), bool)
    here[people] = True
    among = np.flatnonzero(here[ties.a] & here[ties.b])
    return among[np.argsort(-ties.weight[among], kind="stable")][: EDGES_EACH * len(people)]


def _node(showing: Showing, person: int) -> NodeView:
    gathered, circle = showing.found.gathered, int(showing.found.circle[person])
    return NodeView(
        id=gathered.ids[person],
        name=gathered.names[person],
        band=showing.band(person),
        strength=showing.strength(person),
        circle=circle if circle >= 0 else None,
    )


def _edge(showing: Showing, place: int) -> EdgeView:
    gathered = showing.found.gathered
    ties = gathered.seen_together
    return EdgeView(
        a=gathered.ids[int(ties.a[place])],
        b=gathered.ids[int(ties.b[place])],
        weight=round(float(ties.weight[place]), DIGITS),
        records=int(ties.records[place]),
        evidence=showing.evidence(ties.newest[place].tolist()),
    )
