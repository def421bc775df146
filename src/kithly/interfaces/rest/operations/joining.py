"""Who is who, and where people belong: answers to what Kithly asks, each taken back by one undo."""

from __future__ import annotations

from typing import Annotated, Literal

from kithly.app.belonging.era_edits import put_in_era
from kithly.app.belonging.eras import answer_era
from kithly.app.belonging.triage import settle_triage
from kithly.app.network import Network
from kithly.app.persons.merging import accept, different, same
from kithly.app.persons.splitting import split
from kithly.app.views import DoneView
from kithly.errors import NotFound, SettingsError
from kithly.interfaces.rest.asked import Body, Field, Id, Who, Word
from kithly.interfaces.rest.operation import deeds
from kithly.interfaces.rest.versions import Seen, expected_in

MOST_PEOPLE = 1_000  # named in one answer
Where = Literal["network", "family", "service", "leave-out"]
AsWhat = Literal["coworkers", "classmates", "clients", "friends"]


class Two(Body):
    """Two people."""

    a: Word
    b: Word


class HowSure(Body):
    """Which suggestions are taken."""

    score: Annotated[float, Field(gt=0.5, le=1, description="All that are at least this sure.")]


class Part(Body):
    """A part of a person."""

    part: Annotated[Word, Field(description="Its key, a record id or an address.")]


class OfEra(Body):
    """Who comes from one of your eras."""

    answer: Literal["all", "pick", "no"]
    people: Annotated[list[Word], Field(max_length=MOST_PEOPLE, description="Who is picked.")] = Field(
        default_factory=list
    )
    role: Annotated[AsWhat | None, Field(description="Else the era's own.")] = None


class Belongs(Body):
    """Whether people belong to one of your eras."""

    people: Annotated[list[Word], Field(min_length=1, max_length=MOST_PEOPLE, description="Ids, addresses or names.")]
    belong: bool


class Places(Body):
    """Where people belong."""

    places: Annotated[dict[Word, Where], Field(max_length=MOST_PEOPLE, description="By id, address or name.")] = Field(
        default_factory=dict
    )
    as_guessed: Annotated[bool, Field(description="Place all others on the list as guessed.")] = False


def keep_same(network: Network, body: Two) -> DoneView:
    """Keep that two entries are one person."""
    return same(network, body.a, body.b)


def keep_different(network: Network, body: Two) -> DoneView:
    """Keep that two entries are two people."""
    return different(network, body.a, body.b)


def accept_merges(network: Network, body: HowSure) -> DoneView:
    """Merge every suggested pair that is sure enough."""
    return accept(network, body.score)


def split_off(network: Network, who: Who, body: Part) -> DoneView:
    """Take one record or address off a person."""
    try:
        return split(network, who, body.part)
    except NotFound as error:
        if error.kind != "record":
            raise
        # The person is here: it is what the body names that is not theirs.
        raise SettingsError("part", str(error), hint=error.hint) from None


def answer_one_era(network: Network, key: Id, body: OfEra) -> DoneView:
    """Answer who comes from one of your eras."""
    return answer_era(network, key, body.answer, body.people, body.role)


def put_into_era(network: Network, key: Id, body: Belongs) -> DoneView:
    """Keep that people belong to one of your eras, or do not."""
    return put_in_era(network, body.people, key, belongs=body.belong)


def place_people(network: Network, version: Seen, body: Places) -> DoneView:
    """Keep where people belong; the version is that of the triage."""
    return settle_triage(network, body.places, as_guessed=body.as_guessed, expected=expected_in(version))


TAG = "Who is who"
_ACTS = (
    ("/merges/same", "same", keep_same),
    ("/merges/different", "different", keep_different),
    ("/merges/accept", "same", accept_merges),
    ("/people/{who}/split", "different", split_off),
    ("/eras/{key}/answer", "eras_answered", answer_one_era),
    ("/eras/{key}/people", "eras_answered", put_into_era),
    ("/triage", "triage_settled", place_people),
)
OPERATIONS = deeds(TAG, _ACTS, versioned={"/triage"})
