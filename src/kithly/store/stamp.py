"""A mark of the state of the database: another one after every commit, whoever made it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine

from kithly.store.connecting import BUSY_SECONDS
from kithly.store.faults import as_store_error

_SQLITE = "PRAGMA data_version"
# What a transaction that began now would see. The position in the write-ahead log is no such mark: it
# moves before a commit can be seen, so a look in between would be kept under the mark of what came after.
_POSTGRESQL = "SELECT pg_current_snapshot()::text"


class Stamps:
    """Tells the states of one database apart, over an idle connection of its own; safe for threads.

    SQLite counts on each connection the commits of all others, of this process or another. A
    connection that never writes therefore sees them all. A database in memory has one connection only
    and is written by this store alone, which counts by itself (`committed`).
    """

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._location = location
        self._lock = threading.Lock()
        self._conn: Any = None
        self._opened = 0  # a new connection counts from the beginning: its numbers say nothing beside older ones
        self._commits = 0
        self._in_memory = engine.dialect.name == "sqlite" and not engine.url.database

    def committed(self) -> None:
        """Note a commit of this store; after it can be seen, or a look in between would count as new."""
        if self._in_memory:
            with self._lock:
                self._commits += 1

    def read(self) -> str:
        """Return the mark of the state as it is now.

        Raises:
            StoreError: The database cannot be asked.
        """
        driver: Any = self._engine.dialect.dbapi
        with self._lock:
            if self._in_memory:
                return str(self._commits)
            try:
                return self._asked_twice(driver)
            except driver.Error as error:
                raise as_store_error(error, self._location) from error

    def close(self) -> None:
        """Close the connection; the next look opens another."""
        with self._lock:
            self._close()

    def _asked_twice(self, driver: Any) -> str:
        """Ask; a server may have closed an idle connection, so once more on a new one."""
        try:
            return self._asked()
        except driver.Error:
            self._close()
            return self._asked()

    def _asked(self) -> str:
        if self._conn is None:
            self._conn = self._connected()
            self._opened += 1
        sql = _SQLITE if self._engine.dialect.name == "sqlite" else _POSTGRESQL
        return f"{self._opened} {self._conn.execute(sql).fetchone()[0]}"

    def _connected(self) -> Any:
        url = self._engine.url
        if self._engine.dialect.name == "sqlite":
            return sqlite3.connect(
                str(url.database), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
            )
        pooled = self._engine.raw_connection()
        conn: Any = pooled.driver_connection
        pooled.detach()
        conn.autocommit = True
        return conn

    def _close(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            with suppress(Exception):  # it may be cut already
                conn.close()
