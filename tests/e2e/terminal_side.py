"""A terminal of its own for the command line: keys go in one by one, and what is shown is waited for."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KITHLY = (sys.executable, "-m", "kithly")
PATIENCE = 40.0  # seconds for something to be shown; the machine may be busy
ON_IT = 'exec "$@" <"$KITHLY_TEST_TTY" >"$KITHLY_TEST_TTY" 2>&1'  # the first it opens is its own


@dataclass(slots=True)
class Terminal:
    """A running command on a pseudo-terminal.

    Attributes:
        process: The command.
        side: Our side of its terminal; -1 once it is hung up.
        shown: All it has shown, line ends as they are.
    """

    process: subprocess.Popen[bytes]
    side: int
    shown: str = ""
    _seen: int = field(default=0)

    def wait_for(self, words: str) -> str:
        """Wait until words are shown (whatever the line ends between them), and return all since the last time."""
        wanted = re.compile(r"\s+".join(map(re.escape, words.split())))
        end = time.monotonic() + PATIENCE
        while (found := wanted.search(self.shown, self._seen)) is None:
            if not self._more(end):
                raise AssertionError(f"{words!r} was not shown, but: {self.shown[self._seen :]}")
        told, self._seen = self.shown[self._seen : found.end()], found.end()
        return told

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self.side, keys.encode())

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        while self._more(time.monotonic() + PATIENCE):
            pass
        return self.process.wait(PATIENCE)

    def _more(self, end: float) -> bool:
        """Take what is shown next; False where there is nothing more."""
        ready, _, _ = select.select([self.side], [], [], max(end - time.monotonic(), 0))
        try:
            told = os.read(self.side, 65_536) if ready else b""
        except OSError:  # on Linux, the end
            told = b""
        self.shown += told.decode("utf-8", "replace")
        return bool(told)

    def hang_up(self) -> None:
        """Close the terminal, as somebody does who closes its window."""
        os.close(self.side)
        self.side = -1


@contextmanager
def terminal(
    *words: str | Path, env: Mapping[str, str] | None = None, program: Sequence[str] = KITHLY
) -> Iterator[Terminal]:
    """Run the command line, or another program, on a terminal of its own."""
    ours, theirs = os.openpty()
    settings = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        "TERM": "xterm",
        "BROWSER": "true",
        "COLUMNS": "80",
        **(env or {}),
        "KITHLY_TEST_TTY": os.ttyname(theirs),
    }
    command = ["sh", "-c", ON_IT, "sh", *program, *map(str, words)]
    # The command holds the other side from birth: a terminal that nobody holds has ended, whatever was typed before.
    process = subprocess.Popen(
        command, env=settings, start_new_session=True, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    running = Terminal(process, ours)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if running.side >= 0:
            os.close(running.side)
