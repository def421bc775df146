"""What becomes of a hello, a note of the day, an item, an idea, and a message that goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from kithly.app.feeding.refusing import refuse
from kithly.app.network import Network
from kithly.app.outbox.showing import one_message
from kithly.app.outbox.word import said_sent, take_back
from kithly.app.sharing.share import refuse_idea
from kithly.app.today.answering import answer_died, answer_sent, enough
from kithly.app.today.minutes_note import plan_for_it
from kithly.app.today.outcome import MAX_TEXT, done, log, skip, snooze, snooze_all
from kithly.app.views import DoneView, OutgoingView
from kithly.interfaces.rest.asked import Body, Counted, Day, Field, Id, Moment, Who
from kithly.interfaces.rest.operation import deeds

LONGEST_SNOOZE = 365  # days
Days = Annotated[int, Field(ge=1, le=LONGEST_SNOOZE, description="After how many days it comes back."), Counted]


class Done(Body):
    """When it was done."""

    at: Annotated[Moment | None, Field(description="None for now.")] = None


class Snooze(Body):
    """For how long."""

    days: Days = 7


class Skip(Body):
    """What is not wanted."""

    person: Annotated[bool, Field(description="The person, for a season; else this reason, ever.")] = False


class Contact(Body):
    """A contact that no source saw."""

    text: Annotated[str, Field(max_length=MAX_TEXT, description="What about.")] = ""
    incoming: Annotated[bool, Field(description="They got in touch.")] = False
    day: Annotated[Day | None, Field(description="When it was; none for now.")] = None


class WasSent(Body):
    """The answer to "Did you send them?"."""

    answer: Literal["yes", "not_yet", "let_be"]


class HasDied(Body):
    """The answer to "Mark them as remembered?"."""

    answer: Literal["yes", "no"]


def keep_done(network: Network, touch: Id, body: Done) -> DoneView:
    """Keep that a hello is done."""
    return done(network, touch, at=body.at)


def keep_snoozed(network: Network, touch: Id, body: Snooze) -> DoneView:
    """Bring a hello back later."""
    return snooze(network, touch, days=body.days)


def keep_skipped(network: Network, touch: Id, body: Skip) -> DoneView:
    """Keep that this reason, or this person, is not wanted."""
    return skip(network, touch, person=body.person)


def snooze_the_rest(network: Network, body: Snooze) -> DoneView:
    """Bring everything that is left of today back later."""
    return snooze_all(network, days=body.days)


def enough_for_today(network: Network) -> DoneView:
    """Let the rest of today rest till tomorrow."""
    return enough(network)


def log_contact(network: Network, who: Who, body: Contact) -> DoneView:
    """Keep a contact that no source saw."""
    return log(network, who, body.text, incoming=body.incoming, day=body.day)


def answer_whether_sent(network: Network, note: Id, body: WasSent) -> DoneView:
    """Answer whether words that were taken along were sent."""
    return answer_sent(network, note, body.answer)


def answer_whether_died(network: Network, note: Id, body: HasDied) -> DoneView:
    """Answer whether somebody is to be remembered."""
    return answer_died(network, note, body.answer)


def plan_for_usual_minutes(network: Network, note: Id) -> DoneView:
    """Take the minutes that a note of the day offers."""
    return plan_for_it(network, note)


def refuse_item(network: Network, item: Id) -> DoneView:
    """Keep that an item of the feed is of no use."""
    return refuse(network, item)


def refuse_idea_for_post(network: Network, idea: Id) -> DoneView:
    """Keep that an idea for a post is none."""
    return refuse_idea(network, idea)


def take_message_back(network: Network, message: Id) -> OutgoingView:
    """Take a message back before it goes out."""
    return one_message(network, take_back(network, message).id)


def keep_message_sent(network: Network, message: Id) -> OutgoingView:
    """Keep that a message nobody knew of did go out."""
    return one_message(network, said_sent(network, message).id)


TAG = "What became of it"
_DEEDS = (
    ("/hellos/{touch}/done", "done", keep_done),
    ("/hellos/{touch}/snooze", "snooze", keep_snoozed),
    ("/hellos/{touch}/skip", "skip", keep_skipped),
    ("/today/snooze", "snooze", snooze_the_rest),
    ("/today/enough", "enough", enough_for_today),
    ("/people/{who}/log", "log", log_contact),
    ("/notes-of-the-day/{note}/sent", "answered", answer_whether_sent),
    ("/notes-of-the-day/{note}/remembered", "answered", answer_whether_died),
    ("/notes-of-the-day/{note}/minutes", "answered", plan_for_usual_minutes),
    ("/feed/{item}/not", "feed_not", refuse_item),
    ("/share/ideas/{idea}/not", "share_not", refuse_idea_for_post),
    ("/outbox/{message}/back", "outgoing", take_message_back),
    ("/outbox/{message}/sent", "outgoing", keep_message_sent),
)
OPERATIONS = deeds(TAG, _DEEDS, keyed={"/people/{who}/log"})
