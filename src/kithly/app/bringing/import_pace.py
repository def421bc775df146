"""When a long import brings what is derived up to date while it still reads."""

from __future__ import annotations

import time
from collections.abc import Callable

FIRST = 20.0  # seconds of work before the first time: somebody who waits sees their newest mail within the minute
GROWTH = 2  # each time comes when the work has taken so many times as long as at the time before
SHARE = 30  # times its own cost that must pass before the next one: at most about 3 % of the whole


class Pace:
    """Says when to settle: after `FIRST` seconds, then at growing intervals, and never so often that it costs much."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._next = FIRST

    def is_due(self) -> bool:
        """Say whether it is time."""
        return self._clock() - self._began >= self._next

    def settled(self, began: float) -> None:
        """Note that everything was settled, in work that began at ``began`` by the same clock."""
        now = self._clock()
        elapsed = now - self._began
        self._next = max(GROWTH * elapsed, elapsed + SHARE * (now - began))

    def now(self) -> float:
        """Return the present by the clock that is used."""
        return self._clock()
