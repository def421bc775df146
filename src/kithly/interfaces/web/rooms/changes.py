"""Changes: what was brought, decided and edited, and the way back."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.changes import list_changes, undo
from kithly.interfaces.web.rooms.held import waiting
from kithly.interfaces.web.visit import Room, Visit

PAGE = 50  # changes on a page


def show(visit: Visit) -> Response:
    """Show the changes, newest first."""
    first = visit.number("from", 0)
    changes = list_changes(visit.network).changes
    return visit.show(
        "changes.html",
        held=waiting(visit),
        changes=changes[first : first + PAGE],
        first=first,
        total=len(changes),
        following=first + PAGE if first + PAGE < len(changes) else None,
    )


def take_back(visit: Visit) -> Response:
    """Take one change back."""
    done = undo(visit.network, visit.params["change"])
    visit.guest.tell(done.text)
    for touch, said in list(visit.guest.settled.items()):
        if said.undo == done.change:
            del visit.guest.settled[touch]
    return visit.back(visit.origin_page("/changes"))


ROOMS = (
    Room(path="/changes", method="GET", answer=show),
    Room(path="/changes/{change}/undo", method="POST", answer=take_back),
)
