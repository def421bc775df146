"""One person whole, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.facts import picture
from kithly.app.persons.joined import joined
from kithly.app.persons.person_page import person_page
from kithly.app.persons.splitting import split
from kithly.app.today.lately import DEBT
from kithly.interfaces.pictures.tie import is_ranked, life_of, years
from kithly.interfaces.web.visit import Room, Visit

KEPT: Final = "private, max-age=86400, immutable"  # what is under a hash never changes; nobody between keeps it
ANSWER_DAYS: Final = DEBT.days  # as long as words of theirs wait in the inbox
RHYTHMS: Final = {
    None: "As it comes",
    14: "Every two weeks",
    30: "Every month",
    91: "Every three months",
    182: "Twice a year",
    365: "Once a year",
}


def show(visit: Visit) -> Response:
    """Show one person; who was joined with somebody else is found under their address of today."""
    network, asked = visit.network, visit.params["person"]
    page = network.recall.get(("person page", asked, network.hour), lambda: person_page(network, asked))
    if page.person.id != asked:
        return visit.back(f"/people/{page.person.id}")
    life = life_of(page)
    return visit.show(
        "person.html",
        page=page,
        picture=years(life),
        is_ranked=is_ranked(page),
        is_answer=life.is_your_turn and (page.person.tie is None or (page.person.tie.silent_days or 0) <= ANSWER_DAYS),
        rhythms=RHYTHMS,
    )


def show_all(visit: Visit) -> Response:
    """Show everything that happened with a person, a page at a time."""
    return visit.show("person_all.html", **_all(visit))


def show_more(visit: Visit) -> Response:
    """Show the next things that happened, alone."""
    return visit.show("person_more.html", **_all(visit))


def _all(visit: Visit) -> Mapping[str, Any]:
    network, person, first = visit.network, visit.params["person"], visit.number("from", 0)
    key = ("happened", person, first, network.today)
    page = network.recall.get(key, lambda: all_happened(network, person, offset=first))
    after = first + len(page.happened)
    return {"page": page, "following": after if page.happened and after < page.total else None}


def show_records(visit: Visit) -> Response:
    """Show what a person is joined from, and why."""
    return visit.show("person_records.html", joined=joined(visit.network, visit.params["person"]))


def show_photo(visit: Visit) -> Response:
    """Show the picture of a person, under the type its bytes told when it was kept."""
    found = picture(visit.network, visit.params["photo"])
    return Response(found.data, media_type=found.type, headers={"cache-control": KEPT})


def take_off(visit: Visit) -> Response:
    """Take one record or address off a person; show what is left."""
    done = split(visit.network, visit.params["person"], visit.field("part"))
    rest = done.person.id if done.person else visit.params["person"]
    return visit.back(f"/people/{rest}/records", done)


ROOMS = (
    Room(path="/people/{person}", method="GET", answer=show),
    Room(path="/people/{person}/all", method="GET", answer=show_all),
    Room(path="/people/{person}/all/more", method="GET", answer=show_more),
    Room(path="/people/{person}/records", method="GET", answer=show_records),
    Room(path="/pictures/{photo}", method="GET", answer=show_photo),
    Room(path="/people/{person}/split", method="POST", answer=take_off),
)
