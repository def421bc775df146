"""What a mailbox holds, seen at a glance: counted where it is small, else estimated from samples of it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from kithly.sources.base import Glance, Item
from kithly.sources.mbox.dating import UNKNOWN, first_day, month_of
from kithly.sources.mbox.splitter import MMDF, Piece, split

CALLED = "mails"
WHOLE = 32 << 20  # bytes of a mailbox that is cut as a whole; that takes a twentieth of a second
SAMPLES = 128  # places of a larger one that are looked at, evenly spread
SAMPLE = 256 << 10  # bytes looked at in each
_BREAK = b"\nFrom "


@dataclass(slots=True)
class _Seen:
    """What was seen so far.

    Attributes:
        mails: Messages that begin in what was looked at.
        size: Bytes looked at.
        months: First and last month, as `month_of` counts.
    """

    mails: int = 0
    size: int = 0
    months: list[int] = field(default_factory=list)

    def take(self, pieces: Iterable[Piece], *, latest: int | None) -> None:
        """Look at some messages."""
        for piece in pieces:
            if piece.raw.strip(b"\x01\r\n\t "):
                self.mails += 1
                month = month_of(piece.raw)
                if month != UNKNOWN and (latest is None or month <= latest):
                    self.months = [min([month, *self.months]), max([month, *self.months])]


def glance(item: Item, *, latest: int | None) -> Glance:
    """Return how many messages a mailbox holds, and of which years.

    Args:
        item: The mailbox.
        latest: The newest month that can be true; None where that is not known.

    Raises:
        SourceFormatError: It cannot be read.
    """
    seen = _Seen()
    with item.opener() as stream:
        if item.size <= WHOLE:
            seen.take(split(stream), latest=latest)
            return _glance(seen, mails=seen.mails, is_exact=True)
        is_mmdf = item.head(len(MMDF)) == MMDF
        if item.is_on_disk:
            _sample(stream, item.size, seen, latest)
        else:  # packed: only its beginning can be seen, which tells nothing of its years
            _look(stream.read(SAMPLES * SAMPLE), seen, latest)
            seen.months = []
    known = seen.size and not is_mmdf
    return _glance(seen, mails=round(seen.mails * item.size / seen.size) if known else 0, is_exact=False)


def _sample(stream: BinaryIO, size: int, seen: _Seen, latest: int | None) -> None:
    for number in range(SAMPLES):
        stream.seek((size - SAMPLE) * number // (SAMPLES - 1))
        _look(stream.read(SAMPLE), seen, latest)


def _look(data: bytes, seen: _Seen, latest: int | None) -> None:
    """Count the messages that begin in a part of the mailbox."""
    seen.size += len(data)
    begin = 0 if data.startswith(b"From ") else data.find(_BREAK) + 1
    if begin or data.startswith(b"From "):
        seen.take(split(io.BytesIO(data[begin:])), latest=latest)


def _glance(seen: _Seen, *, mails: int, is_exact: bool) -> Glance:
    first, last = seen.months or (None, None)
    return Glance(
        counts={CALLED: mails} if mails else {},
        is_exact=is_exact,
        first=None if first is None else first_day(first),
        last=None if last is None else first_day(last),
    )
