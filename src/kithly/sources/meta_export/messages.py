"""One row of a talk as a message, a call, or the reason why it is neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final

from kithly.records import NO_FLAGS, Flag, Gesture, GestureKind, Message, Party, clean_name, name_key
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.meta_export.threads import Talk
from kithly.sources.meta_export.words import is_sentence

NOTICE: Final = "a notice, not a message"
TAKEN_BACK: Final = "taken back by its author"
NOBODY: Final = "nothing says who wrote it"
EMPTY: Final = "nothing in it"
FIRST: Final = datetime(2004, 2, 1, tzinfo=UTC)  # Facebook opened; an earlier date is none
LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
MOST_TEXT: Final = 1_000_000  # characters kept of one message
MOST_NAMED: Final = 20  # others in a group who are named with each message; a larger group is a broadcast
THREAD: Final = 32  # digits of a thread's name
MINUTE: Final = 60  # seconds
REMEMBERED: Final = 100_000  # keys of one file among which equal rows are told apart
_FILES: Final = ("photos", "videos", "audio_files", "files")
_LIGHT: Final = ("sticker", "gifs")
_NO_WORDS: Final = frozenset(("subscribe", "unsubscribe"))

Told = Mapping[str, Any]


@dataclass(slots=True)
class Writer:
    """Makes records of the rows of one talk.

    Attributes:
        talk: Who takes part.
    """

    talk: Talk
    _readers: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    _twins: dict[str, int] = field(default_factory=dict)

    def record(self, told: Told) -> Message | Gesture | str:
        """Return what a row says, or why it says nothing."""
        sender = clean_name(told["sender_name"]) if isinstance(told.get("sender_name"), str) else ""
        if not sender:
            return NOBODY
        if told.get("is_unsent"):
            return TAKEN_BACK
        text = _text(told)
        if told.get("call_duration") is not None or str(told.get("type")).casefold() == "call":
            return self._call(told, sender) or NOTICE
        if str(told.get("type")).casefold() in _NO_WORDS or is_sentence("notice", text):
            return NOTICE
        return self._message(told, sender, text)

    def _message(self, told: Told, sender: str, text: str) -> Message | str:
        files, shared = _files(told), _shared(told)
        is_light = is_sentence("reaction", text) or (not text and any(told.get(kind) for kind in _LIGHT))
        if is_sentence("sent", text):
            text = ""
        elif not (text or files or shared or is_light):
            return EMPTY
        talk = self.talk
        own = "" if is_light else text
        return Message(
            key=self._key(told, sender, text or shared),
            channel=talk.channel,
            at=moment_of(told.get("timestamp_ms")),
            sender=talk.party(sender),
            to=self._to(sender),
            recipients=max(1, len(talk.people)) if talk.is_group else 1,
            subject=talk.title,
            text=text if shared in text else f"{text}\n{shared}".strip(),
            own=own,
            thread=sha256(f"{talk.channel.value}\0{talk.token}".encode("utf-8", "replace")).hexdigest()[:THREAD],
            flags=_flags(own, is_mine=sender == talk.ego, is_light=is_light),
            attachments=files,
        )

    def _to(self, sender: str) -> tuple[Party, ...]:
        """Return who reads what somebody writes; of a large group nobody is named, ego apart."""
        if sender not in self._readers:
            talk = self.talk
            others = tuple(talk.party(name) for name in talk.people if name != sender)
            me = (talk.me(),) if talk.is_settled and sender != talk.ego else ()
            self._readers[sender] = (*me, *(others if len(others) <= MOST_NAMED else ()))
        return self._readers[sender]

    def _key(self, told: Told, sender: str, words: str) -> str:
        said = f"{self.talk.channel.value}\0{self.talk.token}\0{told.get('timestamp_ms')}\0{name_key(sender)}\0{words}"
        key = sha256(said.encode("utf-8", "replace")).hexdigest()
        if len(self._twins) > REMEMBERED:
            self._twins.clear()
        self._twins[key] = self._twins.get(key, 0) + 1
        return key if self._twins[key] == 1 else f"{key}#{self._twins[key]}"

    def _call(self, told: Told, sender: str) -> Gesture | None:
        """Return a call that was taken, between ego and one other."""
        seconds = told.get("call_duration")
        if not isinstance(seconds, int) or seconds <= 0 or self.talk.is_group or not self.talk.ego:
            return None
        if len(self.talk.people) != 1:
            return None
        return Gesture(
            key=self._key(told, sender, "call"),
            kind=GestureKind.CALL,
            channel=self.talk.channel,
            outgoing=sender == self.talk.ego,
            other=self.talk.party(self.talk.people[0]),
            at=moment_of(told.get("timestamp_ms")),
            text=f"{max(1, round(seconds / MINUTE))} min",
        )


def moment_of(told: object) -> datetime | None:
    """Return the moment of a number of milliseconds; None for none that can be."""
    try:
        at = datetime.fromtimestamp(int(str(told)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if FIRST <= at <= LAST else None


def _text(told: Told) -> str:
    text = told.get("content")
    return clean_text(text[:MOST_TEXT]).strip() if isinstance(text, str) else ""


def _shared(told: Told) -> str:
    """Return the address of what was passed on."""
    share = told.get("share")
    link = share.get("link") if isinstance(share, dict) else None
    return clean_text(link).strip() if isinstance(link, str) else ""


def _files(told: Told) -> tuple[str, ...]:
    """Return the names of files sent."""
    found = [one for kind in _FILES if isinstance(told.get(kind), (list, tuple)) for one in told[kind]]
    uris = [one.get("uri") for one in found if isinstance(one, dict)]
    names = (PurePosixPath(uri.replace("\\", "/")).name for uri in uris if isinstance(uri, str))
    return tuple(clean_text(name) for name in names if name)


def _flags(own: str, *, is_mine: bool, is_light: bool) -> Flag:
    flags = Flag.SENT if is_mine else NO_FLAGS
    if is_light:
        flags |= Flag.LIGHT
    return flags | (Flag.ASKS if own and asks(own) else NO_FLAGS)
