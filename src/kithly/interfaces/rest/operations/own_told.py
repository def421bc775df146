"""What is the user's own, told by a program that may: who they are, and answers to what waits."""

from __future__ import annotations

from typing import Annotated

from kithly.app.belonging.named import name_people
from kithly.app.bringing.answering import answer, read_again
from kithly.app.derived.me import confirm_me, say_me
from kithly.app.following.follow import Asked, follow, refuse
from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.views import DoneView, FollowedView, ImportView, NamedPeopleView
from kithly.errors import SettingsError
from kithly.interfaces.rest.asked import MOST_TEXT, Body, Field, Id, Who, Word
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations.person_told import UNDO
from kithly.interfaces.rest.versions import Seen, expected_in

MOST_LINES = 1_000
Line = Annotated[str, Field(max_length=MOST_TEXT)]


class Me(Body):
    """Who you are; what is left out stays as it is."""

    name: Annotated[Line | None, Field(description="Your name.")] = None
    position: Annotated[Line | None, Field(description="What you are.")] = None
    now: Annotated[Line | None, Field(description="What you do now, in a line.")] = None
    interests: Annotated[Line | None, Field(description="What interests you.")] = None
    needs: Annotated[Line | None, Field(description="What you look for.")] = None
    timezone: Annotated[Line | None, Field(description="As in `Europe/Paris`.")] = None
    leap_birthday: Annotated[Line | None, Field(description="`1-march` or `28-february`.")] = None


class OwnAddress(Body):
    """An address that is yours, or is not."""

    address: Annotated[Word, Field(description="Of mail, or of a profile.")]
    is_mine: Annotated[bool, Field(description="Whether it is.")] = True


class Answer(Body):
    """The answer to what waits."""

    answer: Annotated[Word, Field(description="One of the choices, or a line where there are none.")]


Lines = Annotated[list[Annotated[str, Field(max_length=MOST_TEXT)]], Field(max_length=MOST_LINES)]


class NamedLines(Body):
    """All lines about people you would be sorry to lose."""

    lines: Annotated[Lines, Field(description="As they shall be.")]
    seen: Annotated[Lines, Field(description="Ids of the lines you saw: no other is taken away.")]


class Page(Body):
    """A page, a feed or a handle."""

    address: Annotated[str, Field(max_length=MOST_TEXT, description="Its address; empty for the only suggestion.")] = ""
    kind: Annotated[str, Field(max_length=MOST_TEXT, description="What reads it; empty to tell by the address.")] = ""


class NotThis(Body):
    """What is not to be followed."""

    address: Annotated[Word, Field(description="Its address.")]


def change_me(network: Network, version: Seen, body: Me) -> DoneView:
    """Change who you are, as one change."""
    told = body.model_dump(exclude_none=True)
    if not told:
        raise SettingsError("me", "There is nothing to keep.")
    pairs = [(key.replace("_", "-"), value) for key, value in told.items()]
    return say_me(network, pairs, expected=expected_in(version))


def tell_own_address(network: Network, body: OwnAddress) -> DoneView:
    """Keep that an address is yours, or is not."""
    return say_me(network, [("address" if body.is_mine else "not-address", body.address)])


def it_is_me(network: Network) -> DoneView:
    """Keep that who Kithly takes for you is you."""
    return confirm_me(network)


def answer_held(network: Network, question: Id, body: Answer) -> ImportView:
    """Answer what waits for your word, and read again what waited for it."""
    return read_again(network, answer(network, question, body.answer).change)


def name_those(network: Network, body: NamedLines) -> NamedPeopleView:
    """Keep all lines about people you would be sorry to lose; what was added meanwhile stays."""
    return name_people(network, body.lines, seen=body.seen)


def follow_page(network: Network, who: Who, body: Page) -> FollowedView:
    """Follow something of one person: the yes to asking its server, now and at every sync."""
    return follow(network, who, Asked(address=body.address, kind=body.kind))


def follow_not(network: Network, who: Who, body: NotThis) -> DoneView:
    """Keep that something of one person is not to be followed."""
    return refuse(network, who, body.address)


TAG = "Yours"
OPERATIONS = (
    Operation(
        path="/me",
        method="PATCH",
        name="me_set",
        answer=change_me,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 409),
        overwrites=True,
        leads=UNDO,
    ),
    *(
        Operation(
            path=path,
            method="POST",
            name="me_set",
            answer=one,
            tag=TAG,
            scope=WRITE,
            refusals=(404, 409),
            leads=UNDO,
        )
        for path, one in (("/me/addresses", tell_own_address), ("/me/confirmed", it_is_me))
    ),
    Operation(
        path="/held/{question}",
        method="POST",
        name="import",
        answer=answer_held,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 409),
    ),
    Operation(path="/named", method="PUT", name="named", answer=name_those, tag=TAG, scope=WRITE, refusals=(404, 409)),
    Operation(
        path="/people/{who}/followed",
        method="POST",
        name="followed",
        answer=follow_page,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 409, 503),
    ),
    Operation(
        path="/people/{who}/not-followed",
        method="POST",
        name="not_followed",
        answer=follow_not,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 409),
        leads=UNDO,
    ),
)
