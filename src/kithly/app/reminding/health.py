"""Whether the daily run does what it should, told by what it left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kithly.app.views import RunView
from kithly.store import Reading

KEPT = "daily_service"  # name of the small fact: since when it is installed, how, and at which hour
LATE = timedelta(hours=26)  # a day, and some hours for a machine that wakes late
INSTALL, RUN = "kithly service install", "kithly service run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the daily run does what it should.

    Attributes:
        is_well: Whether it does.
        text: One sentence.
        next: What to do; empty for nothing.
    """

    is_well: bool
    text: str
    next: str = ""


def health_of(known: Mapping[str, str], done: Sequence[RunView], now: datetime, *, is_here: bool) -> Health:
    """Return the same by what is kept.

    Args:
        known: How it was installed; empty where it was not.
        done: The runs, oldest first.
        now: Aware.
        is_here: Whether its files stand where they should.
    """
    if not known:
        return Health(is_well=True, text="Nothing runs by itself.", next=INSTALL)
    if not is_here:
        return Health(is_well=False, text="The files of the daily run are gone.", next=INSTALL)
    since = datetime.fromisoformat(known["since"])
    last = done[-1] if done and done[-1].at >= since else None
    return _not_yet(known["at"], since, now) if last is None else _of_run(last, now)


def _not_yet(at: str, since: datetime, now: datetime) -> Health:
    if now - since <= LATE:
        return Health(is_well=True, text=f"The daily run is installed, and comes at {at}.")
    said = f"The daily run was installed {ago(since, now)} and has not run once."
    return Health(is_well=False, text=said, next=f"{RUN}, and if that works: {INSTALL}")


def _of_run(last: RunView, now: datetime) -> Health:
    if now - last.at > LATE:
        return Health(is_well=False, text=f"The last daily run was {ago(last.at, now)}: {last.text}.", next=INSTALL)
    text = f"Last run {ago(last.at, now)}: {last.text}."
    if last.error or last.finished is None:
        return Health(is_well=False, text=f"{text} {last.error}".strip(), next=last.hint or RUN)
    return Health(is_well=True, text=text)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago something was: ``6 hours ago``."""
    minutes = max(int((now - at).total_seconds() // 60), 0)
    for size, word in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {word if count == 1 else word + 's'} ago"
    return "just now"


def known_of(kept: Reading) -> dict[str, str]:
    """Return since when the daily run is installed, how, and for which time; empty where it is not."""
    found: dict[str, str] = json.loads(kept.meta.get(KEPT) or "{}")
    return found
