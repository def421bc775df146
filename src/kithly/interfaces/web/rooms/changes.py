"""Changes: what was brought, decided and edited, and the way back."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.changes import list_changes, undo
from kithly.app.derived.me_guarded import ABOUT_ME
from kithly.app.letters.known_words import TRUE
from kithly.app.outbox.approving import CHANGE as OUTGOING
from kithly.app.persons.rewording import EDIT
from kithly.app.said.circle_words import CIRCLE_KINDS
from kithly.app.said.day_rules import AWAY, RHYTHM
from kithly.app.said.decisions import PERSON_KINDS
from kithly.app.said.era_words import ERA
from kithly.app.said.refused import NOT_THIS
from kithly.app.said.share_words import NOT_SHARED, SHARED
from kithly.app.taking_back import taking_back
from kithly.app.talks.afterwards import KIND as TALKED
from kithly.app.today.day import ENOUGH
from kithly.app.today.settled import ASKED
from kithly.app.today.touches import WISH
from kithly.interfaces.web.rooms.held import waiting
from kithly.interfaces.web.visit import Room, Visit

PAGE = 50  # changes on a page
# Kinds of changes a phone may take back: words on people, days, hellos and what is shared. Files that were brought, who
# is asked and what sends stay at the computer, and so does every kind that is not named here.
OF_A_PHONE = (
    PERSON_KINDS
    | CIRCLE_KINDS
    | {ABOUT_ME, EDIT, ERA, TALKED, "same", "different"}
    | {RHYTHM, AWAY, ENOUGH}
    | {ASKED, WISH, TRUE, OUTGOING, "handed"}
    | {NOT_THIS, SHARED, NOT_SHARED}
)


def show(visit: Visit) -> Response:
    """Show the changes, newest first."""
    first = visit.number("from", 0)
    changes = visit.network.recall.get("changes", lambda: list_changes(visit.network)).changes
    return visit.show(
        "changes.html",
        held=waiting(visit),
        changes=changes[first : first + PAGE],
        first=first,
        total=len(changes),
        following=first + PAGE if first + PAGE < len(changes) else None,
    )


def ask(visit: Visit) -> Response:
    """Show what an undo would take back, and ask."""
    return visit.show("undo.html", seen=taking_back(visit.network, visit.params["change"]))


def take_back(visit: Visit) -> Response:
    """Take one change back, asking first where it is much; a phone none of who comes in, what is read, what sends."""
    if visit.field("yes") != "yes" and not visit.is_device:
        seen = taking_back(visit.network, visit.params["change"])
        if seen.is_big:
            return visit.back(f"/changes/{seen.id}/undo")
    done = undo(visit.network, visit.params["change"], kinds=OF_A_PHONE if visit.is_device else None)
    visit.guest.tell(done.text)
    for touch, said in list(visit.guest.settled.items()):
        if said.undo == done.change:
            del visit.guest.settled[touch]
    return visit.back("/changes" if visit.field("yes") else visit.origin_page("/changes"))


ROOMS = (
    Room(path="/changes", method="GET", answer=show),
    Room(path="/changes/{change}/undo", method="GET", answer=ask),
    Room(path="/changes/{change}/undo", method="POST", answer=take_back),
)
