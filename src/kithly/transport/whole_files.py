"""The one door by which a file comes to be: whole or not at all, on the disk for good, its owner's alone.

A file is written beside its place, told to the disk, named in one step, and the name is told to the disk as well. So
whatever happens in between, a power cut too, there is the old file or the new one under the name, and no half.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def write_whole(path: Path, data: bytes, *, over: bool = True) -> None:
    """Write a file that only its owner can read.

    Args:
        path: Where; its folder exists.
        data: All of it.
        over: Whether it may take the place of another.

    Raises:
        FileExistsError: Something lies there, and it may not take its place.
        OSError: It cannot be written; what lay there is as it was.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_native_id()}")
    try:
        fresh.unlink(missing_ok=True)  # of one who died
        with os.fdopen(new_file(fresh), "wb") as stream:
            stream.write(data)
        if over:
            put_in_place(fresh, path)
        else:
            sync_file(fresh)
            name_it(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone, whatever the umask says."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=FOLDER_MODE, exist_ok=True)
        one.chmod(FOLDER_MODE)
        sync_folder(one.parent)


def new_file(path: Path) -> int:
    """Make a file that only its owner can read, whatever the umask says, and return its descriptor."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, FILE_MODE)
    with suppress(PermissionError):  # a disk that knows no modes
        path.chmod(FILE_MODE)
    return descriptor


def put_in_place(fresh: Path, path: Path) -> None:
    """Let a finished file stand where it shall, in the place of another perhaps, for good."""
    sync_file(fresh)
    fresh.replace(path)
    sync_folder(path.parent)


def name_it(fresh: Path, target: Path) -> None:
    """Give a whole file its name, in one step, and never in the place of another.

    Raises:
        FileExistsError: The name is taken.
    """
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows one name a file
        if target.exists() or target.is_symlink():
            raise FileExistsError(str(target)) from None
        fresh.rename(target)
    else:
        fresh.unlink()
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Let what is in a file outlive a power cut."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut, where the system can promise that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
