"""The page before a talk: what to know, a talk arranged, and what came of it."""

from __future__ import annotations

from datetime import date, datetime

from starlette.responses import Response

from kithly.app.talks.afterwards import Outcome, Promised, talked
from kithly.app.talks.arranging import arrange, call_off, invitation
from kithly.app.talks.preparing import prepare_talk
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.interfaces.web.visit import Room, Visit

FILE = 'attachment; filename="talk.ics"'


def show(visit: Visit) -> Response:
    """Show what to know before a talk."""
    network, person = visit.network, visit.params["person"]
    page = network.recall.get(("prepare", person, network.hour), lambda: prepare_talk(network, person))
    if page.person.id != person:
        return visit.back(f"/people/{page.person.id}/prepare")
    return visit.show("prepare.html", page=page)


def keep_talk(visit: Visit) -> Response:
    """Keep an arranged talk."""
    told, clock = visit.field("on"), visit.field("clock")
    try:
        at = datetime.fromisoformat(f"{told}T{clock}")
    except ValueError as error:
        raise SettingsError("at", "Say the day and the time.", hint="Choose both.") from error
    view = arrange(
        visit.network,
        visit.params["person"],
        at,
        minutes=visit.number("minutes", 30),
        place=visit.field("place"),
        about=visit.field("about"),
    )
    text = f"{view.text} {view.busy}".strip()
    return visit.back(f"/people/{view.person.id}/prepare", DoneView(change=view.change, text=text, person=view.person))


def drop_talk(visit: Visit) -> Response:
    """Keep that the next talk will not take place."""
    return visit.back(f"/people/{visit.params['person']}/prepare", call_off(visit.network, visit.params["person"]))


def keep_outcome(visit: Visit) -> Response:
    """Keep what came of a talk."""
    person = visit.params["person"]
    outcome = Outcome(
        text=str(visit.form.get("text", "")),
        on=_day(visit.field("on")),
        mine=_promised(visit, "promised", "by"),
        theirs=_promised(visit, "they_promised", "they_by"),
    )
    return visit.back(visit.origin_page(f"/people/{person}"), talked(visit.network, person, outcome))


def download(visit: Visit) -> Response:
    """Give an arranged talk as a calendar file."""
    text = invitation(visit.network, visit.params["talk"])
    return Response(text, media_type="text/calendar", headers={"Content-Disposition": FILE})


def _promised(visit: Visit, words: str, by: str) -> Promised | None:
    text = visit.field(words)
    return Promised(text=text, due=_day(visit.field(by))) if text else None


def _day(told: str) -> date | None:
    """Return the day a form names; None where it names none.

    Raises:
        SettingsError: It is no day.
    """
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise SettingsError("on", f"{told} is no day of the calendar.", hint="Write it as 2026-03-02.") from error


ROOMS = (
    Room(path="/people/{person}/prepare", method="GET", answer=show),
    Room(path="/people/{person}/meet", method="POST", answer=keep_talk),
    Room(path="/people/{person}/meet/off", method="POST", answer=drop_talk),
    Room(path="/people/{person}/talked", method="POST", answer=keep_outcome),
    Room(path="/talks/{talk}/file", method="GET", answer=download),
)
