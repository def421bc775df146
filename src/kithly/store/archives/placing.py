"""Files that come to be whole or not at all: a room to work in, then a name in one step."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from kithly.errors import StoreBusy
from kithly.store.locks import file_lock, passing_lock

ROOM = ".kithly-unfinished-"  # how a room is called; whoever finds one without an owner takes it away
LOCK = "lock"
EMPTY_FOR = 3_600.0  # seconds after which a room that was never entered is nobody's
TRIES = 3  # rooms made before it is given up: another may take one away in the moment before it is locked


@contextmanager
def room_in(folder: Path) -> Iterator[Path]:
    """Yield a folder of our own on the same disk, which is gone afterwards, also after a death.

    Args:
        folder: Where it lies.
    """
    sweep(folder)
    room = Path()
    for left in reversed(range(TRIES)):
        room = Path(mkdtemp(prefix=ROOM, dir=folder))
        try:
            lock = passing_lock(room / LOCK)  # not one that a sweep took away while it was opened
            lock.__enter__()
            break
        except (StoreBusy, FileNotFoundError):
            if not left:
                raise
    try:
        yield room
    finally:
        _clear(room)
        lock.__exit__(None, None, None)


def sweep(folder: Path) -> None:
    """Take away the rooms of those who died."""
    for room in folder.glob(f"{ROOM}*"):
        with suppress(OSError, StoreBusy):
            if room.is_symlink() or not room.is_dir():
                continue
            if not (room / LOCK).exists():
                if time.time() - room.stat().st_mtime > EMPTY_FOR:
                    room.rmdir()
                continue
            with file_lock(room / LOCK):
                _clear(room)


def _clear(room: Path) -> None:
    """Take a room away, its lock last: whoever dies over it leaves one that can be told to be nobody's."""
    with suppress(OSError):
        for path in room.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != LOCK:
                path.unlink()
        (room / LOCK).unlink()
        room.rmdir()
