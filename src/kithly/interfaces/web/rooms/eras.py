"""Eras: the years the user shares with people, each asked about once."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.belonging.eras import answer_era, eras
from kithly.interfaces.web.visit import Room, Visit

ERAS = "/eras"
AT_ONCE = 12  # people of an era that are shown before the rest is unfolded
ROLES = ("coworkers", "classmates", "clients", "friends")


def show(visit: Visit) -> Response:
    """Show the eras; one of them may be picked from."""
    network, role = visit.network, visit.query.get("role", "")
    return visit.show(
        "eras.html",
        eras=network.recall.get(("eras", network.today), lambda: eras(network)),
        picking=visit.query.get("pick", ""),
        role=role if role in ROLES else "",
        roles=ROLES,
        at_once=AT_ONCE,
    )


def answer(visit: Visit) -> Response:
    """Keep the answer about one era; whoever ticks nobody says that nobody belongs to it."""
    key, said, persons = visit.params["key"], visit.field("answer"), visit.fields("person")
    if said == "pick-or-no":
        said = "pick" if persons else "no"
    picked = persons if said == "pick" else ()
    return visit.back(ERAS, answer_era(visit.network, key, said, picked, visit.field("role") or None))


ROOMS = (
    Room(path=ERAS, method="GET", answer=show),
    Room(path="/eras/{key}", method="POST", answer=answer),
)
