"""Conversations: one arranged, and the page before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView, NewsView, NoteView, ReasonView
from kithly.records import Evidence
from kithly.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """A talk that was arranged.

    Attributes:
        id: The user's word by which it is kept.
        person: With whom.
        at: When it begins, aware.
        minutes: How long it shall take.
        place: Where; empty for nowhere named.
        about: What about; empty for nothing named.
        text: What was kept, one sentence.
        busy: The meeting that stands in a calendar at that time, one sentence; empty for none.
        invitation: The talk as an iCalendar file.
        change: To take it back by.
    """

    id: str
    person: NamedView
    at: datetime
    minutes: int
    place: str
    about: str
    text: str
    busy: str
    invitation: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTalkView:
    """What the two last wrote each other about.

    Attributes:
        at: When, aware; None where nothing tells.
        topic: What about, in the words of the record.
        evidence: The record.
    """

    at: datetime | None
    topic: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareView:
    """The page before a talk: half a minute to read.

    Attributes:
        person: With whom.
        who: What they do, as far as a record tells: position and company.
        belongs: How they belong: eras and circles.
        meeting: The next meeting with them; None where none is known.
        talk: Id of the next talk that was arranged here; empty for none.
        talk_at: When that begins, aware; None for none.
        tie: How the two stand.
        last: What the last talk was about; None where nothing tells, or where it was personal.
        personal: Whether the last talk touched a personal matter, which is not repeated here.
        owed: What the user owes them: answers, thanks, promises.
        theirs: What they promised.
        looks_for: What they look for, by the user's word or their own.
        offers: What they offer.
        offer: What the user could offer: people, news and articles that fit them.
        yours: What the user looks for; it stands on no other page.
        news: What is new with them, newest first.
        notes: The user's notes on them, newest first.
        ask: The command by which the answer to "What came of it?" is kept.
    """

    person: NamedView
    who: str
    belongs: tuple[str, ...]
    meeting: ReasonView | None
    talk: str
    talk_at: datetime | None
    tie: Tie
    last: LastTalkView | None
    personal: bool
    owed: tuple[ReasonView, ...]
    theirs: tuple[ReasonView, ...]
    looks_for: str
    offers: str
    offer: tuple[ReasonView, ...]
    yours: str
    news: tuple[NewsView, ...]
    notes: tuple[NoteView, ...]
    ask: str
