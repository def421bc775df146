"""Who came in and who was refused, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from kithly.app.doors import FILE, REFUSED, Door, Event, Happened
from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.passes.keeping import list_passes
from kithly.app.views import CheckupView
from kithly.app.views.doors import AtDoorsView, AtDoorView

LATELY: Final = timedelta(days=30)
SHOWN: Final = 100  # lines
_WORDS: Final[Mapping[Event, str]] = {
    Event.CAME_IN: "{who} came in.",
    Event.LEFT: "{who} signed out.",
    Event.ALL_LEFT: "Every browser of this computer was signed out.",
    Event.LET_IN: "{who} was let in: it has a key of its own now.",
    Event.TAKEN_AWAY: "The key of {who} was taken away.",
    Event.ASKED: "A phone with the right code asked to come in.",
    Event.SENT_AWAY: "A phone that asked was left outside.",
    Event.OPENED: "The door for phones was opened.",
    Event.CLOSED: "The door for phones was closed.",
    Event.NO_KEY: "{who} without a good key was refused.",
    Event.OLD_TICKET: "An address to come in by was refused: it was used before, too old, or made up.",
    Event.WRONG_CODE: "A phone with a wrong or old code was refused.",
    Event.OTHER_USER: "Another user of this computer was refused.",
    Event.OTHER_NAME: "Somebody who called this server by another name was refused.",
    Event.OTHER_SITE: "A page of another site was refused.",
    Event.OTHER_PAGE: "A form that came from no page of Kithly’s was refused.",
    Event.CLOSED_ROOM: "{who} was refused what is done at the computer alone.",
    Event.NO_SCOPE: "{who} was refused what its token does not allow.",
    Event.MISTAKE: "Kithly made a mistake of its own, and told nothing.",
    Event.LOST: "Something happened here that could not be written down.",
}
_SOMEBODY: Final = {Door.PAGES: "a browser", Door.PHONE: "a phone", Door.PROGRAMS: "a program"}


def at_doors(network: Network, *, most: int = SHOWN) -> AtDoorsView:
    """Return who came in and who was refused, the newest first.

    Args:
        network: Whose.
        most: Lines that are shown.
    """
    kept = network.doors.kept()
    found = kept.happened
    names = {one.id: one.name for one in list_passes(network).passes}
    shown = tuple(_shown(one, names) for one in reversed(found[-most:]))
    return AtDoorsView(
        since=found[0].at if found else None,
        refused=sum(one.times for one in _lately(network, found)),
        days=LATELY.days,
        events=shown,
        older=len(found) - len(shown),
        unreadable=kept.unreadable,
        file=str(network.doors.lines.path),
    )


def doors_health(network: Network) -> CheckupView:
    """Say how many were refused at the doors lately, and whether it can be written down."""
    if not network.doors.lines.can_be_kept():
        path = network.doors.lines.path
        text = f"{path} cannot be written, so who comes in and who is refused is not kept."
        return CheckupView(name="doors", ok=False, text=text, next=f"chmod u+w '{path}'")
    kept = network.doors.kept()
    found, lately = kept.happened, _lately(network, kept.happened)
    more = f" {counted(kept.unreadable, 'line').capitalize()} of {FILE} cannot be read." if kept.unreadable else ""
    if not lately:
        since = f"; written down since {_date(network, found[0].at)}" if found else ""
        text = f"Nobody was refused at a door in the last {LATELY.days} days{since}.{more}"
        return CheckupView(name="doors", ok=True, text=text)
    times = counted(sum(one.times for one in lately), "request")
    last = _date(network, lately[-1].at)
    text = f"In the last {LATELY.days} days {times} got no further than a door, the last on {last}.{more}"
    return CheckupView(name="doors", ok=True, text=text, next="kithly web: Settings, At the doors")


def _date(network: Network, at: datetime) -> str:
    told = at.astimezone(network.zone)
    return f"{told.day} {told:%B %Y}"


def _lately(network: Network, found: tuple[Happened, ...]) -> list[Happened]:
    """Return who was refused lately."""
    return [one for one in found if one.event in REFUSED and network.now - one.at <= LATELY]


def _shown(one: Happened, names: Mapping[str, str]) -> AtDoorView:
    who = names.get(one.holder, _SOMEBODY[one.door])
    text = _WORDS[one.event].format(who=who)
    return AtDoorView(
        at=one.at,
        door=one.door.value,
        event=one.event.value,
        text=text[:1].upper() + text[1:],
        peer=one.peer,
        times=one.times,
        refused=one.event in REFUSED,
    )
