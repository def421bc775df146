"""Restoring a backup: into a folder that holds no network, whole or not at all, and without doing anything twice."""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from kithly.app.figures import counted
from kithly.app.network import system_zone, zone_in
from kithly.app.owning.forgotten.again import forget_again
from kithly.app.owning.left_out import foreign
from kithly.app.owning.lists import FORMER, LIFTED, Listed, lists_near, write_list
from kithly.app.owning.lists import NAME as LIST
from kithly.app.owning.making import counts_told, held_view, moment_told
from kithly.app.owning.older import LEFT
from kithly.app.owning.proving import as_damage, must_be_backup, must_be_known, other, prove
from kithly.app.reminding.ledger import UNKNOWN, Digest, digest_of, keep_digest
from kithly.app.reminding.mailbox import mailbox_of
from kithly.app.reminding.target import KEPT as TOLD
from kithly.app.reminding.target import target_of
from kithly.app.settings import BACKUPS, DATABASE, FILE
from kithly.app.views.owning import RestoredView
from kithly.errors import Conflict
from kithly.messages.outgoing import Happened, Outgoing, after
from kithly.store import Store, Writing
from kithly.store.archives.making import told_of
from kithly.store.archives.manifest import Manifest
from kithly.store.archives.placing import room_in
from kithly.store.archives.reading import read_manifest, take_out
from kithly.store.archives.snapshot import NETWORK, make_single
from kithly.transport.whole_files import FOLDER_MODE, name_it, sync_folder

LIVE = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
_TAKEN = {errno.EEXIST, errno.ENOTEMPTY}
OPEN = (Outgoing.APPROVED, Outgoing.SENDING, Outgoing.FAILED)
NOBODY_KNOWS = "It comes out of a backup or export: what became of it since then is not known here."
SECRETS = "Passwords do not travel: where an account cannot sign in, add it again with kithly account add."
NO_KEYS = "Programs and devices that could come in must be let in anew: a key you took back must not come back."


def restore(path: Path, folder: Path, *, now: datetime, near: tuple[Path, ...] = ()) -> RestoredView:
    """Restore a backup into a folder, after proving it as `verify` does; who was forgotten since is forgotten again.

    Args:
        path: The backup.
        folder: The data folder to be; it need not exist, and holds no network.
        now: The present.
        near: Folders where a list of those who were forgotten may lie, besides beside the backup and in the folder.

    Raises:
        Conflict: The folder holds a network, or files that are not Kithly's.
        NotFound: There is no such backup.
        SchemaTooNew: A newer Kithly made it.
        StoreDamaged: It is damaged; the sentence names what.
        UserError: It is an export, there is no room, or the folder cannot be written.
    """
    whole, target = path.expanduser().absolute(), folder.expanduser().absolute()
    must_be_backup(whole)
    manifest = read_manifest(whole)
    must_be_known(manifest)
    _must_be_free(target)
    places = (whole.parent, whole.parent.parent, target, target / BACKUPS, *near)
    listed = lists_near(manifest.network, places)
    with told_of(whole, target, need=manifest.size), _room_beside(target) as room:
        inside = room / "network"
        inside.mkdir(mode=FOLDER_MODE)
        take_out(whole, inside)
        prove(inside, manifest, str(whole))
        with as_damage(other(str(whole))):
            words = _settled(inside, now, manifest.network, listed)
        make_single(inside / DATABASE)
        _must_be_free(target)
        _placed(inside, target)
    return _view(whole, target, manifest, words)


def _must_be_free(target: Path) -> None:
    """Refuse a folder that holds a network, or anything that is not Kithly's.

    Raises:
        Conflict: It does.
    """
    if target.exists() and not target.is_dir():
        raise Conflict("folder", str(target), message=f"{target} is no folder.", hint="Name another with --to.")
    if any((target / name).exists() or (target / name).is_symlink() for name in LIVE):
        raise _taken(target)
    others = foreign(target)
    if others:
        message = f"{target} holds other files ({others[0]}), and a network has a folder of its own."
        raise Conflict("folder", str(target), message=message, hint="Name a folder that does not exist yet with --to.")


def _taken(target: Path) -> Conflict:
    return Conflict(
        "folder",
        str(target),
        message=f"There is a network in {target}, and no backup is restored over one.",
        hint="Restore it beside that one with --to OTHER_FOLDER, or close Kithly and move that folder aside first.",
    )


