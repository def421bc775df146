"""Somebody just met: a name, where, and what about, noted in ten seconds."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.belonging.word import met
from kithly.interfaces.web.visit import Room, Visit


def show(visit: Visit) -> Response:
    """Show the three lines to fill in."""
    return visit.show("met.html")


def keep(visit: Visit) -> Response:
    """Keep whom the user met, and go on to their page."""
    done = met(visit.network, visit.field("name"), where=visit.field("where"), about=visit.field("about"))
    return visit.back(f"/people/{done.person.id}" if done.person else "/people", done)


ROOMS = (
    Room(path="/met", method="GET", answer=show),
    Room(path="/met", method="POST", answer=keep),
)
