"""Settings: a list of its parts, a page for each, who you are, and the look of the pages."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from kithly.app.derived.me import say_me, show_me
from kithly.app.derived.me_guarded import ME_FIELDS
from kithly.app.said.versions import left_as_shown
from kithly.app.views import DoneView
from kithly.interfaces.web.rooms.settings_parts import PARTS, Part
from kithly.interfaces.web.visit import THEMES, Room, Visit

KEYS = ("name", "now", "interests", "needs", "timezone")  # what the form may change
LINES = frozenset({"now", "interests", "needs"})  # may be emptied again
A_YEAR = 365 * 86_400  # seconds
SETTINGS = "/settings"


def show(visit: Visit) -> Response:
    """Show the list of all parts."""
    return visit.show("settings.html", parts=_open(visit))


def _open(visit: Visit) -> tuple[Part, ...]:
    """Return the parts whoever looks may see."""
    return tuple(part for part in PARTS if visit.may(part.address))


def _shown(part: Part) -> Callable[[Visit], Response]:
    """Return what shows one part."""

    def answer(visit: Visit) -> Response:
        return visit.show("settings_part.html", part=part, parts=_open(visit), **part.shown(visit))

    return answer


def keep_me(visit: Visit) -> Response:
    """Keep what the user says of themselves; fields left as they were change nothing."""
    before = show_me(visit.network)
    said = [(key, visit.field(key)) for key in KEYS if key in visit.form]
    left = left_as_shown(visit.version, ME_FIELDS, dict(said)) if visit.version else frozenset()
    meant = [(key, told) for key, told in said if key not in left and not visit.leaves(key)]
    pairs = [(key, told) for key, told in meant if told != getattr(before, key) and (told or key in LINES)]
    pairs += [("address", told) for told in visit.fields("address") if told]
    return visit.back(visit.origin_page("/settings/you"), _kept(visit, pairs))


def _kept(visit: Visit, pairs: list[tuple[str, str]]) -> DoneView | None:
    return say_me(visit.network, pairs, expected=visit.version) if pairs else None


def keep_look(visit: Visit) -> Response:
    """Keep the theme and whether single keys do things, in cookies of this browser."""
    visit.guest.tell("Kept, for this browser.")
    answer = visit.back(visit.origin_page("/settings/look"))
    theme, keys = visit.field("theme"), visit.field("keys")
    if theme in THEMES:
        answer.set_cookie("kithly-theme", theme, max_age=A_YEAR, httponly=True, samesite="strict")
    else:
        answer.delete_cookie("kithly-theme", httponly=True, samesite="strict")
    if keys == "off":
        answer.set_cookie("kithly-keys", "off", max_age=A_YEAR, httponly=True, samesite="strict")
    else:
        answer.delete_cookie("kithly-keys", httponly=True, samesite="strict")
    return answer


ROOMS = (
    Room(path=SETTINGS, method="GET", answer=show),
    *(Room(path=part.address, method="GET", answer=_shown(part)) for part in PARTS if part.template),
    Room(path="/settings/me", method="POST", answer=keep_me),
    Room(path="/settings/look", method="POST", answer=keep_look),
)
