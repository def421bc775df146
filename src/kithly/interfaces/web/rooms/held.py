"""Held records: an answer to what only the user can tell, after which the files are read again."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.bringing.answering import answer
from kithly.app.bringing.held import held
from kithly.app.views import DoneView, HeldView
from kithly.interfaces.web.visit import Room, Visit

AGAIN = " Bring the file again: it is read by your answer."


def waiting(visit: Visit) -> HeldView:
    """Return what waits for the user, as long as nothing changed."""
    return visit.network.recall.get("held", lambda: held(visit.network))


def take_answer(visit: Visit) -> Response:
    """Keep an answer, and have what waited for it read again at the desk."""
    kept = answer(visit.network, visit.params["question"], visit.field("answer"))
    visit.tray.desk.read_again(kept.change, kept.places)
    said = DoneView(change=kept.change, text=kept.text + ("." + AGAIN if kept.gone else ""))
    return visit.back(visit.origin_page("/start"), said)


ROOMS = (Room(path="/held/{question}", method="POST", answer=take_answer),)
