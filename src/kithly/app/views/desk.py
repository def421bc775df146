"""Bringing files: what is in them, how far they are read, and what came of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kithly.app.views.imports import ImportView


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountView:
    """How many of one kind a file holds, such as ``connections``; ``about``: estimated, not counted."""

    what: str
    count: int
    about: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceView:
    """What one file is, before anything of it is kept.

    Attributes:
        path: The file, as shown.
        size: Its bytes.
        source: What would read it; None if nothing can.
        text: What it is and holds, in one sentence without a full stop.
        found: What it holds, by kind; empty where that cannot be told.
        first: Oldest day seen in it; None where none was.
        last: Newest day seen in it.
        made_on: Day the export was made, where it tells.
        known: It was read before and has not changed.
        unread: Files in it that are not read.
        next_step: What to do where it cannot be read.
    """

    path: str
    size: int
    source: str | None
    text: str
    found: tuple[AmountView, ...] = ()
    first: date | None = None
    last: date | None = None
    made_on: date | None = None
    known: bool = False
    unread: int = 0
    next_step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What some files are, before anything of them is kept."""

    files: tuple[GlanceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A file that was brought and waits for the user's word.

    Attributes:
        id: Names it at the tray.
        name: The file, as shown.
        glances: What it is: one for each source that would read of it, or the one that says why none does.
        readable: Something of it can be read.
    """

    id: str
    name: str
    glances: tuple[GlanceView, ...]
    readable: bool


class JobState(StrEnum):
    """What becomes of a file on the desk."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    STOPPED = "stopped"  # the user wanted no more, or the server ended: it goes on where it stopped
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How far a file is read.

    Attributes:
        path: The file of a zip or folder that is being read, as shown.
        offset: Bytes read of it.
        size: Its bytes.
        read: Records read of it.
        back_to: Day back to which everything is read; None where it is not read newest first.
        seconds_left: About how long the rest of it takes; None where that cannot be told yet.
        settled: Today, People and Search show what was read of it some time ago.
    """

    path: str
    offset: int
    size: int
    read: int
    back_to: date | None
    seconds_left: int | None
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """One file on the desk.

    Attributes:
        id: Names it at the desk.
        name: The file, as shown.
        state: What becomes of it.
        text: How it stands, in a sentence.
        next_step: What to do, where something is to do.
        reading: How far it is; None before and after.
        import_: What came of it; None until something did.
        uploaded: A copy of it was handed over, which is taken away when it is read.
        account: Id of the account it is; empty for a file.
    """

    id: str
    name: str
    state: JobState
    text: str
    next_step: str | None = None
    reading: ReadingView | None = None
    import_: ImportView | None = None
    uploaded: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutView:
    """One sender of mail that is no person of the network: why, and how much came from there."""

    name: str
    address: str
    why: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutCount:
    """How many senders were left out for one reason, and how many messages came from them."""

    why: str
    senders: int
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFarView:
    """What is known so far.

    Attributes:
        people: How many people are known.
        messages: How many messages are kept.
        left_out: How many senders were left out.
        reasons: The same by reason, most senders first.
        senders: The senders with most messages, to look at; `left_out` counts all.
    """

    people: int
    messages: int
    left_out: int
    reasons: tuple[LeftOutCount, ...] = ()
    senders: tuple[LeftOutView, ...] = ()
