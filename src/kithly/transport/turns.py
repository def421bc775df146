"""Turns: of one server one thing is asked at a time, and not again at once, whoever of us asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE = 1.0  # seconds between two requests to one public server: what crawlers that behave leave at least
MOST_WAITED = 120.0  # seconds for a turn: four requests that take all the time they may


class Turns:
    """Who may ask a server now, among all threads that share it.

    Example:
        >>> turns = Turns(pause=0.0)
        >>> with turns.at("example.org") as waited:
        ...     waited is not None
        True
    """

    def __init__(self, *, pause: float = PAUSE, patience: float = MOST_WAITED) -> None:
        self._pause = pause
        self._patience = patience
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def at(self, host: str, *, pause: bool = True) -> Iterator[float | None]:
        """Wait for the turn and hold it; give how many seconds that took, or None if it did not come.

        Args:
            host: Name of the server.
            pause: Leave a server alone for a moment between two requests; not needed of the user's own.
        """
        began = time.monotonic()
        name = host.lower().rstrip(".")
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        if not lock.acquire(timeout=self._patience):
            yield None
            return
        try:
            if pause:
                time.sleep(max(0.0, self._free_at.get(name, 0.0) - time.monotonic()))
            yield time.monotonic() - began
        finally:
            self._free_at[name] = time.monotonic() + self._pause
            lock.release()


EVERYBODY = Turns()
"""The turns that all readers of open pages in this process share."""
