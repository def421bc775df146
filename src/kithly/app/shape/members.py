"""Circles one after the other, and everybody of one: the list that says what the map draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.app.network import Network
from kithly.app.shape.circles import circle_found, circles_found
from kithly.app.shape.finding import Found, shape_now
from kithly.app.shape.linking import bridge
from kithly.app.shape.shape import people_counted
from kithly.app.shape.showing import Showing
from kithly.app.views.map import CirclesView, MembersView, MemberView
from kithly.errors import NotFound
from kithly.history.interactions import Ints


def circles_of(network: Network, *, limit: int = 50, offset: int = 0) -> CirclesView:
    """Return the circles found, the largest first.

    Args:
        network: Whose.
        limit: At most so many, and of each at most so many people.
        offset: Leave so many out first.
    """
    return network.recall.get(("circles", network.hour, limit, offset), lambda: _circles(network, limit, offset))


def _circles(network: Network, limit: int, offset: int) -> CirclesView:
    found = shape_now(network)
    people = people_counted(found)
    with network.store.reading() as kept:
        return CirclesView(
            circles=circles_found(Showing(found, kept), limit=limit, first=offset),
            total=len(found.circles.ways.people),
            in_pairs=people["in_pairs"],
            alone=people["alone"],
        )


def members_of(network: Network, circle: int | None, *, limit: int = 50, offset: int = 0) -> MembersView:
    """Return the people of a circle, or those of none: first those who were seen with somebody.

    Args:
        network: Whose.
        circle: Number of the circle; None for the people of none.
        limit: At most so many.
        offset: Leave so many out first.

    Raises:
        NotFound: There is no such circle.
    """
    key = ("members", network.hour, circle, limit, offset)
    return network.recall.get(key, lambda: _members(network, circle, limit, offset))


def _members(network: Network, circle: int | None, limit: int, offset: int) -> MembersView:
    found = shape_now(network)
    if circle is not None and not 0 <= circle < len(found.circles.ways.people):
        raise NotFound(
            "circle",
            str(circle),
            message="There is no such circle now.",
            hint="They change with what you bring: look at the list anew.",
        )
    seen = _seen(found)
    with network.store.reading() as kept:
        showing = Showing(found, kept)
        people = _apart(found, seen) if circle is None else showing.circle_people(circle)
        return MembersView(
            circle=None if circle is None else circle_found(showing, circle, 0),
            people=tuple(_member(showing, one, seen) for one in people[offset : offset + limit].tolist()),
            total=len(people),
            ties=int(seen.inside[people].sum()) // 2,
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """With how many each was seen: (people,) of their own circle, or, for those of none, of none; and in all."""

    inside: Ints
    all: Ints


def _seen(found: Found) -> _Seen:
    who, whom, _ = found.gathered.seen_together.both_ways()
    people = len(found.circle)
    inside = np.bincount(who[found.circle[who] == found.circle[whom]], minlength=people)
    return _Seen(inside, np.bincount(who, minlength=people))


def _apart(found: Found, seen: _Seen) -> Ints:
    people = np.flatnonzero(found.circle < 0)
    return people[np.lexsort((people, -found.gathered.strength[people], seen.all[people] == 0))]


def _member(showing: Showing, person: int, seen: _Seen) -> MemberView:
    links = person in showing.found.bridges.only
    return MemberView(
        person=showing.person(person),
        inside=int(seen.inside[person]),
        outside=int(seen.all[person] - seen.inside[person]),
        links=bridge(showing, person).text if links else "",
    )
