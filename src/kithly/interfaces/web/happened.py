"""What happened between two people, a sentence a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kithly.app.views import TimelineEntry
from kithly.records import PartialDate
from kithly.ties.words import MONTHS

WAYS: Final[Mapping[str, str]] = {"mail": "by mail", "linkedin": "on LinkedIn"}
SENTENCES: Final[Mapping[tuple[str, bool], str]] = {
    ("contact", True): "You were in touch, by your own word.",
    ("contact", False): "They got in touch, by your own word.",
    ("note", True): "You noted on LinkedIn.",
    ("invitation", True): "You asked to connect.",
    ("invitation", False): "They asked to connect.",
    ("recommendation", True): "You recommended them.",
    ("recommendation", False): "They recommended you.",
    ("endorsement", True): "You endorsed a skill of theirs.",
    ("endorsement", False): "They endorsed a skill of yours.",
}
NO_WORDS: Final = frozenset({"you noted a contact"})
HANDLES: Final[Mapping[str, str]] = {
    "linkedin": "on LinkedIn",
    "phone": "phone",
    "github": "on GitHub",
    "mastodon": "on Mastodon",
    "bluesky": "on Bluesky",
    "whatsapp": "on WhatsApp",
    "telegram": "on Telegram",
    "url": "page",
}


def happened(entry: TimelineEntry) -> str:
    """Return who did what, as a sentence."""
    said = SENTENCES.get((entry.kind, entry.outgoing))
    if said is None:
        who = "You wrote" if entry.outgoing else "They wrote"
        way = WAYS.get(entry.channel, "")
        said = f"{who} {way}.".replace(" .", ".")
    return said


def words_of(entry: TimelineEntry) -> str:
    """Return the words themselves; empty where there were none."""
    words = entry.text.removeprefix(f"{entry.kind}: ")
    return "" if words == entry.kind or words in NO_WORDS else words


def handle_word(kind: str) -> str:
    """Return where a handle is good: ``on LinkedIn``."""
    return HANDLES.get(kind, kind)


def told_day(iso: str | None) -> str:
    """Return a day of which parts may be unknown.

    Example:
        >>> told_day("2022-07-04"), told_day("2022-07"), told_day("--03-05")
        ('4 July 2022', 'July 2022', '5 March')
    """
    if not iso:
        return "no date"
    told = PartialDate.parse(iso)
    parts = (told.day, MONTHS[told.month - 1] if told.month else None, told.year)
    return " ".join(str(part) for part in parts if part)
