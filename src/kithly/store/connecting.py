"""Engines: how each database is opened, and what every new connection is told."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from kithly.store.schema_forms import tell_postgresql
from kithly.transport.whole_files import FILE_MODE, make_folder

MEMORY = ":memory:"


BUSY_SECONDS = 30.0
"""How long a write waits for another; a batch of an import takes a tenth of a second."""

_POSTGRESQL = ("postgresql://", "postgres://", "postgresql+psycopg://")

SYNCHRONOUS = "FULL"
"""Every commit is on the disk before anybody is told of it: what was shown as kept, approved or on its way outlasts a
power cut. With NORMAL the last commits before one would be gone, though never half; it saves some 3 ms each."""

MAY_WRITE = "kithly_may_write"  # where a connection notes whether it was told that it may
PATIENCE = "kithly_patience"  # the option that says how many seconds a write waits, and where a connection notes it
_WRITING_KIB, _READING_KIB = 16_384, 2_048
"""Page cache of a connection while it writes and while it reads: the system keeps the pages of the file as well,
and each of several connections of an idle server would hold its own copy."""


def is_server(target: Path | str) -> bool:
    """Say whether a target is the address of a PostgreSQL database; else it is a file."""
    return isinstance(target, str) and target.startswith(_POSTGRESQL)


def sqlite_engine(target: Path | str) -> Engine:
    """Return the engine of a SQLite file (or ``:memory:``), which exists with the right mode afterwards."""
    if str(target) == MEMORY:
        return _told_sqlite(
            create_engine(
                "sqlite://", hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False}
            )
        )
    path = Path(target)
    _make(path)
    return _told_sqlite(
        create_engine(
            URL.create("sqlite", database=str(path)),
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=16,
            pool_use_lifo=True,
            hide_parameters=True,
        )
    )


def postgresql_engine(target: str) -> Engine:
    """Return the engine of a PostgreSQL database."""
    tell_postgresql()
    _, rest = target.split("://", 1)
    engine = create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(conn: Any) -> None:
        if not conn.get_execution_options().get("kithly_writes", False):
            conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{_milliseconds(conn)}ms'")

    return engine


def _told_sqlite(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, _record: Any) -> None:
        raw.isolation_level = None  # the driver begins no transactions of its own
        for pragma in (
            f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
            "page_size = 8192",
            "journal_mode = WAL",
            f"synchronous = {SYNCHRONOUS}",
            "fullfsync = ON",  # on a Mac only this reaches the disk itself
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(conn: Any) -> None:
        # Straight to the driver: this stands before every look, and half of a look was spent on it.
        writes, raw = conn.get_execution_options().get("kithly_writes", False), conn.connection.driver_connection
        if conn.info.get(MAY_WRITE) is not writes:
            raw.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            raw.execute(f"PRAGMA cache_size = -{_WRITING_KIB if writes else _READING_KIB}")
            conn.info[MAY_WRITE] = writes
        if writes and conn.info.get(PATIENCE) != (patience := _milliseconds(conn)):
            raw.execute(f"PRAGMA busy_timeout = {patience}")
            conn.info[PATIENCE] = patience
        raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _milliseconds(conn: Any) -> int:
    """Return how long a write of this connection waits for another."""
    patience = conn.get_execution_options().get(PATIENCE)
    return int((BUSY_SECONDS if patience is None else patience) * 1000)


def _make(path: Path) -> None:
    """Create file and folder readable by their owner only, whatever the umask says."""
    make_folder(path.parent)
    if path.exists() and not os.access(path, os.W_OK):
        return  # SQLite will say so
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    if path.stat().st_mode & 0o777 != FILE_MODE:
        with suppress(PermissionError):
            path.chmod(FILE_MODE)
