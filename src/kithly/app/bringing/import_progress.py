"""How far an import is, told while it runs; and how its listener stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is.

    Attributes:
        path: The file being read, as shown.
        offset: Bytes read of it, in the order it is read.
        size: Its bytes.
        read: Records read of it.
        begun: The offset at which this run began; not 0 where an earlier one was broken off.
        seconds: Seconds this run has been reading it.
        back_to: Day back to which everything is read; None where a file is not read newest first.
        settled: What was read some time ago is in Today, People and Search already.
    """

    path: str
    offset: int
    size: int
    read: int
    begun: int = 0
    seconds: float = 0.0
    back_to: date | None = None
    settled: bool = False


class Stopped(Exception):
    """Raised by a report: what was read is kept and shown, and nothing more is read."""


Report = Callable[[Progress], None]
