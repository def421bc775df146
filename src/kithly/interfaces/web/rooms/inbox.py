"""Inbox: who made the effort, and has no answer or thanks yet."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.today.inbox import inbox
from kithly.interfaces.web.visit import Room, Visit

THANKS, FOLLOW_UP, INVITATION = "thank", "follow_up", "invitation"


def show(visit: Visit) -> Response:
    """Show answers first, then what the user said they would do, then thanks and who asked to connect."""
    view = visit.network.recall.get(("inbox", visit.network.hour), lambda: inbox(visit.network))
    return visit.show(
        "inbox.html",
        view=view,
        answers=tuple(one for one in view.owed if one.kind not in {THANKS, FOLLOW_UP, INVITATION}),
        invitations=tuple(one for one in view.owed if one.kind == INVITATION),
        promised=tuple(one for one in view.owed if one.kind == FOLLOW_UP),
        thanks=tuple(one for one in view.owed if one.kind == THANKS),
    )


ROOMS = (Room(path="/inbox", method="GET", answer=show),)
