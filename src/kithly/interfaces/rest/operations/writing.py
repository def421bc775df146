"""Words weighed as they are edited, and a draft by the model that the user set up."""

from __future__ import annotations

from typing import Annotated, Literal

from kithly.app.drafts.writers import MODEL
from kithly.app.letters.weighing import weigh
from kithly.app.letters.writing import CHANNELS, KINDS, write
from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.views import DraftView, WeighedView, WriteView
from kithly.interfaces.rest.asked import Body, Field, Id, Who
from kithly.interfaces.rest.operation import Operation

MOST_WEIGHED = 20_000  # characters


class Words(Body):
    """Words for a hello."""

    text: Annotated[str, Field(max_length=MOST_WEIGHED)]
    subject: Annotated[str | None, Field(max_length=1_000, description="For mail.")] = None
    channel: Annotated[
        Literal["email", "linkedin", "note", "copy"] | None, Field(description="Else the first of its doors.")
    ] = None
    not_a_favour: Annotated[bool, Field(description="What looks like a favour asked is none.")] = False


class Commission(Body):
    """A draft that is to be written."""

    kind: Annotated[
        Literal[*KINDS] | None, Field(description="Else what the best reason suggests.")  # type: ignore[valid-type]
    ] = None
    channel: Annotated[
        Literal[*CHANNELS] | None, Field(description="Else where you last talked.")  # type: ignore[valid-type]
    ] = None


def weigh_words(network: Network, touch: Id, body: Words) -> WeighedView:
    """Weigh words for a hello against the records and good manners; nothing of them is kept."""
    return weigh(network, touch, body.text, channel=body.channel, subject=body.subject, not_a_favour=body.not_a_favour)


def draft_by_model(network: Network, who: Who, body: Commission) -> DraftView | WriteView:
    """Let the model you set up write a draft: what leaves for it is what you agreed to, and is noted."""
    view = write(network, who, kind=body.kind, channel=body.channel, writer=MODEL)
    return view.draft or view


TAG = "Words"
OPERATIONS = (
    Operation(
        path="/hellos/{touch}/weigh",
        method="POST",
        name="weighed",
        answer=weigh_words,
        tag=TAG,
        refusals=(404,),
    ),
    Operation(
        path="/people/{who}/draft",
        method="POST",
        name="write",
        names={DraftView: "draft", WriteView: "write"},
        answer=draft_by_model,
        tag=TAG,
        scope=WRITE,
        refusals=(404, 503),
    ),
)
