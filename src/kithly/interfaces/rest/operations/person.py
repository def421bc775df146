"""One person: whole, by parts, and what may be written to them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from kithly.app.drafts.writers import RULES
from kithly.app.following.suggesting import suggest
from kithly.app.letters.looking import look
from kithly.app.letters.writing import CHANNELS, KINDS, write
from kithly.app.network import Network
from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.biography import biography
from kithly.app.persons.joined import joined
from kithly.app.persons.numbers import strength_of
from kithly.app.persons.people import show_person
from kithly.app.persons.person_page import person_page
from kithly.app.persons.record_page import show_record
from kithly.app.persons.timeline import timeline
from kithly.app.persons.wishes import cadence_of, needs_of
from kithly.app.talks.preparing import prepare_talk
from kithly.app.views import (
    BiographyView,
    CadenceView,
    DraftView,
    FollowView,
    HappenedPageView,
    JoinedView,
    LookView,
    NeedsView,
    PersonPageView,
    PersonView,
    PrepareView,
    RecordView,
    TieView,
    TimelineView,
    WriteView,
)
from kithly.interfaces.rest.asked import Id, Limit, Offset, Who
from kithly.interfaces.rest.operation import Operation

Kind = Literal[*KINDS]  # type: ignore[valid-type] # made of the words the use case takes
Channel = Literal[*CHANNELS]  # type: ignore[valid-type]


def one_person(network: Network, who: Who) -> PersonView:
    """Tell everything about one person, with the records behind it."""
    return show_person(network, who)


def page_of_person(network: Network, who: Who) -> PersonPageView:
    """Tell of one person what a page shows at first: the tie, the next step, what happened last."""
    return person_page(network, who)


def tie_of_person(network: Network, who: Who) -> TieView:
    """Tell how you and one person stand, and why that is said."""
    return strength_of(network, who)


def timeline_of_person(network: Network, who: Who, *, limit: Limit = 50, offset: Offset = 0) -> TimelineView:
    """List what happened with one person, newest first."""
    return timeline(network, who, limit=limit, offset=offset)


def happened_with_person(network: Network, who: Who, *, limit: Limit = 50, offset: Offset = 0) -> HappenedPageView:
    """List what happened with one person, each in a sentence."""
    return all_happened(network, who, limit=limit, offset=offset)


def years_with_person(network: Network, who: Who) -> BiographyView:
    """Tell the years with one person."""
    return biography(network, who)


def parts_of_person(network: Network, who: Who) -> JoinedView:
    """Tell what one person is joined from, and why."""
    return joined(network, who)


def needs_of_person(network: Network, who: Who) -> NeedsView:
    """Tell what one person looks for and offers."""
    return needs_of(network, who)


def cadence_of_person(network: Network, who: Who) -> CadenceView:
    """Tell how often you want to be in touch with one person."""
    return cadence_of(network, who)


def pages_of_person(network: Network, who: Who) -> LookView:
    """List pages about one person to look at; none is opened or asked."""
    return look(network, who, open_it=False)


def followable_of_person(network: Network, who: Who, *, limit: Limit = 20) -> FollowView:
    """List what could be followed of one person; nothing is asked of anybody."""
    return suggest(network, who, limit=limit)


def before_a_talk(network: Network, who: Who) -> PrepareView:
    """Tell what to know before a talk with one person."""
    return prepare_talk(network, who)


def draft_to_person(
    network: Network,
    who: Who,
    *,
    kind: Annotated[Kind | None, Query(description="Else what the best reason suggests.")] = None,
    channel: Annotated[Channel | None, Query(description="Else where you last talked.")] = None,
) -> DraftView | WriteView:
    """Write a draft by the rules, each statement with the record that proves it; or tell why there is none."""
    view = write(network, who, kind=kind, channel=channel, writer=RULES)
    return view.draft or view


def one_record(network: Network, record: Id) -> RecordView:
    """Tell one record whole, as every piece of evidence names it."""
    return show_record(network, record)


TAG = "One person"
_ONE = (
    ("", "person", one_person),
    ("/page", "person_page", page_of_person),
    ("/tie", "tie", tie_of_person),
    ("/years", "biography", years_with_person),
    ("/parts", "joined", parts_of_person),
    ("/needs", "needs", needs_of_person),
    ("/cadence", "cadence", cadence_of_person),
    ("/pages", "look", pages_of_person),
    ("/followable", "follow", followable_of_person),
    ("/prepare", "prepare", before_a_talk),
)
_PAGED = (("/timeline", "timeline", timeline_of_person), ("/happened", "happened", happened_with_person))
OPERATIONS = (
    *(
        Operation(
            path=f"/people/{{who}}{path}",
            method="GET",
            name=name,
            answer=answer,
            tag=TAG,
            refusals=(404, 409),
            is_versioned=not path,
        )
        for path, name, answer in _ONE
    ),
    *(
        Operation(
            path=f"/people/{{who}}{path}",
            method="GET",
            name=name,
            answer=answer,
            tag=TAG,
            is_paged=True,
            refusals=(404, 409),
        )
        for path, name, answer in _PAGED
    ),
    Operation(
        path="/people/{who}/draft",
        method="GET",
        name="write",
        names={DraftView: "draft", WriteView: "write"},
        answer=draft_to_person,
        tag=TAG,
        refusals=(400, 404, 409),
    ),
    Operation(path="/records/{record}", method="GET", name="record", answer=one_record, tag=TAG, refusals=(404, 409)),
)
