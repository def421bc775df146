"""The backup before an upgrade: no older database is changed before a copy of it lies whole on the disk."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kithly.errors import UserError
from kithly.store.archives.making import Order, make, own_folder, room_needed, told_of
from kithly.store.archives.manifest import Canonical, Why
from kithly.store.archives.names import made_for

KEPT = 3  # of these backups


def keep_before_upgrade(database: Path, folder: Path) -> Path:
    """Back an older database up, and return where.

    It is read back and compared with its sums; what is in it is not looked at by this Kithly, to whom its tables are
    those of another.

    Args:
        database: Locked against writers by the caller.
        folder: Made where it is not there.

    Raises:
        UserError: It cannot be done; the database must stay as it is.
    """
    now = datetime.now(UTC)
    with told_of(database, folder):
        own_folder(folder)
        need, free = room_needed(database), shutil.disk_usage(folder).free
    if free < need:
        raise UserError(
            f"This network must be upgraded, and a backup is made before that: {folder} needs "
            f"{need // 1_000_000 + 1:,} MB of free space.",
            hint="Free some space, then do it again; nothing was changed.",
        )
    path, manifest = make(Order(database=database, folder=folder, why=Why.UPGRADE, made_at=now, look=_unseen))
    for older in _needless(folder, manifest.network):
        with suppress(OSError):
            older.unlink()
    return path


def _needless(folder: Path, network: str) -> list[Path]:
    """Return the backups from before upgrades of a network that are needed no more, however often one was tried."""
    found = [(told.made_at, path) for path, told in made_for(folder, Why.UPGRADE) if told.network in {network, ""}]
    return [path for _, path in sorted(found)[:-KEPT]]


def _unseen(copy: Path) -> Canonical | None:
    del copy
    return None
