"""The day's hellos, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kithly.app.views.people import NamedView, ReasonView
from kithly.app.views.rhythm import RestView
from kithly.app.views.weighed import AnswerView
from kithly.app.views.words import DraftView
from kithly.records import Evidence
from kithly.ties import Tie

Day = date  # a field of that name hides the type from whoever reads the class


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """Minutes of a day."""

    budget: float
    planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchView:
    """One hello of the day.

    Attributes:
        quiet: The silence in a few words: ``14 months, usually 3``.
        why: Why it is on today's plan: short true sentences, the weightiest first.
    """

    id: str
    person: NamedView
    kind: str
    reason: ReasonView
    tie: Tie
    channel: str
    minutes: float
    draft: DraftView | None
    why_no_draft: str | None = None
    who: str = ""
    quiet: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBackView:
    """How many people with a timely reason are not on today's plan, for one cause.

    Attributes:
        cause: ``room``, ``reconnections``, ``place``, ``cool_down``, ``later``, ``shown``, ``settled``, ``in_peace``.
        people: How many.
        text: One sentence.
    """

    cause: str
    people: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNoteView:
    """One quiet note of a day.

    Attributes:
        id: To answer it by.
        kind: ``remember`` (the question whether somebody died), ``wrote_back``, ``sent`` (the question of the
            morning after), ``talked`` (what came of a talk), ``minutes``, ``export_due``, ``export_news``, or ``share``
            (that there is an idea for a post).
        text: One sentence, or two.
        person: Whom it is about; None for none.
        evidence: The record, where there is one.
        answers: What can be said to it.
        touch: The hello it is about; None for none.
    """

    id: str
    kind: str
    text: str
    person: NamedView | None
    evidence: tuple[Evidence, ...]
    answers: tuple[AnswerView, ...]
    touch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSoonView:
    """Somebody met within two days.

    Attributes:
        person: Whom.
        text: When, and how to prepare it, one sentence.
        on: The day.
        evidence: The meeting.
    """

    person: NamedView
    text: str
    on: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The day's plan.

    Attributes:
        date: The day, in the user's zone.
        minutes: Minutes the user has, and those of the hellos shown.
        enough: Whether nothing is left, the minutes are used, or the user said so.
        touches: The hellos left.
        done: How many are done.
        hints: Sentences for the command line.
        notes: The quiet notes, the first to be shown first; a page shows two.
        rested: The change by which the user said "enough for today"; None if they did not.
        closing: The sentence of a day with nothing left on it; empty while there is.
        lacking: What is missing before anything can be said; part of ``hints``.
        held: Who has a timely reason and is not on the plan as it was made, by cause: with its hellos, everybody.
        rest: Why nothing is planned now: days away, a quiet day, quiet hours; None where it is.
        meetings: Whom the user meets within two days, the first first.
    """

    date: Day
    minutes: MinutesView
    enough: bool
    touches: tuple[TouchView, ...]
    done: int = 0
    hints: tuple[str, ...] = ()
    notes: tuple[DayNoteView, ...] = ()
    rested: str | None = None
    closing: str = ""
    lacking: tuple[str, ...] = ()
    rest: RestView | None = None
    held: tuple[HeldBackView, ...] = ()
    meetings: tuple[MeetingSoonView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedView:
    """A reply, thanks or follow-up owed.

    Attributes:
        id: Stable.
        kind: ``reply``, ``thank``, ``follow_up`` or ``invitation``.
        person: Whom.
        since: When they made the effort.
        quote: Their words, as the record has them; empty for none.
        evidence: What proves it.
        touch: The hello that settles it.
        channel: Where: ``Mail``, ``LinkedIn message``, ``Recommendation`` ...
        when: The day as one says it: ``today``, ``Thursday``, ``14 March 2019``.
        text: What they did, one sentence: ``Asked you something.``
        said: Their words for a page; empty where the text tells them already, or they are private.
        action: What the button says.
        who: Position and company.
        minutes: What it costs.
        form: What it is nearer by. What is wanted: ``question``, ``request``, ``review``, ``times``, ``view``,
            ``again``; which kindness: ``helped``, ``introduced``, ``recommended``, ``reviewed``, ``congratulated``,
            ``praised``; else the kind of gesture, news or reason.
        why: The whole sentence why it stands here, with the name and the day.
    """

    id: str
    kind: str
    person: NamedView
    since: datetime
    quote: str
    evidence: tuple[Evidence, ...]
    touch: str
    channel: str = ""
    when: str = ""
    text: str = ""
    said: str = ""
    action: str = ""
    who: str = ""
    minutes: float = 0.0
    form: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReplyView:
    """What of one person is left out, because the user waved the same kind off twice before.

    Attributes:
        person: Who.
        text: One sentence: how many, and why.
        owed: What it would be, newest first.
    """

    person: NamedView
    text: str
    owed: tuple[OwedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """Something older than 60 days: a reason for a hello, no debt."""

    person: NamedView
    text: str
    touch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveView:
    """Those who wished ego well at once, after a birthday, a new job or a post.

    Attributes:
        text: One sentence: what they did, and how many are still to be thanked.
        day: The day they gathered around.
        wished: How many did.
        left: Who is still to be thanked, the first to wish first; empty when everyone is.
    """

    text: str
    day: date
    wished: int
    left: tuple[NamedView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """What is owed: at most ten of the last 60 days; ``older`` ones are reasons, not debts.

    Attributes:
        owed: What weighs most first, invitations last.
        older: How many are older.
        hints: What is missing before anything can be said.
        older_ones: The newest of the older ones, with their reasons.
        lede: One line on the whole; empty where nothing is owed.
        waves: Who wished ego well lately, and who of them is still to be thanked.
        left_out: What is left out as the user did before, by person.
    """

    owed: tuple[OwedView, ...]
    older: int
    hints: tuple[str, ...] = ()
    older_ones: tuple[OlderView, ...] = ()
    lede: str = ""
    waves: tuple[WaveView, ...] = ()
    left_out: tuple[NoReplyView, ...] = ()
