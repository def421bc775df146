"""Sums of all that is kept in a database, table by table: an upgrade leaves every one of them as it was.

They are made by the names and columns of the older database, so they can be made of both sides. What is derived is left
out, since newer rules may find other things; so are the small facts by which an upgrade says what is to be made anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from kithly.store.archives.snapshot import opened
from kithly.store.faults import told

DERIVED = frozenset(
    ("interactions", "participants", "people", "tie_states", "ego_states", "rhythms", "renewals", "reasons", "meta")
)
NOT_KEPT = ("sqlite_", "message_index", "alembic_")  # beginnings of names of tables that hold nothing of the user's

Columns = Mapping[str, tuple[str, ...]]


def kept_columns(database: Path) -> Columns:
    """Return the tables of a database in which something is kept, with their columns.

    Raises:
        StoreError: It cannot be read.
    """
    with told(str(database)), closing(opened(database)) as conn:
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        kept = [name for name in names if name not in DERIVED and not name.startswith(NOT_KEPT)]
        return {name: tuple(row[1] for row in conn.execute(f"PRAGMA table_info({_quoted(name)})")) for name in kept}


def kept_sums(database: Path, columns: Columns) -> dict[str, str]:
    """Return a sum of every row of these columns, by table.

    Raises:
        StoreError: It cannot be read, or a table or column is not there any more.
    """
    with told(str(database)), closing(opened(database)) as conn:
        return {table: _sum(conn, table, names) for table, names in columns.items()}


def _sum(conn: sqlite3.Connection, table: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(map(_quoted, names))
    digest = hashlib.sha256()
    for row in conn.execute(f"SELECT {listed} FROM {_quoted(table)} ORDER BY {listed}"):  # noqa: S608 - quoted names
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
