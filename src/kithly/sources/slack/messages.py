"""One row of a day as a message to somebody, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from kithly.records import NO_FLAGS, Channel, Flag, Message
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import clean_text
from kithly.sources.slack.markup import mentioned, plain, text_in
from kithly.sources.slack.workspace import FAMILY, SLACKBOT, Place, Talk, User, Workspace

NOTICE: Final = "a notice of Slack's, not a message"
BOT: Final = "written by a bot"
TAKEN_BACK: Final = "taken back by its author"
BROADCAST: Final = "in a channel, to nobody in particular"
OTHERS: Final = "between others"
NOBODY: Final = "nothing says who wrote it"
EMPTY: Final = "nothing in it"
FIRST: Final = datetime(2013, 1, 1, tzinfo=UTC)  # Slack opened; an earlier date is none
LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
MOST_TEXT: Final = 1_000_000  # characters kept of one message
MOST_NAMED: Final = 20  # others who are named with each message; more are a broadcast
_WORDS: Final = frozenset(("", "thread_broadcast", "me_message", "file_share", "file_comment", "reply_broadcast"))

Told = Mapping[str, Any]


@dataclass(slots=True)
class Writer:
    """Makes records of the rows of one file.

    Attributes:
        workspace: Who is in it.
        talk: The talk.
        wrote: Who wrote each message of the file so far, by its time.
    """

    workspace: Workspace
    talk: Talk
    wrote: dict[str, str] = field(default_factory=dict)

    def record(self, told: Told) -> Message | str:
        """Return what a row says, or why it says nothing."""
        ts, author = str(told.get("ts") or ""), str(told.get("user") or "")
        self.wrote[ts] = author
        reason = _no_message(told)
        if reason:
            return reason
        user = self.workspace.user(author, told.get("user_profile")) if author else None
        if user is None:
            return NOBODY
        if user.is_bot or author == SLACKBOT:
            return BOT
        text = clean_text(_text(told)[:MOST_TEXT])
        files = _files(told)
        if not text.strip() and not files:
            return EMPTY
        return self._message(told, user, text, files)

    def _message(self, told: Told, user: User, text: str, files: tuple[str, ...]) -> Message | str:
        to = self._to(told, user, text)
        if not to:
            return BROADCAST
        ego = self.workspace.ego
        if ego and user.id != ego and ego not in to:
            return OTHERS
        words = plain(text, lambda id_: self.workspace.user(id_).name)
        ts = str(told.get("ts"))
        flags = Flag.SENT if ego and user.id == ego else NO_FLAGS
        return Message(
            key=f"{self.talk.id}:{ts}",
            channel=Channel.SLACK,
            at=moment_of(ts),
            sender=user.party(),
            to=tuple(self.workspace.user(one).party() for one in to) if len(to) <= MOST_NAMED else (),
            recipients=len(to),
            subject=f"#{self.talk.name}" if self.talk.place is Place.CHANNEL else "",
            text=words,
            own=words,
            thread=f"{FAMILY}:{self.talk.id}:{self._thread(told)}",
            flags=flags | (Flag.ASKS if asks(words) else NO_FLAGS),
            attachments=files,
        )

    def _thread(self, told: Told) -> str:
        return str(told.get("thread_ts") or told.get("ts")) if self.talk.place is Place.CHANNEL else ""

    def _to(self, told: Told, user: User, text: str) -> tuple[str, ...]:
        """Return the ids of those it is addressed to: the others of a direct talk, else who is named or answered."""
        if self.talk.place is not Place.CHANNEL and self.talk.members:
            return tuple(one for one in self.talk.members if one != user.id)
        named = list(mentioned(text))
        thread = str(told.get("thread_ts") or "")
        if thread and thread != told.get("ts"):
            named.append(str(told.get("parent_user_id") or self.wrote.get(thread) or ""))
        if self.talk.place is not Place.CHANNEL and self.workspace.ego:  # a direct talk that no list has
            named.append(self.workspace.ego)
        known = (one for one in dict.fromkeys(named) if one and one not in {user.id, SLACKBOT})
        return tuple(one for one in known if not self.workspace.user(one).is_bot)


def _no_message(told: Told) -> str:
    """Return why a row is no message between people; empty if it may be one."""
    subtype = str(told.get("subtype") or "")
    if subtype == "tombstone":
        return TAKEN_BACK
    if subtype == "bot_message" or (told.get("bot_id") and not told.get("client_msg_id")):
        return BOT
    if told.get("type", "message") != "message" or told.get("hidden") or subtype not in _WORDS:
        return NOTICE
    return ""


def _text(told: Told) -> str:
    text = told.get("text")
    return text if isinstance(text, str) and text.strip() else text_in(told.get("blocks"))


def _files(told: Told) -> tuple[str, ...]:
    files = told.get("files") if isinstance(told.get("files"), list) else [told.get("file")]
    names = (one.get("name") or one.get("title") for one in files or () if isinstance(one, dict))
    return tuple(clean_text(name) for name in names if isinstance(name, str) and name)


def moment_of(ts: str) -> datetime | None:
    """Return the moment of a message's number; None for none that can be."""
    try:
        at = datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if FIRST <= at <= LAST else None
