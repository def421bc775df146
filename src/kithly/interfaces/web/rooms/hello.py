"""One hello: its words weighed as they are written, handed over, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from starlette.responses import Response

from kithly.app.hello import hello
from kithly.app.looking import found, look
from kithly.app.outcome import done, skip, snooze
from kithly.app.views import DoneView, HelloView
from kithly.app.word import quiet, remembered
from kithly.interfaces.web.guests import Said
from kithly.interfaces.web.sheets import Sheet
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
    marks: list[SimpleNamespace] = []
    for claim in one.draft.claims if one.draft else ():
        at = text.find(claim.text)
        if at >= 0:
            marks.append(
                SimpleNamespace(
                    start=at,
                    end=at + len(claim.text),
                    kind="proven",
                    text=claim.text,
                    proof=one.proof[:1],
                    id=f"{one.id}-{len(marks)}",
                )
            )
    parts = [
        SimpleNamespace(text=t, present=True)
        for t in ("how you came on it", "something to talk about", "a bit about you", "a talk, no favour")
    ]
    return SimpleNamespace(marks=marks, parts=parts, hints=[], more_hints=0, stopped=False)


def show(visit: Visit) -> Response:
    """Show one hello on a page of its own."""
    touch = visit.params["touch"]
    return visit.show("hello.html", sheet=sheet(visit, touch, page=f"/hello/{touch}"))


def keep_found(visit: Visit) -> Response:
    """Keep what was found, and let the draft be written anew around it."""
    touch = visit.params["touch"]
    person = hello(visit.network, touch).person.id
    told = found(visit.network, person, str(visit.form.get("found", "")))
    for key in [key for key in visit.guest.drafts if key.startswith(f"{touch}/")]:
        del visit.guest.drafts[key]
    return visit.back(f"/hello/{touch}" if visit.field("back").startswith("/hello/") else "/today", told, open=touch)


def _settle(act: Callable[[Visit, str], DoneView]) -> Callable[[Visit], Response]:
    """Return the answer to one way of settling a hello: it folds to a line that can be taken back."""

    def answer(visit: Visit) -> Response:
        touch = visit.params["touch"]
        told = act(visit, touch)
        visit.guest.settled[touch] = Said(text=told.text, undo=told.change)
        page = visit.origin_page("/today")
        return visit.back("/today" if page.startswith(("/today", "/hello")) else page, told)

    return answer


def _person_of(visit: Visit, touch: str) -> str:
    return hello(visit.network, touch).person.id


def _done(visit: Visit, touch: str) -> DoneView:
    return done(visit.network, touch)


def _later(visit: Visit, touch: str) -> DoneView:
    return snooze(visit.network, touch, days=visit.number("days", LATER_DAYS, least=1, most=366))


def _not_reason(visit: Visit, touch: str) -> DoneView:
    return skip(visit.network, touch, person=False)


def _not_person(visit: Visit, touch: str) -> DoneView:
    return skip(visit.network, touch, person=True)


def _quiet(visit: Visit, touch: str) -> DoneView:
    return quiet(visit.network, _person_of(visit, touch), on=True)


def _remembered(visit: Visit, touch: str) -> DoneView:
    return remembered(visit.network, _person_of(visit, touch), on=True)


SETTLED = {
    "done": _done,
    "later": _later,
    "not-reason": _not_reason,
    "not-person": _not_person,
    "quiet": _quiet,
    "remembered": _remembered,
}

ROOMS: tuple[Room, ...] = (
    Room(path="/hello/{touch}", method="GET", answer=show),
    Room(path="/hello/{touch}/found", method="POST", answer=keep_found),
    *(Room(path=f"/hello/{{touch}}/{name}", method="POST", answer=_settle(act)) for name, act in SETTLED.items()),
)
