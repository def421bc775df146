"""Server-sent events out of bytes as they come (WHATWG HTML, 9.2), and the fault lines of older local servers."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

LONGEST = 1 << 20  # characters of one line; real ones are a few hundred
FAULT = '{"error": true}'  # what a line "error: ..." means, which some servers send instead of data


def events(pieces: Iterable[bytes]) -> Iterator[str]:
    r"""Yield the data of each event.

    Raises:
        ValueError: A line is too long to be one.

    Example:
        >>> list(events([b": ping\n\ndata: a\nda", b"ta: b\n\ndata: [DONE]\n\n"]))
        ['a\nb', '[DONE]']
    """
    data: list[str] = []
    for line in _lines(pieces):
        if not line:
            if data:
                yield "\n".join(data)
            data = []
        elif line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif line.startswith("error:"):
            yield FAULT
    if data:
        yield "\n".join(data)


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest, held = "", ""
    for piece in pieces:
        text = held + decoder.decode(piece)
        held = "\r" if text.endswith("\r") else ""  # the line feed of it may come next
        rest += text.removesuffix("\r") if held else text
        *whole, rest = rest.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from whole
        if len(rest) > LONGEST:
            raise ValueError("too long")
    yield from filter(None, [rest])
