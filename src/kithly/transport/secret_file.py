"""The file that holds passwords where there is no keyring: its owner's alone, written whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kithly.transport.whole_files import FILE_MODE, make_folder, write_whole

if sys.platform != "win32":
    import fcntl

FILE = "secrets.json"
DAMAGED, FOREIGN = "damaged", "foreign"  # why the file does not tell
_OPEN_TO_OTHERS = 0o077
_HERE = threading.Lock()  # held while this process changes such a file
_LEFT = 60.0  # seconds after which an unfinished file is one that a dead process left


class FileAway(Exception):
    """The file does not tell.

    Attributes:
        why: ``damaged``, or ``foreign``: it belongs to somebody else, or this user may not read it.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SecretFile:
    """The file of one data folder.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def read(self) -> dict[str, Any]:
        """Return what is kept, by name; a file that others could read is closed to them.

        Raises:
            FileAway: It is there and does not tell.
        """
        try:
            if _is_of_another(self._path):
                raise FileAway(FOREIGN)
            if self._path.stat().st_mode & _OPEN_TO_OTHERS:
                self._path.chmod(FILE_MODE)
            told = json.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError:
            raise FileAway(FOREIGN) from None
        except (ValueError, RecursionError):
            raise FileAway(DAMAGED) from None
        if not isinstance(told, dict):
            raise FileAway(DAMAGED)
        return told

    def put(self, name: str, text: str) -> None:
        """Keep a text; a damaged file is put aside first, never overwritten.

        Raises:
            FileAway: It belongs to somebody else.
        """
        make_folder(self._path.parent)
        with _alone(self._path.parent):
            try:
                kept = self.read()
            except FileAway as away:
                if away.why != DAMAGED:
                    raise
                self._put_aside()
                kept = {}
            self._write({**kept, name: text})

    def remove(self, name: str) -> None:
        """Take away what is kept under a name; nothing is no fault, and what cannot be read stays as it is."""
        with contextlib.suppress(FileAway, FileNotFoundError), _alone(self._path.parent):
            kept = self.read()
            if kept.pop(name, None) is not None:
                self._write(kept)

    def aside(self) -> Path | None:
        """Return the damaged file that was put aside last, if one lies there."""
        return max(self._path.parent.glob("secrets.damaged-*.json"), default=None)

    def _put_aside(self) -> None:
        for number in itertools.count(1):
            target = self._path.with_name(f"secrets.damaged-{number}.json")
            if not target.exists():
                self._path.chmod(FILE_MODE)
                self._path.replace(target)
                return

    def _write(self, kept: dict[str, Any]) -> None:
        """Write the file anew: whole or not at all, and never open to others for a moment."""
        self._sweep()
        write_whole(self._path, json.dumps(kept).encode("utf-8"))

    def _sweep(self) -> None:
        """Remove what a process left that died while it wrote: passwords lie in it."""
        for left in self._path.parent.glob(f".{FILE}.*"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT:
                    left.unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let nobody else change the file of a folder meanwhile: what another put in between would be lost.

    The folder itself is locked, so no lock file is left. Where the system locks no folders, only threads wait.
    """
    with _HERE:
        if sys.platform == "win32":
            yield
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # a disk that knows no locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _is_of_another(path: Path) -> bool:
    """Say whether a file belongs to another user; for root, and where the system has no owners, none does."""
    mine = os.geteuid() if hasattr(os, "geteuid") else 0
    return bool(mine) and path.stat().st_uid != mine
