"""Hellos: begun, and sent after the user's yes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from kithly.app.feeding.answering import begin_about
from kithly.app.letters.hello import hello
from kithly.app.letters.own_hello import begin
from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.letters.weighing import it_is_true
from kithly.app.network import Network
from kithly.app.outbox.going import go
from kithly.app.outbox.showing import one_message
from kithly.app.outbox.word import again
from kithly.app.passes.scopes import SEND, WRITE
from kithly.app.views import DoneView, HelloView, OutgoingView, SendView
from kithly.interfaces.rest.asked import MOST_TEXT, Body, Field, Id, Who, Word
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations.day import MOST_CHECKED, Way
from kithly.interfaces.rest.operations.person_told import UNDO


def _really(told: Any) -> Any:
    """Return true itself; a number that is equal to it is no yes."""
    if told is not True:
        raise ValueError("true")
    return told


class Yes(Body):
    """The user's yes to words, exactly as they were shown to them."""

    yes: Annotated[
        Literal[True], BeforeValidator(_really), Field(description="Only true, and only after the user said so.")
    ]
    text: Annotated[str, Field(min_length=1, max_length=MOST_CHECKED, description="The words that go out.")]
    subject: Annotated[str | None, Field(max_length=MOST_TEXT, description="Of a mail; none for the draft's.")] = None
    channel: Annotated[Way | None, Field(description="The door; none for the first.")] = None
    not_a_favour: Annotated[bool, Field(description="Whether the user says that it asks for no favour.")] = False
    by_hand: Annotated[bool, Field(description="To be sent with the user's own program.")] = False
    once_more: Annotated[bool, Field(description="Though it went out before.")] = False


class YesAgain(Body):
    """The user's yes to a message that is kept already, with the words that were shown to them."""

    yes: Annotated[
        Literal[True], BeforeValidator(_really), Field(description="Only true, and only after the user said so.")
    ]
    text: Annotated[str, Field(max_length=MOST_CHECKED, description="The words of the message, as they were shown.")]
    once_more: Annotated[bool, Field(description="Though the user took it back.")] = False


class Phrase(Body):
    """Words of a hello that no record holds."""

    phrase: Annotated[Word, Field(description="The words that are true.")]


class Whom(Body):
    """To whom."""

    who: Annotated[Word, Field(description="An id, an address, or a part of the name.")]


def begin_hello(network: Network, who: Who) -> HelloView:
    """Begin a hello to one person beside the day's plan; asked again today, it is the same one."""
    return hello(network, begin(network, who))


def begin_hello_about(network: Network, item: Id, body: Whom) -> HelloView:
    """Begin a hello about an item of the feed; asked again today, it is the same one."""
    return hello(network, begin_about(network, item, body.who))


def words_are_true(network: Network, touch: Id, body: Phrase) -> DoneView:
    """Keep that words of a hello which no record holds are true."""
    return it_is_true(network, touch, body.phrase)


def send_hello(network: Network, touch: Id, body: Yes) -> SendView:
    """Let the words of a hello go, after the user's yes: into the outbox, or into their own hand."""
    words = OwnWords(text=body.text, subject=body.subject, channel=body.channel, not_a_favour=body.not_a_favour)
    return go(network, prepare(network, touch, words, again=body.once_more), by_hand=body.by_hand)


def send_message_again(network: Network, message: Id, body: YesAgain) -> OutgoingView:
    """Approve a message once more that surely did not go out, or did not arrive."""
    return one_message(network, again(network, message, text=body.text, once_more=body.once_more).id)


TAG = "Hellos"
OPERATIONS = (
    *(
        Operation(
            path=path,
            method="POST",
            name="hello",
            answer=answer,
            tag=TAG,
            scope=WRITE,
            status=201,
            refusals=(404, 409),
            place=lambda view: f"/hellos/{view.id}",
            leads={"one_hello": {"touch": "id"}, "keep_snoozed": {"touch": "id"}},
        )
        for path, answer in (("/people/{who}/hello", begin_hello), ("/feed/{item}/hello", begin_hello_about))
    ),
    Operation(
        path="/hellos/{touch}/true",
        method="POST",
        name="true",
        answer=words_are_true,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 409),
        leads=UNDO,
    ),
    Operation(
        path="/hellos/{touch}/send",
        method="POST",
        name="send",
        answer=send_hello,
        tag=TAG,
        scope=SEND,
        refusals=(404, 409, 503),
    ),
    Operation(
        path="/outbox/{message}/again",
        method="POST",
        name="outgoing",
        answer=send_message_again,
        tag=TAG,
        scope=SEND,
        refusals=(404, 409, 503),
    ),
)
