"""A row of a chat as a message, a call, or the reason why it is neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from kithly.records import (
    NO_FLAGS,
    Channel,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    IdentityKind,
    Message,
    Party,
    clean_name,
    name_identity,
    name_key,
    phone_identity,
)
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.signal.rows import Row

FAMILY: Final = "signal"
ME: Final = "Me"  # how signal-export names ego
NOBODY_NAMED: Final = frozenset(("No-Sender", "None"))
READER: Final = Identity(IdentityKind.NAME, f"{FAMILY}:(reader)")  # ego, whatever they are called
NOTICE: Final = "a notice, not a message"
TAKEN_BACK: Final = "taken back by its author"
NOBODY: Final = "nothing says who wrote it"
NO_DATE: Final = "there is no such date"
EMPTY: Final = "nothing in it"
MOST_NAMED: Final = 20  # others in a group who are named with each message; a larger group is a broadcast
MOST_NAMES: Final = 2_000  # different names that are counted in a chat
FIRST_YEAR: Final = 2010  # its forerunner opened
THREAD: Final = 32  # digits of a thread's name
_CALL = re.compile(r"(?P<way>Incoming|Outgoing|Missed)(?: (?:voice|video|group))* call(?: \((?P<what>[^)]*)\))?")
_MINUTES = re.compile(r"(?<!\d)(?:(\d{1,6})m )?(\d{1,6})s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Who takes part in a chat.

    Attributes:
        title: What its folder is called; empty for none.
        others: Names of everybody but ego who wrote.
    """

    title: str
    others: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Whether more than two take part."""
        return len(self.others) > 1

    def partners(self) -> tuple[str, ...]:
        """Return everybody but ego; of a talk in which only ego wrote, whoever the folder is called after."""
        return self.others or ((self.title,) if self.title else ())


def chat_of(title: str, rows: Iterable[Row]) -> Chat:
    """Return who takes part in a chat."""
    names: dict[str, None] = {}
    for row in rows:
        if row.name and row.name not in {ME, *NOBODY_NAMED} and len(names) < MOST_NAMES:
            names[row.name] = None
    return Chat(title=title, others=tuple(names))


def party_of(name: str) -> Party:
    """Return a person of a chat; a phone number is no name."""
    if name == ME:
        return Party(name="", identity=READER)
    number = phone_identity(name) if name.startswith("+") else None
    return Party(name="" if number else clean_name(clean_text(name)), identity=number or name_identity(FAMILY, name))


@dataclass(slots=True)
class Writer:
    """Makes records of the rows of one chat.

    Attributes:
        chat: Who takes part.
    """

    chat: Chat
    _readers: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    _minute: datetime | None = None
    _twins: dict[str, int] = field(default_factory=dict)

    def record(self, row: Row) -> Message | Gesture | str:
        """Return what a row says, or why it says nothing."""
        if row.flaw or row.is_deleted:
            return row.flaw or TAKEN_BACK
        if row.when is None or row.when.year < FIRST_YEAR:
            return NO_DATE
        call = _CALL.fullmatch(row.text)
        if call:
            return self._call(row, row.when, call) or NOTICE
        if not row.name or row.name in NOBODY_NAMED:
            return NOBODY
        if not row.text and not row.files and not row.sticker:
            return EMPTY
        return self._message(row, row.when)

    def _message(self, row: Row, when: datetime) -> Message:
        words = clean_text(row.text)
        chat = self.chat
        return Message(
            key=self._key(row, when),
            channel=Channel.SIGNAL,
            at=when.replace(tzinfo=UTC),
            sender=party_of(row.name),
            to=self._to(row.name),
            recipients=max(1, len(chat.partners())) if chat.is_group else 1,
            subject=clean_text(chat.title) if chat.is_group else "",
            text=words,
            own=words,
            thread=sha256(self._token().encode("utf-8", "replace")).hexdigest()[:THREAD],
            flags=_flags(row, words),
            attachments=tuple(map(clean_text, row.files)),
        )

    def _token(self) -> str:
        """Return what tells the chat from others: its folder's name, which is the contact's or the group's."""
        return f"{FAMILY}:{name_key(self.chat.title) or '|'.join(sorted(map(name_key, self.chat.others)))}"

    def _to(self, name: str) -> tuple[Party, ...]:
        """Return who reads what somebody writes; of a large group nobody is named, ego apart."""
        if name not in self._readers:
            others = tuple(party_of(one) for one in self.chat.partners() if one != name)
            me = () if name == ME else (party_of(ME),)
            self._readers[name] = (*me, *(others if len(others) <= MOST_NAMED else ()))
        return self._readers[name]

    def _key(self, row: Row, when: datetime) -> str:
        """Return what tells a message from others, the same out of Markdown, which has no seconds, and out of JSON."""
        minute = when.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._twins = minute, {}
        words = " ".join(row.text.replace("`", "").split())
        told = f"{self._token()}\0{minute.isoformat()}\0{name_key(row.name) or row.name}\0{words}"
        key = sha256(told.encode("utf-8", "replace")).hexdigest()
        self._twins[key] = self._twins.get(key, 0) + 1
        return key if self._twins[key] == 1 else f"{key}#{self._twins[key]}"

    def _call(self, row: Row, when: datetime, call: re.Match[str]) -> Gesture | None:
        """Return a call that was taken, with one other."""
        partners = self.chat.partners()
        if len(partners) != 1 or not (call["what"] or "").startswith("accepted"):
            return None
        lasted = _MINUTES.search(call["what"])
        minutes = max(1, int(lasted[1] or 0)) if lasted else 1
        return Gesture(
            key=self._key(row, when),
            kind=GestureKind.CALL,
            channel=Channel.SIGNAL,
            outgoing=call["way"] == "Outgoing",
            other=party_of(partners[0]),
            at=when.replace(tzinfo=UTC),
            text=f"{minutes} min",
        )


def _flags(row: Row, words: str) -> Flag:
    flags = Flag.SENT if row.name == ME else NO_FLAGS
    if row.sticker:
        flags |= Flag.LIGHT
    return flags | (Flag.ASKS if words and asks(words) else NO_FLAGS)
