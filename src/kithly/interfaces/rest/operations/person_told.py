"""The user's word on one person, kept by a program that may; what overwrites an older word tells which it saw."""

from __future__ import annotations

from typing import Annotated, Literal

from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.belonging.word import MAX_TEXT, circle
from kithly.app.letters.looking import found
from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.persons.notes import edit_note, remove_note
from kithly.app.persons.rewording import reword
from kithly.app.persons.wishes import LINE, LONGEST
from kithly.app.views import DoneView
from kithly.interfaces.rest.asked import Body, Counted, Field, Part, Who
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.versions import Seen, expected_in

Level = Literal[*IMPORTANCE]  # type: ignore[valid-type] # made of the words the use case takes
Where = Literal[*PLACES]  # type: ignore[valid-type]
Days = Annotated[int, Field(ge=1, le=LONGEST), Counted]
OneLine = Annotated[str, Field(max_length=LINE)]


class Pace(Body):
    """How often to be in touch."""

    days: Annotated[Days | None, Field(description="Every so many days; none for as it comes.")]
    latest: Annotated[Days | None, Field(description="The latest; none for a third later.")] = None


class Words(Body):
    """What is said of somebody; what is left out stays as it is."""

    importance: Annotated[Level | None, Field(description="How much they matter.")] = None
    place: Annotated[Where | None, Field(description="Where they belong.")] = None
    quiet: Annotated[bool | None, Field(description="Whether to leave them in peace.")] = None
    remembered: Annotated[bool | None, Field(description="Whether they died.")] = None
    cadence: Annotated[Pace | None, Field(description="How often to be in touch.")] = None
    looks_for: Annotated[OneLine | None, Field(description="What they look for; empty for nothing.")] = None
    offers: Annotated[OneLine | None, Field(description="What they offer; empty for nothing.")] = None


class NoteText(Body):
    """The words of a note."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT, description="The words.")]


def change_person(network: Network, who: Who, version: Seen, body: Words) -> DoneView:
    """Change what you say of one person: importance, place, cadence, needs, quiet, remembered; as one change."""
    told = body.model_dump(exclude_none=True, exclude={"cadence"})
    pace = {"cadence": body.cadence.model_dump()} if body.cadence else {}
    return reword(network, who, {**told, **pace}, expected=expected_in(version))


def change_note(network: Network, note: Part, version: Seen, body: NoteText) -> DoneView:
    """Change the words of a note; its day stays."""
    return edit_note(network, note, body.text, expected=expected_in(version))


def take_note_away(network: Network, note: Part, version: Seen) -> DoneView:
    """Take a note away."""
    return remove_note(network, note, expected=expected_in(version))


def put_into_circle(network: Network, who: Who, circle_name: Part) -> DoneView:
    """Put one person into a circle; asked again, nothing more is done."""
    return circle(network, who, circle_name)


def take_out_of_circle(network: Network, who: Who, circle_name: Part) -> DoneView:
    """Take one person out of a circle; asked again, nothing more is done."""
    return circle(network, who, circle_name, remove=True)


def add_found(network: Network, who: Who, body: NoteText) -> DoneView:
    """Keep what you found about one person; a link in it is asked for only where you switched that on."""
    return found(network, who, body.text)


def page_of(view: DoneView) -> str:
    """Return where the person of a change is found."""
    return f"/people/{view.person.id}" if view.person else "/people"


TAG = "Your word"
UNDO = {"take_back": {"body/change": "change"}}
OPERATIONS = (
    *(
        Operation(
            path=path,
            method=method,
            name=name,
            answer=answer,
            tag=TAG,
            scope=WRITE,
            refusals=(404, 409),
            overwrites=True,
            leads=UNDO,
        )
        for path, method, name, answer in (
            ("/people/{who}", "PATCH", "edit", change_person),
            ("/notes/{note}", "PATCH", "note", change_note),
            ("/notes/{note}", "DELETE", "note", take_note_away),
        )
    ),
    *(
        Operation(
            path="/people/{who}/circles/{circle_name}",
            method=method,
            name="circle",
            answer=answer,
            tag=TAG,
            scope=WRITE,
            refusals=(404, 409),
            leads=UNDO,
        )
        for method, answer in (("PUT", put_into_circle), ("DELETE", take_out_of_circle))
    ),
    Operation(
        path="/people/{who}/found",
        method="POST",
        name="found",
        answer=add_found,
        tag=TAG,
        scope=WRITE,
        status=201,
        refusals=(404, 409),
        leads=UNDO,
        is_keyed=True,
        place=page_of,
    ),
)
