"""Is everything sound? And the calendar as a file."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from kithly.app.checkup import doctor
from kithly.app.reminding.calendars import calendar_of
from kithly.interfaces.web.visit import Room, Visit

FILE: Final = 'attachment; filename="kithly.ics"'


def show(visit: Visit) -> Response:
    """Show every check, with what to do where one found something."""
    return visit.show("health.html", checks=doctor(visit.network).checks)


def download(visit: Visit) -> Response:
    """Give hellos and birthdays as a calendar file."""
    return Response(calendar_of(visit.network), media_type="text/calendar", headers={"content-disposition": FILE})


ROOMS = (
    Room(path="/health", method="GET", answer=show),
    Room(path="/calendar.ics", method="GET", answer=download),
)
