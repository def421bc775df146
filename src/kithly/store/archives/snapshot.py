"""One committed moment of a SQLite database as a file of its own, taken while others write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from kithly.store.archives.manifest import Contents
from kithly.store.connecting import BUSY_SECONDS
from kithly.store.faults import told
from kithly.transport.whole_files import new_file

_COUNTS = (
    "SELECT (SELECT version_num FROM alembic_version), (SELECT count(*) FROM people WHERE known),"
    " (SELECT count(*) FROM records), (SELECT count(*) FROM decisions)"
)
_MARK = "SELECT value FROM meta WHERE name = ? ORDER BY ego_id LIMIT 1"
NETWORK = "network_mark"  # name of the small fact: a mark of the network that its backups carry


def snapshot(database: Path, copy: Path) -> None:
    """Write the state of a database at one committed moment into a new file.

    `VACUUM INTO` reads in one transaction: writers go on and do not begin it anew, as they would a copy page by page.
    It leaves behind what was deleted, and walks through every table, so that damage is met now and not at a restore.

    Args:
        database: In use, perhaps.
        copy: Does not exist yet.

    Raises:
        sqlite3.Error: The database is damaged, or there is no room.
    """
    os.close(new_file(copy))
    with closing(opened(database)) as conn:
        conn.execute("VACUUM INTO ?", (str(copy),))


def contents_of(copy: Path) -> Contents:
    """Return what a database holds, of whichever revision it is.

    Raises:
        StoreError: It cannot be read.
    """
    with told(str(copy)), closing(opened(copy)) as conn:
        revision, people, records, decisions = conn.execute(_COUNTS).fetchone()
    return Contents(revision=str(revision), people=people, records=records, decisions=decisions)


def mark_of(copy: Path) -> str:
    """Return the mark of the network; empty where it has none."""
    with told(str(copy)), closing(opened(copy)) as conn:
        found = conn.execute(_MARK, (NETWORK,)).fetchone()
    return str(found[0]) if found else ""


def make_single(copy: Path) -> None:
    """Let a database be one file again, without those that stand beside it while it is in use."""
    with told(str(copy)), closing(opened(copy)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()


def opened(path: Path) -> sqlite3.Connection:
    """Open a database that is there, trusting nothing in it."""
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    conn.execute("PRAGMA trusted_schema = OFF")
    return conn
