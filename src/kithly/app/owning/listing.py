"""The backups that lie there, and whether the newest is new enough."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kithly.app.figures import counted, megabytes
from kithly.app.network import Network
from kithly.app.owning.choice import Choice, choice_of, places_of
from kithly.app.owning.making import held_view
from kithly.app.owning.rotation import AHEAD
from kithly.app.reminding.health import ago
from kithly.app.views.owning import BackupPlaceView, BackupsView, ListedBackupView
from kithly.errors import KithlyError
from kithly.store.archives.reading import read_manifest

NOTE = "backup_note"  # name of the small fact: what came of the last backup that was made by itself
OLD = timedelta(days=8)  # a week, and a day for a machine that was off
UNREADABLE = "It cannot be read: it is no backup, or is damaged."
MAKE = "kithly backup"


def backups(network: Network) -> BackupsView:
    """Return the backups that lie in the data folder and in the folders the user chose, now or before."""
    choice, folders = choice_of(network), _folders(network)
    found = tuple(sorted(_listed(folders), key=_newness, reverse=True))
    with network.store.reading() as kept:
        note = json.loads(kept.meta.get(NOTE) or "{}")
        changes = kept.changes.list()
    began = min((one.at for one in changes), default=network.now)
    is_well, text = _health(found, began, network.now)
    failed = "" if note.get("ok", True) else str(note.get("text", ""))
    return BackupsView(
        folder=str(choice.place),
        chosen=str(choice.chosen) if choice.chosen else None,
        automatic=choice.automatic,
        backups=found,
        bytes=sum(one.bytes for one in found),
        last=str(note.get("text", "")),
        is_well=is_well,
        text=" ".join(filter(None, (text, failed))),
        next="" if is_well and found else MAKE,
        places=tuple(_places(choice, folders, found)),
    )


def marks(network: Network) -> tuple[str, ...]:
    """Return what tells whether it stands as before: where new ones go, which folders are there, and each backup."""
    folders = _folders(network)
    told = [f"{folder} {folder.is_dir()}" for folder in folders]
    for path in _paths(folders):
        with suppress(OSError):  # it was taken away in this moment
            told.append(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}")
    return (str(choice_of(network).place), *told)


def _folders(network: Network) -> tuple[Path, ...]:
    """Return where new ones go, then the other folders backups may lie in; each once, though named in two ways."""
    folders: dict[str, Path] = {}
    for folder in (choice_of(network).place, *places_of(network)):
        folders.setdefault(os.path.realpath(folder), folder)
    return tuple(folders.values())


def _places(
    choice: Choice, folders: tuple[Path, ...], found: tuple[ListedBackupView, ...]
) -> Iterator[BackupPlaceView]:
    """Yield where new ones go, then every other folder that holds some or cannot be reached."""
    for folder in folders:
        count = sum(Path(one.path).parent == folder for one in found)
        is_missing = folder != choice.own and not folder.is_dir()
        if count or is_missing or folder == choice.place:
            yield BackupPlaceView(folder=str(folder), is_there=not is_missing, backups=count)


def _listed(folders: tuple[Path, ...]) -> Iterator[ListedBackupView]:
    for path in _paths(folders):
        with suppress(OSError):  # it was taken away in this moment
            yield listed(path)


def _paths(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    found = (path for folder in folders if folder.is_dir() for path in folder.glob("*.zip") if path.is_file())
    return tuple(sorted(found))


def listed(path: Path) -> ListedBackupView:
    """Return one backup as it is listed; only what it says of itself is read."""
    size = path.stat().st_size
    try:
        manifest = read_manifest(path)
    except KithlyError:
        return ListedBackupView(
            path=str(path), name=path.name, bytes=size, made_at=None, why=None, counts=None, text=UNREADABLE
        )
    return ListedBackupView(
        path=str(path),
        name=path.name,
        bytes=size,
        made_at=manifest.made_at,
        why=manifest.why.value,
        counts=held_view(manifest.contents),
    )


def _newness(one: ListedBackupView) -> tuple[bool, str, str]:
    return one.made_at is not None, one.made_at.isoformat() if one.made_at else "", one.name


def _health(found: tuple[ListedBackupView, ...], began: datetime, now: datetime) -> tuple[bool, str]:
    """Say whether there is a backup that is new enough for what is kept since."""
    made = [one.made_at for one in found if one.made_at is not None]
    if not made and found:
        return False, "No backup here can be read."
    if not made:
        return now - began <= OLD, "There is no backup yet."
    believable = [at for at in made if at <= now + AHEAD]
    if not believable:
        return False, "Every backup here is dated later than now: a clock was wrong."
    size, newest = megabytes(sum(one.bytes for one in found)), max(believable)
    told = f"The newest of {counted(len(made), 'backup')} ({size}) was made {ago(newest, now)}."
    return now - newest <= OLD, told
