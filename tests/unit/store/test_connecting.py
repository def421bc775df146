"""What connections to a file are told."""

from __future__ import annotations

from pathlib import Path

from kithly.store import Store
from kithly.store.connecting import sqlite_engine


def _cache(engine: object, *, writes: bool) -> int:
    with engine.connect().execution_options(kithly_writes=writes) as conn:  # type: ignore[attr-defined]
        return int(conn.exec_driver_sql("PRAGMA cache_size").scalar())


def test_a_connection_that_reads_holds_less_of_the_file_than_one_that_writes(tmp_path: Path) -> None:
    Store.open(tmp_path / "kithly.db").close()
    engine = sqlite_engine(tmp_path / "kithly.db")
    assert [_cache(engine, writes=writes) for writes in (False, True, False)] == [-2_048, -16_384, -2_048]
    engine.dispose()


def test_looks_one_after_the_other_share_one_connection(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "kithly.db")
    engine = sqlite_engine(tmp_path / "kithly.db")
    first, second = engine.connect(), engine.connect()
    kept = second.connection.driver_connection
    first.close()
    second.close()
    with engine.connect() as third:
        assert third.connection.driver_connection is kept
    engine.dispose()
    store.close()
