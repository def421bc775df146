"""Files handed over by a browser: written to the data folder as they come, read, and taken away again.

A file's own name is only ever shown. It lies under a name of ours, with a slip beside it that says what
the user calls it, so that what was handed over outlives the server.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from kithly.app.figures import megabytes
from kithly.errors import StoreError, UserError
from kithly.sources import Arrival
from kithly.transport.whole_files import new_file, put_in_place, write_whole

FOLDER = "incoming"
FOLDER_MODE = 0o700
PART, SLIP = ".part", ".json"
MAX_NAME = 200  # characters of a file's name that are shown
ROOM = 64 << 20  # bytes that stay free besides the file itself, for the network it is read into
UNKNOWN = 0.0  # the time of a file whose own time is not known: sources take 1970 for none

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Incoming:
    """The place in the data folder where handed-over files lie until they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def receive(self, name: str, *, size: int | None = None, modified: datetime | None = None) -> Upload:
        """Begin to take a file.

        Args:
            name: What the user calls it, as the browser says.
            size: How many bytes will come, if that is known.
            modified: When the user's own file was last written, as the browser says.

        Raises:
            UserError: There is no room for it.
            StoreError: The folder cannot be written.
        """
        shown = shown_name(name)
        try:
            self.folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self.folder.chmod(FOLDER_MODE)
            free = shutil.disk_usage(self.folder).free
            if size is not None and free < size + ROOM:
                raise _full(shown, size, free)
            return Upload(self.folder / secrets.token_hex(8), shown, size=size, modified=modified)
        except OSError as error:
            raise _trouble(error, shown, size) from error

    def left(self) -> tuple[Arrival, ...]:
        """Return what lies here whole, oldest first."""
        slips = sorted(self.folder.glob(f"*{SLIP}"), key=lambda path: path.stat().st_mtime)
        return tuple(arrival for slip in slips if (arrival := _read_slip(slip)))

    def clear_parts(self) -> None:
        """Take away what was never received whole: only while nothing is being received."""
        found = set(self.folder.glob("*"))
        for path in found:
            other = path.with_suffix("") if path.suffix == SLIP else path.with_suffix(SLIP)
            if path.suffix == PART or other not in found:
                _remove(path)

    def remove(self, arrival: Arrival) -> None:
        """Take a file away for good; one that does not lie here stays."""
        if arrival.path.parent == self.folder:
            _remove(arrival.path.with_suffix(SLIP))
            _remove(arrival.path)


class Upload:
    """One file while it comes in.

    Use it as a context: what is not finished when the block ends is taken away.

    Attributes:
        name: What it is called on screen.
        received: Bytes received.
    """

    def __init__(self, path: Path, name: str, *, size: int | None, modified: datetime | None) -> None:
        self.name = name
        self.received = 0
        self._path = path
        self._size = size
        self._modified = modified
        self._digest = blake2b(digest_size=16) if modified is None else None
        self._part = path.with_suffix(PART)
        self._stream = os.fdopen(new_file(self._part), "wb")

    def write(self, data: bytes) -> None:
        """Take some bytes.

        Raises:
            UserError: The disk is full.
            StoreError: It cannot be written.
        """
        self.received += len(data)
        try:
            self._stream.write(data)
        except OSError as error:
            self.abandon()
            raise _trouble(error, self.name, self._need()) from error
        if self._digest is not None:
            self._digest.update(data)

    def finish(self) -> Arrival:
        """Take the file as whole.

        Raises:
            UserError: Fewer or more bytes came than were announced, or the disk is full.
            StoreError: It cannot be written.
        """
        if self._size is not None and self.received != self._size:
            self.abandon()
            raise UserError(f"{self.name} did not arrive whole.", hint="Drop it again.")
        try:
            self._stream.close()
            changed = UNKNOWN if self._modified is None else max(UNKNOWN, self._modified.timestamp())
            os.utime(self._part, (changed, changed))
            arrival = Arrival(path=self._path, name=self.name, mark=self._digest.hexdigest() if self._digest else "")
            _write_slip(arrival)
            put_in_place(self._part, self._path)
        except OSError as error:
            self.abandon()
            raise _trouble(error, self.name, self._need()) from error
        return arrival

    def abandon(self) -> None:
        """Take away what has come; after `finish` there is nothing left to take away."""
        with suppress(OSError):
            self._stream.close()
        _remove(self._part)
        if not self._path.exists():
            _remove(self._path.with_suffix(SLIP))

    def _need(self) -> int:
        return self._size if self._size is not None else self.received

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()


def shown_name(name: str) -> str:
    r"""Return a file's name as it may be shown: without folders, control characters and broken letters.

    Example:
        >>> shown_name("C:\\Users\\me\\All mail.mbox")
        'All mail.mbox'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(letter for letter in last.encode("utf-8", "replace").decode() if letter.isprintable()).strip()
    return clean[-MAX_NAME:] if clean.strip(".") else "a file without a name"


def _write_slip(arrival: Arrival) -> None:
    told = json.dumps({"name": arrival.name, "mark": arrival.mark})
    write_whole(arrival.path.with_suffix(SLIP), told.encode("utf-8"), over=False)


def _read_slip(path: Path) -> Arrival | None:
    """Return the file a slip lies beside, if both are whole."""
    lies = path.with_suffix("")
    try:
        told = json.loads(path.read_text("utf-8"))
        arrival = Arrival(path=lies, name=shown_name(str(told["name"])), mark=str(told["mark"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return arrival if lies.is_file() else None


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _trouble(error: OSError, name: str, need: int | None) -> UserError | StoreError:
    if error.errno in _FULL:
        return _full(name, need, None)
    return StoreError(f"{name} cannot be taken: {error.strerror or error}.", hint="kithly doctor")


def _full(name: str, need: int | None, free: int | None) -> UserError:
    """Say how much room is needed."""
    needs = f"{name} needs {megabytes(need)}" if need is not None else f"{name} needs more"
    there = f" and {megabytes(free)} are free" if free is not None else " on a disk that is full"
    return UserError(
        f"There is no room for a copy: {needs}{there}.",
        hint="Free some space, or give the file's path instead: then it is read where it lies.",
    )
