"""What an assistant proposes: each whole, as it would be kept, with a yes and a no of the user's own."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.proposing.proposing import accept_proposal, decline_proposal, proposals
from kithly.interfaces.web.visit import Room, Visit

PAGE = "/proposals"


def show(visit: Visit) -> Response:
    """Show what waits for the user's word, and what was answered last."""
    return visit.show("proposals.html", view=proposals(visit.network))


def answer(visit: Visit) -> Response:
    """Keep a proposal after the user's yes, or put it aside."""
    which = visit.params["proposal"]
    if visit.field("answer") == "yes":
        return visit.back(PAGE, accept_proposal(visit.network, which))
    told = decline_proposal(visit.network, which)
    visit.guest.tell(f"Put aside: {told.text}.")
    return visit.back(PAGE)


ROOMS = (
    Room(path=PAGE, method="GET", answer=show),
    Room(path="/proposals/{proposal}", method="POST", answer=answer),
)
