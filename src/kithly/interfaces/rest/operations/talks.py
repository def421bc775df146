"""Talks: arranged, called off, and what came of them; somebody just met."""

from __future__ import annotations

from typing import Annotated

from kithly.app.belonging.word import MAX_TEXT, met
from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.talks.afterwards import Outcome, Promised, talked
from kithly.app.talks.arranging import LONGEST, MINUTES, arrange, call_off
from kithly.app.views import DoneView, TalkView
from kithly.interfaces.rest.asked import MOST_TEXT, Body, Counted, Day, Field, Moment, Who, Word
from kithly.interfaces.rest.operation import Operation


class Talk(Body):
    """A talk that is arranged."""

    at: Annotated[Moment, Field(description="When it begins.")]
    minutes: Annotated[int, Field(ge=1, le=LONGEST), Counted] = MINUTES
    place: Annotated[str, Field(max_length=MOST_TEXT, description="A room, a number, the address of a call.")] = ""
    about: Annotated[str, Field(max_length=MOST_TEXT)] = ""


class Promise(Body):
    """A promise made in a talk."""

    text: Word
    due: Annotated[Day | None, Field(description="None where no day was named.")] = None


class Came(Body):
    """What came of a talk."""

    text: Annotated[str, Field(max_length=MAX_TEXT, description="What is worth remembering.")] = ""
    on: Annotated[Day | None, Field(description="The day of the talk; none for today.")] = None
    mine: Annotated[Promise | None, Field(description="What you promised.")] = None
    theirs: Annotated[Promise | None, Field(description="What they promised.")] = None


class Met(Body):
    """Somebody you have just met."""

    name: Word
    where: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    about: Annotated[str, Field(max_length=MOST_TEXT)] = ""


def arrange_talk(network: Network, who: Who, body: Talk) -> TalkView:
    """Keep that a talk is arranged."""
    return arrange(network, who, body.at, minutes=body.minutes, place=body.place, about=body.about)


def call_talk_off(network: Network, who: Who) -> DoneView:
    """Keep that the next arranged talk will not take place."""
    return call_off(network, who)


def keep_talked(network: Network, who: Who, body: Came) -> DoneView:
    """Keep what came of a talk, and what was promised."""
    outcome = Outcome(text=body.text, on=body.on, mine=_promised(body.mine), theirs=_promised(body.theirs))
    return talked(network, who, outcome)


def keep_met(network: Network, body: Met) -> DoneView:
    """Keep somebody you have just met."""
    return met(network, body.name, where=body.where, about=body.about)


def _promised(told: Promise | None) -> Promised | None:
    return None if told is None else Promised(text=told.text, due=told.due)


def _page(view: DoneView | TalkView) -> str:
    """Return where the person is found whom it is about."""
    return f"/people/{view.person.id}" if view.person else "/people"


MADE = 201
TAG = "Talks"
_REFUSALS = (400, 404, 409)
_ACTS = (
    ("/people/{who}/talk", "POST", "meet", arrange_talk, 201),
    ("/people/{who}/talk", "DELETE", "meet_off", call_talk_off, 200),
    ("/people/{who}/talked", "POST", "talked", keep_talked, 201),
    ("/people", "POST", "met", keep_met, 201),
)
OPERATIONS = tuple(
    Operation(
        path=path,
        method=method,
        name=name,
        answer=answer,
        tag=TAG,
        scope=WRITE,
        status=status,
        refusals=_REFUSALS,
        is_keyed=status == MADE,
        place=_page if status == MADE else None,
    )
    for path, method, name, answer, status in _ACTS
)
