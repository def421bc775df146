"""Settings: who you are, the look of the pages, single keys."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.derived.me import say_me, show_me
from kithly.interfaces.web.rooms.settings_days import days_shown
from kithly.interfaces.web.visit import THEMES, Room, Visit

KEYS = ("name", "now", "interests", "needs", "timezone")  # what the form may change
LINES = frozenset({"now", "interests", "needs"})  # may be emptied again
A_YEAR = 365 * 86_400  # seconds


def show(visit: Visit) -> Response:
    """Show who the user is and how the pages behave."""
    return visit.show("settings.html", me=show_me(visit.network), **days_shown(visit))


def keep_me(visit: Visit) -> Response:
    """Keep what the user says of themselves; fields left as they were change nothing."""
    before = show_me(visit.network)
    said = [(key, visit.field(key)) for key in KEYS if key in visit.form]
    pairs = [(key, told) for key, told in said if told != getattr(before, key) and (told or key in LINES)]
    pairs += [("address", told) for told in visit.fields("address") if told]
    return visit.back(visit.origin_page("/settings"), say_me(visit.network, pairs) if pairs else None)


def keep_look(visit: Visit) -> Response:
    """Keep the theme and whether single keys do things, in cookies of this browser."""
    answer = visit.back(visit.origin_page("/settings"))
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
    Room(path="/settings", method="GET", answer=show),
    Room(path="/settings/me", method="POST", answer=keep_me),
    Room(path="/settings/look", method="POST", answer=keep_look),
)
