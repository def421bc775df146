"""Telegram's export as a stream of its parts: who ego is, contacts, and message by message of each chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Item

LISTS: Final = ("chats.list.item", "left_chats.list.item", "")  # where chats stand; the last: the file is one chat
HEADER: Final = frozenset(("name", "type", "id"))
_OPENS = frozenset(("start_map", "start_array"))


class Part(Enum):
    """What a part of an export is."""

    ME = "personal_information"
    CONTACT = "contacts.list.item"
    CHAT = "chat"  # its end, when all is known of it
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an export says of a chat.

    Attributes:
        number: Which chat of the export, from 0.
        name: What it is called; empty for a deleted account.
        type: ``personal_chat``, ``private_group`` ...; empty where the export does not say.
        id: Its number; empty for none.
        has_left: Ego left it.
    """

    number: int
    name: str = ""
    type: str = ""
    id: str = ""
    has_left: bool = False


Piece = tuple[Part, Header, Mapping[str, Any]]


def pieces(item: Item) -> Iterator[Piece]:
    """Yield the parts of an export, in the order of the file.

    Raises:
        SourceFormatError: It is damaged or cut short; what stands before was yielded.
    """
    header = Header(number=0)
    gathering: Any = None
    part, end = Part.MESSAGE, ""
    for prefix, event, value in events(item):
        if gathering is not None:
            gathering.event(event, value)
            if prefix == end and event == "end_map":
                found = gathering.value
                gathering = None
                yield part, header, found
        elif event == "start_map" and (begun := _part_at(prefix)) is not None:
            part, end, gathering = begun, prefix, builder()
            gathering.event(event, value)
        elif event not in _OPENS:
            header = _headed(header, prefix, value)
            if event == "end_map" and prefix in LISTS:
                yield Part.CHAT, header, {}
                header = Header(number=header.number + 1)


def _part_at(prefix: str) -> Part | None:
    """Return what begins at a place; None for what is passed over."""
    if prefix.endswith("messages.item") and prefix.removesuffix("messages.item").rstrip(".") in LISTS:
        return Part.MESSAGE
    return next((part for part in (Part.ME, Part.CONTACT) if part.value == prefix), None)


def _headed(header: Header, prefix: str, value: Any) -> Header:
    """Return what is known of a chat once one more thing was said."""
    where, _, name = prefix.rpartition(".")
    if name not in HEADER or where not in LISTS or value is None:
        return header
    told = {"name": header.name, "type": header.type, "id": header.id, name: str(value)}
    has_left = where.startswith("left_")
    return Header(number=header.number, name=told["name"], type=told["type"], id=told["id"], has_left=has_left)
