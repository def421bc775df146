"""Database failures, told by error code and turned into Kithly's own errors."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from traceback import walk_tb

from sqlalchemy.exc import DBAPIError

from kithly.errors import StoreBusy, StoreDamaged, StoreError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_PG_BUSY = {"55P03", "40001", "40P01"}  # lock not available, serialization failure, deadlock
_PG_FULL = {"53100"}
_PG_DAMAGED = {"XX001", "XX002"}
_FEWEST_FREE = 16_000_000  # bytes: what a batch of an import writes at most, with its log
_PRIMARY = 0xFF  # SQLite's extended codes carry the primary code in the low byte


@contextmanager
def told(location: str) -> Iterator[None]:
    """Raise database failures inside as Kithly's errors.

    Args:
        location: What to call the database in the sentence.

    Raises:
        StoreBusy: Another process holds a lock.
        StoreDamaged: The file is no database, or damaged.
        StoreError: The disk is full, the file cannot be written, the server is away.
    """
    try:
        yield
    except DBAPIError as error:
        raise as_store_error(error.orig, location) from error
    except sqlite3.Error as error:
        raise as_store_error(error, location) from error
    except UnicodeDecodeError as error:  # sqlite3 quotes a damaged schema, which is no text any more
        raise _damaged(location) from error
    except (JSONDecodeError, zlib.error) as error:  # a byte inside a kept value is other than it was
        if not _was_unpacking(error):
            raise
        raise _damaged(location) from error


def _was_unpacking(error: BaseException) -> bool:
    """Say whether it was the store that could not read what it kept, and not somebody who read something foreign."""
    names = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    ours = [name for name in names if name.startswith("kithly.")]
    return bool(ours) and ours[-1].startswith("kithly.store.")


def as_store_error(error: BaseException | None, location: str) -> StoreError:
    """Return the error of ours that says what went wrong."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, location)
    state = getattr(error, "sqlstate", None)
    if state in _PG_BUSY:
        return _busy()
    if state in _PG_FULL:
        return _full(location)
    if state in _PG_DAMAGED:
        return _damaged(location)
    return StoreError(f"The database {location} failed ({type(error).__name__} {state or ''}).".replace(" )", ")"))


def _of_sqlite(error: sqlite3.Error, location: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _BUSY:
        return _busy()
    if code in _DAMAGED:
        return _damaged(location)
    if code == sqlite3.SQLITE_FULL:
        return _full(location)
    if code in _UNWRITABLE:
        return StoreError(f"{location} cannot be opened for writing.", hint="Check the folder's permissions.")
    if code == sqlite3.SQLITE_IOERR:
        return _unreliable(location)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreError(f"The database {location} failed ({name}).", hint="kithly doctor")


def _busy() -> StoreBusy:
    return StoreBusy("Another Kithly is writing right now.", hint="Wait until it is done, then repeat.")


def _full(location: str) -> StoreError:
    return StoreError(
        f"The disk that holds {location} is full; everything up to the last step is kept.{_need_told(location)}",
        hint="Free some space, then do it again: it goes on where it stopped.",
    )


def _unreliable(location: str) -> StoreError:
    return StoreError(
        f"The disk that holds {location} refused to read or write; it may be full. Everything up to the last step is "
        f"kept.{_need_told(location)}",
        hint="Free some space or check the disk, then do it again: it goes on where it stopped.",
    )


def _need_told(location: str) -> str:
    """Say how much must be free to go on: as much as there is, for what is derived may be made anew."""
    try:
        size = sum(path.stat().st_size for path in (Path(location), Path(f"{location}-wal")) if path.is_file())
    except (OSError, ValueError):
        return ""
    return f" {(size + _FEWEST_FREE) // 1_000_000 + 1:,} MB must be free to go on." if size else ""


def _damaged(location: str) -> StoreDamaged:
    return StoreDamaged(f"{location} is not a sound Kithly database.", hint="kithly restore BACKUP --to OTHER_FOLDER")
