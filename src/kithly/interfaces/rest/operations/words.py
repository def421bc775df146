"""The user's word about people, kept by a program that may; and taken back."""

from __future__ import annotations

from typing import Annotated

from kithly.app.belonging.word import MAX_TEXT, note
from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.views import DoneView
from kithly.interfaces.rest.asked import Body, Field, Who
from kithly.interfaces.rest.operation import Operation


class Note(Body):
    """A note on somebody."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT, description="The words.")]


class Which(Body):
    """A change."""

    change: Annotated[
        str | None, Field(min_length=1, max_length=100, description="Its id; none for the last that stands.")
    ] = None


def add_note(network: Network, who: Who, body: Note) -> DoneView:
    """Keep a note on somebody."""
    return note(network, who, body.text)


def take_back(network: Network, body: Which) -> DoneView:
    """Take a change back."""
    return undo(network, body.change)


TAG = "Your word"
OPERATIONS = (
    Operation(
        path="/people/{who}/notes",
        method="POST",
        name="note",
        answer=add_note,
        tag=TAG,
        scope=WRITE,
        status=201,
        refusals=(404, 409),
        leads={"take_back": {"body/change": "change"}, "one_person": {"who": "person/id"}},
        is_keyed=True,
        place=lambda view: f"/people/{view.person.id}",
    ),
    Operation(path="/undo", method="POST", name="undo", answer=take_back, tag=TAG, scope=WRITE, refusals=(404, 409)),
)
