"""Triage: the people written with most, and whether they are network, family, a service, or left out."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.belonging.triage import settle_triage, triage
from kithly.app.views import TriageView
from kithly.interfaces.web.visit import Room, Visit

START = "/start"
TRIAGE = "/triage"
PLACES = (("network", "Network"), ("family", "Family"), ("service", "Service"), ("leave out", "Leave out"))
FIELD = "place-"  # before the person's id


def show(visit: Visit) -> Response:
    """Show the people written with most, each with a guess."""
    return visit.show("triage.html", people=found(visit).people, places=PLACES, field=FIELD)


def settle(visit: Visit) -> Response:
    """Keep where they belong, as one change; what was said before and stays so is not said again."""
    said = {row.person.id: row.place for row in found(visit).people if row.decided}
    told = {name.removeprefix(FIELD): visit.field(name) for name in visit.form if name.startswith(FIELD)}
    fresh = {person: place for person, place in told.items() if said.get(person) != place}
    return visit.back(START, settle_triage(visit.network, fresh) if fresh else None)


def found(visit: Visit) -> TriageView:
    """Return the people written with most."""
    return triage(visit.network)


ROOMS = (
    Room(path=TRIAGE, method="GET", answer=show),
    Room(path=TRIAGE, method="POST", answer=settle),
)
