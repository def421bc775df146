"""Rows of a chat, out of Markdown or lines of JSON, in one shape."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kithly.sources._formats.decode import open_text
from kithly.sources._formats.nesting import LONGEST_NUMBER
from kithly.sources.base import Item

LONGEST_LINE: Final = 1 << 20  # characters; what is longer is cut into lines of that length
MOST_TEXT: Final = 1_000_000  # characters kept of one message
DELETED: Final = "(This message was deleted)"
START: Final = re.compile(
    r"\ufeff?\[(?P<day>\d{4}-\d{2}-\d{2})(?:, | )(?P<time>\d{2}:\d{2}(?::\d{2})?)\] "
    r"(?P<name>[^\n:]{1,120}?): ?(?P<text>.*)",
    re.DOTALL,
)
_REACTIONS = re.compile(r"\n\(- .{1,2000} -\)\s*$")
_STICKER = re.compile(r"\n?\(\( (?P<sign>[^\n]{1,40}) \)\)\s*$")
_FILE = re.compile(r"!?\[(?P<name>[^\]\n]{0,255})\]\((?:\./|\.\./)?(?:media|exported_stickers)/[^)\n]{0,400}\)[ ]{0,2}")
_QUOTE = re.compile(r"(?<!\s)\s*(?:^> ?[^\n]*\n)+\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One message.

    Attributes:
        at: Place in the file, for people.
        when: The wall clock of the computer that wrote it; None if it is no time.
        name: Who wrote; ``Me`` for ego.
        text: Their words.
        files: Names of files sent.
        sticker: A sticker and nothing else.
        is_deleted: It was taken back.
        flaw: Why it cannot be read; empty if it can.
    """

    at: str
    when: datetime | None
    name: str
    text: str
    files: tuple[str, ...] = ()
    sticker: bool = False
    is_deleted: bool = False
    flaw: str = ""


def markdown_rows(item: Item) -> Iterator[Row]:
    """Yield the messages of a chat in Markdown or plain text."""
    open_at: tuple[int, re.Match[str]] | None = None
    lines: list[str] = []
    size = 0
    for number, line in _lines(item):
        found = START.fullmatch(line)
        if found is None:
            if open_at is None and line.strip():
                yield Row(at=f"line {number}", when=None, name="", text="", flaw="text in front of the first message")
            size += len(line)
            if size < MOST_TEXT:
                lines.append(line)
            continue
        if open_at is not None:
            yield _row(*open_at, lines)
        open_at, lines, size = (number, found), [found["text"]], len(line)
    if open_at is not None:
        yield _row(*open_at, lines)


def _lines(item: Item) -> Iterator[tuple[int, str]]:
    with open_text(item.opener) as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            yield number, line.rstrip("\r\n")


def _row(number: int, found: re.Match[str], lines: list[str]) -> Row:
    body = "\n".join(lines)
    text = _QUOTE.sub("", _REACTIONS.sub("", body)) if "\n" in body else body
    sticker = _STICKER.search(text)
    files = tuple(one for one in _FILE.findall(text) if one)
    words = _FILE.sub("", _STICKER.sub("", text)).strip()
    return Row(
        at=f"line {number}",
        when=_moment(f"{found['day']} {found['time']}"),
        name=found["name"].strip(),
        text="" if words == DELETED else words,
        files=() if sticker else files,
        sticker=bool(sticker) and not words,
        is_deleted=words == DELETED,
    )


def json_rows(item: Item) -> Iterator[Row]:
    """Yield the messages of a chat in lines of JSON."""
    for number, line in _lines(item):
        if not line.strip():
            continue
        try:
            told = json.loads(line, parse_int=_whole)
        except (ValueError, RecursionError):
            told = None
        at = f"line {number}"
        if isinstance(told, dict):
            yield _told(at, told)
        else:
            yield Row(at=at, when=None, name="", text="", flaw="the line is damaged or cut short")


def _told(at: str, told: dict[str, Any]) -> Row:
    sender, body = told.get("sender"), told.get("body")
    text = body.strip()[:MOST_TEXT] if isinstance(body, str) else ""
    attachments = told.get("attachments")
    names = (one.get("name") for one in attachments if isinstance(one, dict)) if isinstance(attachments, list) else ()
    return Row(
        at=at,
        when=_moment(str(told.get("date"))),
        name=sender.strip() if isinstance(sender, str) else "",
        text="" if text == DELETED else text,
        files=tuple(name for name in names if isinstance(name, str) and name),
        sticker=bool(told.get("sticker")) and not text,
        is_deleted=bool(told.get("deleted")) or text == DELETED,
    )


def _whole(told: str) -> int | str:
    """Return a number; one that Python refuses to count with stays as it is written, and its line is read."""
    return int(told) if len(told) <= LONGEST_NUMBER else told


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def first_row(head: str) -> dict[str, Any] | None:
    """Return the first line of JSON at the beginning of a file; None if there is none."""
    line = io.StringIO(head.lstrip("\ufeff \r\n")).readline()
    if not line.startswith('{"'):
        return None
    try:
        told = json.loads(line, parse_int=_whole)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
