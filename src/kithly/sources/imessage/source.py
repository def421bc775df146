"""The source of iMessage and SMS talks: recognising what imessage-exporter writes, and reading it."""

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
from kithly.sources.imessage.blocks import TIME, Block, blocks_of
from kithly.sources.imessage.messages import FAMILY, LONGEST_NAME, READER, Writer, others_of

WHOLE: Final = "the whole file"
COUNTED: Final = 64 << 20  # bytes that are counted at a glance
_NUMBERED = re.compile(r" - \d+$|(?<!\s)\s*\(\d+\)$")  # what tells talks of one name apart, and copies of a file


class IMessage:
    """Reads talks that imessage-exporter wrote as text."""

    name = "imessage"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item begins with a time, a name, and words."""
        head = item.head()
        if not is_text(head):
            return False
        lines = [line.rstrip("\r") for line in decode_head(head).lstrip("\ufeff\r\n").split("\n", 3)[:3]]
        return len(lines) > 1 and bool(TIME.fullmatch(lines[0])) and 0 < len(lines[1].strip()) <= LONGEST_NAME

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # read from its start
        """Yield ego, and every block of the talk as a record or a problem.

        Args:
            item: What to read.
            resume: Not used; what is known already changes nothing.

        Raises:
            SourceFormatError: There is no message in it.
        """
        others = others_of(blocks_of(item))
        if not others and not any(block.when for block in blocks_of(item)):
            raise SourceFormatError(self.name, item.path, f"{item.path} is no talk that imessage-exporter wrote.")
        owner = Profile(key="reader", name="", identities=(READER,))
        yield Sighted(record=owner, at=WHOLE, observed_at=item.modified)
        title = _NUMBERED.sub("", PurePosixPath(item.path).stem)
        writer = Writer(title, others)
        for block in blocks_of(item):
            yield _outcome(writer, block, item)

    def glance(self, item: Item) -> Glance:
        """Return how many messages the item holds, counted if it is small."""
        if item.size > COUNTED:
            return Glance(counts={}, is_exact=False)
        days = [block.when.date() for block in blocks_of(item) if block.when and not block.flaw]
        first, last = (min(days), max(days)) if days else (None, None)
        return Glance(counts={"messages": len(days)} if days else {}, is_exact=True, first=first, last=last)


def _outcome(writer: Writer, block: Block, item: Item) -> Sighted | Problem:
    outcome = attempt(lambda: writer.record(block))
    if isinstance(outcome, str):
        return Problem(at=block.at, reason=outcome)
    return Sighted(
        record=outcome, at=block.at, observed_at=block.when.replace(tzinfo=UTC) if block.when else item.modified
    )
