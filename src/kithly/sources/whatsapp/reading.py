"""The lines of a file of text, with the byte behind each where that can be told."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kithly.sources._formats.decode import STRAY, clean_text, encoding_of, open_text
from kithly.sources.base import Item

LONGEST_LINE: Final = 1 << 20  # bytes; what is longer is cut into lines of that length


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        number: Which, from 1.
        text: Without its end.
        end: Byte behind it; None where the file is not in UTF-8.
    """

    number: int
    text: str
    end: int | None


def lines_of(item: Item) -> Iterator[Line]:
    """Yield the lines of a file; only a line feed ends one, with or without a carriage return."""
    encoding = encoding_of(item.opener)
    if encoding not in {"utf-8", "utf-8-sig"}:
        yield from _decoded(item)
        return
    with item.opener() as stream:
        end = number = 0
        while raw := stream.readline(LONGEST_LINE):
            number += 1
            end += len(raw)
            yield Line(number, _text(raw), end)


def _text(raw: bytes) -> str:
    try:
        text = str(raw, "utf-8")
    except UnicodeDecodeError:
        text = codecs.decode(raw, "utf-8", STRAY)
    return clean_text(text.rstrip("\r\n"))


def _decoded(item: Item) -> Iterator[Line]:
    with open_text(item.opener) as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            yield Line(number, clean_text(line.rstrip("\r\n")), None)
