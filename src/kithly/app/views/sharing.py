"""What the share page shows: the rhythm, one idea, where it can go, and who is owed thanks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView
from kithly.messages import Breach
from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingView:
    """How the user posts.

    Attributes:
        text: One sentence or two.
        posts: How many posts of theirs are known.
        comments: How many comments beneath others' posts.
        reactions: How many reactions.
        last: When the last post was; None for none.
        usual_gap_days: Days from one day with a post to the next, as is usual; None where too little tells.
        mentioned: Whether a day may mention that there is an idea.
        evidence: The last post.
    """

    text: str
    posts: int
    comments: int
    reactions: int
    last: datetime | None
    usual_gap_days: float | None
    mentioned: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareIdeaView:
    """One idea for a post.

    Attributes:
        id: To refuse it by.
        kind: ``discussed`` (several people write about it), ``reading`` (something read) or ``now`` (what they do now).
        text: Why, for the user's eyes.
        title: What it is about.
        url: Its page; empty for none.
        draft: Words to begin with; empty where none are fit.
        language: Of the draft, ISO 639-1.
        your_turn: What is left to the user, a sentence.
        evidence: What it is made of.
        people: Whose words they are, for the user's eyes.
    """

    id: str
    kind: str
    text: str
    title: str
    url: str
    draft: str
    language: str
    your_turn: str
    evidence: tuple[Evidence, ...] = ()
    people: tuple[NamedView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWayView:
    """Where a post can go.

    Attributes:
        key: ``linkedin``, ``mastodon``, ``bluesky`` or ``copy``.
        label: What it is called.
        address: The account it is published by; empty where the user posts it themselves.
    """

    key: str
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareThanksView:
    """Somebody who reacted to what the user posted, and was not thanked yet.

    Attributes:
        person: Who.
        kind: Kind of the reason.
        text: What they did.
        evidence: The records.
    """

    person: NamedView
    kind: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """The user's own posting.

    Attributes:
        posting: The rhythm.
        idea: This week's; None for none.
        why_none: Why there is none; empty where there is one.
        ways: Where it can go.
        thanks: Who reacted to the last posts.
    """

    posting: PostingView
    idea: ShareIdeaView | None
    why_none: str
    ways: tuple[ShareWayView, ...]
    thanks: tuple[ShareThanksView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """What became of a post.

    Attributes:
        channel: Where it goes.
        text: The words.
        handed_over: What to do next, or where it stands.
        url: A page to open, or where it can be seen; None for none.
        paste: Whether the words have to be pasted there.
        breaches: What to look at in them.
        state: ``handed_over``, or where it stands in the outbox.
        outbox: Its id there; None where it was handed over.
        undo_until: Until when it can be taken back; None where it cannot, or need not.
        said: What the other side said.
        change: The change that takes it back.
    """

    channel: str
    text: str
    handed_over: str
    url: str | None
    paste: bool
    breaches: tuple[Breach, ...]
    state: str
    outbox: str | None
    undo_until: datetime | None
    said: str
    change: str
