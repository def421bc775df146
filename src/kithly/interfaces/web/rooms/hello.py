"""One hello: its words weighed as they are written, handed over, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from starlette.responses import Response

from kithly.app.hello import hello
from kithly.app.looking import found, look
from kithly.app.outcome import done, skip, snooze
from kithly.app.sending import hand_over, prepare
from kithly.app.views import DoneView, HelloView
from kithly.app.word import quiet, remembered
from kithly.interfaces.web.guests import Said
from kithly.interfaces.web.sheets import Handed, Sheet
from kithly.interfaces.web.visit import Room, Visit

LATER_DAYS = 7


def sheet(visit: Visit, touch: str, *, page: str) -> Sheet:
    """Return the open hello as the user left it."""
    one = hello(visit.network, touch, channel=visit.field("door") or None)
    kept = visit.guest.drafts.get(f"{one.id}/{one.channel}", {})
    text = kept.get("text", one.draft.text if one.draft else "")
    subject = kept.get("subject", (one.draft.subject or "") if one.draft else "")
    return Sheet(
        hello=one,
        text=text,
        subject=subject,
        weighed=_weighed(one, text),
        page=page,
        looks=look(visit.network, one.person.id, open_it=False).links if visit.field("look") else (),
        handed=visit.guest.handed.pop(one.id, None),
        strips={},
    )


def _weighed(one: HelloView, text: str) -> SimpleNamespace:
    marks = []
    for claim in one.draft.claims if one.draft else ():
        at = text.find(claim.text)
        if at >= 0:
            marks.append(SimpleNamespace(start=at, end=at + len(claim.text), kind="proven", text=claim.text, proof=one.proof[:1], id=f"{one.id}-{len(marks)}"))
    parts = [SimpleNamespace(text=t, present=True) for t in ("how you came on it", "something to talk about", "a bit about you", "a talk, no favour")]
    return SimpleNamespace(marks=marks, parts=parts, hints=[], more_hints=0, stopped=False)


def show(visit: Visit) -> Response:
    """Show one hello on a page of its own."""
    touch = visit.params["touch"]
    return visit.show("hello.html", sheet=sheet(visit, touch, page=f"/hello/{touch}"))


ROOMS: tuple[Room, ...] = (
    Room(path="/hello/{touch}", method="GET", answer=show),
)
