"""Bytes of what was deleted: overwritten, and the file made anew without them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from kithly.store.connecting import BUSY_SECONDS

_OPTIMIZE = "INSERT INTO message_index (message_index) VALUES ('optimize')"


def purge_file(path: Path) -> bool:
    """Make a SQLite file anew without what was deleted, and empty its write-ahead log.

    Returns:
        Whether nothing of it is left; False where somebody else is reading, and the log could not be emptied.

    Raises:
        sqlite3.Error: There is no room, or somebody else writes.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as conn:
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute("PRAGMA temp_store = FILE")  # a whole database may not fit into memory
        conn.execute(_OPTIMIZE)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        conn.execute("VACUUM")
        return not conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def purge_server(engine: Engine) -> bool:
    """Make the tables of a PostgreSQL database anew without what was deleted, and its statistics too."""
    with engine.connect().execution_options(kithly_writes=True, isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("VACUUM (FULL, ANALYZE)")
    return True


def purge_memory(engine: Engine) -> bool:
    """Do the same of a database in memory."""
    raw = engine.raw_connection()
    try:
        conn = raw.driver_connection
        if conn is not None:
            conn.execute("PRAGMA query_only = OFF")
            conn.execute("VACUUM")
    finally:
        raw.close()
    return True
