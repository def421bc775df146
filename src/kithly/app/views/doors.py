"""What happened at the doors, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDoorView:
    """What happened at a door, once or several times within a minute.

    Attributes:
        at: When; of several the last.
        door: ``pages``, ``phone`` or ``programs``.
        event: What, as the file calls it.
        text: The same in a sentence.
        peer: The address in the local network it came from; empty where it came from this computer.
        times: How often.
        refused: Whether somebody was refused.
    """

    at: datetime
    door: str
    event: str
    text: str
    peer: str
    times: int
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDoorsView:
    """What happened at all doors.

    Attributes:
        since: When the oldest that is kept happened; None where nothing is.
        refused: How many requests were refused lately.
        days: How many days that means.
        events: The newest first.
        older: How many lines are kept beside these.
        unreadable: How many lines tell nothing.
        file: Where all of it lies.
    """

    since: datetime | None
    refused: int
    days: int
    events: tuple[AtDoorView, ...]
    older: int
    unreadable: int
    file: str
