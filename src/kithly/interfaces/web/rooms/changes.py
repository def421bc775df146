"""Changes: what was brought, decided and edited, and the way back."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.accounts.keeping import KIND as ACCOUNT
from kithly.app.accounts.publisher import PUBLISHES
from kithly.app.accounts.reading import SYNC
from kithly.app.bringing.answers import ANSWER
from kithly.app.changes import IMPORT, list_changes, undo
from kithly.app.outbox.senders import OUTBOX
from kithly.app.reminding.mailbox import DIGEST
from kithly.app.reminding.own_calendar import CALENDAR
from kithly.errors import UserError
from kithly.interfaces.web.rooms.held import waiting
from kithly.interfaces.web.visit import Room, Visit

PAGE = 50  # changes on a page
# Kinds of changes that say who is asked and what sends, or brought files: a phone takes none of them back.
AT_THE_COMPUTER = frozenset({ACCOUNT, ANSWER, CALENDAR, DIGEST, IMPORT, OUTBOX, PUBLISHES, SYNC})


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


def take_back(visit: Visit) -> Response:
    """Take one change back; a phone none that changes who comes in, what is read, and what sends."""
    if visit.is_device and _kind(visit) in AT_THE_COMPUTER:
        raise UserError("This is taken back at the computer.")
    done = undo(visit.network, visit.params["change"])
    visit.guest.tell(done.text)
    for touch, said in list(visit.guest.settled.items()):
        if said.undo == done.change:
            del visit.guest.settled[touch]
    return visit.back(visit.origin_page("/changes"))


def _kind(visit: Visit) -> str:
    """Return what kind of change the one is that was asked for."""
    known = list_changes(visit.network).changes
    return next((one.kind for one in known if one.id == visit.params["change"]), "")


ROOMS = (
    Room(path="/changes", method="GET", answer=show),
    Room(path="/changes/{change}/undo", method="POST", answer=take_back),
)
