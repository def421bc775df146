"""Who is read when: the user's own accounts first, a few at a time, never two that lie at one open server."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from kithly.app.accounts.followed import is_open, server_of
from kithly.app.accounts.reading import AccountReading

MOST_THREADS = 8  # accounts read at once: more gain nothing, as one of them writes at a time
PATIENCE = 0.2  # seconds between looks at whether the user wants no more
MAIL = "imap"


class Queue:
    """The accounts that wait; whoever is free takes the first whose server nobody else asks."""

    def __init__(self, readings: Sequence[AccountReading]) -> None:
        self._waiting = sorted(readings, key=_turn)
        self._asked: set[str] = set()
        self._moved = threading.Condition()

    def take(self) -> AccountReading | None:
        """Return the next account, waiting for one whose server is free; None when none is left."""
        with self._moved:
            while self._waiting:
                free = next((one for one in self._waiting if _server(one) not in self._asked), None)
                if free is not None:
                    self._waiting.remove(free)
                    self._asked |= {_server(free)} - {""}
                    return free
                self._moved.wait(PATIENCE)
            return None

    def give_back(self, reading: AccountReading) -> None:
        """Say that an account is read: its server is free."""
        with self._moved:
            self._asked.discard(_server(reading))
            self._moved.notify_all()

    def drop(self) -> None:
        """Let nobody take anything any more."""
        with self._moved:
            self._waiting.clear()
            self._moved.notify_all()


def read_all(readings: Sequence[AccountReading]) -> None:
    """Read accounts side by side, and return when all are read."""
    if len(readings) == 1:
        readings[0].run_apart()
        return
    queue = Queue(readings)
    threads = [
        threading.Thread(target=_work, args=(queue,), daemon=True) for _ in range(min(MOST_THREADS, len(readings)))
    ]
    for thread in threads:
        thread.start()
    try:
        while any(thread.is_alive() for thread in threads):
            time.sleep(PATIENCE)
    finally:
        queue.drop()


def _work(queue: Queue) -> None:
    while (reading := queue.take()) is not None:
        try:
            reading.run_apart()
        finally:
            queue.give_back(reading)


def _turn(reading: AccountReading) -> tuple[bool, bool]:
    return reading.row.kind != MAIL, is_open(reading.row)


def _server(reading: AccountReading) -> str:
    """Return the server of an open account; the user's own may be asked for several at once."""
    return server_of(reading.row) if is_open(reading.row) else ""
