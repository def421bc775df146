"""The source of Telegram's exports: one chat or a whole account, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kithly.errors import SourceFormatError
from kithly.records import Problem, Profile, Record, Sighted
from kithly.sources._formats.decode import decode_head
from kithly.sources._formats.guard import attempt
from kithly.sources.base import Glance, Item
from kithly.sources.telegram.messages import Writer
from kithly.sources.telegram.people import FAMILY, contact_of, profile_of
from kithly.sources.telegram.stream import Header, Part, pieces
from kithly.sources.telegram.survey import Survey, survey

PAGES: Final = "Telegram's pages: export again and choose “Machine-readable JSON”"
WHOLE: Final = "the whole file"
WHO: Final = "nothing tells which of those who wrote is you"
START: Final = "the start"
_ACCOUNT = re.compile(r'"personal_information"\s*:|"about"\s*:\s*"Here is the data you requested')
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_ROW = re.compile(r'"(?:date_unixtime|from_id|text_entities|actor_id)"\s*:')
_SINGLE = re.compile(r'\s*\{\s*"name"\s*:[^{}]*"type"\s*:\s*"[a-z_]+"\s*,\s*"id"\s*:')
_PAGE = re.compile(r"<title>Exported Data</title>", re.IGNORECASE)


class Telegram:
    """Reads ``result.json`` of Telegram Desktop."""

    name = "telegram"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item is JSON with Telegram's rows in it."""
        head = decode_head(item.head()).lstrip("\ufeff \t\r\n")
        if not head.startswith("{"):
            return False
        rows = _MESSAGES.search(head) and (_ROW.search(head) or _SINGLE.match(head))
        return bool(rows or _ACCOUNT.search(head))

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a page of Telegram's is not read; None if it is none."""
        if not item.name.lower().endswith((".html", ".htm")):
            return None
        head = decode_head(item.head())
        return PAGES if _PAGE.search(head) and "page_wrap" in head else None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # read from its start
        """Yield ego, the address book, and every row of every chat as a record or a problem.

        Args:
            item: What to read.
            resume: Not used; what is known already changes nothing.

        Raises:
            SourceFormatError: It is damaged at its very start.
        """
        found = survey(item)
        for chat in found.chats.values():
            if question := chat.question():
                yield Problem(at=WHOLE, reason=WHO, held=True, question=question)
        for record in _egos(found):
            yield Sighted(record=record, at=WHOLE, observed_at=item.modified)
        place = START
        try:
            for place, outcome in self._outcomes(item, found):
                if isinstance(outcome, str):
                    yield Problem(at=place, reason=outcome)
                else:
                    at = getattr(outcome, "at", None)
                    yield Sighted(record=outcome, at=place, observed_at=at or item.modified)
        except SourceFormatError as error:
            if place == START:
                raise
            yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")

    def glance(self, item: Item) -> Glance:
        """Return how many messages the item holds, counted if it is small."""
        if item.size > WHOLE_SIZE:
            return Glance(counts={}, is_exact=False)
        found = survey(item)
        return Glance(counts={"messages": found.messages} if found.messages else {}, is_exact=True)

    def _outcomes(self, item: Item, found: Survey) -> Iterator[tuple[str, Record | str]]:
        writers: dict[int, Writer] = {}
        counts = dict.fromkeys(Part, 0)
        for part, header, told in pieces(item):
            if part is Part.CHAT:
                counts[Part.MESSAGE] = 0
                continue
            counts[part] += 1
            place = _place(part, header, told, counts[part])
            yield place, attempt(lambda part=part, header=header, told=told: _read(part, header, told, found, writers))  # type: ignore[misc]  # mypy cannot infer it


WHOLE_SIZE: Final = 64 << 20  # bytes that are counted at a glance; that takes a second


def _egos(found: Survey) -> Iterator[Profile]:
    """Yield ego as each chat knows them, once."""
    chats = (chat for chat in found.chats.values() if chat.me and chat.is_settled and not chat.kind)
    for identity in dict.fromkeys(chat.me.identity for chat in chats if chat.me and chat.me.identity):
        yield Profile(key=f"me|{identity.value}", name="", identities=(identity,))


def _place(part: Part, header: Header, told: Mapping[str, Any], count: int) -> str:
    if part is Part.ME:
        return "personal information"
    if part is Part.CONTACT:
        return f"contact {count}"
    return f"chat {header.number + 1}, message {told.get('id', count)}"


def _read(
    part: Part, header: Header, told: Mapping[str, Any], found: Survey, writers: dict[int, Writer]
) -> Record | str:
    """Return what one part says, or why it says nothing."""
    if part is Part.ME:
        return profile_of(told)
    if part is Part.CONTACT:
        return contact_of(told)
    if header.number not in writers:
        writers.clear()  # chats come one after the other
        writers[header.number] = Writer(found.chats[header.number])
    return writers[header.number].record(told)
