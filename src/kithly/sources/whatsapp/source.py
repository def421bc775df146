"""The source of WhatsApp chats: recognising one, reading it, and saying what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithly.errors import SourceFormatError
from kithly.records import Problem, Profile, Sighted, name_key
from kithly.sources._formats.decode import decode_head, is_text
from kithly.sources.base import Glance, Item
from kithly.sources.whatsapp.authors import FAMILY, identity_of
from kithly.sources.whatsapp.glance import glance
from kithly.sources.whatsapp.lines import Start, start_of
from kithly.sources.whatsapp.messages import read_chat
from kithly.sources.whatsapp.owner import READER, Chat, question_of
from kithly.sources.whatsapp.survey import survey
from kithly.sources.whatsapp.words import is_notice, is_own_file

LOOKED_AT: Final = 80  # lines of a file by which it is recognised
BEFORE: Final = 3  # lines in front of the first message that are forgiven
WHOLE: Final = "the whole file"
WHO: Final = "nothing tells which of those who wrote is you"
HOURS: Final = "the words beside the clock are of no language Kithly knows: times may be twelve hours off"
BESIDE: Final = "sent in the chat: it is named there, not opened"
_LOGS: Final = frozenset(("debug", "info", "notice", "warn", "warning", "error", "critical", "fatal", "trace"))


class WhatsApp:
    """Reads what "Export chat" writes: a text, alone or in a zip beside pictures."""

    name = "whatsapp"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item begins with a message, or a notice, of a chat."""
        head = item.head()
        if not is_text(head):
            return False
        lines = [line.strip() for line in decode_head(head).split("\n", LOOKED_AT)[:LOOKED_AT]]
        lines = [line for line in lines if line]
        starts = [start for line in lines if (start := start_of(line))]
        if not starts or not any(map(start_of, lines[:BEFORE])) or _is_signal(item.name, starts):
            return False
        return _is_chat(starts)

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file beside a chat is not read; None if it lies beside none."""
        if not item.container.casefold().endswith(".zip") and not is_own_file(PurePosixPath(item.name).name):
            return None  # in a folder of anything only what WhatsApp named itself is sure to be of the chat
        folder = PurePosixPath(item.name).parent
        beside = item.siblings.once(("whatsapp", folder), lambda: self._has_chat(item, folder))
        return BESIDE if beside else None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:
        """Yield every message of a chat, and every line that begins one and is none.

        First of all come who ego is in it, and what the user should know of the whole.

        Args:
            item: What to read.
            resume: Byte to go on from, as given by an earlier `Sighted.resume`.

        Raises:
            SourceFormatError: There is no message in it.
        """
        found = survey(item)
        if found.main is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no chat that WhatsApp exported.")
        if not resume:
            yield Sighted(record=_owner(found.chat), at=WHOLE, observed_at=item.modified)
            if question := question_of(found.chat):
                yield Problem(at=WHOLE, reason=WHO, held=True, question=question)
            if found.has_unknown_half:
                yield Problem(at=WHOLE, reason=HOURS)
        yield from read_chat(item, found, after=resume)

    def glance(self, item: Item) -> Glance:
        """Return how many messages the item holds."""
        return glance(item)

    def _has_chat(self, item: Item, folder: PurePosixPath) -> bool:
        names = (name for name in item.siblings.within(folder) if name.casefold().endswith(".txt"))
        return any(_is_export(name) and self.recognises(item.siblings[name]) for name in names)


def _is_export(name: str) -> bool:
    """Say whether a text is called as WhatsApp calls a chat."""
    stem = PurePosixPath(name).name.casefold()
    return stem.startswith("_chat") or "whatsapp" in stem


def _is_signal(name: str, starts: list[Start]) -> bool:
    """Tell the text that a tool writes of Signal's messages: ISO dates, no seconds or somebody called Me."""
    first, path = starts[0], PurePosixPath(name)
    if first.shape.style != "[" or first.shape.separator != "-" or first.shape.year != "first" or _is_export(name):
        return False
    is_me = any(start.rest.startswith("Me: ") for start in starts)
    return not first.has_seconds or path.suffix.lower() == ".md" or is_me


def _is_chat(starts: list[Start]) -> bool:
    """Tell a chat from a log: somebody writes, or WhatsApp does, and nobody is called INFO."""
    names = [start.rest.partition(":")[0].strip() for start in starts if ":" in start.rest]
    if any(name.strip("[]").casefold() in _LOGS for name in names):
        return False
    return bool(names) or any(is_notice(start.rest) for start in starts)


def _owner(chat: Chat) -> Profile:
    """Return ego as a chat knows them: by a name that is only a handle here, and as its reader."""
    mine = identity_of(chat.ego) if chat.ego else None
    key = f"reader|{name_key(chat.ego or '')}"
    return Profile(key=key, name="", identities=(READER, *((mine,) if mine else ())))
