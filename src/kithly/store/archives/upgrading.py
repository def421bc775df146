"""The backup before an upgrade: no older database is changed before a copy of it lies whole on the disk."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from kithly.errors import StoreError
from kithly.store.archives.making import Order, make, new_place, own_folder, room_needed, told_of
from kithly.store.archives.manifest import Canonical, Why


def keep_before_upgrade(database: Path, folder: Path) -> Path:
    """Back an older database up, and return where.

    It is read back and compared with its sums; what is in it is not looked at by this Kithly, to whom its tables are
    those of another.

    Args:
        database: Locked against writers by the caller.
        folder: Made where it is not there.

    Raises:
        StoreError: It cannot be done; the database must stay as it is.
    """
    now = datetime.now(UTC)
    with told_of(database, folder):
        own_folder(folder)
        need, free = room_needed(database), shutil.disk_usage(folder).free
    if free < need:
        raise StoreError(
            f"This network must be upgraded, and a backup is made before that: {folder} needs "
            f"{need // 1_000_000 + 1:,} MB of free space.",
            hint="Free some space, then do it again; nothing was changed.",
        )
    target = new_place(folder, now, Why.UPGRADE)
    make(Order(database=database, target=target, why=Why.UPGRADE, made_at=now, look=_unseen))
    return target


def _unseen(copy: Path) -> Canonical | None:
    del copy
    return None
