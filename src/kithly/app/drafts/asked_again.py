"""What the user does now, asked about again where it was said long ago and a draft still tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kithly.app.network import Network
from kithly.reasons import day_in_words
from kithly.store import Reading

ABOUT_ME, NOW = "me", "now"  # kind and subject of the decision that keeps it
STALE = timedelta(days=180)  # in half a year most people's work has moved on a little
COMMAND = "kithly me --set now='...'"
MOST_SHOWN = 80  # letters of it that are repeated in the question


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLongAgo:
    """What the user said they do now, long ago.

    Attributes:
        words: Their words.
        question: Whether it is still true, as one sentence with the command that says so anew.
    """

    words: str
    question: str

    def is_told_in(self, text: str) -> bool:
        """Say whether a draft tells it; its first letter may have become small or great."""
        return self.words[1:].rstrip(".") in text


def said_long_ago(kept: Reading, network: Network) -> SaidLongAgo | None:
    """Return what the user said they do now, if that was half a year ago or more; None else, or where they never did.

    Args:
        kept: Where to read.
        network: For the present and the zone.
    """
    told = [one for one in kept.decisions.all(ABOUT_ME) if one.subject == NOW]
    words = " ".join(str(told[-1].value).split()) if told else ""
    if not words or network.now - told[-1].at < STALE:
        return None
    return SaidLongAgo(words=words, question=_question(words, told[-1].at, network))


def _question(words: str, at: datetime, network: Network) -> str:
    shown = words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN].rsplit(' ', 1)[0]}…"
    on = day_in_words(at, network.zone)
    return f"On {on} you said what you do now: “{shown}”. Say it anew, or the same again if it is still true: {COMMAND}"
