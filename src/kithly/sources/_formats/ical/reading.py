"""A whole calendar: who owns it, its meetings and birthdays, and a word about each event that is neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO, Final

from kithly.records import Contact, Identity, Meeting, Problem, Profile, Sighted
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.ical.birthdays import birthday
from kithly.sources._formats.ical.cutting import EVENT, ZONE, Head, Piece, pieces
from kithly.sources._formats.ical.entries import Entry, entry, newest
from kithly.sources._formats.ical.meetings import CANCELLED, Whose, is_named, meeting, others
from kithly.sources._formats.ical.owner import called, in_most, name_of
from kithly.sources._formats.ical.recurring import Budget, times
from kithly.sources._formats.ical.zones import Zones, official

MOST_EVENTS: Final = 200_000  # of one file
MOST_KEPT: Final = 40 << 20  # characters of events with people, held at once
WHOLE: Final = "the whole calendar"

ALONE: Final = "nobody but you in it"
NOT_THERE: Final = "the calendar's owner is not named in it"
OTHERS_OWN: Final = "it is somebody else's calendar, and you are not named in it"
NO_TIME: Final = "it does not tell when"
UNFINISHED: Final = "the file breaks off in the middle of it"
HEADLESS: Final = "an event ends here whose beginning is damaged"
OLDER: Final = "an older version of an event that stands here too"
ANSWER: Final = "an answer to an invitation, not the meeting itself"
TOO_MANY: Final = f"a calendar of more than {MOST_EVENTS:,} events: the rest is left out"
CROWDED: Final = "it names more people and dates than are read"
OTHER: Final = {
    "VTODO": "a task, not a meeting",
    "VJOURNAL": "a note, not a meeting",
    "VFREEBUSY": "free and busy times, without people",
}
_ANSWERS: Final = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
_PEOPLE: Final = ("ATTENDEE", "ORGANIZER")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known of a calendar from outside.

    Attributes:
        observed_at: When the source said all this.
        until: The present as the source knows it; a series is followed a quarter beyond.
        owner: Who reads it, by the address they are asked by; None to find out.
        is_ego: It is their own; False for one that somebody shares with them.
        is_shared: It is theirs and others': only meetings that name the owner are theirs.
        place: What stands before the place of each problem.
    """

    observed_at: datetime
    until: datetime
    owner: Identity | None = None
    is_ego: bool = True
    is_shared: bool = False
    place: str = ""


def read_calendar(opener: Callable[[], BinaryIO], frame: Frame) -> Iterator[Sighted | Problem]:
    """Yield the owner, if the calendar tells, then its meetings and birthdays, and a problem for each other event.

    Args:
        opener: Opens the bytes from their start.
        frame: What is known of it from outside.
    """
    shelf = _Shelf(frame)
    for one in pieces(opener):
        yield from shelf.put(one)
    yield from shelf.told()


