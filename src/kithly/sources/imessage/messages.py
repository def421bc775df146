"""A block of a talk as a message, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from kithly.records import (
    NO_FLAGS,
    Channel,
    Flag,
    Identity,
    IdentityKind,
    Message,
    Party,
    clean_name,
    email_identity,
    name_identity,
    name_key,
    phone_identity,
)
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.imessage.blocks import Block

FAMILY: Final = "imessage"
ME: Final = "Me"  # how imessage-exporter names ego
READER: Final = Identity(IdentityKind.NAME, f"{FAMILY}:(reader)")  # ego, whatever they are called
NOBODY: Final = "nothing says who wrote it"
NO_DATE: Final = "there is no such date"
EMPTY: Final = "nothing in it"
MOST_NAMED: Final = 20  # others in a group who are named with each message; a larger group is a broadcast
MOST_NAMES: Final = 2_000  # different names that are counted in a talk
LONGEST_NAME: Final = 120  # characters
FIRST_YEAR: Final = 1995  # of text messages
THREAD: Final = 32  # digits of a thread's name


def party_of(name: str) -> Party:
    """Return a person of a talk: by number, by address, else by the name in ego's address book."""
    if name == ME:
        return Party(name="", identity=READER)
    handle = email_identity(name) or (phone_identity(name) if name[:1] in "+0123456789(" else None)
    return Party(name="" if handle else clean_name(clean_text(name)), identity=handle or name_identity(FAMILY, name))


def others_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return everybody but ego who wrote."""
    names: dict[str, None] = {}
    for block in blocks:
        if block.name and block.name != ME and not block.flaw and len(names) < MOST_NAMES:
            names[block.name] = None
    return tuple(names)


@dataclass(slots=True)
class Writer:
    """Makes records of the blocks of one talk.

    Attributes:
        title: What the file is called.
        others: Names of everybody but ego.
    """

    title: str
    others: tuple[str, ...]
    _readers: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    _moment: datetime | None = None
    _twins: dict[str, int] = field(default_factory=dict)

    def record(self, block: Block) -> Message | str:
        """Return what a block says, or why it says nothing."""
        if block.flaw:
            return block.flaw
        if block.when is None or block.when.year < FIRST_YEAR:
            return NO_DATE
        if not block.name or len(block.name) > LONGEST_NAME:
            return NOBODY
        if not block.text and not block.has_media:
            return EMPTY
        return self._message(block, block.when)

    def _message(self, block: Block, when: datetime) -> Message:
        words = clean_text(block.text)
        is_group = len(self.others) > 1
        flags = Flag.SENT if block.name == ME else NO_FLAGS
        return Message(
            key=self._key(block, when),
            channel=Channel.SMS,
            at=when.replace(tzinfo=UTC),
            sender=party_of(block.name),
            to=self._to(block.name),
            recipients=max(1, len(self.others)) if is_group else 1,
            subject=clean_text(self.title) if is_group else "",
            text=words,
            own=words,
            thread=sha256(self._token().encode("utf-8", "replace")).hexdigest()[:THREAD],
            flags=flags | (Flag.ASKS if words and asks(words) else NO_FLAGS),
            attachments=tuple(map(clean_text, block.files)),
        )

    def _token(self) -> str:
        return f"{FAMILY}:{name_key(self.title) or '|'.join(sorted(map(name_key, self.others)))}"

    def _to(self, name: str) -> tuple[Party, ...]:
        """Return who reads what somebody writes; of a large group nobody is named, ego apart."""
        if name not in self._readers:
            others = self.others or ((self.title,) if self.title else ())
            named = tuple(party_of(one) for one in others if one != name)
            me = () if name == ME else (party_of(ME),)
            self._readers[name] = (*me, *(named if len(named) <= MOST_NAMED else ()))
        return self._readers[name]

    def _key(self, block: Block, when: datetime) -> str:
        """Return what tells a message from others, the same in a later and longer export."""
        if when != self._moment:
            self._moment, self._twins = when, {}
        told = f"{self._token()}\0{when.isoformat()}\0{name_key(block.name) or block.name}\0{block.text}"
        key = sha256(told.encode("utf-8", "replace")).hexdigest()
        self._twins[key] = self._twins.get(key, 0) + 1
        return key if self._twins[key] == 1 else f"{key}#{self._twins[key]}"
