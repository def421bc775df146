"""One hello whole: why, what proves it, the doors, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.courage import CourageView
from kithly.app.views.people import NamedView, ReasonView
from kithly.app.views.proof import ProofView
from kithly.app.views.weighed import WeighedView
from kithly.app.views.words import DraftView
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """One way to reach a person.

    Attributes:
        key: ``email``, ``linkedin``, ``note`` (with a request to connect), ``sms``, the name of a chat, ``mastodon`` or
            ``bluesky`` (beneath what they published), or ``copy``.
        label: What it is called.
        action: What the button says.
        to: Address, profile, number or page; empty where the words are pasted by hand.
        addresses: All mail addresses, the best first; empty at other doors.
        limit: Most characters, as LinkedIn counts them; None for none.
    """

    key: str
    label: str
    action: str
    to: str
    addresses: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundView:
    """Something the user found about the person.

    Attributes:
        record: Id of the user's word.
        at: When they kept it.
        text: As pasted.
        url: The link in it, or None.
        used: Whether the draft shown says it.
        why: What becomes of it, one sentence.
    """

    record: str
    at: datetime
    text: str
    url: str | None
    used: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledView:
    """What became of a hello, and the change to take that back by."""

    outcome: str
    text: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedView:
    """When and where the words were taken along."""

    at: datetime
    channel: str
    text: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelloView:
    """One hello, with the draft of the door that was asked for.

    Attributes:
        id: The touch.
        kind: What it is: ``reconnect``, ``reply`` ...
        person: Whom.
        who: Position and company.
        belongs: How they belong: by the user's word, else likely; empty if unknown.
        reason: Why now.
        proof: What proves the reason, in words, in the order of its evidence.
        tie: How the two stand.
        silence: How long, against the rhythm of the pair, in one or two sentences; empty where nothing can be said.
        minutes: What it costs.
        doors: Every way to reach them, the one to use first of all.
        channel: The door of the draft.
        draft: Words to edit; None if there are none.
        why_not: Why there are none, one sentence.
        weighed: The draft weighed, with what it rests on as marks; None without one.
        courage: A little courage, beside a reconnection; None else.
        found: What the user found about them since they last wrote, newest first.
        settled: What became of it, if anything.
        handed: Whether the words were taken along already.
        why: Why it is on today's plan: short true sentences, the weightiest first; empty off any plan.
        page: What a comment or a click stands beneath, or what is passed on; empty where there is none.
    """

    id: str
    kind: str
    person: NamedView
    who: str
    belongs: str
    reason: ReasonView
    proof: tuple[ProofView, ...]
    tie: Tie
    silence: str
    minutes: float
    doors: tuple[DoorView, ...]
    channel: str
    draft: DraftView | None
    why_not: str | None
    weighed: WeighedView | None = None
    courage: CourageView | None = None
    found: tuple[FoundView, ...] = ()
    settled: SettledView | None = None
    handed: HandedView | None = None
    why: tuple[str, ...] = ()
    page: str = ""
