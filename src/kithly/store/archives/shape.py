"""Whether a database has Kithly's tables and indexes, and nothing besides."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from kithly.store.archives.snapshot import opened
from kithly.store.connecting import MEMORY, sqlite_engine
from kithly.store.faults import told
from kithly.store.opening import create

_NAMES = "SELECT type, name FROM sqlite_master"
_ACTING = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"

Names = frozenset[tuple[str, str]]


def acts_by_itself(copy: Path) -> bool:
    """Say whether a database does something when it is read or written: Kithly's has no triggers and no views.

    Raises:
        StoreError: It cannot be read.
    """
    with told(str(copy)), closing(opened(copy)) as conn:
        return conn.execute(_ACTING).fetchone() is not None


def is_ours(copy: Path) -> bool:
    """Say whether a database of the newest revision has the tables and indexes it should, and no others.

    Names are compared, not how they are defined: of that the text differs between versions of SQLite and SQLAlchemy.

    Raises:
        StoreError: It cannot be read.
    """
    with told(str(copy)), closing(opened(copy)) as conn:
        return _names(conn) == _ours()


@cache
def _ours() -> Names:
    engine = sqlite_engine(MEMORY)
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        create(conn)
        found = conn.exec_driver_sql(_NAMES).fetchall()
    engine.dispose()
    return frozenset((str(kind), str(name)) for kind, name in found)


def _names(conn: sqlite3.Connection) -> Names:
    return frozenset((str(kind), str(name)) for kind, name in conn.execute(_NAMES))
