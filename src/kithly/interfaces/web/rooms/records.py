"""One record whole, as every piece of evidence leads to it."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.persons.record_page import show_record
from kithly.interfaces.web.visit import Room, Visit


def show(visit: Visit) -> Response:
    """Show one record, or the user's own word."""
    return visit.show("record.html", record=show_record(visit.network, visit.params["record"]))


ROOMS = (Room(path="/records/{record}", method="GET", answer=show),)
