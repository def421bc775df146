"""Share: the user's own posting, one idea a week, and who reacted."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from kithly.app.sharing.out import post, prepare_post
from kithly.app.sharing.share import refuse_idea, share
from kithly.interfaces.web.sheets import Handed
from kithly.interfaces.web.visit import Room, Visit

PAGE = "/share"
DRAFT = "share/post"  # key of the words as the user left them


def show(visit: Visit) -> Response:
    """Show the rhythm, the idea with the words as they stand, and whom to thank."""
    view = share(visit.network)
    kept = visit.guest.drafts.get(DRAFT, {}).get("text")
    text = kept if kept is not None else view.idea.draft if view.idea else ""
    handed = visit.guest.handed.get(DRAFT)
    return visit.show("share.html", view=view, text=text, handed=handed, opens=visit.guest.opens(DRAFT))


def send(visit: Visit) -> Response:
    """Let the post go after the user's yes: published by an account of theirs, or handed over."""
    words = _words(visit)
    visit.guest.keep_draft(DRAFT, text=words)
    ready = prepare_post(visit.network, visit.field("way"), words)
    told = post(visit.network, ready)
    visit.guest.drafts.pop(DRAFT, None)
    if told.outbox:
        visit.postman.wake()
        visit.guest.tell(told.handed_over, told.change)
        return visit.back(PAGE)
    handed = Handed(id=secrets.token_hex(4), text=told.handed_over, words=told.text, url=told.url, paste=told.paste)
    visit.guest.hand(DRAFT, handed)
    return visit.back(PAGE)


def other(visit: Visit) -> Response:
    """Keep that an idea is none; the next one is shown."""
    visit.guest.drafts.pop(DRAFT, None)
    visit.guest.handed.pop(DRAFT, None)
    return visit.back(PAGE, refuse_idea(visit.network, visit.params["idea"]))


def _words(visit: Visit) -> str:
    """Return the text of the form with plain line ends; browsers send CRLF (HTML Standard, 4.10.21)."""
    return str(visit.form.get("text", "")).replace("\r\n", "\n").replace("\r", "\n")


ROOMS = (
    Room(path="/share", method="GET", answer=show),
    Room(path="/share/send", method="POST", answer=send),
    Room(path="/share/ideas/{idea}/other", method="POST", answer=other),
)
