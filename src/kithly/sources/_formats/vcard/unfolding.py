"""Rows of a card unfolded: each property with its value in one piece, however a program broke it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kithly.sources._formats.vcard.rows import RawCard

HARD_FOLDS = (75, 76)  # bytes at which programs break a row wherever it is; others break between words
PADDED = 200  # bytes at the end of a row in which blanks may stand behind a soft break

_PROPERTY = re.compile(rb"(?:[\w\-]+\.)*[\w\-]+\s*[;:]")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_ENCODED = re.compile(rb"(?i)[;=](?:B|BASE64)(?=[;:])")
_QUOTED = re.compile(rb"(?i)[;=]\"?QUOTED-PRINTABLE\"?(?=[;:])")
_CARD_ENDS = re.compile(rb"(?i)(?:BEGIN|END)\s*:\s*VCARD")


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A property in one piece.

    Attributes:
        line: Line in the file.
        data: Name, parameters and value.
        is_base64: Whether the value is base64.
    """

    line: int
    data: bytes
    is_base64: bool


@dataclass(slots=True)
class _Logical:
    """A property while its rows come in."""

    line: int
    data: bytearray
    last: int  # length of the row before
    is_base64: bool = False
    is_quoted: bool = False
    has_head: bool = False

    @classmethod
    def begin(cls, line: int, row: bytes) -> _Logical:
        one = cls(line=line, data=bytearray(row), last=len(row))
        one.look()
        return one

    def look(self) -> None:
        """Find out how the value is encoded, as far as its head is known."""
        head, colon, value = bytes(self.data).partition(b":")
        self.has_head = bool(colon)
        self.is_base64 = value[:8].lstrip()[:5].lower() == b"data:"
        self.is_quoted = False
        if b";" in head:
            head += colon
            self.is_base64 = self.is_base64 or bool(_ENCODED.search(head))
            self.is_quoted = bool(_QUOTED.search(head))

    @property
    def is_soft(self) -> bool:
        """Whether the value goes on in the next row by the rule of quoted-printable."""
        return self.is_quoted and self.data[-PADDED:].rstrip(b" \t").endswith(b"=")

    def soften(self, row: bytes) -> None:
        """Take the row after a soft break."""
        tail = self.data[-PADDED:]
        del self.data[len(self.data) - len(tail) + len(tail.rstrip(b" \t")) - 1 :]
        self.data += row

    def fold(self, row: bytes, *, is_old: bool) -> None:
        """Take a row that begins with a blank."""
        if self.is_base64:
            self.data += row.strip()
        else:
            # Version 2.1 breaks before a blank that belongs to the value; programs that break anywhere add one.
            keeps = is_old and self.last not in HARD_FOLDS and not self.is_quoted
            self.data += row if keeps else row[1:]
            if not self.has_head and b":" in row:
                self.look()
        self.last = len(row)


def unfolded(raw: RawCard, *, is_old: bool, has_pictures: bool) -> Iterator[Unfolded | None]:
    """Yield each property of a card; None for a row that is none.

    Args:
        raw: The card.
        is_old: It is of version 2.1.
        has_pictures: Values in base64 are wanted too; else they are left empty.
    """
    current: _Logical | None = None
    gap = False
    for number, row in enumerate(raw.rows, raw.line + 1):
        if not row.strip():
            gap = True
            continue
        after_gap, gap = gap, False
        if current is not None and current.is_base64 and row[:1] in b" \t":
            if has_pictures:
                current.data += row.strip()
            continue
        if current is not None and _continues(current, row, after_gap=after_gap, is_old=is_old):
            continue
        if _PROPERTY.match(row):
            if current is not None:
                yield _done(current)
            current = _Logical.begin(number, row)
        elif current is not None and _is_note(current):
            current.data += b"\\n" + row  # a note whose lines were not folded
        else:
            yield None
    if current is not None:
        yield _done(current)


def _continues(current: _Logical, row: bytes, *, after_gap: bool, is_old: bool) -> bool:
    """Take a row as more of the property before it, if it is that."""
    if current.is_soft and not _CARD_ENDS.match(row) and not (after_gap and _PROPERTY.match(row)):
        current.soften(row if is_old else row.lstrip(b" \t") if row[:1] in b" \t" else row)
        return True
    if row[:1] in b" \t":
        current.fold(row, is_old=is_old)
        return True
    if current.is_base64 and _BASE64.fullmatch(row.strip()):
        current.data += row.strip()
        return True
    return False


def _is_note(current: _Logical) -> bool:
    return bytes(current.data[:120]).upper().partition(b":")[0].partition(b";")[0].endswith(b"NOTE")


def _done(current: _Logical) -> Unfolded:
    return Unfolded(line=current.line, data=bytes(current.data), is_base64=current.is_base64)
