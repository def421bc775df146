"""The quiet notes of a day, answered; and the courage page, which shows what they rest on."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.today.answering import answer_died, answer_sent, read_note
from kithly.app.today.courage import brought_back, courage
from kithly.app.today.day import today
from kithly.app.today.day_notes import DIED
from kithly.app.today.minutes_note import NOT_NOW, PLAN, plan_for_it
from kithly.interfaces.web.visit import Room, Visit

MOST_NAMED = 50  # people a page names; nobody reads on
READ = "read"


def answer(visit: Visit) -> Response:
    """Keep the answer to a note, and go on where it leads."""
    note, told = visit.params["note"], visit.field("answer")
    if note.partition("-")[0] == DIED:
        return visit.back("/today", answer_died(visit.network, note, told))
    if told == PLAN:
        return visit.back("/today", plan_for_it(visit.network, note))
    if told not in {READ, NOT_NOW}:
        return visit.back("/today", answer_sent(visit.network, note, told))
    page = _record_of(visit, note) if told == READ else "/today"
    read_note(visit.network, note)
    return visit.back(page)


def _record_of(visit: Visit, note: str) -> str:
    """Return the page of the record a note tells of."""
    told = (one for one in today(visit.network, drafts=False).notes if one.id == note and one.evidence)
    return next((f"/records/{one.evidence[0].record}" for one in told), "/today")


def show_courage(visit: Visit) -> Response:
    """Show the people the user wrote to after long silences, and who came back this year."""
    network = visit.network
    told, back = courage(network, most=MOST_NAMED), brought_back(network, most=MOST_NAMED)
    return visit.show("courage.html", courage=told, back=back)


ROOMS = (
    Room(path="/notes/{note}", method="POST", answer=answer),
    Room(path="/courage", method="GET", answer=show_courage),
)
