"""One calendar on a server: what changed is fetched, the latest years first, and told as meetings.

A meeting that lay ahead and is there no longer never took place: its record is told again as cancelled. What
was already past when its event was deleted has been, and stays.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urljoin

from kithly.records import Channel, Identity, Meeting, Problem, Profile, Sighted
from kithly.sources._formats.dav import State
from kithly.sources._formats.ical import Frame, read_calendar
from kithly.sources.account import Cursor, Gone, Part, Told
from kithly.transport.dav import Collection, Dav, Member, Text

OFTEN: Final = 500  # events after which the place reached is told
YEARS_FIRST: Final = (timedelta(days=92), timedelta(days=366), timedelta(days=3 * 366))
FEW: Final = 100  # changed events that need no order
AGAIN: Final = timedelta(days=30)  # after which a series that goes on is followed further
AHEAD: Final = "ahead"  # kept of a calendar: of each path the meetings that lay ahead, as [key, seconds, title]
SERIES: Final = "series"  # and of each path of a series that goes on, when it was followed last


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who is signed in, and whether a calendar is theirs.

    Attributes:
        own: Their addresses.
        is_ego: The calendar is theirs; False for one that somebody shares with them.
    """

    own: tuple[Identity, ...]
    is_ego: bool


@dataclass(slots=True)
class CalendarReading:
    """One calendar on its way.

    Attributes:
        dav: The server.
        calendar: Which.
        state: What was read of it.
        whose: Whose it is.
        now: The present.
    """

    dav: Dav
    calendar: Collection
    state: State
    whose: Whose
    now: datetime
    _ahead: dict[str, list[list[Any]]] = field(init=False)
    _series: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._ahead = dict(self.state.more.get(AHEAD, {}))
        self._series = dict(self.state.more.get(SERIES, {}))

    def read(self, name: str) -> Iterator[Told]:
        """Yield everything new, changed or gone.

        Args:
            name: Of the part.
        """
        changes = self.dav.changes(self.calendar, token=self.state.token, known=self.state.marks)
        changed = {member.path for member in changes.changed}
        further = [one for one in self._followed_on() if one.path not in changed and one.path not in changes.gone]
        yield Part(name=name, total=len(changed) + len(further))
        for path in changes.gone:
            yield from self._gone(path)
        told = self.dav.fetch(self.calendar, [*self._ordered(changes.changed), *further])
        for count, text in enumerate(told, 1):
            yield from self._told(text)
            self.state.marks[text.member.path] = text.member.etag
            if count % OFTEN == 0:
                yield self._cursor()
        self.state.token = changes.token
        yield self._cursor()

    def _cursor(self) -> Cursor:
        self.state.more = {AHEAD: self._ahead, SERIES: self._series}
        return self.state.cursor()

    def _ordered(self, changed: Sequence[Member]) -> list[Member]:
        """Return what changed, the latest years first where the server can tell them and there are many."""
        waiting = {member.path: member for member in changed}
        found: list[Member] = []
        for back in YEARS_FIRST if len(changed) > FEW else ():
            near = self.dav.between(self.calendar, f"{self.now - back:%Y%m%dT%H%M%SZ}")
            if near is None:
                break
            found.extend(waiting.pop(one.path) for one in near if one.path in waiting)
        return [*found, *waiting.values()]

    def _followed_on(self) -> list[Member]:
        """Return the series that go on and were not looked at for long: their next times are due."""
        due = (self.now - AGAIN).isoformat()
        paths = [path for path, at in self._series.items() if at < due]
        marks = self.state.marks
        where = self.calendar.url
        return [Member(url=urljoin(where, quote(path)), path=path, etag=marks.get(path, "")) for path in paths]

    def _gone(self, path: str) -> Iterator[Told]:
        self.state.marks.pop(path, None)
        self._series.pop(path, None)
        yield from self._called_off(path, frozenset())
        yield Gone(key=path, kind="meeting")

    def _called_off(self, path: str, standing: frozenset[str]) -> Iterator[Sighted]:
        """Yield, as cancelled, the meetings of an event that still lie ahead and stand in it no longer."""
        for key, seconds, title in self._ahead.pop(path, []):
            at = datetime.fromtimestamp(seconds, self.now.tzinfo)
            if key not in standing and at > self.now:
                uid = key.rpartition("|")[0]
                record = Meeting(key=key, channel=Channel.MEETING, at=at, title=title, uid=uid, is_cancelled=True)
                yield Sighted(record=record, at=f"event {_name(path)}", observed_at=self.now)

    def _told(self, text: Text) -> Iterator[Told]:
        path = text.member.path
        found = list(self._records(text))
        meetings = [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)]
        yield from self._called_off(path, frozenset(one.key for one in meetings))
        yield from found
        ahead = [one for one in meetings if one.at and one.at > self.now and not one.is_cancelled]
        self._series.pop(path, None)
        if ahead:
            self._ahead[path] = [[one.key, int(one.at.timestamp()), one.title] for one in ahead if one.at]
            if b"RRULE" in text.data.upper():
                self._series[path] = self.now.isoformat()

    def _records(self, text: Text) -> Iterator[Sighted | Problem]:
        lower = text.data.lower()
        owner = next((one for one in self.whose.own if one.value.encode() in lower), None)
        frame = Frame(
            observed_at=self.now,
            until=self.now,
            owner=owner,
            is_ego=self.whose.is_ego,
            place=f"event {_name(text.member.path)}, ",
        )
        found = list(read_calendar(lambda: io.BytesIO(text.data), frame))
        if not found:
            yield Problem(at=f"event {_name(text.member.path)}", reason="this event cannot be read")
        yield from (one for one in found if not (isinstance(one, Sighted) and isinstance(one.record, Profile)))


def _name(path: str) -> str:
    return path.rpartition("/")[2]
