"""One import at a time, one sender of a message: locks that the death of their holder releases."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from kithly.errors import StoreBusy
from kithly.transport.whole_files import FILE_MODE

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_IMPORT = 0x6B69696D0000_0000  # "kiim": with the ego's number, PostgreSQL's advisory lock of imports

_WRITE = 0x6B6977720000_0000  # "kiwr": the same for write transactions

_SEND = 0x6B6973640000_0000  # "kisd": with the id of a message, that of whoever sends it


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold a lock file; the system releases it when the process ends, however it ends.

    Raises:
        StoreBusy: Another process holds it.
    """
    with _held(path):
        yield


@contextmanager
def passing_lock(path: Path) -> Iterator[None]:
    """Hold a lock file as `file_lock` does, and take it away afterwards.

    Raises:
        StoreBusy: Another process holds it.
    """
    with _held(path) as descriptor:
        if not _is_still(path, descriptor):  # whoever held it before took it away while it was opened here
            raise _busy()
        yield
        with suppress(OSError):  # a system that removes no open file leaves it
            path.unlink()


@contextmanager
def _held(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        with suppress(FileNotFoundError, PermissionError):  # it is gone again, or lies on a disk that knows no modes
            path.chmod(FILE_MODE)  # whatever the umask says
        if not _locked(descriptor):
            raise _busy()
        yield descriptor
    finally:
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


@contextmanager
def thread_lock(lock: threading.Lock) -> Iterator[None]:
    """Hold a lock inside this process, for a database in memory.

    Raises:
        StoreBusy: Another thread holds it.
    """
    if not lock.acquire(blocking=False):
        raise _busy()
    try:
        yield
    finally:
        lock.release()


def server_lock(engine: Engine, ego: int) -> AbstractContextManager[None]:
    """Hold an advisory lock of imports on a connection of its own; the server releases it when that ends.

    Raises:
        StoreBusy: Another session holds it.
    """
    return _advisory(engine, _IMPORT + ego)


def server_sending_lock(engine: Engine, message: str) -> AbstractContextManager[None]:
    """Hold the advisory lock of whoever sends a message.

    Raises:
        StoreBusy: Another session holds it.
    """
    return _advisory(engine, _SEND + int(message, 16))


@contextmanager
def _advisory(engine: Engine, number: int) -> Iterator[None]:
    single = engine.execution_options(isolation_level="AUTOCOMMIT", kithly_writes=True)
    with single.connect() as conn:
        taken = conn.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (number,)).scalar()
        if not taken:
            raise _busy()
        try:
            yield
        finally:
            conn.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (number,))


def wait_for_writers(conn: Connection, ego: int) -> None:
    """Let one transaction at a time write for an ego on PostgreSQL, as SQLite does by itself."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITE + ego,))


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _busy() -> StoreBusy:
    return StoreBusy("Another import is running.", hint="Wait until it is done, then repeat.")
