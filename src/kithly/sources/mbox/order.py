"""The order in which a mailbox on disk is read: newest month first, within a month as it stands.

The file is cut once by the splitter itself, so that its messages are the very same ones as in straight
reading; only where each ends and its month are kept, 11 bytes a message. The order follows from the
file alone, and a place in it is told as the number of bytes that come before, so that reading can go on
at any place between two messages.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from kithly.errors import SourceFormatError
from kithly.sources.mbox.dating import UNKNOWN, first_day, month_of
from kithly.sources.mbox.splitter import CHUNK, MAX_MESSAGE, MMDF, Piece

MOST = 1_000_000  # messages; a mailbox of more is read as it stands, so that memory stays within 100 MB

Ints = NDArray[np.int64]


class Order:
    """All messages of one mailbox, newest month first."""

    def __init__(self, begin: int, ends: array[int], months: array[int], counted: array[int]) -> None:
        """Take what the cut found.

        Args:
            begin: Where the first message begins.
            ends: Where each message ends, ascending.
            months: The month of each, as `month_of` counts.
            counted: 1 where a message's length was told by its header.
        """
        self._begin = begin
        self._ends = np.frombuffer(ends, np.int64) if ends else np.zeros(0, np.int64)
        self._months = np.frombuffer(months, np.uint16) if ends else np.zeros(0, np.uint16)
        self._counted = np.frombuffer(counted, np.bool_) if ends else np.zeros(0, np.bool_)
        sizes = np.bincount(self._months, np.diff(self._ends, prepend=begin)).astype(np.int64)
        self._newest_first = np.flatnonzero(np.bincount(self._months))[::-1]
        self._behind = np.cumsum(sizes[self._newest_first])  # the place behind each month

    @classmethod
    def of(cls, pieces: Iterable[Piece], *, latest: int | None) -> Self | None:
        """Return the order of a whole mailbox; None if it is too large for one.

        Args:
            pieces: All messages as they stand in the file.
            latest: The newest month that can be true; None where that is not known.
        """
        ends, months, counted = array("q"), array("H"), array("B")
        begin, before = None, UNKNOWN
        for piece in pieces:
            month = month_of(piece.raw)
            if month != UNKNOWN and (latest is None or month <= latest):
                before = month
            begin = piece.start if begin is None else begin
            ends.append(piece.end)
            months.append(before)  # what bears no date is about as old as what stands in front of it
            counted.append(piece.counted)
            if len(ends) > MOST:
                return None
        return cls(begin or 0, ends, months, counted)

    def back_to(self, place: int) -> date | None:
        """Return the day back to which everything is read; None as long as no month is read to its end.

        Args:
            place: How far reading is.
        """
        whole = int(np.searchsorted(self._behind, place, side="right"))
        month = int(self._newest_first[whole - 1]) if whole else UNKNOWN
        return None if month == UNKNOWN else first_day(month)

    def pieces(self, stream: BinaryIO, *, start: int = 0) -> Iterator[tuple[int, Piece]]:
        """Yield the messages in order, each with the place behind it.

        Args:
            stream: The file; can be sought.
            start: The place to go on from, as it came with an earlier piece.

        Raises:
            SourceFormatError: The file is no longer the one that was cut.
        """
        place = 0
        for month, behind in zip(self._newest_first.tolist(), self._behind.tolist(), strict=True):
            if behind > start:
                turns = np.flatnonzero(self._months == month)
                behind_each = place + np.cumsum(self._ends[turns] - self._starts(turns))
                done = int(np.searchsorted(behind_each, start, side="right"))
                place = int(behind_each[done - 1]) if done else place
                for first, last in _stretches(turns[done:]):
                    for piece in self._read(stream, first, last):
                        place += piece.end - piece.start
                        yield place, piece
            place = behind

    def _starts(self, turns: Ints) -> Ints:
        return np.where(turns > 0, self._ends[turns - 1], self._begin)

    def _read(self, stream: BinaryIO, first: int, last: int) -> Iterator[Piece]:
        """Yield messages that stand one behind the other, a block of the file at a time."""
        begin = int(self._ends[first - 1]) if first else self._begin
        while first <= last:
            fits = int(np.searchsorted(self._ends, begin + CHUNK, side="right"))
            ends = self._ends[first : max(min(fits, last + 1), first + 1)].tolist()
            size = min(ends[-1] - begin, MAX_MESSAGE)
            stream.seek(begin)
            block = stream.read(size)
            if len(block) < size:
                raise _changed(stream)
            base = begin
            for turn, end in enumerate(ends, first):
                raw = block if len(ends) == 1 else block[begin - base : end - base]
                if turn and not raw.startswith((b"From ", MMDF)):
                    raise _changed(stream)
                yield Piece(begin, end, raw, bool(self._counted[turn]))
                begin = end
            first += len(ends)


def _stretches(turns: Ints) -> Iterator[tuple[int, int]]:
    """Yield first and last of messages that stand one behind the other in the file."""
    if len(turns):
        breaks = np.flatnonzero(np.diff(turns) != 1)
        firsts = turns[np.append(0, breaks + 1)]
        lasts = turns[np.append(breaks, len(turns) - 1)]
        yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _changed(stream: BinaryIO) -> SourceFormatError:
    name = str(getattr(stream, "name", "")).rpartition("/")[2] or "The mailbox"
    return SourceFormatError("mbox", name, f"{name} was changed while it was read.", hint="Import it again.")
