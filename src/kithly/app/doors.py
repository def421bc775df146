"""What happened at the doors: who came in, who was refused and why, written down as it happens.

A line holds words and numbers of our own alone: no name, no address of a page, no secret, nothing of a browser's. So
nothing can be smuggled into it, and it tells nothing of anybody in the network.
"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from kithly.transport.kept_lines import KeptLines

FILE: Final = "doors.jsonl"
LATER: Final = 60.0  # seconds after which what was counted is written, where nothing follows
MOST_AT_ONCE: Final = 20  # kinds of events told apart in one minute; of those beyond it is not told whose they were


class Door(StrEnum):
    """Where somebody came."""

    PAGES = "pages"
    PHONE = "phone"
    PROGRAMS = "programs"


class Event(StrEnum):
    """What happened there."""

    CAME_IN = "came_in"
    LEFT = "left"
    ALL_LEFT = "all_left"
    LET_IN = "let_in"  # a pass was made
    TAKEN_AWAY = "taken_away"  # a pass was
    ASKED = "asked"
    SENT_AWAY = "sent_away"
    OPENED = "opened"
    CLOSED = "closed"
    NO_KEY = "no_key"
    OLD_TICKET = "old_ticket"
    WRONG_CODE = "wrong_code"
    OTHER_USER = "other_user"
    OTHER_NAME = "other_name"
    OTHER_SITE = "other_site"
    OTHER_PAGE = "other_page"
    CLOSED_ROOM = "closed_room"
    NO_SCOPE = "no_scope"
    MISTAKE = "mistake"
    LOST = "lost"  # could not be written down when it happened


REFUSED: Final = frozenset(
    {
        *(Event.NO_KEY, Event.OLD_TICKET, Event.WRONG_CODE, Event.SENT_AWAY),
        *(Event.OTHER_USER, Event.OTHER_NAME, Event.OTHER_SITE, Event.OTHER_PAGE, Event.CLOSED_ROOM, Event.NO_SCOPE),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened at a door, once or several times within a minute.

    Attributes:
        at: When, aware UTC, to the second; of several the last.
        door: Where.
        event: What.
        holder: Whose pass it was about; empty where it was about none.
        peer: The address in the local network it came from, at the door for phones alone; else empty.
        times: How often; the first of a minute stands alone, and the line behind it counts those that followed.
    """

    at: datetime
    door: Door
    event: Event
    holder: str = ""
    peer: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of the doors.

    Attributes:
        happened: What happened, the oldest first.
        unreadable: Lines that a full disk or a power cut tore, or that no Kithly of this version wrote.
    """

    happened: tuple[Happened, ...]
    unreadable: int


Key = tuple[Door, Event, str, str]


@dataclass(slots=True)
class _Counted:
    """What was not written yet: how often since the line of that minute, and when last."""

    minute: int
    times: int = 0
    last: datetime | None = None


class Doors:
    """Writes down what happens at the doors of one data folder; safe for threads.

    The first of its kind in a minute is written at once. What follows in the same minute is counted, and written as one
    line when the minute is over, so that no flood fills the disk. Nobody waits for the writing, and where it fails
    nobody comes in or is refused for it: what was lost is told by a line of its own as soon as there is one again.

    Args:
        folder: The data folder.
        clock: The present, aware.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.lines = KeptLines(folder / FILE)
        self._clock = clock
        self._lock = threading.Lock()
        self._counted: dict[Key, _Counted] = {}
        self._lost = 0
        self._later: threading.Timer | None = None

    def note(self, door: Door, event: Event, *, holder: str = "", peer: str = "") -> None:
        """Write down that something happened now.

        Args:
            door: Where.
            event: What.
            holder: Whose pass it is about.
            peer: The address it came from, as the system tells it; what is none is left out.
        """
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        minute = int(now.timestamp()) // 60
        with self._lock:
            self._write_counted(over=minute)
            key = self._key(door, event, holder, _address(peer))
            found = self._counted.get(key)
            if found is None:
                self._counted[key] = _Counted(minute)
                self._write(key, now, 1)
            else:
                found.times, found.last = found.times + 1, now
                self._write_later()

    def settle(self) -> None:
        """Write what was only counted so far: a minute after it came, before it is shown, and when a server ends."""
        with self._lock:
            if self._later is not None:
                self._later.cancel()
                self._later = None
            self._write_counted()

    def kept(self) -> Kept:
        """Return what is kept; what this process counted is written first."""
        self.settle()
        told = [_told(line) for line in self.lines.all()]
        return Kept(happened=tuple(one for one in told if one is not None), unreadable=told.count(None))

    def happened(self) -> tuple[Happened, ...]:
        """Return what happened, the oldest first."""
        return self.kept().happened

    def _key(self, door: Door, event: Event, holder: str, peer: str) -> Key:
        key = (door, event, holder, peer)
        return key if key in self._counted or len(self._counted) < MOST_AT_ONCE else (door, event, "", "")

    def _write_later(self) -> None:
        """See to it that what is counted is written soon, also where nothing follows."""
        if self._later is None:
            self._later = threading.Timer(LATER, self.settle)
            self._later.daemon = True
            self._later.start()

    def _write_counted(self, over: int | None = None) -> None:
        """Write what was counted in minutes that are over, or in all."""
        for key, one in list(self._counted.items()):
            if one.minute == over:
                continue
            if over is not None:
                del self._counted[key]
            if one.times and one.last is not None:
                self._write(key, one.last, one.times)
                one.times = 0

    def _write(self, key: Key, at: datetime, times: int) -> None:
        try:
            if self._lost:
                self.lines.add(_line((key[0], Event.LOST, "", ""), at, self._lost))
                self._lost = 0
            self.lines.add(_line(key, at, times))
        except OSError:
            self._lost += times


def _line(key: Key, at: datetime, times: int) -> Mapping[str, object]:
    door, event, holder, peer = key
    told = {"at": at.isoformat(), "door": door, "event": event, "pass": holder, "peer": peer, "times": times}
    return {name: value for name, value in told.items() if value}


@cache
def doors_of(folder: Path) -> Doors:
    """Return what writes down what happens at the doors of a data folder: the same for all who ask in this process."""
    return Doors(folder)


def _address(peer: str) -> str:
    """Return an address of another machine; empty for this machine's own, and for what is none."""
    try:
        found = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return ""
    return "" if found.is_loopback else str(found)


def _told(line: dict[str, Any] | None) -> Happened | None:
    """Return what a line tells; None where it is torn, or of a Kithly that knew more."""
    try:
        told = line or {}
        return Happened(
            at=datetime.fromisoformat(told["at"]).astimezone(UTC),
            door=Door(told["door"]),
            event=Event(told["event"]),
            holder=str(told.get("pass", "")),
            peer=_address(str(told.get("peer", ""))),
            times=max(1, int(told["times"])),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
