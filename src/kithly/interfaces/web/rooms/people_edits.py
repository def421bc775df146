"""Several people edited at once: one change, and one undo for all of them."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.belonging.edits import Edit, edit_people
from kithly.app.belonging.era_edits import put_in_era
from kithly.app.views import DoneView
from kithly.interfaces.web.visit import Room, Visit


def edit(visit: Visit) -> Response:
    """Say the same of everybody chosen."""
    return visit.back(visit.origin_page("/people"), _done(visit, visit.fields("person")))


def _done(visit: Visit, persons: tuple[str, ...]) -> DoneView:
    act = visit.field("do")
    if act in {"era", "not-era"}:
        return put_in_era(visit.network, persons, visit.field("era"), belongs=act == "era")
    return edit_people(visit.network, persons, _edit(visit, act))


def _edit(visit: Visit, act: str) -> Edit:
    """Return what a button says of people; nothing where there is no such button."""
    verb, _, value = act.partition(":")
    match verb:
        case "circle":
            return Edit(circle=visit.field("circle"))
        case "uncircle":
            return Edit(out_of=visit.field("circle"))
        case "importance":
            return Edit(importance=value)
        case "place":
            return Edit(place=value)
        case "quiet":
            return Edit(quiet=value == "on")
        case _:
            return Edit()


ROOMS = (Room(path="/people/edit", method="POST", answer=edit),)
