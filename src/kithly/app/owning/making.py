"""Making a backup, proven before it gets its name."""

from __future__ import annotations

import secrets
import shlex
import shutil
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from kithly.app.figures import counted, day_words, megabytes
from kithly.app.network import Network
from kithly.app.owning.choice import choice_of
from kithly.app.owning.left_out import left_out
from kithly.app.owning.lists import keep_lists, listed_of
from kithly.app.owning.older import take_away_older
from kithly.app.owning.proving import as_damage, canonical_of
from kithly.app.views.owning import BackupCountsView, BackupFileView, BackupView
from kithly.errors import Conflict, StoreBusy, StoreDamaged, UserError
from kithly.store.archives.making import Order, make, own_folder, room_needed, told_of
from kithly.store.archives.manifest import Canonical, Contents, Manifest, Why
from kithly.store.archives.snapshot import NETWORK

MARK_BYTES = 8
OTHERS = stat.S_IRWXG | stat.S_IRWXO
OPEN_TO_OTHERS = "The disk it lies on knows no owners: whoever has the disk, or uses this computer, can read it."
ENDS_IN = ".zip"
WHOLE = "It was opened, checked and compared."
ROWS = "Another Kithly made it: it was opened and checked, and every kept row compared with what it was."
A_MOMENT = 2.0  # seconds to wait for others who write, before a backup is made without a mark


def back_up(network: Network, target: Path | None = None, *, why: Why = Why.HAND) -> BackupView:
    """Make a backup of everything that is kept, while others may write, and prove it.

    Args:
        network: Whose.
        target: A file that does not exist yet, or a folder to put it into; None for where backups lie.
        why: What for.

    Raises:
        UserError: The network lies on a server, there is no such folder, it cannot be written, or there is no room.
        Conflict: There is such a file already, or somebody was forgotten while it was made, twice.
        StoreDamaged: The database is damaged.
    """
    path, manifest = _made(network, target, why) or _made(network, target, why) or _refused()
    left = left_out(network.settings.folder)
    left += (OPEN_TO_OTHERS,) if path.stat().st_mode & OTHERS else ()
    view = made_view(path, manifest, network.zone, left=left, compared=True)
    gone = take_away_older(network, path)
    words = [view.text, *([_gone(len(gone))] if gone else ())]
    if _knows_of_forgotten(network):
        keep_lists(network, words)  # a disk may be back that was away when the list changed
    return replace(view, text=" ".join(words))


def _made(network: Network, target: Path | None, why: Why) -> tuple[Path, Manifest] | None:
    """Make a backup; None where somebody was forgotten meanwhile, whom it would still hold.

    Who is forgotten after the second look finds the backup under its name, and takes it away or names it.
    """
    database = file_of(network)
    folder, name = _place(network, target)
    _has_room(database, folder)
    mark_of_network(network)
    before = _forgotten(network)
    path, manifest = make(
        Order(database=database, folder=folder, name=name, why=why, made_at=network.now, look=_looked)
    )
    if _forgotten(network) <= before:
        return path, manifest
    path.unlink(missing_ok=True)
    return None


def _gone(count: int) -> str:
    held = "that still held somebody you forgot is" if count == 1 else "that still held somebody you forgot are"
    return f"{counted(count, 'older backup')} {held} taken away."


def _knows_of_forgotten(network: Network) -> bool:
    listed = listed_of(network)
    return bool(listed.forgotten or listed.lifted)


def _forgotten(network: Network) -> frozenset[str]:
    with network.store.reading() as kept:
        return frozenset(one.whom for one in kept.forgotten.all())


def _refused() -> NoReturn:
    raise Conflict(
        "backup",
        "",
        message="Somebody was forgotten while the backup was made, so it was taken away again.",
        hint="kithly backup",
    )


def _looked(copy: Path) -> Canonical:
    told = StoreDamaged("The database is damaged: its copy does not open as it should.", hint="kithly doctor")
    with as_damage(told):
        return canonical_of(copy)


def file_of(network: Network) -> Path:
    """Return the file a network lies in.

    Raises:
        UserError: It lies in none.
    """
    found = network.store.file
    if found is None:
        raise UserError(
            "This network lies on a PostgreSQL server, whose own tool backs it up: pg_dump.",
            hint="pg_dump --format=custom --file=kithly.dump YOUR-DATABASE",
        )
    return found


def mark_of_network(network: Network) -> str:
    """Return the mark that all backups of this network carry; it is made with the first, if anything can be written."""
    with network.store.reading() as kept:
        found = kept.meta.get(NETWORK)
    if found:
        return found
    try:
        with network.store.transaction(patience=A_MOMENT) as tx:
            mark = tx.meta.get(NETWORK) or secrets.token_hex(MARK_BYTES)
            tx.meta.set(NETWORK, mark)
            return mark
    except StoreBusy:
        return ""


def made_view(path: Path, manifest: Manifest, zone: ZoneInfo, *, left: tuple[str, ...], compared: bool) -> BackupView:
    """Return a backup as it is shown."""
    held, size = held_view(manifest.contents), path.stat().st_size
    told = f"{counts_told(held)}, as of {moment_told(manifest.made_at, zone)}: {megabytes(size)}"
    how = WHOLE if compared else ROWS
    return BackupView(
        path=str(path),
        made_at=manifest.made_at,
        why=manifest.why.value,
        bytes=size,
        kithly=manifest.kithly,
        revision=manifest.contents.revision,
        counts=held,
        files=tuple(BackupFileView(name=one.name, bytes=one.size, sha256=one.sha256) for one in manifest.parts),
        left_out=left,
        compared=compared,
        text=f"{told}. {how}",
        next=f"kithly restore {shlex.quote(str(path))} --to FOLDER",
    )


def held_view(held: Contents) -> BackupCountsView:
    """Return what a backup holds, as it is shown."""
    return BackupCountsView(people=held.people, records=held.records, decisions=held.decisions)


def counts_told(held: BackupCountsView) -> str:
    """Return ``312 people, 10,230 records and 40 decisions``."""
    people, records = counted(held.people, "person", "people"), counted(held.records, "record")
    return f"{people}, {records} and {counted(held.decisions, 'decision')}"


def moment_told(at: datetime, zone: ZoneInfo) -> str:
    """Return ``2 March 2026, 09:00`` in a zone."""
    local = at.astimezone(zone)
    return f"{day_words(local.date())}, {local:%H:%M}"


def _place(network: Network, target: Path | None) -> tuple[Path, str]:
    """Return the folder of a new backup, and its name if the user chose one."""
    if target is None:
        place = choice_of(network).place
        with told_of(network.settings.database, place):
            own_folder(place)
        return place, ""
    path = target.expanduser().absolute()
    if path.is_dir():
        return path, ""
    if path.suffix.lower() != ENDS_IN:
        raise UserError(
            f"There is no folder {path}, and a backup's name ends in .zip.", hint=f"kithly backup {path.name}.zip"
        )
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}.", hint="Make it first, then: kithly backup PATH")
    return path.parent, path.name


def _has_room(database: Path, folder: Path) -> None:
    """Refuse where a backup would fill the disk.

    Raises:
        UserError: It would.
    """
    with told_of(database, folder):
        need, free = room_needed(database), shutil.disk_usage(folder).free
    if free < need:
        raise UserError(
            f"A backup needs {megabytes(need)} for a moment, and the disk of {folder} has {megabytes(free)}.",
            hint="Free some space, or name another disk: kithly backup PATH",
        )
