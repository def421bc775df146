"""The backup before an upgrade: no older database is changed before it is found sound, and a copy of it lies whole."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from kithly.errors import StoreDamaged, UserError
from kithly.store.archives.making import TIMES, Order, make, own_folder, room_needed, told_of
from kithly.store.archives.manifest import Canonical, Why
from kithly.store.archives.names import made_for
from kithly.store.archives.snapshot import opened
from kithly.store.faults import told

KEPT = 3  # of these backups


def keep_before_upgrade(database: Path, folder: Path) -> Path:
    """Back an older database up, and return where.

    The database is checked page by page and index by index, and so is the copy. The backup is read back and compared
    with its sums; what the tables mean is not looked at by this Kithly, to whom they are those of another.

    Args:
        database: Locked against writers by the caller.
        folder: Made where it is not there.

    Raises:
        StoreDamaged: It is not sound; the database must stay as it is.
        UserError: It cannot be done; the database must stay as it is.
    """
    now = datetime.now(UTC)
    with told_of(database, folder):
        own_folder(folder)
        _must_be_sound(database, f"{database} must be upgraded, and is damaged")
        _must_fit(database, folder)
    path, manifest = make(Order(database=database, folder=folder, why=Why.UPGRADE, made_at=now, look=_looked))
    for older in _needless(folder, manifest.network):
        with suppress(OSError):
            older.unlink()
    return path


def _needless(folder: Path, network: str) -> list[Path]:
    """Return the backups from before upgrades of a network that are needed no more, however often one was tried."""
    found = [(kept.made_at, path) for path, kept in made_for(folder, Why.UPGRADE) if kept.network in {network, ""}]
    return [path for _, path in sorted(found)[:-KEPT]]


def _must_fit(database: Path, folder: Path) -> None:
    """Refuse where the backup, or the upgrade after it, would fill a disk; that may write as much as there is."""
    backup = room_needed(database)
    upgrade = backup // TIMES
    is_one_disk = database.parent.stat().st_dev == folder.stat().st_dev
    needs = {folder: backup + upgrade} if is_one_disk else {folder: backup, database.parent: upgrade}
    for place, need in needs.items():
        if shutil.disk_usage(place).free < need:
            raise UserError(
                f"This network must be upgraded, and a backup is made before that: {place} needs "
                f"{need // 1_000_000 + 1:,} MB of free space.",
                hint="Free some space, then do it again; nothing was changed.",
            )


def _looked(copy: Path) -> Canonical | None:
    _must_be_sound(copy, f"The copy of the network, {copy}, is damaged")
    return None


def _must_be_sound(database: Path, told_so: str) -> None:
    with told(str(database)), closing(opened(database)) as conn:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check(1)")]
        orphans = conn.execute("PRAGMA foreign_key_check").fetchone()
    if found != ["ok"] or orphans is not None:
        flaw = str(found[0]).splitlines()[-1] if found != ["ok"] else "rows refer to nothing"
        raise StoreDamaged(
            f"{told_so}: {flaw}. Nothing was changed.",
            hint="Restore a backup into another folder: kithly restore BACKUP --to OTHER_FOLDER",
        )
