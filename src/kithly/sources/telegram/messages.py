"""One row of a chat as a message, a call, or the reason why it is neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final

from kithly.records import NO_FLAGS, Channel, Flag, Gesture, GestureKind, Message, Party, name_key
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.telegram.people import FAMILY, name_of, party_of, sender_of
from kithly.sources.telegram.survey import Chat

NOTICE: Final = "a notice of Telegram's, not a message"
NOBODY: Final = "nothing says who wrote it"
EMPTY: Final = "nothing in it"
FIRST: Final = datetime(2013, 8, 1, tzinfo=UTC)  # Telegram opened; an earlier date is none
LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
MOST_TEXT: Final = 1_000_000  # characters kept of one message
MOST_NAMED: Final = 20  # others in a group who are named with each message; a larger group is a broadcast
MINUTE: Final = 60  # seconds
_LIGHT: Final = frozenset(("sticker", "animation"))
_MEDIA: Final = ("photo", "file", "media_type", "contact_information", "location_information", "poll", "game_title")
_CALLS: Final = frozenset(("phone_call", "group_call"))

Told = Mapping[str, Any]


@dataclass(slots=True)
class Writer:
    """Makes records of the rows of one chat.

    Attributes:
        chat: Who takes part.
    """

    chat: Chat
    _readers: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    _twins: dict[str, int] = field(default_factory=dict)

    def record(self, told: Told) -> Message | Gesture | str:
        """Return what a row says, or why it says nothing."""
        if told.get("type", "message") != "message":
            return self._call(told) or NOTICE
        if self.chat.kind:
            return self.chat.kind
        user, name = sender_of(told.get("from_id")), name_of(told.get("from"))
        if not user and not name:
            return NOBODY
        text = text_of(told)
        if not text and not any(told.get(kind) for kind in _MEDIA):
            return EMPTY
        return self._message(told, user or name_key(name), party_of(user, name), text)

    def _message(self, told: Told, writer: str, sender: Party, text: str) -> Message:
        chat = self.chat
        own = "" if told.get("forwarded_from") else text
        return Message(
            key=self._key(told, writer, text),
            channel=Channel.TELEGRAM,
            at=moment_of(told),
            sender=sender,
            to=self._to(writer),
            recipients=max(1, len(chat.others)) if chat.is_group else 1,
            subject=clean_text(chat.header.name) if chat.is_group else "",
            text=text,
            own=own,
            thread=f"{FAMILY}:{chat.token}",
            flags=_flags(told, own, is_mine=writer == chat.mine, has_words=bool(text)),
            attachments=_files(told),
        )

    def _to(self, writer: str) -> tuple[Party, ...]:
        """Return who reads what somebody writes; of a large group nobody is named, ego apart."""
        if writer not in self._readers:
            chat = self.chat
            others = tuple(party for key, party in chat.others.items() if key != writer)
            me = (chat.me,) if chat.me and writer != chat.mine else ()
            self._readers[writer] = (*me, *(others if len(others) <= MOST_NAMED else ()))
        return self._readers[writer]

    def _key(self, told: Told, writer: str, text: str) -> str:
        """Return the number of a message in its chat; where an export has none, a hash of what it says."""
        number = told.get("id")
        if isinstance(number, int) and not isinstance(number, bool) and self.chat.header.id:
            return f"{self.chat.header.id}:{number}"
        date = told.get("date_unixtime") or told.get("date") or ""
        said = f"{self.chat.token}\0{date}\0{writer}\0{text}"
        key = sha256(said.encode("utf-8", "replace")).hexdigest()
        self._twins[key] = self._twins.get(key, 0) + 1
        return key if self._twins[key] == 1 else f"{key}#{self._twins[key]}"

    def _call(self, told: Told) -> Gesture | None:
        """Return a call that was taken, between two."""
        seconds = told.get("duration_seconds")
        if told.get("action") not in _CALLS or self.chat.is_group or self.chat.kind or not self.chat.mine:
            return None
        if not isinstance(seconds, int) or seconds <= 0 or len(self.chat.others) != 1:
            return None
        other = next(iter(self.chat.others.values()))
        caller = sender_of(told.get("actor_id")) or name_key(name_of(told.get("actor")))
        return Gesture(
            key=self._key(told, caller, "call"),
            kind=GestureKind.CALL,
            channel=Channel.TELEGRAM,
            outgoing=caller == self.chat.mine,
            other=other,
            at=moment_of(told),
            text=f"{max(1, round(seconds / MINUTE))} min",
        )


def text_of(told: Told) -> str:
    """Return the words of a message: a text, a list of texts and marked pieces, or the pieces alone."""
    text = told.get("text")
    found = _joined(text if isinstance(text, list) else [text])
    pieces = told.get("text_entities")
    if not found and isinstance(pieces, list):
        found = _joined(pieces)
    return clean_text(found[:MOST_TEXT]).strip()


def _joined(pieces: Iterable[Any]) -> str:
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str))


def moment_of(told: Told) -> datetime | None:
    """Return when it was: by the clock of the world, else by the wall clock as it stands; None for no date."""
    try:
        if told.get("date_unixtime") is not None:
            at = datetime.fromtimestamp(int(told["date_unixtime"]), UTC)
        else:
            at = datetime.fromisoformat(str(told.get("date"))).replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return at if FIRST <= at <= LAST else None


def _files(told: Told) -> tuple[str, ...]:
    """Return the names of files that were exported with it."""
    named = told.get("file_name") or told.get("file") or told.get("photo")
    if not isinstance(named, str) or named.startswith("("):
        return ()
    return tuple(filter(None, (clean_text(PurePosixPath(named.replace("\\", "/")).name),)))


def _flags(told: Told, own: str, *, is_mine: bool, has_words: bool) -> Flag:
    flags = Flag.SENT if is_mine else NO_FLAGS
    if not has_words and (told.get("media_type") in _LIGHT or told.get("sticker_emoji")):
        flags |= Flag.LIGHT
    return flags | (Flag.ASKS if own and asks(own) else NO_FLAGS)
