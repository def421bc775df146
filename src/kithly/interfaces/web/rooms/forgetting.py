"""To forget somebody for good: first a page that counts what would go, then the user's yes on it."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.owning.forgotten.doing import forget
from kithly.app.owning.forgotten.looking import forgetting
from kithly.errors import Conflict
from kithly.interfaces.web.visit import Room, Visit

ROOM = "/forget/{person}"


def show(visit: Visit) -> Response:
    """Show what would go with somebody, counted, and whom else it may be."""
    also = visit.fields("also")
    return visit.show("forget.html", seen=forgetting(visit.network, visit.params["person"], also), also=also)


def do(visit: Visit) -> Response:
    """Forget somebody after the yes; without it the page is shown again."""
    person, also = visit.params["person"], visit.fields("also")
    if visit.field("yes") != "yes":
        visit.guest.tell("Nothing was done: it needs your yes in the box.", is_mistake=True, form=f"/forget/{person}")
        return show(visit)
    try:
        view = forget(visit.network, person, also, seen=visit.field("seal"))
    except Conflict as changed:
        visit.guest.tell(f"{changed}", is_mistake=True, form=f"/forget/{person}")
        return show(visit)
    for sentence in (view.text, *view.words):
        visit.guest.tell(sentence)
    return visit.back("/people")


ROOMS = (Room(path=ROOM, method="GET", answer=show), Room(path=ROOM, method="POST", answer=do))
