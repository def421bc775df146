"""Settings of programs that may ask: a token made and shown once, and taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from kithly.app.passes.keeping import list_passes, make_pass, revoke_pass
from kithly.app.passes.scopes import PROGRAM, SCOPES
from kithly.interfaces.web.visit import SEE_OTHER, Room, Visit

HERE = "/settings/programs"
MOST_GONE = 5  # programs shown that may ask no more
FOREVER = 0  # days, as the form says it


def programs_shown(visit: Visit) -> Mapping[str, Any]:
    """Return what the settings show of programs: those that may ask, those that might once."""
    passes = list_passes(visit.network, kind=PROGRAM).passes
    good = sum(one.state == "good" for one in passes)
    return {"programs": passes[: good + MOST_GONE], "scopes": SCOPES}


def make(visit: Visit) -> Response:
    """Let a program in, and show its token this once; it is in no address and no list of pages."""
    days = visit.number("days", FOREVER)
    made = make_pass(visit.network, visit.field("name"), visit.fields("scope"), days=days or None)
    return visit.show("program_made.html", made=made)


def revoke(visit: Visit) -> Response:
    """Take a token away for good."""
    visit.guest.tell(revoke_pass(visit.network, visit.field("program")).text)
    return RedirectResponse(HERE, status_code=SEE_OTHER)


ROOMS = (
    Room(path=HERE, method="POST", answer=make),
    Room(path=f"{HERE}/revoke", method="POST", answer=revoke),
)
