"""One person whole, and the user's word on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.responses import Response

from kithly.app.biography import biography
from kithly.app.outcome import log
from kithly.app.people import show_person
from kithly.app.views import DoneView
from kithly.app.word import IMPORTANCE, PLACES, circle, importance, note, place, quiet, remembered
from kithly.errors import SettingsError
from kithly.interfaces.web.pictures_years import years
from kithly.interfaces.web.visit import Room, Visit


def show(visit: Visit) -> Response:
    """Show one person; who was joined with somebody else is found under their address of today."""
    asked = visit.params["person"]
    person = show_person(visit.network, asked)
    if person.id != asked:
        return visit.back(f"/people/{person.id}")
    life = biography(visit.network, person.id)
    return visit.show("person.html", person=person, life=life, picture=years(life), today_iso=visit.network.today)


def _say(act: Callable[[Visit, str], DoneView]) -> Callable[[Visit], Response]:
    """Return the answer to one word of the user on a person."""

    def answer(visit: Visit) -> Response:
        person = visit.params["person"]
        return visit.back(visit.origin_page(f"/people/{person}"), act(visit, person))

    return answer


def _note(visit: Visit, person: str) -> DoneView:
    return note(visit.network, person, str(visit.form.get("text", "")))


def _log(visit: Visit, person: str) -> DoneView:
    began = visit.field("began")
    return log(visit.network, person, visit.field("what"), incoming=began == "they", day=_day(visit.field("on")))


def _day(told: str) -> date | None:
    """Return the day a form names; None for today.

    Raises:
        SettingsError: It is no day.
    """
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise SettingsError("on", f"{told} is no day of the calendar.", hint="Write it as 2026-03-02.") from error


def _circle(visit: Visit, person: str) -> DoneView:
    return circle(visit.network, person, visit.field("circle"), remove=bool(visit.field("remove")))


def _importance(visit: Visit, person: str) -> DoneView:
    level = visit.field("importance")
    if level not in IMPORTANCE:
        raise SettingsError("importance", "Choose how much they matter to you.")
    return importance(visit.network, person, level)


def _place(visit: Visit, person: str) -> DoneView:
    where = visit.field("place")
    if where not in PLACES:
        raise SettingsError("place", "Choose where they belong.")
    return place(visit.network, person, where)


def _quiet(visit: Visit, person: str) -> DoneView:
    return quiet(visit.network, person, on=visit.field("quiet") == "on")


def _remembered(visit: Visit, person: str) -> DoneView:
    return remembered(visit.network, person, on=visit.field("remembered") == "on")


ROOMS = (
    Room(path="/people/{person}", method="GET", answer=show),
    Room(path="/people/{person}/note", method="POST", answer=_say(_note)),
    Room(path="/people/{person}/log", method="POST", answer=_say(_log)),
    Room(path="/people/{person}/circle", method="POST", answer=_say(_circle)),
    Room(path="/people/{person}/importance", method="POST", answer=_say(_importance)),
    Room(path="/people/{person}/place", method="POST", answer=_say(_place)),
    Room(path="/people/{person}/quiet", method="POST", answer=_say(_quiet)),
    Room(path="/people/{person}/remembered", method="POST", answer=_say(_remembered)),
)
