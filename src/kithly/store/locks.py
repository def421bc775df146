"""One import at a time: a lock that the death of its holder releases."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from kithly.errors import StoreBusy
from kithly.store.connecting import FILE_MODE

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_IMPORT = 0x6B69696D0000_0000  # "kiim": with the ego's number, PostgreSQL's advisory lock of imports


_WRITE = 0x6B6977720000_0000  # "kiwr": the same for write transactions


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold a lock file; the system releases it when the process ends, however it ends.

    Raises:
        StoreBusy: Another process holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        path.chmod(FILE_MODE)  # whatever the umask says
        if not _locked(descriptor):
            raise _busy()
        yield
    finally:
        os.close(descriptor)


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


@contextmanager
def server_lock(engine: Engine, ego: int) -> Iterator[None]:
    """Hold an advisory lock on a connection of its own; the server releases it when that ends.

    Raises:
        StoreBusy: Another session holds it.
    """
    single = engine.execution_options(isolation_level="AUTOCOMMIT", kithly_writes=True)
    with single.connect() as conn:
        taken = conn.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (_IMPORT + ego,)).scalar()
        if not taken:
            raise _busy()
        try:
            yield
        finally:
            conn.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (_IMPORT + ego,))


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
