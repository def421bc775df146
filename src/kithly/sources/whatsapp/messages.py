"""The second look through a chat: every message as a record, every other line that begins one as a problem."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from kithly.records import NO_FLAGS, Channel, Flag, Gesture, GestureKind, Message, Party, Problem, Sighted
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.base import Item
from kithly.sources.whatsapp.authors import party_of
from kithly.sources.whatsapp.lines import Start, start_of
from kithly.sources.whatsapp.owner import Chat
from kithly.sources.whatsapp.reading import Line, lines_of
from kithly.sources.whatsapp.survey import Survey
from kithly.sources.whatsapp.words import Content, content_of

MOST_TEXT: Final = 1_000_000  # characters kept of one message; WhatsApp takes 65,536
MOST_NAMED: Final = 20  # others in a group who are named with each message; a larger group is a broadcast
THREAD: Final = 32  # digits of a thread's name
MOMENTS: Final = 64  # moments back in which equal messages are told apart: phones do not write in perfect order

NOTICE: Final = "a notice of WhatsApp's, not a message"
TAKEN_BACK: Final = "taken back by its author"
NO_DATE: Final = "there is no such date"
IN_FRONT: Final = "text in front of the first message"
TWO_WAYS: Final = "its date can be read in two ways"


@dataclass(slots=True)
class _Open:
    """A message whose lines are being gathered."""

    start: Start
    when: datetime | None
    line: int
    texts: list[str]
    size: int = 0

    def add(self, text: str) -> None:
        """Take a further line of it."""
        self.size += len(text) + 1
        if self.size <= MOST_TEXT:
            self.texts.append(text)


@dataclass(slots=True)
class Twins:
    """Numbers messages that are equal in all that is told of them, so that none replaces another."""

    _moments: OrderedDict[datetime, dict[bytes, int]] = field(default_factory=OrderedDict)

    def number(self, when: datetime, key: bytes) -> int:
        """Return which of its equals this one is, from 1."""
        seen = self._moments.setdefault(when, {})
        if len(self._moments) > MOMENTS:
            self._moments.popitem(last=False)
        seen[key] = seen.get(key, 0) + 1
        return seen[key]


def read_chat(item: Item, found: Survey, *, after: int) -> Iterator[Sighted | Problem]:
    """Yield every message of a chat, and every line that begins one and is none.

    Args:
        item: The chat.
        found: What a first look told.
        after: Byte behind which to yield; what stands before is gone through to number equal messages.
    """
    token = found.chat.token
    writer = _Writer(found=found, token=token, thread=sha256(token.encode("utf-8", "replace")).hexdigest()[:THREAD])
    current: _Open | None = None
    place = 0
    for line in lines_of(item):
        begun = _begun(line, found, current)
        if begun is None and current is None:
            if line.text.strip("\ufeff \t") and place >= after:
                yield Problem(at=f"line {line.number}", reason=IN_FRONT)
        elif begun is None:
            current.add(line.text)  # type: ignore[union-attr]  # a message is open
        else:
            if current is not None:
                yield from writer.outcome(current, end=place if line.end is not None else None, after=after)
            current = begun
        place = line.end or 0
    if current is not None:
        yield from writer.outcome(current, end=place or None, after=after)


def _begun(line: Line, found: Survey, current: _Open | None) -> _Open | None:
    """Return the message that begins on a line, if one does.

    A stamp of another shape is part of the message it stands in, if it is older: somebody pasted it there.
    """
    start = start_of(line.text)
    if start is None:
        return None
    when = found.when(start)
    if current is not None and found.is_pasted(start.shape):
        before = current.when
        if when is None or (before is not None and when < before):
            return None
    return _Open(start=start, when=when, line=line.number, texts=[start.rest])


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Makes records of gathered messages."""

    found: Survey
    token: str
    thread: str
    twins: Twins = field(default_factory=Twins)
    _parties: dict[str, Party] = field(default_factory=dict)
    _readers: dict[str, tuple[Party, ...]] = field(default_factory=dict)

    def outcome(self, one: _Open, *, end: int | None, after: int) -> Iterator[Sighted | Problem]:
        """Yield what became of a message, unless it stands before the place to go on from."""
        outcome = self._outcome(one, end, is_wanted=not after or (end or 0) > after)
        if outcome is not None:
            yield outcome

    def _outcome(self, one: _Open, end: int | None, *, is_wanted: bool) -> Sighted | Problem | None:
        at = f"line {one.line}"
        name, text = self.found.names.split("\n".join(one.texts))
        if name is None or name not in self.found.names.authors:
            return Problem(at=at, reason=NOTICE) if is_wanted else None
        content = content_of(text)
        if content.stands_for in {"deleted", "notice"} or one.when is None:
            return self._problem(at, content) if is_wanted else None
        if content.stands_for == "call" and (self.found.chat.is_group or not self.found.chat.ego):
            return Problem(at=at, reason=NOTICE) if is_wanted else None
        key = self._key(name, one.when, content)
        number = self.twins.number(one.when, key)
        if not is_wanted:
            return None
        write = self._call if content.stands_for == "call" else self._message
        record = write(name, one.when, content, key.hex() + (f"#{number}" if number > 1 else ""))
        return Sighted(record=record, at=at, observed_at=one.when.replace(tzinfo=UTC), resume=end)

    def _problem(self, at: str, content: Content) -> Problem:
        """Return why a message is no record."""
        if content.stands_for in {"deleted", "notice"}:
            return Problem(at=at, reason=TAKEN_BACK if content.stands_for == "deleted" else NOTICE)
        question = self.found.question
        reason = TWO_WAYS if question else NO_DATE
        return Problem(at=at, reason=reason, held=question is not None, question=question)

    def _message(self, name: str, when: datetime, content: Content, key: str) -> Message:
        chat, words = self.found.chat, clean_text(content.words)
        return Message(
            key=key,
            channel=Channel.WHATSAPP,
            at=when.replace(tzinfo=UTC),
            sender=self._party(name),
            to=self._to(name),
            recipients=max(1, len(chat.people())) if chat.is_group else 1,
            subject=clean_text(chat.title),
            text=words,
            own=words,
            thread=self.thread,
            flags=_flags(chat, name, content),
            attachments=tuple(map(clean_text, content.files)),
        )

    def _call(self, name: str, when: datetime, content: Content, key: str) -> Gesture:
        """Return a call that was taken, between two."""
        chat = self.found.chat
        return Gesture(
            key=key,
            kind=GestureKind.CALL,
            channel=Channel.WHATSAPP,
            outgoing=name == chat.ego,
            other=self._party(chat.others[0]),
            at=when.replace(tzinfo=UTC),
            text=clean_text(content.words),
        )

    def _key(self, name: str, when: datetime, content: Content) -> bytes:
        """Return what tells a message from others, the same in a later and longer export of the chat.

        What stands instead of a picture differs by language, by phone, and by whether it was exported: it does not
        count.
        """
        identity = self._party(name).identity
        who = identity.value if identity and name != self.found.chat.known else "me"
        kind = "" if content.words else content.stands_for
        told = f"{self.token}\0{when.isoformat()}\0{who}\0{kind}\0{content.words}"
        return sha256(told.encode("utf-8", "replace")).digest()

    def _party(self, name: str) -> Party:
        if name not in self._parties:
            self._parties[name] = party_of(name)
        return self._parties[name]

    def _to(self, author: str) -> tuple[Party, ...]:
        """Return who reads what somebody writes: everybody else, ego included."""
        if author not in self._readers:
            self._readers[author] = readers(self.found.chat, author)
        return self._readers[author]


def readers(chat: Chat, author: str) -> tuple[Party, ...]:
    """Return who reads what an author writes; of a large group nobody is named, ego apart."""
    wrote = party_of(author)
    others = tuple(one for one in chat.people() if one.identity != wrote.identity)
    if len(others) > MOST_NAMED:
        others = ()
    is_ego = author == chat.ego
    mine = () if is_ego or not chat.is_settled else (chat.me(),)
    return (*mine, *others)


def _flags(chat: Chat, name: str, content: Content) -> Flag:
    flags = NO_FLAGS
    if name == chat.ego:
        flags |= Flag.SENT
    if content.stands_for == "light" and not content.words:
        flags |= Flag.LIGHT
    if content.words and asks(content.words):
        flags |= Flag.ASKS
    return flags
