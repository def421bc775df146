"""Making a new database, and bringing an older one up to date."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect, select

from kithly.errors import SchemaTooNew, StoreDamaged
from kithly.store import index_tables as index_tables  # noqa: PLC0414 - hangs the index on the metadata
from kithly.store import schema
from kithly.store.schema_forms import metadata

_LOCK = 0x6B6974686C79  # "kithly": number of PostgreSQL's advisory lock around making and upgrading


def prepare(engine: Engine, location: str, *, before_upgrade: Callable[[], object] | None = None) -> bool:
    """Create the tables in an empty database, upgrade an older one, refuse a newer one.

    Args:
        engine: Of the database.
        location: What to call it.
        before_upgrade: Called before an older one is changed, while nobody else can write; what it raises keeps the
            upgrade from being done.

    Returns:
        Whether the tables were created.

    Raises:
        SchemaTooNew: A newer Kithly made it.
        StoreDamaged: It is damaged, or holds tables, but not ours.
    """
    with engine.connect() as conn:
        found = _revision(conn)
        conn.rollback()
    if found == schema.HEAD:
        return False
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        return _settle(conn, location, before_upgrade)


def _settle(conn: Connection, location: str, before_upgrade: Callable[[], object] | None) -> bool:
    """Bring the schema to `HEAD` while nobody else can."""
    found = _revision(conn)
    if found == schema.HEAD:
        return False
    if found is None:
        if inspect(conn).get_table_names():
            raise StoreDamaged(f"{location} is a database, but not one of Kithly's.", hint="kithly --data OTHER_FOLDER")
        create(conn)
        return True
    _must_be_known(found)
    if before_upgrade is not None:
        before_upgrade()
    upgrade(conn)
    return False


def must_be_current(conn: Connection) -> None:
    """Refuse to write what a newer Kithly made newer since it was opened: one that still runs may be the older one.

    Raises:
        SchemaTooNew: It did.
    """
    found = conn.execute(select(schema.alembic_version.c.version_num)).scalar()
    if found != schema.HEAD:
        raise SchemaTooNew(str(found), schema.HEAD)


def _must_be_known(found: str) -> None:
    if found not in schema.REVISIONS:
        raise SchemaTooNew(found, schema.HEAD)


def create(conn: Connection) -> None:
    """Make all tables and say which revision they are."""
    metadata.create_all(conn, checkfirst=False)
    conn.execute(schema.alembic_version.insert().values(version_num=schema.HEAD))


def upgrade(conn: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision, in the transaction of this connection."""
    from kithly.store.upgrading import run  # noqa: PLC0415 - alembic costs more than everything else at start

    run(conn, revision)


def _revision(conn: Connection) -> str | None:
    """Return the revision of the database; None where it has none."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(select(schema.alembic_version.c.version_num)).scalar()
