"""Today: the few hellos, one of them open."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.day import today
from kithly.app.me import show_me
from kithly.app.start import is_empty
from kithly.interfaces.web.visit import Room, Visit


def first(visit: Visit) -> Response:
    """Lead to the day, or to the start where nobody is known yet."""
    return visit.back("/start" if is_empty(visit.network) else "/today")


def show(visit: Visit) -> Response:
    """Show the day."""
    return visit.show("today.html", day=today(visit.network), me=show_me(visit.network))


ROOMS = (
    Room(path="/", method="GET", answer=first),
    Room(path="/today", method="GET", answer=show),
)
