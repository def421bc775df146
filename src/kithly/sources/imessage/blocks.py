"""Blocks of a talk: a line with the time, a line with the name, the words, and an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from kithly.sources._formats.decode import open_text
from kithly.sources.base import Item

LONGEST_LINE: Final = 1 << 20  # characters; what is longer is cut into lines of that length
MOST_TEXT: Final = 1_000_000  # characters kept of one message
TIME: Final = re.compile(
    r"\ufeff?(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4}) {1,2}"
    r"(?P<time>\d{1,2}:\d{2}:\d{2})[ \u202f](?P<half>[AP]M)(?P<rest>.*)"
)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ANSWER = "This message responded to an earlier message."
_TAPBACKS = re.compile(r"(?:Tapbacks|Reactions):")
_INSIDE = re.compile(r"(?: {4}|\t)")  # in front of answers and tapbacks, which stand inside another message
_FILE = re.compile(
    r"(?:~?/|attachments/|\.\.?/|[A-Z]:\\)\S.{0,500}\.\w{2,5}|(?:Attachment missing|Unable to locate).{0,200}"
)
_EDITED = re.compile(r"Edited .{1,40} later: ")
_UNSENT = re.compile(r".{1,60} unsent (?:this|a) message(?: part)?.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One message.

    Attributes:
        at: Place in the file, for people.
        when: The wall clock of the computer that wrote it; None if it is no time.
        name: Who wrote; ``Me`` for ego.
        text: Their words.
        files: Names of files sent.
        has_media: Something was sent, with or without a name.
        flaw: Why it is no message; empty if it is one.
    """

    at: str
    when: datetime | None
    name: str
    text: str
    files: tuple[str, ...] = ()
    has_media: bool = False
    flaw: str = ""


def blocks_of(item: Item) -> Iterator[Block]:
    """Yield the messages of a talk, and what stands between them."""
    begun: tuple[int, re.Match[str]] | None = None
    lines: list[str] = []
    size = 0
    for number, line in _lines(item):
        found = TIME.fullmatch(line)
        if found is None:
            if begun is None and line.strip():
                yield Block(at=f"line {number}", when=None, name="", text="", flaw="text in front of the first message")
            size += len(line)
            if size < MOST_TEXT:
                lines.append(line)
            continue
        if begun is not None:
            yield _block(*begun, lines)
        begun, lines, size = (number, found), [], 0
    if begun is not None:
        yield _block(*begun, lines)


def _lines(item: Item) -> Iterator[tuple[int, str]]:
    with open_text(item.opener) as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            yield number, line.rstrip("\r\n")


def _block(number: int, found: re.Match[str], lines: list[str]) -> Block:
    at, when, rest = f"line {number}", moment_of(found), found["rest"].strip()
    if rest and not rest.startswith("("):
        return Block(at=at, when=when, name="", text="", flaw="a notice, not a message")
    name = lines[0].strip() if lines else ""
    words = list(_own_lines(lines[1:]))
    sent = [line for line in words if _FILE.fullmatch(line)]
    text = "\n".join(_EDITED.sub("", line) for line in words if line not in sent).strip()
    is_unsent = bool(_UNSENT.fullmatch(text))
    return Block(
        at=at,
        when=when,
        name=name,
        text=text,
        files=tuple(PurePosixPath(line.replace("\\", "/")).name for line in sent if "/" in line or "\\" in line),
        has_media=bool(sent),
        flaw="taken back by its author" if is_unsent else "",
    )


def _own_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a message itself: answers to it, which stand indented in it, and tapbacks go."""
    is_inside = False
    for line in lines:
        if _TAPBACKS.fullmatch(line) or (_INSIDE.match(line) and TIME.fullmatch(line.strip())):
            is_inside = True
        elif is_inside and (_INSIDE.match(line) or not line):
            continue
        elif line != _ANSWER:
            is_inside = False
            yield line


def moment_of(found: re.Match[str]) -> datetime | None:
    """Return the moment of a line with a time; None if there is none."""
    hour, minute, second = map(int, found["time"].split(":"))
    hour = hour % 12 + (12 if found["half"] == "PM" else 0)
    try:
        return datetime(int(found["year"]), _MONTHS.get(found["month"], 0), int(found["day"]), hour, minute, second)  # noqa: DTZ001  # a wall clock
    except ValueError:
        return None
