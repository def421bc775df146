"""The source of Signal chats: recognising what signal-export writes, and reading it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import PurePosixPath
from typing import Final

from kithly.errors import SourceFormatError
from kithly.records import Problem, Profile, Sighted
from kithly.sources._formats.decode import decode_head, is_text
from kithly.sources._formats.guard import attempt
from kithly.sources.base import Glance, Item
from kithly.sources.signal.messages import FAMILY, READER, Writer, chat_of
from kithly.sources.signal.rows import START, Row, first_row, json_rows, markdown_rows

LINES: Final = "data.json"  # the same chat, with seconds
TWICE: Final = "the same chat as in data.json beside it"
WHOLE: Final = "the whole file"
LOOKED_AT: Final = 80  # lines of a file by which it is recognised
COUNTED: Final = 64 << 20  # bytes that are counted at a glance
_GENERIC = re.compile(r"(?:chat|index|data|_chat|export|signal)(?:[_-].*)?", re.IGNORECASE)
_FIELDS: Final = frozenset(("date", "sender", "body"))


class Signal:
    """Reads chats that signal-export wrote, as Markdown or as lines of JSON."""

    name = "signal"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item is such a chat, and not the second copy of one that is read."""
        return self._is_json(item) or (self._is_markdown(item) and not self._is_copy(item))

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a second copy of a chat is not read; None if it is none."""
        if PurePosixPath(item.name).suffix.lower() in {".md", ".txt", ".html"} and self._is_copy(item):
            return TWICE
        return None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # read from its start
        """Yield ego, and every row of the chat as a record or a problem.

        Args:
            item: What to read.
            resume: Not used; what is known already changes nothing.

        Raises:
            SourceFormatError: There is no message in it.
        """
        rows = json_rows if self._is_json(item) else markdown_rows
        chat = chat_of(_title(item), rows(item))
        if not chat.others and not any(row.when for row in rows(item)):
            raise SourceFormatError(self.name, item.path, f"{item.path} is no chat of Signal's.")
        yield Sighted(record=_owner(), at=WHOLE, observed_at=item.modified)
        writer = Writer(chat)
        for row in rows(item):
            yield _outcome(writer, row, item)

    def glance(self, item: Item) -> Glance:
        """Return how many messages the item holds, counted if it is small."""
        if item.size > COUNTED:
            return Glance(counts={}, is_exact=False)
        days = [row.when.date() for row in (json_rows if self._is_json(item) else markdown_rows)(item) if row.when]
        first, last = (min(days), max(days)) if days else (None, None)
        return Glance(counts={"messages": len(days)} if days else {}, is_exact=True, first=first, last=last)

    def _is_json(self, item: Item) -> bool:
        told = first_row(decode_head(item.head())) if item.name.lower().endswith((".json", ".jsonl")) else None
        return told is not None and told.keys() >= _FIELDS

    def _is_markdown(self, item: Item) -> bool:
        head = item.head()
        if not is_text(head):
            return False
        lines = [line for line in decode_head(head).split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
        found = [start for line in lines if (start := START.match(line.rstrip("\r")))]
        if not found or not any(map(START.match, lines[:3])):
            return False
        return is_signals(item.name, found[0]["time"], [start["name"] for start in found])

    def _is_copy(self, item: Item) -> bool:
        beside = item.siblings.get(str(PurePosixPath(item.name).with_name(LINES)))
        return beside is not None and beside.path != item.path and self._is_json(beside)


def is_signals(name: str, time: str, names: list[str]) -> bool:
    """Tell Signal's lines from WhatsApp's of countries that write dates so: those have seconds, and nobody is Me."""
    path = PurePosixPath(name)
    if "whatsapp" in name.casefold() or path.name.casefold().startswith("_chat"):
        return False
    return len(time) == len("12:23") or path.suffix.lower() == ".md" or "Me" in names


def _title(item: Item) -> str:
    """Return what a chat is called: its folder, else the file where that has a name of its own."""
    path = PurePosixPath(item.path)
    is_folder = item.container and not item.container.casefold().endswith(".zip")
    folder = PurePosixPath(item.name).parent.name or (path.parent.name if is_folder else "")
    folder = folder or ("" if path.parent.name == item.container else path.parent.name if item.container else "")
    if folder:
        return folder
    return "" if _GENERIC.fullmatch(path.stem) else path.stem


def _owner() -> Profile:
    return Profile(key="reader", name="", identities=(READER,))


def _outcome(writer: Writer, row: Row, item: Item) -> Sighted | Problem:
    outcome = attempt(lambda: writer.record(row))
    if isinstance(outcome, str):
        return Problem(at=row.at, reason=outcome)
    return Sighted(record=outcome, at=row.at, observed_at=row.when.replace(tzinfo=UTC) if row.when else item.modified)
