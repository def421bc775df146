"""Signing out: of this browser, or of every browser of this computer; a phone that signs out is unpaired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import HTMLResponse, Response

from kithly.app.doors import Event
from kithly.app.passes.keeping import LONGEST, UNUSED
from kithly.interfaces.web.guests import IDLE_SECONDS, LONGEST_SECONDS
from kithly.interfaces.web.visit import Room, Visit

A_DAY: Final = 86_400
CLEARED: Final = '"storage"'  # what scripts kept; pages are kept by no browser, and cookies it would clear of others
_BACK_HERE: Final = '<p class="rise-little">To come back, in a terminal: <code>kithly web</code></p>'
_BACK_PHONE: Final = (
    '<p class="rise-little">To come back, pair this phone again: at the computer, under Settings, Your phone.</p>'
)
_OUT: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Signed out</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/any/kithly.css"><script src="/static/any/out.js" defer></script>
<div id="page"><main class="page locked"><h1>You are signed out.</h1>
<p class="lede">Nothing of Kithly opens here any more. It goes on running at the computer.</p>
{}</main></div></html>
"""


def door_shown(visit: Visit) -> Mapping[str, Any]:
    """Return after how many days this browser is signed out by itself."""
    if visit.is_device:
        return {"idle": UNUSED.days, "longest": LONGEST.days}
    return {"idle": int(IDLE_SECONDS / A_DAY), "longest": int(LONGEST_SECONDS / A_DAY)}


def sign_out(visit: Visit) -> Response:
    """Let whoever asks out, at once and for good, and say how to come back in."""
    everyone = visit.field("which") == "all"
    visit.door.keeper.leave(visit.guest, everyone=everyone)
    visit.network.doors.note(visit.door.where, Event.ALL_LEFT if everyone else Event.LEFT, holder=visit.guest.pass_id)
    answer = HTMLResponse(_OUT.format(_BACK_PHONE if visit.is_device else _BACK_HERE))
    answer.delete_cookie(visit.door.cookie, path="/", httponly=True, samesite="strict")
    answer.headers["clear-site-data"] = CLEARED
    return answer


ROOMS = (Room(path="/settings/door/out", method="POST", answer=sign_out),)