class _Shelf:
    """Holds the events with people until all of the file is seen: exceptions may stand anywhere."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._zones = Zones()
        self._events: list[Piece] = []
        self._heads: list[Head] = []
        self._seen = self._kept = 0

    def put(self, one: Piece) -> Iterator[Sighted | Problem]:
        """Take one component."""
        if one.name == ZONE:
            self._zones.define(one.lines)
        elif one.name != EVENT:
            yield self._problem(one.line, OTHER.get(one.name, "not a meeting"))
        elif self._seen >= MOST_EVENTS or self._kept > MOST_KEPT:
            if self._seen == MOST_EVENTS or self._kept > MOST_KEPT:
                yield Problem(at=f"{self._frame.place}{WHOLE}", reason=TOO_MANY)
                self._seen, self._kept = MOST_EVENTS + 1, 0
        elif not one.is_whole:
            yield self._problem(one.line, UNFINISHED)
        elif not one.is_begun:
            yield self._problem(one.line, HEADLESS)
        else:
            yield from self._take(one)

    def _take(self, one: Piece) -> Iterator[Sighted | Problem]:
        self._seen += 1
        if not self._heads or self._heads[-1] is not one.head:
            self._heads.append(one.head)
        if one.is_crowded:
            yield self._problem(one.line, CROWDED)
        if _may_be_met(one):
            self._events.append(one)
            self._kept += sum(map(len, one.lines))
        else:
            yield self._alone(one)

    def _alone(self, one: Piece) -> Sighted | Problem:
        """Return whose birthday an event without people is, or that nobody is in it."""
        found = attempt(lambda: birthday(entry(one, self._zones))) if _is_yearly(one) else None
        if found is None or isinstance(found, str):
            return self._problem(one.line, ALONE)
        return self._sighted(found, one.line)

    def told(self) -> Iterator[Sighted | Problem]:
        """Yield all that needed the whole file."""
        entries: list[Entry] = []
        for piece in self._events:
            one = attempt(lambda piece=piece: entry(piece, self._zones))  # type: ignore[misc]  # bound at once
            if isinstance(one, str):
                yield self._problem(piece.line, one)
            else:
                entries.append(one)
        owner = self._owner(entries)
        if owner is not None and self._frame.is_ego and entries:
            key = f"owner|{owner.kind}|{owner.value}"
            profile = Profile(key=key, name=name_of(owner, entries), identities=(owner,), certain=False)
            yield Sighted(record=profile, at=f"{self._frame.place}{WHOLE}", observed_at=self._frame.observed_at)
        yield from self._meetings(entries, owner)

    def _owner(self, entries: Sequence[Entry]) -> Identity | None:
        """Return whose the calendar is; an address that it is called by and never names is of no use."""
        if not self._frame.is_ego:
            return self._frame.owner
        name = called(self._heads)
        if name is not None and not any(is_named(one.guests, name) for one in entries):
            name = None
        return self._frame.owner or name or in_most(entries)

    def _meetings(self, entries: Sequence[Entry], owner: Identity | None) -> Iterator[Sighted | Problem]:
        by_uid: dict[str, list[Entry]] = {}
        for one in entries:
            by_uid.setdefault(one.uid, []).append(one)
        clock, floating = self._clock(entries)
        if floating:
            yield Problem(at=f"{self._frame.place}{WHOLE}", reason=floating)
        frame, budget = self._frame, Budget()
        whose = Whose(owner=owner, is_ego=frame.is_ego, is_shared=frame.is_shared)
        for ones in by_uid.values():
            told = attempt(lambda ones=ones: tuple(self._of_one(ones, whose, clock, budget)))  # type: ignore[misc]
            if isinstance(told, str):
                yield from (self._problem(one.line, told) for one in ones)
            else:
                yield from told

    def _of_one(
        self, entries: Sequence[Entry], whose: Whose, clock: tzinfo, budget: Budget
    ) -> Iterator[Sighted | Problem]:
        """Yield the meetings of one UID."""
        current, older = newest(entries)
        current = [_with_guests(one, current) for one in current]
        yield from (self._problem(one.line, OLDER) for one in older)
        read: list[Entry] = []
        for one in current:
            why = self._unfit(one, whose)
            if why:
                yield self._problem(one.line, why)
            if not why or why is not NO_TIME:
                read.append(one)
        if not read or all(self._unfit(one, whose) for one in read):
            return
        found, said = times(read, until=self._frame.until, zone=self._home(read[0].head), budget=budget)
        yield from (self._problem(read[0].line, reason) for reason in said)
        for time in found:
            if not self._unfit(time.entry, whose):
                off = time.entry.head.lines.get("METHOD", "").partition(":")[2].strip().upper() == "CANCEL"
                yield self._sighted(meeting(time, whose, zone=clock, cancelled=off), time.entry.line)

    def _unfit(self, one: Entry, whose: Whose) -> str:
        """Return why an event is no meeting of ego's; nothing if it is one."""
        if one.head.lines.get("METHOD", "").partition(":")[2].strip().upper() in _ANSWERS:
            return ANSWER
        if one.start is None and (one.of is None or one.status != CANCELLED):
            return NO_TIME
        if not whose.is_ego:
            return "" if whose.owner and is_named(one.guests, whose.owner) else OTHERS_OWN
        if not others(one.guests, whose.owner):
            return ALONE
        must_be_named = whose.is_shared and whose.owner is not None
        return NOT_THERE if must_be_named and whose.owner and not is_named(one.guests, whose.owner) else ""

    def _home(self, head: Head) -> tzinfo | None:
        """Return the zone a calendar says it lives in."""
        names = (head.lines.get(name, "").partition(":")[2].strip() for name in ("X-WR-TIMEZONE", "TZ"))
        return next((zone for name in names if name and (zone := self._zones.named(name))), None)

    def _clock(self, entries: Sequence[Entry]) -> tuple[tzinfo, str]:
        """Return the zone of times that name none, and the sentence that says so where there are such times."""
        starts = [one.start for one in entries if isinstance(one.start, datetime)]
        used = Counter(str(one.tzinfo) for one in starts if one.tzinfo is not None and one.tzinfo is not UTC)
        floating = sum(one.tzinfo is None for one in starts)
        home = next((zone for head in self._heads if (zone := self._home(head))), None)
        usual = official(used.most_common(1)[0][0]) if used else None
        clock = home or usual or UTC
        if not floating:
            return clock, ""
        which = "the calendar's own zone" if home else "the zone of the others" if usual else "no zone is named at all"
        counted = "1 meeting names" if floating == 1 else f"{floating:,} meetings name"
        return clock, f"{counted} no known time zone: read as {clock} time ({which})"

    def _sighted(self, record: Meeting | Contact, line: int) -> Sighted:
        return Sighted(record=record, at=f"{self._frame.place}line {line}", observed_at=self._frame.observed_at)

    def _problem(self, line: int, reason: str) -> Problem:
        return Problem(at=f"{self._frame.place}line {line}", reason=reason)


def _may_be_met(one: Piece) -> bool:
    """Say whether an event names people, or changes one time of another, which may."""
    return any(line[:13].upper().startswith((*_PEOPLE, "RECURRENCE-ID")) for line in one.lines)


def _with_guests(one: Entry, entries: Sequence[Entry]) -> Entry:
    """Return a time that was called off with the guests of its series, which such a notice often leaves out."""
    if one.of is None or one.status != CANCELLED or one.guests:
        return one
    guests = next((each.guests for each in entries if each.of is None), ())
    return replace(one, guests=guests, start=one.start or one.of)


def _is_yearly(one: Piece) -> bool:
    return any(line[:5].upper() == "RRULE" and "YEARLY" in line[:300].upper() for line in one.lines)
