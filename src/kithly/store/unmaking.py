"""Taking a database away again that was made for a command which then failed."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from kithly.errors import StoreBusy
from kithly.store import schema
from kithly.store.interchange.nouns import NOUNS
from kithly.store.interchange.reading import BY_ITSELF
from kithly.store.locks import file_lock

LOCK: Final = ".import-lock"  # what the file of the lock of imports ends with
BESIDE: Final = ("-wal", "-shm", "-journal", LOCK)  # what other files of a database end with


def unmake(database: Path) -> bool:
    """Take a file away in which nothing was ever kept, unless somebody else has it open or other files lie beside it.

    Args:
        database: The file; this process has it closed.

    Returns:
        Whether it is gone.
    """
    mine = {database.name, *(database.name + end for end in BESIDE)}
    try:
        if any(path.name not in mine for path in database.parent.iterdir()):
            return False
        with file_lock(database.with_name(database.name + LOCK)):
            if not _is_left_alone(database):
                return False
            for name in mine - {database.name + LOCK}:
                database.with_name(name).unlink(missing_ok=True)
        database.with_name(database.name + LOCK).unlink(missing_ok=True)
    except (OSError, sqlite3.Error, StoreBusy):
        return False
    return True


def take_away(folder: Path, above: Path) -> None:
    """Remove a folder and those above it, up to one that stays, as far as they are empty."""
    with suppress(OSError):
        while folder != above:
            folder.rmdir()
            folder = folder.parent


def _is_left_alone(database: Path) -> bool:
    """Say whether nobody has the file open, and nothing is in it.

    Only who is alone with a file can leave the write-ahead log: SQLite refuses it to anybody else.
    """
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as conn:
        (mode,) = conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            return False
        conn.execute("BEGIN EXCLUSIVE")
        kept = (*(noun.table for noun in NOUNS if noun.table not in BY_ITSELF), schema.passes)
        counts = (select(func.count()).select_from(table) for table in kept)
        return not any(conn.execute(str(count)).fetchone()[0] for count in counts)
