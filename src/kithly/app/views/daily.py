"""What runs every day by itself: how it is installed, and what each run did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One daily run.

    Attributes:
        at: When it began.
        finished: When it ended; None where it broke off, or still runs.
        accounts: How many accounts were read.
        failed: Why accounts were not read, a sentence each.
        digest: What became of the digest: ``sent``, ``already``, ``silent``, ``unknown``, ``not set up``, ``failed``;
            empty where it was not reached.
        answered: What became of answers to digests, a sentence each.
        error: What went wrong; empty for nothing.
        hint: What to do about it; empty for nothing.
        text: The whole in a sentence.
    """

    at: datetime
    finished: datetime | None
    accounts: int = 0
    failed: tuple[str, ...] = ()
    digest: str = ""
    answered: tuple[str, ...] = ()
    error: str = ""
    hint: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFile:
    """One file that lets the system run Kithly every day.

    Attributes:
        path: Where it lies.
        text: What stands in it.
    """

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """How the daily run is installed.

    Attributes:
        kind: ``systemd``, ``launchd``, ``tasks`` (Windows), or ``none``.
        installed: Whether it is.
        at: The hour, as ``07:00``; empty where it is not installed.
        files: The files of it.
        commands: What is typed, or was, to have the system read them.
        last: The last run; None for none.
        text: The whole in a sentence.
        next: What to do; empty for nothing.
    """

    kind: str
    installed: bool
    at: str
    files: tuple[ServiceFile, ...]
    commands: tuple[str, ...]
    last: RunView | None
    text: str
    next: str = ""
