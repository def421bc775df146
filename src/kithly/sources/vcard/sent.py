"""Cards that somebody sent in a chat: they lie in its export, and are nobody's address book."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from kithly.sources.base import Item

SENT = "a card sent in a chat, not your address book"

_CHAT = re.compile(r"(?i)_chat\.txt|.*whatsapp.*\.txt")
_NUMBERED = re.compile(r"\d{6,}-.*")  # WhatsApp on an iPhone counts what was sent in a chat
_OF_TELEGRAM = re.compile(r"contact_\d+\.v(?:cf|card)")


def is_sent(item: Item) -> bool:
    """Say whether a file of cards lies in the export of a chat."""
    path = PurePosixPath(item.name)
    if path.parent.name == "contacts" and _OF_TELEGRAM.fullmatch(path.name):
        return any(str(folder / "result.json") in item.siblings for folder in path.parents[1:4])
    if not item.container.lower().endswith(".zip") and not _NUMBERED.fullmatch(path.name):
        return False  # in a folder of anything, a chat may lie beside one's own contacts
    return item.siblings.once(("chat", path.parent), lambda: _has_chat(item, path.parent))


def _has_chat(item: Item, folder: PurePosixPath) -> bool:
    return any(_CHAT.fullmatch(PurePosixPath(name).name) for name in item.siblings.within(folder))
