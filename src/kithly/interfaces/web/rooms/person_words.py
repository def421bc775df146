"""The user's word on one person: notes, what was done, how much they matter, where they belong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.responses import Response

from kithly.app.belonging.guarded import WORD_FIELDS
from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.belonging.word import circle, importance, note, place, quiet, remembered
from kithly.app.persons.notes import edit_note, remove_note
from kithly.app.persons.wishes import cadence, needs
from kithly.app.said.versions import left_as_shown
from kithly.app.today.outcome import log
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.interfaces.web.visit import Room, Visit
from kithly.records import one_line

LINES = ("looks_for", "offers")
ALONE = ("importance", "cadence", "place", "quiet", "remembered", "text")  # what stands alone in its form


def _say(act: Callable[[Visit, str], DoneView | None]) -> Callable[[Visit], Response]:
    """Return the answer to one word of the user on a person."""

    def answer(visit: Visit) -> Response:
        person = visit.params["person"]
        return visit.back(visit.origin_page(f"/people/{person}"), None if _leaves_it(visit) else act(visit, person))

    return answer


def _leaves_it(visit: Visit) -> bool:
    """Say whether a form about one thing is taken back: what somebody else kept of it stays."""
    return any(visit.leaves(field) for field in ALONE)


def _note(visit: Visit, person: str) -> DoneView:
    return note(visit.network, person, str(visit.form.get("text", "")))


def _change_note(visit: Visit, _person: str) -> DoneView:
    if visit.field("do") == "remove":
        return remove_note(visit.network, visit.params["note"], expected=visit.version)
    text = str(visit.form.get("text", ""))
    return edit_note(visit.network, visit.params["note"], text, expected=visit.version)


def _log(visit: Visit, person: str) -> DoneView:
    is_theirs = visit.field("began") == "they"
    return log(visit.network, person, visit.field("what"), incoming=is_theirs, day=_day(visit.field("on")))


def _day(told: str) -> date | None:
    """Return the day a form names; None for today.

    Raises:
        SettingsError: It is no day.
    """
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise SettingsError("on", f"{told} is no day of the calendar.", hint="Write it as 2026-03-02.") from error


def _needs(visit: Visit, person: str) -> DoneView | None:
    """Keep what they look for and offer; a line left as it was shown is not said anew."""
    sent = {name: one_line(visit.field(name)) for name in LINES if name in visit.form}
    left = left_as_shown(visit.version, WORD_FIELDS, sent) if visit.version else frozenset()
    told = {name: line for name, line in sent.items() if name not in left and not visit.leaves(name)}
    return needs(visit.network, person, **told, expected=visit.version) if told else None


def _cadence(visit: Visit, person: str) -> DoneView:
    return cadence(visit.network, person, visit.number("days", 0) or None, expected=visit.version)


def _circle(visit: Visit, person: str) -> DoneView:
    return circle(visit.network, person, visit.field("circle"), remove=bool(visit.field("remove")))


def _importance(visit: Visit, person: str) -> DoneView:
    level = visit.field("importance")
    if level not in IMPORTANCE:
        raise SettingsError("importance", "Choose how much they matter to you.")
    return importance(visit.network, person, level, expected=visit.version)


def _place(visit: Visit, person: str) -> DoneView:
    where = visit.field("place")
    if where not in PLACES:
        raise SettingsError("place", "Choose where they belong.")
    return place(visit.network, person, where, expected=visit.version)


def _quiet(visit: Visit, person: str) -> DoneView:
    return quiet(visit.network, person, on=visit.field("quiet") == "on", expected=visit.version)


def _remembered(visit: Visit, person: str) -> DoneView:
    return remembered(visit.network, person, on=visit.field("remembered") == "on", expected=visit.version)


WORDS = {
    "note": _note,
    "notes/{note}": _change_note,
    "log": _log,
    "needs": _needs,
    "cadence": _cadence,
    "circle": _circle,
    "importance": _importance,
    "place": _place,
    "quiet": _quiet,
    "remembered": _remembered,
}
ROOMS = tuple(Room(path=f"/people/{{person}}/{path}", method="POST", answer=_say(act)) for path, act in WORDS.items())
