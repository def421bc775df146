"""The store: opens the database and hands out transactions."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, RootTransaction, select
from sqlalchemy.engine import make_url

from kithly.errors import StoreBusy, StoreError
from kithly.store import schema
from kithly.store.connecting import MEMORY, PATIENCE, is_server, postgresql_engine, sqlite_engine
from kithly.store.faults import told
from kithly.store.locks import file_lock, passing_lock, server_lock, server_sending_lock, thread_lock, wait_for_writers
from kithly.store.opening import must_be_current, prepare
from kithly.store.scope import Scope
from kithly.store.stamp import Stamps
from kithly.store.transactions import Reading, Writing


class Store:
    """A database of one ego's network.

    Attributes:
        created: Whether opening it made it.
        location: Path or address, without password, to show.
    """

    def __init__(self, engine: Engine, *, location: str, created: bool, ego: str) -> None:
        self._engine = engine
        self._ego = ego
        self._number = self._ego_number()
        self._lock = threading.Lock()
        self._sending: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._stamps = Stamps(engine, location)
        self.created = created
        self.location = location

    @classmethod
    def open(cls, target: Path | str, *, ego: str = "me", backups: Path | None = None) -> Store:
        """Open a database; make it where there is none; upgrade it where it is older.

        Args:
            target: Path of a SQLite file, ``:memory:``, or ``postgresql://...``.
            ego: Whose network.
            backups: Folder that takes a backup of a SQLite file before it is upgraded; None for no backup.

        Raises:
            SchemaTooNew: A newer Kithly made it.
            StoreDamaged: It is no database, or not one of ours.
            StoreBusy: It is locked.
            StoreError: It cannot be opened.
            UserError: It must be upgraded, and there is no room for the backup before that.
        """
        location = _shown(target)
        with told(location), _made(location):
            engine = postgresql_engine(str(target)) if is_server(target) else sqlite_engine(target)
            try:
                created = prepare(engine, location, before_upgrade=_keeper(target, backups))
                return cls(engine, location=location, created=created, ego=ego)
            except BaseException:
                engine.dispose()
                raise

    def close(self) -> None:
        """Close all connections."""
        self._stamps.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> str:
        """Return a mark of what is kept: another one as soon as anybody's commit can be seen.

        Two equal marks mean that nothing was committed in between. What is read after a mark was taken is
        at least as new as the mark: take it first, read then. Rolled back transactions leave it alone, on
        PostgreSQL other databases of the server may change it too.
        """
        return self._stamps.read()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Look at the store as it is at one moment, while others may write."""
        with told(self.location), self._engine.connect() as conn, conn.begin():
            yield Reading(Scope.looking(conn, self._number, self._ego))

    @contextmanager
    def transaction(self, *, patience: float | None = None) -> Iterator[Writing]:
        """Write: committed when the block ends, rolled back when it raises.

        Args:
            patience: Seconds to wait for another who writes; None for `connecting.BUSY_SECONDS`.

        Raises:
            StoreBusy: Another process wrote for longer than that.
        """
        with self._writing(patience) as (tx, _):
            yield tx

    @contextmanager
    def rehearsal(self) -> Iterator[Writing]:
        """Write as in `transaction`, and take everything back at the end."""
        with self._writing() as (tx, begun):
            yield tx
            begun.rollback()

    @contextmanager
    def _writing(self, patience: float | None = None) -> Iterator[tuple[Writing, RootTransaction]]:
        writer = self._engine.execution_options(**{"kithly_writes": True, PATIENCE: patience})
        with told(self.location), writer.connect() as conn, conn.begin() as begun:
            must_be_current(conn)
            wait_for_writers(conn, self._number)
            yield Writing(Scope(conn, self._number, self._ego)), begun
        self._stamps.committed()

    @property
    def file(self) -> Path | None:
        """The SQLite file it lies in; None for one on a server or in memory."""
        found = self._engine.url.database
        return Path(found) if self._engine.dialect.name == "sqlite" and found else None

    def flaws(self, *, thorough: bool = False) -> tuple[str, ...]:
        """Return what is wrong with the database file itself; empty if it is sound, or on a server.

        Args:
            thorough: Whether every index is compared with its table; that takes six times as long.
        """
        with told(self.location), self._engine.connect() as conn:
            if conn.dialect.name != "sqlite":
                return ()
            check = "integrity_check" if thorough else "quick_check"
            rows = conn.exec_driver_sql(f"PRAGMA {check}").scalars().all()
            orphans = conn.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        found = tuple(str(row) for row in rows if row != "ok")
        return (*found, f"{len(orphans)} rows refer to nothing") if orphans else found

    def purge(self) -> bool:
        """Let no byte be left of what was deleted; it takes a while, and room for the whole database once more.

        Returns:
            Whether none is left in files of the database; False where somebody else was reading.

        Raises:
            StoreError: There is no room, or somebody else writes.
        """
        from kithly.store.purging import purge_file, purge_memory, purge_server  # noqa: PLC0415 - needed rarely

        with told(self.location):
            if self._engine.dialect.name != "sqlite":
                return purge_server(self._engine)
            self._engine.dispose()  # idle connections of this process hold no read mark afterwards
            self._stamps.close()
            return purge_file(self.file) if self.file else purge_memory(self._engine)

    def import_lock(self) -> AbstractContextManager[None]:
        """Hold the lock of imports, released also by the death of the process.

        Raises:
            StoreBusy: Another import is running.
        """
        if self._engine.dialect.name == "postgresql":
            return server_lock(self._engine, self._number)
        if self.location == MEMORY:
            return thread_lock(self._lock)
        return file_lock(Path(self.location + ".import-lock"))

    def sending_lock(self, message: str) -> AbstractContextManager[None]:
        """Hold the lock of whoever sends a message, released also by the death of the process.

        As long as it is held its sender lives; a message that is being sent and whose lock is free has none any more.

        Args:
            message: Its id.

        Raises:
            StoreBusy: Somebody sends it.
        """
        if self._engine.dialect.name == "postgresql":
            return server_sending_lock(self._engine, message)
        if self.location == MEMORY:
            return thread_lock(self._sending[message])
        return passing_lock(Path(f"{self.location}.sending-{message}"))

    def is_importing(self) -> bool:
        """Say whether an import is running, here or elsewhere."""
        try:
            with self.import_lock():
                return False
        except StoreBusy:
            return True

    def _ego_number(self) -> int:
        """Return the number of the ego, new where the ego is."""
        known = select(schema.egos.c.seq).where(schema.egos.c.name == self._ego)
        with self._engine.connect() as conn:
            number = conn.execute(known).scalar()
        if number is not None:
            return int(number)
        with self._engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
            number = conn.execute(known).scalar()
            if number is None:
                added = conn.execute(schema.egos.insert().values(name=self._ego))
                number = added.inserted_primary_key[0]  # type: ignore[index] # one row was inserted
            return int(number)


@contextmanager
def _made(location: str) -> Iterator[None]:
    """Say in a sentence why a file or folder cannot be made."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The database {location} cannot be made: {error.strerror or error}.",
            hint="Choose another folder with --data.",
        ) from error


def _keeper(target: Path | str, backups: Path | None) -> Callable[[], object] | None:
    """Return what makes a backup of an older file."""
    if backups is None or is_server(target) or str(target) == MEMORY:
        return None
    return lambda: _keep(Path(target), backups)


def _keep(database: Path, folder: Path) -> None:
    from kithly.store.archives.upgrading import keep_before_upgrade  # noqa: PLC0415 - needed once in many months

    keep_before_upgrade(database, folder)


def _shown(target: Path | str) -> str:
    if is_server(target):
        return make_url(str(target)).render_as_string(hide_password=True)
    return str(target)
