"""The day: its hellos, what is owed, what is shared, what goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from kithly.app.feeding.feed import feed
from kithly.app.letters.checking import check_text
from kithly.app.letters.hello import hello
from kithly.app.letters.writing import CHANNELS, KINDS
from kithly.app.network import Network
from kithly.app.outbox.showing import one_message, show_outbox
from kithly.app.reminding.calendars import show_calendar
from kithly.app.reminding.posting import show_digest
from kithly.app.sharing.share import share
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.app.today.resting import away_now
from kithly.app.today.rhythm import rhythm
from kithly.app.views import (
    AwayWordView,
    CalendarView,
    CheckLine,
    DayRhythmView,
    DigestView,
    FeedView,
    HelloView,
    InboxView,
    OutboxView,
    OutgoingView,
    ShareView,
    TodayView,
)
from kithly.interfaces.rest.asked import MOST_TEXT, Body, Field, Flag, Id, Limit, Real
from kithly.interfaces.rest.operation import Operation

MOST_CHECKED = 20_000  # characters of a text to be checked
A_DAY = 1_440  # minutes
Minutes = Annotated[
    Annotated[float, Field(ge=0, le=A_DAY), Real] | None,
    Query(description="Else what you usually have."),
]
Way = Literal["email", "linkedin", "note", "copy"]


class Text(Body):
    """A text of yours."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_CHECKED, description="The words.")]
    kind: Annotated[Literal[*KINDS], Field(description="What it is for.")] = "reconnect"  # type: ignore[valid-type]
    channel: Annotated[Literal[*CHANNELS], Field(description="Where it goes.")] = "email"  # type: ignore[valid-type]
    recipient: Annotated[str, Field(max_length=MOST_TEXT, description="The name of who it is for.")] = ""


def plan_of_today(network: Network, *, minutes: Minutes = None, drafts: Flag = True) -> TodayView:
    """Tell the few hellos worth today's minutes: who, why now, and a draft to edit."""
    return today(network, minutes=minutes, drafts=drafts)


def one_hello(
    network: Network,
    touch: Id,
    *,
    channel: Annotated[Way | None, Query(description="Else the first of its doors.")] = None,
) -> HelloView:
    """Tell one hello whole, with its draft."""
    return hello(network, touch, channel=channel)


def owed(network: Network) -> InboxView:
    """List the replies, thanks and follow-ups you owe."""
    return inbox(network)


def what_is_shared(network: Network, *, everything: Flag = False, limit: Limit = 20) -> FeedView:
    """List what your people share, the newest and most fitting first."""
    return feed(network, limit=limit, everything=everything)


def own_posting(network: Network) -> ShareView:
    """Tell of your own posting: how often it was, an idea, and who reacted."""
    return share(network)


def rhythm_of_days(network: Network) -> DayRhythmView:
    """Tell how your days are planned: minutes, quiet hours, limits."""
    return rhythm(network)


def days_away(network: Network) -> AwayWordView:
    """Tell whether you are away."""
    return away_now(network)


def going_out(network: Network) -> OutboxView:
    """List what Kithly sends itself, as it stands; nothing is sent by looking."""
    return show_outbox(network)


def one_outgoing(network: Network, message: Id) -> OutgoingView:
    """Tell one message of the outbox whole."""
    return one_message(network, message)


def digest(network: Network) -> DigestView:
    """Tell the day as the mail to yourself; nothing is sent."""
    return show_digest(network)


def calendar(network: Network) -> CalendarView:
    """List hellos and birthdays as whole days of a calendar."""
    return show_calendar(network)


def check(network: Network, body: Text) -> CheckLine:
    """Check a text for good manners; nothing of it is kept."""
    del network
    return check_text(body.text, kind=body.kind, channel=body.channel, recipient=body.recipient)


TAG = "The day"
_LOOKS = (
    ("/hellos/{touch}", "hello", one_hello, (400, 404, 409)),
    ("/inbox", "inbox", owed, ()),
    ("/feed", "feed", what_is_shared, ()),
    ("/share", "share", own_posting, ()),
    ("/rhythm", "rhythm", rhythm_of_days, ()),
    ("/away", "away", days_away, ()),
    ("/outbox", "outbox", going_out, ()),
    ("/outbox/{message}", "outgoing", one_outgoing, (404, 409)),
    ("/digest", "digest", digest, ()),
    ("/calendar", "calendar", calendar, ()),
)
OPERATIONS = (
    *(
        Operation(
            path=path,
            method="GET",
            name=name,
            answer=answer,
            tag=TAG,
            refusals=refusals,
            is_versioned=name == "rhythm",
        )
        for path, name, answer, refusals in _LOOKS
    ),
    Operation(
        path="/today",
        method="GET",
        name="today",
        answer=plan_of_today,
        tag=TAG,
        refusals=(400,),
        leads={"one_hello": {"touch": "touches/0/id"}, "one_person": {"who": "touches/0/person/id"}},
    ),
    Operation(path="/check", method="POST", name="check", answer=check, tag=TAG, refusals=(400,)),
)
