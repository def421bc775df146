"""Cuts an mbox stream into messages: in constant memory, at the speed of a byte search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from kithly.sources.mbox.separator import MAX_LINE, is_patch, separates

CHUNK = 192 << 10  # bytes read at a time: few enough to stay in the processor's cache
MAX_MESSAGE = 8 << 20  # bytes of one message that are read: its text; what follows is attachments
MMDF = b"\x01\x01\x01\x01\n"  # stands before and behind each message in the MMDF variant

_AHEAD = 3 * MAX_LINE  # bytes behind a candidate that must be in memory to judge it
_BOM = b"\xef\xbb\xbf"
_TELLS_LENGTH = re.compile(rb"\nContent-[Ll]ength:")
_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
# A candidate: a literal beginning is found faster by a pattern than by bytes.find. The group is
# there if it has the shape of nearly every separator, with a header behind it: that spares the
# careful look. The constant date of git format-patch is not of that shape.
_NEXT = re.compile(
    rb"\nFrom (?:(\S++(?: at \S++)?  ?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d "
    rb"(?!00:00:00 2001)\d\d:\d\d:\d\d (?:[+-]\d{4} )?\d{4}\r?\n[!-9;-~]++:)|)"
)


class Piece(NamedTuple):
    """One message of the file, uncut by any understanding.

    Attributes:
        start: Offset of its first byte in the file; for all but the first piece, of a separator.
        end: Offset behind its last byte: where the next separator stands.
        raw: The bytes from `start` to `end`, or the first of them if they are more than the limit.
        counted: Its end was told by Content-Length, so lines inside need not be quoted.
    """

    start: int
    end: int
    raw: bytes
    counted: bool


def split(stream: BinaryIO, *, start: int = 0, limit: int = MAX_MESSAGE) -> Iterator[Piece]:
    """Return the messages of an mbox one after the other.

    Every byte from ``start`` on, less a byte order mark, belongs to exactly one piece.

    Args:
        stream: The file, at its beginning; need not be seekable.
        start: Offset of a separator to begin with.
        limit: How much of one message to hold in memory, in bytes.
    """
    opening = _skip(stream, start)
    window = _Window(stream, base=start, limit=limit, opening=opening)
    return window.pieces()


def _skip(stream: BinaryIO, size: int) -> bytes:
    """Go to an offset; return the first bytes of the file if something was skipped."""
    if not size:
        return b""
    opening = stream.read(min(size, MAX_LINE))
    if stream.seekable():
        stream.seek(size)
        return opening
    size -= len(opening)
    while size > 0:
        got = len(stream.read(min(size, CHUNK)))
        if not got:
            break
        size -= got
    return opening


class _Window:
    """The part of the stream in memory."""

    def __init__(self, stream: BinaryIO, *, base: int, limit: int, opening: bytes) -> None:
        self._stream = stream
        self._limit = limit
        self._data = b""
        self._at = 0  # index of the present message's first byte
        self._base = base  # offset in the file of the data's first byte
        self._head = b""  # first bytes of such a message
        self._lost = 0  # bytes of the present message already let go because it is too long
        self._ended = False
        self._tells_length = False  # some message in memory has a Content-Length
        self._fill()
        opening = opening or self._data[:MAX_LINE]
        if base == 0 and self._data.startswith(_BOM):
            self._at = len(_BOM)
        self._is_mmdf = opening.removeprefix(_BOM).startswith(MMDF)
        self._is_patches = is_patch(opening.removeprefix(_BOM))

    def pieces(self) -> Iterator[Piece]:
        """Yield every message from the present one on."""
        while not self._is_empty():
            yield from self._plain_pieces()
            if not self._is_empty():
                end, counted = self._next_end()
                yield self._take(end, counted=counted)

    def _plain_pieces(self) -> Iterator[Piece]:
        """Yield messages as long as a glance tells where the next one ends: nearly all of them."""
        if self._tells_length or self._is_mmdf or self._lost:
            return
        data, base, at, limit = self._data, self._base, self._at, self._limit
        last = len(data) - _AHEAD
        while (found := _NEXT.search(data, at)) is not None and found.lastindex:
            end = found.start() + 1
            if end > last or end - at > limit:
                break
            self._at = end
            yield Piece(base + at, base + end, data[at:end], False)
            at = end

    def _take(self, end: int, *, counted: bool) -> Piece:
        """Return the message up to index ``end`` and go behind it."""
        start = self._base + self._at - self._lost
        raw = self._head if self._lost else self._data[self._at : min(end, self._at + self._limit)]
        self._at, self._lost, self._head = end, 0, b""
        return Piece(start, self._base + end, raw, counted)

    def _is_empty(self) -> bool:
        """Say whether nothing is left."""
        while self._at >= len(self._data) and not self._ended:
            self._more(self._at)
        return self._at >= len(self._data)

    def _next_end(self) -> tuple[int, bool]:
        """Return where the present message ends, as an index, and whether its length was told."""
        if self._is_mmdf:
            return self._search_mmdf(), True
        end = self._search() + self._base
        told = self._told_end(end - self._base) if self._tells_length and not self._lost else None
        return (end - self._base, False) if told is None else (told, True)

    def _search(self) -> int:
        """Return the index of the next separator, or of the end."""
        position = self._at
        while True:
            next_one = _NEXT.search(self._data, position)
            found = -1 if next_one is None else next_one.start()
            if found < 0 and self._ended:
                return len(self._data)
            if next_one is not None and (self._ended or found + _AHEAD < len(self._data)):
                if self._is_separator(found + 1):
                    return found + 1
                position = found + 1
                continue
            position = found if found >= 0 else max(position, len(self._data) - 5)
            position -= self._more(position)

    def _search_mmdf(self) -> int:
        position = self._at + 1
        while True:
            found = self._data.find(MMDF, position)
            if found >= 0:
                return found
            if self._ended:
                return len(self._data)
            position = max(position, len(self._data) - len(MMDF) + 1)
            position -= self._more(position)

    def _is_separator(self, index: int) -> bool:
        plain = _NEXT.match(self._data, index - 1)
        if plain is not None and plain.lastindex:
            return True
        line = self._line(index)
        if is_patch(line) and not self._is_patches:
            return False
        next_line = self._data.find(b"\n", index + len(line)) + 1
        after = self._line(next_line) if next_line else b""
        return separates(line, self._data[max(0, index - 4) : index], after)

    def _told_end(self, end: int) -> int | None:
        """Return the end that Content-Length tells, if it lands on a separator or the end."""
        data = self._data
        head_end = data.find(b"\n\n", self._at, end)
        if head_end < 0:
            head_end = data.find(b"\n\r\n", self._at, end)
        if head_end < 0 or data.find(b"ength:", self._at, head_end) < 0:
            return None
        found = _LENGTH.search(data, self._at, head_end + 2)
        if found is None:
            return None
        body = head_end + (2 if data[head_end + 1 : head_end + 2] == b"\n" else 3)
        return self._landing(body + int(found.group(1)), end)

    def _landing(self, index: int, end: int) -> int | None:
        if index <= end or index - self._at > self._limit:
            return None
        while not self._ended and index + _AHEAD > len(self._data):
            index -= self._more(self._at)
        if index > len(self._data):
            return None
        here = index
        while here < len(self._data) and here - index < 4 and self._data[here] in b"\r\n":
            here += 1
        if here == len(self._data):
            return here
        lands = self._data.startswith(b"From ", here) and self._data[here - 1 : here] == b"\n"
        return here if lands and self._is_separator(here) else None

    def _line(self, index: int) -> bytes:
        end = self._data.find(b"\n", index, index + MAX_LINE)
        return self._data[index : end if end >= 0 else index + MAX_LINE].rstrip(b"\r")

    def _more(self, keep: int) -> int:
        """Read on; return by how much indexes of the data have moved down.

        Args:
            keep: Index from which on the data is still looked at.
        """
        moved = self._at
        if self._lost or len(self._data) - self._at > self._limit + _AHEAD:
            moved = max(self._at, keep - len(MMDF))
            self._head = self._head or self._data[self._at : self._at + self._limit]
            self._lost += moved - self._at
        self._data = self._data[moved:]
        self._base += moved
        self._at = 0
        self._fill()
        return moved

    def _fill(self) -> None:
        chunk = self._stream.read(max(CHUNK, len(self._data) // 4))
        self._ended = not chunk
        looked_at = 0 if self._tells_length else max(0, len(self._data) - 16)  # the field may be cut in two
        self._data = self._data + chunk if self._data else chunk
        self._tells_length = _TELLS_LENGTH.search(self._data, looked_at) is not None
