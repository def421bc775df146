"""The desk's end of a reading process: started, listened to, stopped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from kithly.app.bringing.desk_lines import Broken, Order, Told, order_line, read_told
from kithly.app.bringing.places import AccountPlace

READER, ACCOUNT_READER = "kithly.app.bringing.desk_reader", "kithly.app.reminding.desk_reader"
GRACE = 30.0  # seconds a reader gets to come to the end of its batch and bring everything up to date
LOST = "What was read of it is kept."
AGAIN = "Import it again: it goes on where it stopped."


class ReadingProcess:
    """One process that reads one file or account. No shell is involved, and nothing of the file's name is a command."""

    def __init__(self, order: Order) -> None:
        self._name = order.name
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
            [sys.executable, "-P", "-m", ACCOUNT_READER if isinstance(order.what, AccountPlace) else READER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=sys.platform != "win32",  # Ctrl-C is the server's to hear, which then stops us in order
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window on Windows
        )
        self._write(order_line(order))

    @property
    def id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def told(self) -> Iterator[Told]:
        """Yield what the reader says; the last is what came of it, or what went wrong."""
        last: Told | None = None
        for line in _pipe(self._process.stdout):
            last = read_told(line)
            yield last
        code = self._process.wait()
        if last is None or not _is_end(last):
            yield Broken(error=f"Reading {self._name} ended unexpectedly ({_ending(code)}). {LOST}", hint=AGAIN)

    def stop(self) -> None:
        """Ask the reader to stop; what it has read stays."""
        self._write("stop")

    def end(self) -> None:
        """Wait for the process to end, and end it if it takes too long: it loses no more than its last batch."""
        with suppress(OSError, ValueError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Give the pipes back once the process has ended."""
        with suppress(OSError, ValueError):
            _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()

    def _write(self, line: str) -> None:
        with suppress(OSError, ValueError):  # a reader that is gone is found out by what it does not say
            pipe = _pipe(self._process.stdin)
            pipe.write(line + "\n")
            pipe.flush()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ValueError("no pipe")
    return pipe


def _is_end(told: Told) -> bool:
    return type(told).__name__ in {"ImportView", "Broken"}


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
