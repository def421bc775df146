"""Memory given back: a server that is idle holds no more than it needs.

The C library keeps what was freed, in one arena for each thread, in case it is wanted again (glibc, mallopt(3)).
A server that answers one person a few times an hour wants the opposite.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
MOST_ARENAS = 2
EVERY = 5.0  # seconds between two looks


def _library() -> ctypes.CDLL | None:
    """Return the C library if it is one that keeps freed memory and can be told not to."""
    if not sys.platform.startswith("linux"):
        return None
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        if library.malloc_trim and library.mallopt:
            return library
    return None


class Stirred:
    """Whether anything was done since the last look."""

    def __init__(self) -> None:
        self._done = threading.Event()

    def stir(self) -> None:
        """Say that something was done."""
        self._done.set()

    def settled(self) -> bool:
        """Return whether something was done, once."""
        was = self._done.is_set()
        self._done.clear()
        return was


@contextmanager
def given_back(stirred: Stirred) -> Iterator[None]:
    """Give memory back a few seconds after something was done, for as long as the block runs."""
    library, ended = _library(), threading.Event()
    if library is None:
        yield
        return
    library.mallopt(ARENA_MAX, MOST_ARENAS)

    def look() -> None:
        while not ended.wait(EVERY):
            if stirred.settled():
                library.malloc_trim(0)

    threading.Thread(target=look, name="memory", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
