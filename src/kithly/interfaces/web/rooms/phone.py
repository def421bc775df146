"""Your phone: the door for phones opened and closed, a phone paired after the user's yes, and unpaired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from kithly.app.doors import Door, Event
from kithly.app.passes.keeping import MOST_NAME, list_passes, revoke_pass
from kithly.app.passes.scopes import DEVICE
from kithly.errors import Conflict
from kithly.interfaces.pictures.qr import qr_code
from kithly.interfaces.web.visit import Room, Visit

HERE: Final = "/settings/phone"
HALF: Final = 4  # letters of a code that stand together


def phone_shown(visit: Visit) -> Mapping[str, Any]:
    """Return what the page shows of phones."""
    door = visit.phone
    where, invitation = door.where, door.pairing.invitation()
    until = visit.network.now + timedelta(seconds=door.pairing.seconds_left())
    link = f"{where.url}/pair/with/{invitation.token}" if where and invitation else ""
    devices = list_passes(visit.network, kind=DEVICE).passes
    return {
        "where": where,
        "choices": () if where else door.choices(),
        "invitation": invitation,
        "qr": qr_code(link, "The code to point your phone’s camera at") if link else "",
        "code": f"{invitation.code[:HALF]} {invitation.code[HALF:]}" if invitation else "",
        "knock": door.pairing.waiting(),
        "welcome": door.pairing.welcome(),
        "until": until.astimezone(visit.network.zone),
        "devices": tuple(one for one in devices if one.state == "good"),
    }


def open_door(visit: Visit) -> Response:
    """Open the door for phones, at the address the user chose."""
    where = visit.phone.open(visit.field("address"))
    visit.guest.tell(f"A phone in your network can be paired now, at {where.host}.")
    return visit.back(HERE)


def close_door(visit: Visit) -> Response:
    """Close the door for phones."""
    visit.phone.close()
    visit.guest.tell("No phone comes in any more. The paired ones are kept until the door is open again.")
    return visit.back(HERE)


def invite(visit: Visit) -> Response:
    """Show a code by which one phone can ask to come in."""
    if visit.phone.where is None:
        raise Conflict("phone", "", message="The door for phones is closed.", hint="Let phones in first.")
    visit.phone.pairing.invite()
    return visit.back(HERE)


def answer(visit: Visit) -> Response:
    """Keep the user's word on a phone that asked."""
    is_yes, name = visit.field("answer") == "yes", visit.field("name")
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:MOST_NAME].strip()
    if not visit.phone.pairing.answer(visit.params["knock"], name, is_yes=is_yes):
        raise Conflict("phone", "", message="That phone does not wait any more.", hint="Show a new code.")
    if not is_yes:
        visit.network.doors.note(Door.PHONE, Event.SENT_AWAY)
    visit.guest.tell(f"{name or 'The phone'} comes in." if is_yes else "It stays outside.")
    return visit.back(HERE)


def stop(visit: Visit) -> Response:
    """Take an invitation back."""
    visit.phone.pairing.end()
    return visit.back(HERE)


def unpair(visit: Visit) -> Response:
    """Let a device in no more, from its next request on."""
    visit.guest.tell(revoke_pass(visit.network, visit.params["device"]).text)
    return visit.back(HERE)


def show_waiting(visit: Visit) -> Response:
    """Show whether a phone asks, while a code is shown."""
    return visit.show("settings_phone_waiting.html", **phone_shown(visit))


ROOMS = (
    Room(path="/settings/phone/waiting", method="GET", answer=show_waiting),
    Room(path="/settings/phone/on", method="POST", answer=open_door),
    Room(path="/settings/phone/off", method="POST", answer=close_door),
    Room(path="/settings/phone/invite", method="POST", answer=invite),
    Room(path="/settings/phone/stop", method="POST", answer=stop),
    Room(path="/settings/phone/knocks/{knock}", method="POST", answer=answer),
    Room(path="/settings/phone/{device}/unpair", method="POST", answer=unpair),
)
