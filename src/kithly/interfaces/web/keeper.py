"""The keeper of the server: sees to it that every day has its backup, made in a process of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable

from kithly.app.network import Network
from kithly.app.owning.apart import NOW, TODAY, begin
from kithly.app.owning.daily import is_due
from kithly.errors import KithlyError

FIRST = 60.0  # seconds after the start before the first look: the pages come first
EVERY = 3_600.0  # seconds between two looks
A_BREATH = 5.0  # seconds a process gets to end with the server


class Keeper:
    """A thread that looks every hour whether today's backup is made, and has it made if not."""

    def __init__(self, network: Callable[[], Network]) -> None:
        """Engage the keeper.

        Args:
            network: Gives the network as of this moment.
        """
        self._network = network
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._making: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Begin to look; a keeper who does already is not sent twice."""
        if self._thread is None or not self._thread.is_alive():
            self._over.clear()
            self._thread = threading.Thread(target=self._walk, name="kithly-keeper", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Look no more; a backup that is being made is given up, and nothing is left of it."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=A_BREATH)
        with self._lock:
            if self._making is not None and self._making.poll() is None:
                self._making.terminate()
                self._making.wait()

    def make(self, what: str = NOW) -> None:
        """Have a backup made, unless one is being made."""
        with self._lock:
            if self._making is None or self._making.poll() is not None:
                self._making = begin(self._network().settings.folder, what)

    @property
    def is_making(self) -> bool:
        """Whether a backup is being made by this server."""
        with self._lock:
            return self._making is not None and self._making.poll() is None

    def _walk(self) -> None:
        wait = FIRST
        while not self._over.wait(wait):
            wait = EVERY
            self._look()

    def _look(self) -> None:
        try:
            if is_due(self._network()):
                self.make(TODAY)
        except (KithlyError, OSError):
            return  # the store is busy or away: the pages tell, and the next look tries again
