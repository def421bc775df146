"""Making a backup: one committed moment of the database, packed, read back, and only then given its name."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kithly import __version__
from kithly.errors import Conflict, StoreDamaged, StoreError, UserError
from kithly.store.archives.manifest import DATABASE, MOST_SETTINGS, SETTINGS, Canonical, Contents, Manifest, Part, Why
from kithly.store.archives.names import new_place
from kithly.store.archives.placing import room_in
from kithly.store.archives.reading import take_nothing
from kithly.store.archives.snapshot import contents_of, mark_of, snapshot
from kithly.store.archives.writing import write_archive
from kithly.store.faults import as_store_error
from kithly.transport.whole_files import FOLDER_MODE, name_it

WHOLE = "whole.zip"  # its name while it is made
TIMES = 2  # a backup needs the size of the database twice: the copy of one moment, and at most as much packed
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_PRIMARY = 0xFF  # SQLite's extended codes carry the primary code in the low byte

Look = Callable[[Path], Canonical | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A backup to be made.

    Attributes:
        database: The SQLite file, in use perhaps.
        folder: Where it shall lie; it exists.
        name: How it shall be called; empty for a name of Kithly's, which is always free.
        why: What for.
        made_at: The present.
        look: Looks at the copy of the database before it is packed: proves that it opens, and gives its canonical sum.
    """

    database: Path
    folder: Path
    why: Why
    made_at: datetime
    look: Look
    name: str = ""


def make(order: Order) -> tuple[Path, Manifest]:
    """Make a backup; whatever happens, there is a whole one under the name afterwards, or none.

    Returns:
        Where it lies, and what it says of itself.

    Raises:
        Conflict: The name is taken.
        StoreDamaged: The database is damaged, or what was written could not be read back.
        UserError: There is no room, or the folder cannot be written.
    """
    need = room_needed(order.database)
    with told_of(order.database, order.folder, need=need), room_in(order.folder) as room:
        copy = room / DATABASE
        snapshot(order.database, copy)
        canonical = order.look(copy)
        held, mark = contents_of(copy), mark_of(copy)
        manifest = write_archive(
            room / WHOLE, _files(order, copy), lambda parts: _told(order, held, mark, canonical, parts)
        )
        if take_nothing(room / WHOLE) != manifest:
            raise StoreDamaged("The backup could not be read back as it was written.", hint="Name another disk.")
        return _named(room / WHOLE, order), manifest


def own_folder(folder: Path) -> None:
    """Make a folder for backups that only its owner can read, where there is none."""
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if folder.stat().st_mode & 0o777 != FOLDER_MODE:
        with suppress(PermissionError):  # a disk that knows no modes
            folder.chmod(FOLDER_MODE)


def room_needed(database: Path) -> int:
    """Return how many bytes must be free for a backup of a database as it is now."""
    beside = database.with_name(f"{database.name}-wal")
    return TIMES * (database.stat().st_size + (beside.stat().st_size if beside.exists() else 0))


@contextmanager
def told_of(database: Path, folder: Path, *, need: int = 0) -> Iterator[None]:
    """Raise what the system or SQLite say inside as one sentence.

    Args:
        database: What is read.
        folder: What is written into.
        need: Bytes that must be free there; 0 where nobody knows.

    Raises:
        UserError: There is no room, or the folder cannot be written.
        StoreError: The database cannot be read.
    """
    try:
        yield
    except OSError as error:
        raise _of_system(error, folder, need) from error
    except sqlite3.Error as error:
        raise (_full(folder, need) if ran_out(error) else as_store_error(error, str(database))) from error
    except StoreError as error:
        if ran_out(error):
            raise _full(folder, need) from error
        raise


def ran_out(error: BaseException) -> bool:
    """Say whether SQLite found no room, or a disk that does not take what it is given."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    said = getattr(cause, "orig", cause)  # what SQLAlchemy wraps
    return getattr(said, "sqlite_errorcode", 0) & _PRIMARY in _SQLITE_FULL


def _of_system(error: OSError, folder: Path, need: int) -> UserError:
    if error.errno in _FULL:
        return _full(folder, need)
    return UserError(
        f"{folder} cannot be written: {error.strerror or error}.", hint="Check who may write there, or name another."
    )


def _full(folder: Path, need: int) -> UserError:
    needed = f" {need // 1_000_000 + 1:,} MB must be free." if need else ""
    return UserError(
        f"The disk that holds {folder} is full: nothing was done, and nothing was left there.{needed}",
        hint="Free some space, or name a folder on another disk.",
    )


def _files(order: Order, copy: Path) -> Mapping[str, Path]:
    settings = order.database.with_name(SETTINGS)
    if not settings.is_file():
        return {DATABASE: copy}
    if settings.stat().st_size > MOST_SETTINGS:
        raise UserError(f"{settings} is larger than settings ever are.", hint="Move it aside, then: kithly backup")
    return {DATABASE: copy, SETTINGS: settings}


def _told(order: Order, held: Contents, mark: str, canonical: Canonical | None, parts: tuple[Part, ...]) -> Manifest:
    return Manifest(
        made_at=order.made_at.astimezone(UTC),
        kithly=__version__,
        why=order.why,
        network=mark,
        contents=held,
        canonical=canonical,
        parts=parts,
    )


def _named(fresh: Path, order: Order) -> Path:
    while True:
        path = order.folder / order.name if order.name else new_place(order.folder, order.made_at, order.why)
        try:
            name_it(fresh, path)
        except FileExistsError:
            if order.name:
                message = f"There is a file {path} already, and no backup is written over one."
                raise Conflict("backup", str(path), message=message, hint="Name another: kithly backup PATH") from None
        else:
            return path
