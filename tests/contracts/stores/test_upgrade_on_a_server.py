"""A network of any older Kithly that lies on a server opens in this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from tests.e2e.conftest import NOW
from tests.e2e.old_networks import grow, unpacked

from kithly.app.bringing.catching_up import catch_up
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.errors import SchemaTooNew
from kithly.store import Store, opening, schema
from kithly.store.connecting import postgresql_engine
from kithly.store.derivation import folded
from kithly.store.facts import words
from kithly.store.payload import from_bytes, unpack

OLDER = schema.REVISIONS[:-1]
ROWS = 100_000
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_INDEXED = (
    "SELECT r.seq, r.kind, v.payload FROM records AS r JOIN versions AS v ON v.seq = r.current"
    " WHERE r.kind IN ('message', 'meeting')"
)
_NUMBERS = "SELECT setval(pg_get_serial_sequence('{0}', 'seq'), max(seq)) FROM {0} HAVING max(seq) IS NOT NULL"
_INDEX = "INSERT INTO message_index (record, words) VALUES (%s, to_tsvector('simple', %s))"


def loaded(database: Path, revision: str, address: str) -> None:
    """Make a server's database of an old revision, with the rows of a file of that revision."""
    engine = postgresql_engine(address)
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        opening.upgrade(conn, revision)
        conn.exec_driver_sql("SET LOCAL session_replication_role = replica")  # rows come in any order
        with closing(sqlite3.connect(database)) as file:
            for name in [row[0] for row in file.execute(_TABLES)]:
                if not name.startswith(("message_index", "sqlite_", "alembic_")):
                    copied(file, conn, name)
            rows = [(seq, words(from_bytes(kind, unpack(data)))) for seq, kind, data in file.execute(_INDEXED)]
            said = [(seq, folded(" ".join(found))) for seq, found in rows if found]
            conn.exec_driver_sql(_INDEX, said)
    engine.dispose()


def copied(file: sqlite3.Connection, conn: Connection, name: str) -> None:
    rows = file.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - a table of the fixture
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({name})")]
    if rows:
        marks = ", ".join(["%s"] * len(columns))
        listed = ", ".join(columns)
        conn.exec_driver_sql(f"INSERT INTO {name} ({listed}) VALUES ({marks})", rows)  # noqa: S608 - likewise
    if "seq" in columns:
        conn.exec_driver_sql(_NUMBERS.format(name))


def network_of(store: Store, folder: Path) -> Network:
    settings = Settings(folder=folder)
    return Network(store=store, settings=settings, now=NOW, zone=ZoneInfo("Europe/Berlin"), recall=Recall(store))


def derived_and_canonical(address: str | Path, folder: Path) -> tuple[str, str]:
    """Open a network, bring it up to date, check that nothing is left to do, and return it as text."""
    with Store.open(address) as store:
        network = network_of(store, folder)
        if network.is_outdated():
            catch_up(network)
        assert not network.is_outdated()
        with store.reading() as kept:
            found = kept.derived(), kept.canonical()
        with store.rehearsal() as tx:
            refresh(tx, now=NOW)
            assert (tx.derived(), tx.canonical()) == found
    return found


def assert_both_alike(database: Path, revision: str, address: str) -> None:
    loaded(database, revision, address)
    on_server = derived_and_canonical(address, database.parent)
    in_file = derived_and_canonical(database, database.parent)
    assert on_server[1] == in_file[1]
    assert without_index(on_server[0]) == without_index(in_file[0])


def without_index(derived: str) -> list[str]:
    """Leave out the sum of the search index: each database splits words by rules of its own."""
    return [line for line in derived.splitlines() if not line.startswith("index ")]


@pytest.mark.parametrize("revision", [OLDER[0], OLDER[-1]])
def test_it_is_upgraded_as_a_file_is(revision: str, postgresql_empty: str, tmp_path: Path) -> None:
    assert_both_alike(unpacked(revision, tmp_path / "data"), revision, postgresql_empty)


@pytest.mark.slow
@pytest.mark.parametrize("revision", OLDER)
def test_with_a_hundred_thousand_rows_as_well(revision: str, postgresql_empty: str, tmp_path: Path) -> None:
    database = unpacked(revision, tmp_path / "data")
    grow(database, ROWS)
    assert_both_alike(database, revision, postgresql_empty)


def test_a_newer_one_is_refused(postgresql_prepared: str) -> None:
    engine = postgresql_engine(postgresql_prepared)
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(SchemaTooNew):
        Store.open(postgresql_prepared)


def test_an_upgrade_that_dies_leaves_the_old_one(postgresql_empty: str, tmp_path: Path) -> None:
    """All steps are one transaction: whatever ends it, nothing of it stands."""
    loaded(unpacked(OLDER[0], tmp_path / "data"), OLDER[0], postgresql_empty)
    engine = postgresql_engine(postgresql_empty)
    with engine.connect().execution_options(kithly_writes=True) as conn:
        conn.begin()
        opening.upgrade(conn)
        conn.exec_driver_sql("SELECT 1")
        conn.invalidate()  # the line to the server is cut
    with engine.connect() as conn:
        found = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        tables = conn.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE tablename = 'outbox'").scalar()
    engine.dispose()
    assert (found, tables) == (OLDER[0], 0)
    derived_and_canonical(postgresql_empty, tmp_path)
