"""A file of cards cut into cards: rows of bytes, not yet unfolded, so that no letter is torn."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from kithly.sources._formats.decode import encoding_of

CHUNK = 1 << 20  # bytes read at a time
MAX_ROW = 16 << 20  # bytes of one row; what goes on beyond is cut off
MAX_CARD = 32 << 20  # bytes of one card, with what each row costs in memory: several pictures of a large camera
ROW_COST = 64  # bytes a row costs in memory beside its content
HEAD = 4_096  # bytes that tell UTF-16

_BEGIN = re.compile(rb"BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w\-]+\.)?AGENT(?:;[^:]*)?:\s*(BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)
_TELLING = frozenset(b"bBeEaA\xef\r\n\0\x1a")  # first bytes of BEGIN, END, AGENT, of a mark and of empty rows
SHORT = 24  # bytes in which the name of a group ends
_BLANK = b" \t\r\n\x00\x1a"


@dataclass(slots=True, kw_only=True)
class RawCard:
    """One card as it stands in a file.

    Attributes:
        line: Line of its ``BEGIN``, from 1; of what stands outside of cards, its first line.
        rows: Its rows without their ends, ``BEGIN`` and ``END`` left out.
        agents: Cards nested in it, which are other people.
        is_closed: Its ``END`` was found.
        is_card: False for rows that stand outside of any card.
        is_cut: It was larger than `MAX_CARD`; what came after is left out.
        size: What it costs in memory.
    """

    line: int
    rows: list[bytes] = field(default_factory=list)
    agents: list[RawCard] = field(default_factory=list)
    is_closed: bool = False
    is_card: bool = True
    is_cut: bool = False
    size: int = 0

    def take(self, row: bytes) -> None:
        """Add a row, as long as there is room."""
        self.size += len(row) + ROW_COST
        if self.size > MAX_CARD:
            self.is_cut = True
        else:
            self.rows.append(row)


def raw_cards(stream: BinaryIO) -> Iterator[RawCard]:
    """Yield the cards of a file, and what stands outside of them, in order."""
    cutter = _Cutter()
    for number, row in enumerate(_rows(_utf8(stream)), 1):
        yield from cutter.take(number, row)
    yield from cutter.close()


class _Cutter:
    """Takes row after row and gives a card when it has ended."""

    def __init__(self) -> None:
        self._open: list[RawCard] = []  # the card and those nested in it
        self._outside: RawCard | None = None
        self._after_agent = ""  # "empty", "begun": the row before was an AGENT without or with a BEGIN
        self._indent = b""  # what stands before every row of a card that was pasted

    def take(self, number: int, row: bytes) -> Iterator[RawCard]:
        """Take one row; yield what ended with it."""
        if self._open and not self._after_agent and _is_inside(row, self._indent):
            self._open[-1].take(row)
            return
        row = row.removeprefix(codecs.BOM_UTF8)  # files that were put together have several
        row = row.removeprefix(self._indent) if self._open else row
        if not row.strip(_BLANK):
            if self._open:
                self._open[-1].take(b"")
            return
        if self._after_agent == "begun" and row[:1] not in b" \t":
            self._open.append(RawCard(line=number - 1))
        after, self._after_agent = self._after_agent, ""
        if _BEGIN.fullmatch(row if self._open else row.strip(_BLANK)):
            self._indent = self._indent if self._open else row[: len(row) - len(row.lstrip(b" \t"))]
            yield from self._begin(number, nested=after == "empty")
        elif not self._open:
            self._outside = self._outside or RawCard(line=number, is_card=False)
            self._outside.take(row)
        elif _END.fullmatch(row):
            yield from self._end()
        else:
            self._open[-1].take(row)
            agent = _AGENT.fullmatch(row)
            self._after_agent = "" if not agent else "begun" if agent[1] else "empty"

    def close(self) -> Iterator[RawCard]:
        """Yield what was still open at the end of the file."""
        if self._open:
            yield self._open[0]
        elif self._outside:
            yield self._outside

    def _begin(self, number: int, *, nested: bool) -> Iterator[RawCard]:
        if self._open and not nested:  # the card before was never closed
            yield self._open[0]
            self._open = []
        if self._outside:
            yield self._outside
            self._outside = None
        self._open.append(RawCard(line=number))

    def _end(self) -> Iterator[RawCard]:
        ended = self._open.pop()
        ended.is_closed = True
        if not self._open:
            yield ended
        elif len(self._open[0].agents) < MAX_AGENTS:
            self._open[0].agents.append(ended)


MAX_AGENTS = 10  # nested cards kept of one card


def _is_inside(row: bytes, indent: bytes) -> bool:
    """Say at a glance that a row begins, ends and nests no card: nearly all rows of a file with pictures."""
    return not indent and len(row) > 1 and row[0] not in _TELLING and b"." not in row[:SHORT]


def _rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield rows without their ends, whichever way they end; of an endless one, its beginning."""
    rest, is_long = b"", False
    for chunk in chunks:
        data = rest + chunk
        rows = data.splitlines(keepends=True)
        # The last row may go on; a lone CR at the end may be half of CR LF.
        rest = rows.pop() if rows and not rows[-1].endswith(b"\n") else b""
        for row in rows:
            if not is_long:
                yield row.rstrip(b"\r\n")
            is_long = False
        if len(rest) > MAX_ROW and not rest.endswith(b"\r"):
            if not is_long:
                yield rest
            rest, is_long = b"", True
    if rest and not is_long:
        yield rest.rstrip(b"\r\n")


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file; of one in UTF-16, in UTF-8."""
    head = stream.read(HEAD)
    encoding = encoding_of(lambda: io.BytesIO(head))
    if not encoding.startswith("utf-16"):
        yield head.removeprefix(codecs.BOM_UTF8)
        while chunk := stream.read(CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(head).encode("utf-8", "replace")
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "replace")
