"""Calendar bytes cut into components: unfolded before they are decoded, and only what is wanted kept.

An event may hold pictures, alarms and pages of description; what is not wanted is passed over line by line, so
that no size and no depth of nesting costs memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from kithly.sources._formats.decode import STRAY, clean_text, encoding_of

BLOCK: Final = 1 << 16  # bytes read at once
MAX_LINE: Final = 1 << 22  # bytes of one line in the file; the rest of it is passed over
MAX_VALUE: Final = 1 << 17  # bytes of one property, unfolded; text beyond is cut
MAX_DATES: Final = 1 << 22  # bytes of one list of dates; a hundred thousand of them are 2 MB
MAX_LINES: Final = 20_000  # wanted properties of one event
MAX_ZONE: Final = 2_000  # lines of one time zone

EVENT, ZONE = "VEVENT", "VTIMEZONE"
OTHERS: Final = frozenset({"VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY", "VPOLL"})
OF_EVENTS: Final = frozenset({
    *("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "CATEGORIES"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE"),
    *("SUMMARY", "DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER"),
    *("X-MICROSOFT-CDO-ALLDAYEVENT", "X-NEXTCLOUD-BC-FIELD-TYPE", "X-NEXTCLOUD-BC-YEAR", "X-NEXTCLOUD-BC-UNKNOWN-YEAR"),
})  # fmt: skip
OF_CALENDARS: Final = frozenset({"METHOD", "X-WR-CALNAME", "NAME", "X-WR-TIMEZONE", "TZ", "CALSCALE", "VERSION"})
_DATES: Final = frozenset({"EXDATE", "RDATE"})
_NAME: Final = re.compile(rb"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)(?=[;:])")
_QUOTED: Final = b"QUOTED-PRINTABLE"


@dataclass(slots=True)
class Head:
    """What a calendar says of itself.

    Attributes:
        lines: Its own properties, decoded, by upper-case name; of several the first.
    """

    lines: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One component.

    Attributes:
        name: ``VEVENT``, ``VTIMEZONE``, or one of `OTHERS` (without its lines).
        line: Number of its first line in the file, from 1.
        lines: The wanted properties, decoded; of a time zone all lines.
        head: The calendar it stands in.
        is_whole: Whether its end was seen.
        is_begun: Whether its beginning was seen; of one without, nothing but its end is known.
        is_crowded: Whether it held more properties than are kept.
    """

    name: str
    line: int
    lines: tuple[str, ...]
    head: Head
    is_whole: bool = True
    is_begun: bool = True
    is_crowded: bool = False


def pieces(opener: Callable[[], BinaryIO]) -> Iterator[Piece]:
    """Yield the components of a calendar file in their order.

    Args:
        opener: Opens it from its start; called twice.
    """
    encoding = encoding_of(opener)
    with opener() as stream:
        yield from _Cutter(encoding).cut(_logical(_physical(_blocks(stream, encoding))))


def _blocks(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    """Yield bytes in which line ends are single bytes."""
    if not encoding.startswith("utf-16"):
        while block := stream.read(BLOCK):
            yield block
        return
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    while letters := text.read(BLOCK):
        yield letters.encode("utf-8", "replace")


def _physical(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines without their ends, whichever ends they have; what a line holds beyond `MAX_LINE` is left out."""
    rest, is_long = b"", False
    for block in blocks:
        *lines, rest = _split(rest + block)
        for line in lines:
            if not is_long:
                yield line
            is_long = False
        if len(rest) > MAX_LINE:
            if not is_long:
                yield rest[:MAX_LINE]
            rest, is_long = rest[-1:] if rest.endswith(b"\r") else b"", True
    if rest and not is_long:
        yield rest.rstrip(b"\r")


def _split(data: bytes) -> list[bytes]:
    """Return lines, the last one unfinished; a carriage return at the very end may be half of a line end."""
    half = b"\r" if data.endswith(b"\r") else b""
    data = data[: len(data) - len(half)]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = data.split(b"\n")
    lines[-1] += half
    return lines


def _logical(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield properties unfolded, with the number of their first line."""
    number, parts, size, is_soft = 1, [b""], 0, False
    for place, line in enumerate(lines, 1):
        if is_soft or line[:1] in (b" ", b"\t"):
            more = b"\n" + line if is_soft else line[1:]
            size += len(more)
            if size <= MAX_DATES:
                parts.append(more)
        elif line:
            yield number, b"".join(parts)
            number, parts, size = place, [line], len(line)
        is_soft = line.endswith(b"=") and _QUOTED in parts[0].partition(b":")[0].upper()
    yield number, b"".join(parts)


class _Cutter:
    """Follows BEGIN and END through a file."""

    def __init__(self, encoding: str) -> None:
        self._fallback = encoding if not encoding.startswith("utf-") else "cp1252"
        self._head = Head()
        self._open = ""  # the event, zone or other component that is open
        self._inside = 0  # how deep within it
        self._began = 0
        self._lines: list[str] = []
        self._crowded = False

    def cut(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[Piece]:
        """Yield components."""
        for number, raw in lines:
            found = _NAME.match(raw)
            name = found[1].upper().decode("ascii") if found else ""
            if name in {"BEGIN", "END"}:
                yield from self._bound(name, raw, number)
            elif name:
                self._take(name, raw)
        if self._open:
            yield self._closed(is_whole=False)

    def _bound(self, bound: str, raw: bytes, number: int) -> Iterator[Piece]:
        what = raw.partition(b":")[2].strip().upper().decode("ascii", "replace")[:40]
        is_begin = bound == "BEGIN"
        if what == "VCALENDAR":
            if self._open:
                yield self._closed(is_whole=False)
            self._head = Head() if is_begin else self._head
        elif is_begin and (what in {EVENT, ZONE} or what in OTHERS) and (not self._open or what == EVENT):
            if self._open:  # its end was forgotten
                yield self._closed()
            self._open, self._began = what, number
        elif not is_begin and what == self._open:
            yield self._closed()
        elif not is_begin and what == EVENT and not self._open:
            yield Piece(name=EVENT, line=number, lines=(), head=self._head, is_begun=False)
        elif self._open:
            self._inside = max(self._inside + (1 if is_begin else -1), 0)
            if self._open == ZONE:
                self._keep(f"{bound}:{what}")

    def _take(self, name: str, raw: bytes) -> None:
        if not self._open:
            if name in OF_CALENDARS:
                self._head.lines.setdefault(name, self._text(raw[:MAX_VALUE]))
        elif self._open == ZONE or (self._open == EVENT and not self._inside and name in OF_EVENTS):
            self._keep(self._text(raw[: MAX_DATES if name in _DATES else MAX_VALUE]))

    def _keep(self, line: str) -> None:
        if len(self._lines) < (MAX_ZONE if self._open == ZONE else MAX_LINES):
            self._lines.append(line)
        else:
            self._crowded = True

    def _text(self, raw: bytes) -> str:
        try:
            return clean_text(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            is_cut = len(raw) in {MAX_VALUE, MAX_DATES} and error.start >= len(raw) - 3
            return clean_text(raw.decode("utf-8" if is_cut else self._fallback, STRAY if is_cut else "replace"))

    def _closed(self, *, is_whole: bool = True) -> Piece:
        piece = Piece(
            name=self._open,
            line=self._began,
            lines=tuple(self._lines),
            head=self._head,
            is_whole=is_whole,
            is_crowded=self._crowded,
        )
        self._open, self._inside, self._lines, self._crowded = "", 0, [], False
        return piece
