"""What happened with a person, each in a sentence, with the words of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

from kithly.app.show import CHANNELS
from kithly.app.views import HappenedView, TimelineEntry
from kithly.history import is_sensitive, shortened
from kithly.history.quoting import ELLIPSIS
from kithly.records import Channel, Flag, Gesture, GestureKind, Meeting, Message, PersonNote
from kithly.store import Reading, Stored
from kithly.ties.words import duration

ANSWERED = timedelta(days=30)  # words in the same thread so soon after those of the other side are an answer
GAP = timedelta(days=365)  # a silence before an entry that is worth telling
QUOTED = 240  # characters
OWN_WORD, THEIRS_BY_YOURS = "You were in touch, by your own word", "Got in touch, by your own word"
LETTERS = {Channel.MAIL: "mail"}


def happened(kept: Reading, entries: Sequence[TimelineEntry], *, now: datetime) -> tuple[HappenedView, ...]:
    """Return some entries in words.

    Args:
        kept: Where to read their records.
        entries: Newest first, without a break: each is told against the one before it in time.
        now: The present: a meeting after it has not been yet.
    """
    records = {one.id: one for one in kept.records.get([entry.record for entry in entries])}
    return tuple(_told(entry, before, records, now) for entry, before in zip_longest(entries, entries[1:]))


def _told(
    entry: TimelineEntry, before: TimelineEntry | None, records: Mapping[str, Stored], now: datetime
) -> HappenedView:
    stored = records.get(entry.record)
    record = stored.record if stored else None
    words = _words(record) or ("" if record else entry.text)
    subject = record.subject if isinstance(record, Message) and record.channel is Channel.MAIL else ""
    about = record.title if isinstance(record, Meeting) else subject
    act = _act(entry, record, _said_before(entry, before, records))
    if isinstance(record, Meeting):
        act = _met(record, ahead=entry.at is not None and entry.at > now)
    return HappenedView(
        at=entry.at,
        text=f"{act}{_gap(entry, before)}.",
        quote=quote(words),
        subject=" ".join(subject.split()),
        channel=CHANNELS.get(record.channel, "") if isinstance(record, Message) else "",
        record=entry.record,
        outgoing=entry.outgoing,
        sensitive=is_sensitive(f"{about}\n{words}"),
    )


def _words(record: object) -> str:
    """Return the words worth quoting; of an endorsement the sentence tells them already."""
    match record:
        case Message():
            return record.own or record.text
        case Gesture() if record.kind is not GestureKind.ENDORSEMENT:
            return record.text
        case PersonNote():
            return record.text
        case Meeting():
            return record.text
        case _:
            return ""


def quote(text: str) -> str:
    """Return the beginning of somebody's words on one line, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else f"{shortened(flat, QUOTED)}{ELLIPSIS}"


def _act(entry: TimelineEntry, record: object, asked: Message | None) -> str:
    """Return what was done, as the beginning of a sentence."""
    match record:
        case Message() if record.flags & Flag.INVITE:
            return "You sent an invitation" if entry.outgoing else "Sent you an invitation"
        case Message() if asked is not None:
            return "You answered" if entry.outgoing else f"Answered your {LETTERS.get(asked.channel, 'message')}"
        case Message():
            return "You wrote" if entry.outgoing else "Wrote to you"
        case _:
            return _deed(record) or (OWN_WORD if entry.outgoing else THEIRS_BY_YOURS)


def _deed(record: object) -> str:
    """Return what was done besides writing; nothing for what only the user told."""
    match record:
        case Gesture():
            return _gesture(record)
        case PersonNote():
            return "Your note on LinkedIn"
        case _:
            return ""


def _gesture(record: Gesture) -> str:
    match record.kind:
        case GestureKind.INVITATION:
            return "You asked to connect" if record.outgoing else "Asked to connect"
        case GestureKind.RECOMMENDATION:
            return "You wrote a recommendation" if record.outgoing else "Recommended you"
        case GestureKind.ENDORSEMENT:
            skill = f" for {' '.join(record.text.split())}" if record.text.strip() else ""
            return f"You endorsed them{skill}" if record.outgoing else f"Endorsed you{skill}"
        case GestureKind.CALL:
            return "You called" if record.outgoing else "Called you"
        case GestureKind.GIFT:
            return "You gave a present" if record.outgoing else "Gave you a present"


def _met(meeting: Meeting, *, ahead: bool) -> str:
    """Return a meeting as the beginning of a sentence, with what it was called and how many others there were."""
    title = f": {' '.join(meeting.title.split())}" if meeting.title.strip() else ""
    others = meeting.attendance - 2  # besides the two
    beside = f", with {others:,} {'other' if others == 1 else 'others'}" if others > 0 else ""
    where = f" at {' '.join(meeting.place.split())}" if meeting.place.strip() and not _is_link(meeting.place) else ""
    return f"{'You are going to meet' if ahead else 'You met'}{where}{title}{beside}"


def _is_link(place: str) -> bool:
    """Say whether a place is on the web: where one met is then told by nothing."""
    return "://" in place or "teams meeting" in place.casefold()


def _said_before(entry: TimelineEntry, before: TimelineEntry | None, records: Mapping[str, Stored]) -> Message | None:
    """Return the words of the other side that an entry answers: those right before it, in the same thread."""
    if before is None or before.outgoing == entry.outgoing or not entry.at or not before.at:
        return None
    this, that = (records[one.record].record if one.record in records else None for one in (entry, before))
    if not isinstance(this, Message) or not isinstance(that, Message) or entry.at - before.at > ANSWERED:
        return None
    return that if this.thread and this.thread == that.thread else None


def _gap(entry: TimelineEntry, before: TimelineEntry | None) -> str:
    """Return the silence before an entry, if it was long."""
    if before is None or entry.at is None or before.at is None or entry.at - before.at < GAP:
        return ""
    return f", after {duration((entry.at - before.at).days)}"
