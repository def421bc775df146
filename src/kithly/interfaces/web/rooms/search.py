"""Search: people and messages together, as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from kithly.app.persons.people import list_people
from kithly.app.persons.searching import search
from kithly.app.views import PeopleView, SearchView
from kithly.interfaces.web.visit import Room, Visit

PAGE: Final = 20  # messages on a page
FEW: Final = 5  # people shown above them
LEAST: Final = 2  # letters from which messages are looked through
NOBODY: Final = PeopleView(people=(), total=0)
NOTHING: Final = SearchView(hits=(), total=0)


def show(visit: Visit) -> Response:
    """Show the page, with what was found."""
    return visit.show("search.html", **_found(visit))


def found(visit: Visit) -> Response:
    """Show what was found, alone."""
    return visit.show("search_found.html", **_found(visit))


def more(visit: Visit) -> Response:
    """Show the next messages, alone."""
    return visit.show("search_hits.html", **_found(visit))


def _found(visit: Visit) -> Mapping[str, Any]:
    text, first = visit.field("q"), visit.number("from", 0)
    people = list_people(visit.network, text, limit=FEW) if text and not first else NOBODY
    messages = search(visit.network, _begun(text), limit=PAGE, offset=first) if _is_enough(text) else NOTHING
    after = first + PAGE
    return {
        "q": text,
        "people": people,
        "messages": messages,
        "first": first,
        "following": after if after < messages.total else None,
    }


def _begun(text: str) -> str:
    """Return a query whose last word may be only a beginning, since it may still be typed.

    A single letter after other words is not looked for yet: it stands everywhere.
    """
    if text.endswith(('"', "*")) or text.count('"') % 2:
        return text
    words, _, last = text.rpartition(" ")
    return words if words.strip() and len(last) < LEAST and last.isascii() else f"{text}*"


def _is_enough(text: str) -> bool:
    """Say whether a query is long enough: one letter of a word stands everywhere, one sign of Chinese does not."""
    return len(text) >= LEAST or not text.isascii()


ROOMS = (
    Room(path="/search", method="GET", answer=show),
    Room(path="/search/found", method="GET", answer=found),
    Room(path="/search/more", method="GET", answer=more),
)
