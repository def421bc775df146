"""The backup of every day, made once a day, and the older ones that are needed no more taken away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from kithly.app.figures import megabytes
from kithly.app.network import Network
from kithly.app.owning.choice import Choice, choice_of
from kithly.app.owning.forgotten.finishing import go_on
from kithly.app.owning.listing import NOTE
from kithly.app.owning.making import back_up
from kithly.app.owning.older import may_go_on, older
from kithly.app.owning.rotation import Dated, outlived
from kithly.app.views.owning import BackupView, DailyBackupView
from kithly.errors import KithlyError, StoreBusy
from kithly.store import file_lock
from kithly.store.archives.making import told_of
from kithly.store.archives.manifest import Why
from kithly.store.archives.names import made_for
from kithly.store.archives.snapshot import NETWORK

MADE, THERE, OFF, ELSEWHERE, NOT = "made", "there", "off", "elsewhere", "not"
LOCK = ".backup-lock"


def back_up_today(network: Network) -> DailyBackupView:
    """Make the backup of today, unless there is one, and take away older ones that are needed no more.

    Nothing is raised: what hinders it is a sentence, kept for `kithly doctor`.
    """
    choice, database = choice_of(network), network.store.file
    if not choice.automatic or database is None:
        return DailyBackupView(outcome=OFF, text="No backup is made by itself.")
    with ExitStack() as held:
        try:
            with told_of(database, database.parent):
                held.enter_context(file_lock(Path(f"{database}{LOCK}")))
        except StoreBusy:
            return DailyBackupView(outcome=ELSEWHERE, text="Another Kithly is making today's backup.")
        except KithlyError as error:
            return _not(network, error)
        return _today(network, choice)


def back_up_noted(network: Network) -> DailyBackupView:
    """Make a backup because the user asks for one who does not wait for it; what came of it is kept as a note."""
    try:
        made = back_up(network)
    except KithlyError as error:
        return _not(network, error)
    text = f"A backup is made: {megabytes(made.bytes)}."
    return _noted(network, DailyBackupView(outcome=MADE, text=text, backup=made))


def is_due(network: Network) -> bool:
    """Say whether the backup of today is still to be made, or one that was left may go; a cheap look."""
    choice = choice_of(network)
    if not choice.automatic or network.store.file is None:
        return False
    return may_go_on(network) or not _is_there(network, choice.place)


def _today(network: Network, choice: Choice) -> DailyBackupView:
    if may_go_on(network):
        go_on(network)
    if _is_there(network, choice.place):
        return DailyBackupView(outcome=THERE, text="Today's backup is made.")
    try:
        old = older(network)
        made = back_up(network, why=Why.DAILY)
    except KithlyError as error:
        return _not(network, error)
    gone = (str(path) for path in old if not path.exists())  # they held somebody who was forgotten since
    removed = (*gone, *_rotated(network, choice.place, Path(made.path)))
    return _noted(network, DailyBackupView(outcome=MADE, text=_told(made, choice), backup=made, removed=removed))


def _told(made: BackupView, choice: Choice) -> str:
    away = "" if choice.is_there else f" {choice.chosen} is not there, so it lies in the data folder."
    return f"Today's backup is made: {megabytes(made.bytes)}.{away}"


def _is_there(network: Network, folder: Path) -> bool:
    days = {one.at.astimezone(network.zone).date() for one in _days(network, folder)}
    return network.today in days


def _rotated(network: Network, folder: Path, made: Path) -> Iterator[str]:
    """Take away what is needed no more; only what Kithly made by itself, of this very network, under its own names."""
    for one in outlived(_days(network, folder), now=network.now, zone=network.zone):
        if one.path != made:
            with suppress(OSError):  # it may be gone, or the disk may be
                one.path.unlink()
                yield str(one.path)


def _days(network: Network, folder: Path) -> tuple[Dated, ...]:
    """Return the backups of days in a folder that are of this network."""
    with network.store.reading() as kept:
        mark = kept.meta.get(NETWORK)
    found = made_for(folder, Why.DAILY) if mark else ()
    return tuple(Dated(path=path, at=told.made_at) for path, told in found if told.network == mark)


def _not(network: Network, error: KithlyError) -> DailyBackupView:
    return _noted(network, DailyBackupView(outcome=NOT, text=f"No backup was made. {error}", next=error.hint))


def _noted(network: Network, view: DailyBackupView) -> DailyBackupView:
    """Keep what came of it; where even that cannot be written, it is still told."""
    note = {"at": network.now.isoformat(), "ok": view.outcome == MADE, "text": view.text}
    try:
        with network.store.transaction() as tx:
            tx.meta.set(NOTE, json.dumps(note))
    except KithlyError as error:
        return replace(view, text=f"{view.text} {error}")
    return view
