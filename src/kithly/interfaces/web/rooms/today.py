"""Today: the few hellos, one of them open, and the notes of the day."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.bringing.start import is_empty
from kithly.app.derived.me import show_me
from kithly.app.outbox.showing import wants_a_word
from kithly.app.persons.finding import rows_of
from kithly.app.proposing.proposing import proposals_waiting
from kithly.app.today.answering import enough
from kithly.app.today.day import today
from kithly.app.today.day_notes import BACK
from kithly.app.views import DayNoteView, TouchView
from kithly.interfaces.web.rooms.hello import sheet
from kithly.interfaces.web.visit import Room, Visit
from kithly.reasons import TouchKind

CHOICES = (5, 10, 20)  # minutes offered
MOST_NOTES = 2


def first(visit: Visit) -> Response:
    """Lead to the day, or to the start where nobody is known yet."""
    return visit.back("/start" if is_empty(visit.network) else "/today")


def show(visit: Visit) -> Response:
    """Show the day, with one hello open."""
    day = today(visit.network, drafts=False)
    asked = visit.field("open")
    opened = next((one for one in day.touches if one.id == asked), day.touches[0] if day.touches else None)
    return visit.show(
        "today.html",
        day=day,
        me=show_me(visit.network),
        notes=[note for note in day.notes if not _says_so_too(note, opened)][:MOST_NOTES],
        choices=CHOICES,
        unsettled=wants_a_word(visit.network),
        proposed=proposals_waiting(visit.network),
        opened=opened.id if opened else None,
        sheet=sheet(visit, opened.id, page="/today", why=opened.why) if opened else None,
        rows=rows_of(visit.network, [one.person.id for one in day.touches]),
        settled=tuple(one for one in visit.guest.settled.items() if one[1].on == visit.network.today),
    )


def _says_so_too(note: DayNoteView, opened: TouchView | None) -> bool:
    """Say whether the open hello answers the very words that a note tells of."""
    if opened is None or opened.kind != TouchKind.REPLY or note.kind != BACK or note.person is None:
        return False
    return note.person.id == opened.person.id


def choose_minutes(visit: Visit) -> Response:
    """Plan the day for other minutes."""
    today(visit.network, minutes=visit.number("minutes", CHOICES[1], least=1, most=120))
    return visit.back("/today")


def rest(visit: Visit) -> Response:
    """Let the rest of the day rest till tomorrow."""
    return visit.back("/today", enough(visit.network))


ROOMS = (
    Room(path="/", method="GET", answer=first),
    Room(path="/today", method="GET", answer=show),
    Room(path="/today/minutes", method="POST", answer=choose_minutes),
    Room(path="/today/enough", method="POST", answer=rest),
)
