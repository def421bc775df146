"""A new database is what the migrations make, on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from kithly.app.network import OUTDATED
from kithly.store import Store, opening, schema
from kithly.store.connecting import postgresql_engine, sqlite_engine

_COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, ordinal_position"
    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 7"
)
_CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
)
_POSTGRESQL = (
    _COLUMNS,
    _CONSTRAINTS,
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT version_num FROM alembic_version",
)
_SQLITE = (
    "SELECT k, v FROM message_index_config ORDER BY k",
    "SELECT name, sql FROM sqlite_master ORDER BY name",
    "SELECT version_num FROM alembic_version",
)


def migrated(engine: Engine) -> None:
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        opening.upgrade(conn)
    engine.dispose()


def facts(engine: Engine, queries: tuple[str, ...]) -> list[tuple[str, ...]]:
    with engine.connect() as conn:
        rows = [
            tuple(_plain(value) for value in row) for query in queries for row in conn.exec_driver_sql(query).fetchall()
        ]
    engine.dispose()
    return rows


def _plain(value: object) -> str:
    """Return a definition without what makes no difference: quotes and white space."""
    spaced = str(value).replace('"', "").replace("(", " ( ").replace(")", " ) ").replace(",", " , ")
    return " ".join(spaced.split())


def test_a_new_sqlite_file_is_what_the_migrations_make(tmp_path: Path) -> None:
    Store.open(tmp_path / "new.db").close()
    migrated(sqlite_engine(tmp_path / "migrated.db"))
    new = facts(sqlite_engine(tmp_path / "new.db"), _SQLITE)
    assert facts(sqlite_engine(tmp_path / "migrated.db"), _SQLITE) == new
    assert len(new) > 40


def test_a_new_postgresql_database_is_what_the_migrations_make(postgresql_prepared: str, postgresql_empty: str) -> None:
    migrated(postgresql_engine(postgresql_empty))
    new = facts(postgresql_engine(postgresql_prepared), _POSTGRESQL)
    assert facts(postgresql_engine(postgresql_empty), _POSTGRESQL) == new
    assert len(new) > 100


def test_a_migrated_database_opens_as_a_new_one(tmp_path: Path) -> None:
    migrated(sqlite_engine(tmp_path / "migrated.db"))
    with Store.open(tmp_path / "migrated.db") as store:
        assert not store.created


def old(engine: Engine) -> None:
    """Make a database of the first release, with an ego."""
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        opening.upgrade(conn, "0001")
        conn.execute(schema.egos.insert().values(name="me"))
    engine.dispose()


def is_outdated(target: Path | str) -> bool:
    """Open a database and say whether derived rows are still to be made."""
    with Store.open(target) as store, store.reading() as kept:
        return bool(kept.meta.get(OUTDATED))


def test_an_older_sqlite_file_is_upgraded_and_knows_what_is_missing(tmp_path: Path) -> None:
    old(sqlite_engine(tmp_path / "old.db"))
    assert is_outdated(tmp_path / "old.db")
    assert not is_outdated(tmp_path / "new.db")


def test_an_older_postgresql_database_is_upgraded_and_knows_what_is_missing(
    postgresql_prepared: str, postgresql_empty: str
) -> None:
    old(postgresql_engine(postgresql_empty))
    assert is_outdated(postgresql_empty)
    assert not is_outdated(postgresql_prepared)


def test_the_revisions_known_are_the_migrations_there_are() -> None:
    scripts = ScriptDirectory(str(Path(opening.__file__).with_name("migrations")))
    found = tuple(script.revision for script in scripts.walk_revisions())[::-1]
    assert found == schema.REVISIONS
    assert schema.REVISIONS[-1] == schema.HEAD
