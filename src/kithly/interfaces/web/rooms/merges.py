"""One person or two: a pair at a time, decided side by side."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.persons.merging import accept, different, same
from kithly.app.persons.pairs import SURE, next_pair
from kithly.interfaces.web.visit import Room, Visit

HERE = "/merges"


def show(visit: Visit) -> Response:
    """Show the pair to look at now."""
    return visit.show("merges.html", pairs=next_pair(visit.network, visit.guest.put_off))


def one(visit: Visit) -> Response:
    """Make one person of two."""
    return visit.back(HERE, same(visit.network, visit.field("a"), visit.field("b")))


def two(visit: Visit) -> Response:
    """Keep two people apart."""
    return visit.back(HERE, different(visit.network, visit.field("a"), visit.field("b")))


def sure(visit: Visit) -> Response:
    """Make one person of every pair that is sure, as one change."""
    return visit.back(HERE, accept(visit.network, SURE))


def later(visit: Visit) -> Response:
    """Put a pair off until the user asks for it again."""
    visit.guest.put_off.add(visit.field("pair"))
    return visit.back(HERE)


def again(visit: Visit) -> Response:
    """Take up what was put off."""
    visit.guest.put_off.clear()
    return visit.back(HERE)


ROOMS = (
    Room(path="/merges", method="GET", answer=show),
    Room(path="/merges/one", method="POST", answer=one),
    Room(path="/merges/two", method="POST", answer=two),
    Room(path="/merges/sure", method="POST", answer=sure),
    Room(path="/merges/later", method="POST", answer=later),
    Room(path="/merges/again", method="POST", answer=again),
)
