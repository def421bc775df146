"""A file of lines that grows at its end and is bounded: when it is full it becomes the older one, and a new one begins.

Nobody waits for anybody here: a line is one write at the end of the file, which the system keeps apart from those of
other processes. A line that a power cut or a full disk tore costs itself, and not the next one.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kithly.transport.whole_files import FILE_MODE, make_folder

if sys.platform != "win32":
    import fcntl

LARGEST: Final = 256 * 1024  # bytes of one of the two files
OLDER: Final = ".older"
_FLAGS: Final = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class KeptLines:
    """Objects of JSON, one a line, in two files at most.

    Args:
        path: Where the newest stand; the older ones stand beside it.
        largest: Bytes after which the file becomes the older one.
    """

    def __init__(self, path: Path, *, largest: int = LARGEST) -> None:
        self.path = path
        self.older = path.with_name(f"{path.stem}{OLDER}{path.suffix}")
        self._largest = largest

    def add(self, line: Mapping[str, object]) -> None:
        """Put one at the end.

        Raises:
            OSError: It cannot be written, or not all of it.
        """
        told = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"
        self._turn()
        descriptor = self._opened()
        try:
            if os.fstat(descriptor).st_size:
                os.lseek(descriptor, -1, os.SEEK_END)
                told = told if os.read(descriptor, 1) == b"\n" else b"\n" + told  # behind one that was torn
            if os.write(descriptor, told) < len(told):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        finally:
            os.close(descriptor)

    def all(self) -> Iterator[dict[str, Any] | None]:
        """Yield what is kept, the oldest first; None for a line that is none."""
        for path in (self.older, self.path):
            with suppress(FileNotFoundError):
                # An empty line is none: whoever looked while another wrote took the end for a torn one.
                yield from map(_read, filter(None, path.read_bytes().splitlines()))

    def can_be_kept(self) -> bool:
        """Say whether this user may write here."""
        place = next(one for one in (self.path, *self.path.parents) if one.exists())
        return os.access(place, os.W_OK)

    def _opened(self) -> int:
        """Return a descriptor of the newest file; its owner's alone, whatever the umask took away."""
        make_folder(self.path.parent)
        descriptor = os.open(self.path, _FLAGS, FILE_MODE)
        if hasattr(os, "fchmod"):
            with suppress(OSError):  # a disk that knows no modes
                os.fchmod(descriptor, FILE_MODE)
        return descriptor

    def _turn(self) -> None:
        """Let a full file become the older one, unless another process is about it, or did it meanwhile."""
        with suppress(OSError):
            if self.path.stat().st_size < self._largest:
                return
            with self.path.open("rb") as full:
                if sys.platform != "win32":
                    fcntl.flock(full, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if os.path.samestat(os.fstat(full.fileno()), self.path.stat()):
                        self.path.replace(self.older)
            if sys.platform == "win32":  # an open file keeps its name there
                self.path.replace(self.older)


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