@contextmanager
def _room_beside(target: Path) -> Iterator[Path]:
    """Yield a folder to work in on the disk of the target: in it where it is there, else beside it."""
    missing = [one for one in (target.parent, *target.parent.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=FOLDER_MODE, exist_ok=True)
        one.chmod(FOLDER_MODE)
    try:
        with room_in(target if target.is_dir() else target.parent) as room:
            yield room
    finally:
        for one in missing:  # those that nothing came to lie in
            with suppress(OSError):
                one.rmdir()


def _placed(inside: Path, target: Path) -> None:
    """Let the network stand where it shall: the folder in one step, or, where it is there already, the database last.

    Raises:
        Conflict: Somebody made a network there in the meantime.
    """
    sync_folder(inside)
    try:
        if not target.exists():
            inside.rename(target)
            sync_folder(target.parent)
            return
        target.chmod(FOLDER_MODE)
        for name in (FILE, LIST):
            if (inside / name).exists() and not os.path.lexists(target / name):
                name_it(inside / name, target / name)
        name_it(inside / DATABASE, target / DATABASE)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as error:
        if error.errno in _TAKEN:
            raise _taken(target) from None
        raise


def _settled(inside: Path, now: datetime, network: str, listed: Listed) -> tuple[str, ...]:
    """Let nothing happen a second time that may have happened since; return what is other than it was."""
    with Store.open(inside / DATABASE) as store:
        words = _unrepeated(store, now, network)
        count = forget_again(store, listed.forgotten, now=now)
        own = _own_list(store, network, listed.lifted)
        if own.forgotten or own.lifted:
            write_list(inside, own)
    more = (f"{counted(count, 'person', 'people')} you had forgotten since went again.",) if count else ()
    return (*words, *more)


def _own_list(store: Store, network: str, lifted: frozenset[str]) -> Listed:
    """Return what a restored network knows of those who were forgotten; who may be taken in again since may be."""
    with store.transaction() as tx:
        both = lifted | frozenset((tx.meta.get(LIFTED) or "").split())
        for one in tx.forgotten.all():
            if one.whom in both:
                tx.forgotten.lift(one.whom)
        tx.meta.set(LIFTED, " ".join(sorted(both)))
        return Listed(networks=frozenset([network]), forgotten=tx.forgotten.all(), lifted=both)


def _unrepeated(store: Store, now: datetime, network: str) -> tuple[str, ...]:
    """Let nothing happen a second time; return what is other than it was."""
    with store.transaction() as tx:
        keys = sum(tx.passes.revoke(one.id, now) for one in tx.passes.all())
        tx.meta.set(FORMER, " ".join(dict.fromkeys([*(tx.meta.get(FORMER) or "").split(), network])).strip())
        tx.meta.set(LEFT, "")  # what is left to be done to backups of that network
        tx.meta.set(NETWORK, "")  # its backups are a row of their own: those of before are never taken away by it
        told = let_nothing_happen_twice(tx, now)
    return (*told, *((NO_KEYS,) if keys else ()))


def let_nothing_happen_twice(tx: Writing, now: datetime) -> tuple[str, ...]:
    """Let a network that comes from elsewhere do nothing that may have been done there; say what is other than it was.

    Messages that were on the way are ones of which nobody knows; today's digest may have gone out.
    """
    open_messages = _unsure(tx, now)
    _day_unsure(tx, now)
    told = [_messages_told(open_messages)] if open_messages else []
    return (*told, *((SECRETS,) if tx.accounts.all() else ()))


def _unsure(tx: Writing, now: datetime) -> int:
    """Let every message that may have gone out since be one of which nobody knows; return how many."""
    moved = 0
    for row in tx.outbox.standing(OPEN):
        led = after(Outgoing(row.state), Happened.RESTORED)
        if led is not None:
            moved += tx.outbox.move(row, led, now, said=NOBODY_KNOWS)
    return moved


def _day_unsure(tx: Writing, now: datetime) -> None:
    """Let today's digest be one that may have gone out: it is not sent a second time."""
    today = now.astimezone(zone_in(tx)).date()
    if mailbox_of(tx) is not None and digest_of(tx, today) is None:
        unknown = Digest(day=today.isoformat(), id=token_hex(), to="", touches=(), state=UNKNOWN, at=now.isoformat())
        keep_digest(tx, unknown, now=now)
    if target_of(tx) is not None:
        tx.meta.set(TOLD, today.isoformat())


def _messages_told(count: int) -> str:
    verb = "was" if count == 1 else "were"
    return (
        f"{counted(count, 'message')} that {verb} on the way may have gone out since: kithly outbox asks you before "
        "anything is sent."
    )


def _view(path: Path, target: Path, manifest: Manifest, words: tuple[str, ...]) -> RestoredView:
    held = held_view(manifest.contents)
    return RestoredView(
        path=str(path),
        folder=str(target),
        made_at=manifest.made_at,
        counts=held,
        words=words,
        text=f"Restored {counts_told(held)}, as of {moment_told(manifest.made_at, system_zone())}, into {target}.",
        next=f"kithly today --data {shlex.quote(str(target))}",
    )
