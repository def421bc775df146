"""What happened with one person, a page at a time: only the entries shown are read."""

from __future__ import annotations

from datetime import datetime
from heapq import merge

import numpy as np

from kithly.app.derived.closely import Near, come_near
from kithly.app.derived.own_contacts import SELF
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import Word, words_now
from kithly.app.show import named
from kithly.app.views import TimelineEntry, TimelineView
from kithly.history import happenings
from kithly.people import PersonId
from kithly.records import Gesture, Meeting, Message, to_seconds
from kithly.store import Decision, Reading, Stored

PAGE = 50  # entries
QUOTE = 200  # characters of a message


def timeline(network: Network, who: str, *, offset: int = 0, limit: int = PAGE) -> TimelineView:
    """Return a page of what happened with a person, newest first; what no date tells comes last.

    Args:
        network: Whose.
        who: The person, by a part of the name, an address or an id.
        offset: Entries before the page.
        limit: Entries on it.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    words = words_now(network)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        near, word = come_near(kept, [person.id], words), words.get(person.id, Word())
        told = Timeline(near, person.id, word, now=network.now)
        entries = told.entries(kept, offset=offset, limit=limit)
    return TimelineView(person=named(person), entries=entries, total=len(told), offset=offset)


class Timeline:
    """What happened with one person, newest first; of the records only those asked for are read.

    Args:
        near: What was read of them.
        person: Whom.
        word: All the user said of them.
        now: The present: of the meetings that lie ahead only the next one is told, not a quarter full of a series.
    """

    def __init__(self, near: Near, person: PersonId, word: Word, *, now: datetime) -> None:
        happened = near.met.interactions
        ahead = happened.met & (happened.at > to_seconds(now))
        following = happened.at[ahead].min() if ahead.any() else 0
        met = happened.record[happened.met & (~ahead | (happened.at == following))]
        theirs = np.array(near.identities[person], np.int64)
        self._seen = happenings(near.met.columns, theirs, met, near.met.own)
        self._noted = [one for one in word.decisions if one.kind == "log"]

    def __len__(self) -> int:
        return len(self._seen) + len(self._noted)

    def entries(self, kept: Reading, *, offset: int, limit: int) -> tuple[TimelineEntry, ...]:
        """Return some entries."""
        chosen = self._order(offset + limit)[offset : offset + limit]
        stored = {one.seq: one for one in kept.records.get([number for _, number, _ in chosen if number > 0])}
        return tuple(
            _entry(stored[number], outgoing=outgoing) if number > 0 else _said(self._noted[-1 - number])
            for _, number, outgoing in chosen
            if number < 0 or number in stored
        )

    def _order(self, count: int) -> list[tuple[int, int, bool]]:
        """Return time, number and side of the newest entries; what the user noted is numbered below 0."""
        seen = self._seen
        rows = zip(seen.at[:count].tolist(), seen.record[:count].tolist(), seen.outgoing[:count].tolist(), strict=True)
        told = sorted(((to_seconds(one.at), -1 - place, True) for place, one in enumerate(self._noted)), reverse=True)
        return list(merge(rows, told, key=lambda one: one[0], reverse=True))


def _said(one: Decision) -> TimelineEntry:
    return TimelineEntry(
        at=one.at,
        kind="contact",
        channel=SELF,
        outgoing=not one.value.get("incoming"),
        text=str(one.value.get("text", "")) or "you noted a contact",
        record=one.id,
        source=SELF,
    )


def _entry(stored: Stored, *, outgoing: bool) -> TimelineEntry:
    match stored.record:
        case Message() as message:
            text = " ".join((message.own or message.text or message.subject).split())[:QUOTE] or message.subject
            return _one(stored, "message", message.channel.value, outgoing=outgoing, text=text, at=message.at)
        case Gesture() as gesture:
            kind = gesture.kind.value
            text = f"{kind}: {gesture.text[:QUOTE]}" if gesture.text else kind
            return _one(stored, kind, gesture.channel.value, outgoing=gesture.outgoing, text=text, at=gesture.at)
        case Meeting() as meeting:
            text = " ".join((meeting.title or meeting.text).split())[:QUOTE] or "meeting"
            return _one(stored, "meeting", meeting.channel.value, outgoing=outgoing, text=text, at=meeting.at)
        case _:
            raise TypeError(stored.kind)


def _one(stored: Stored, kind: str, channel: str, *, outgoing: bool, text: str, at: datetime | None) -> TimelineEntry:
    return TimelineEntry(
        at=at, kind=kind, channel=channel, outgoing=outgoing, text=text, record=stored.id, source=stored.source
    )
