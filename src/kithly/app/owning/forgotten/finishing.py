"""What is done to files once somebody is forgotten: no byte left, the list kept, backups of before taken away.

It knows nobody's name, so that it can go on at the next start where it was broken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.owning.choice import choice_of, places_of
from kithly.app.owning.forgotten.lists import write_list
from kithly.app.owning.forgotten.looking import FORMER, by_hand
from kithly.app.owning.forgotten.pending import PENDING
from kithly.app.owning.making import back_up
from kithly.errors import KithlyError, StoreBusy, StoreError
from kithly.store.archives.manifest import Manifest, Why
from kithly.store.archives.names import made_for
from kithly.store.archives.placing import sweep
from kithly.store.archives.snapshot import NETWORK

NOT_PURGED = "What was deleted is still in the database's files ({why}): that is done at the next start."
NO_BACKUP = "No new backup could be made, so the older ones stay for now: {why}"
AWAY = "{folder} is not there: the backups in it are taken away with the next one that is made there."
SERVER = (
    "The server's own logs and backups (its write-ahead log, an archive of it, pg_dump files) are not Kithly's to "
    "clean: they keep what they keep until whoever runs it lets them go."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What was done to files.

    Attributes:
        purged: Whether no byte is left in the database's files.
        removed: Backups that were taken away.
        by_hand: Backups made by hand that lie where Kithly knows, and hold what was before.
        words: What could not be done, a sentence each.
    """

    purged: bool
    removed: tuple[str, ...]
    by_hand: tuple[str, ...]
    words: tuple[str, ...]


def finish(network: Network) -> Finished:
    """Let no byte be left, keep the list, replace backups of Kithly's own by a new one."""
    words: list[str] = []
    choice = choice_of(network)
    _keep_lists(network, words)
    purged = _purged(network, words)
    for folder in {network.settings.folder, choice.own, choice.place}:
        sweep(folder)  # what a backup left there that died
    removed = tuple(_replaced(network, words))
    words += [AWAY.format(folder=place) for place in _chosen(network) if not place.is_dir()]
    if network.store.file is None:
        words.append(SERVER)
    if purged:
        with network.store.transaction() as tx:
            tx.meta.set(PENDING, "")
    return Finished(purged=purged, removed=removed, by_hand=by_hand(network), words=tuple(words))


def _chosen(network: Network) -> tuple[Path, ...]:
    """Return the folders that the user chose for backups, now or before; they may be on a disk that is away."""
    return tuple(place for place in places_of(network) if place != network.settings.backups)


def older_than_the_last(network: Network, folder: Path) -> Iterator[Path]:
    """Yield the backups Kithly made by itself, of this network, before somebody was forgotten last."""
    with network.store.reading() as kept:
        mark, forgotten = kept.meta.get(NETWORK) or "", kept.forgotten.all()
    if not mark or not forgotten:
        return
    last = max(one.at for one in forgotten)
    for why in (Why.DAILY, Why.UPGRADE):
        for path, told in made_for(folder, why):
            if _is_before(told, mark, last):
                yield path


def _by_itself(network: Network, folder: Path) -> Iterator[Path]:
    """Yield all backups Kithly made by itself of this network.

    One that was made while somebody was looked through bears a later moment than the yes, and holds them all the same.
    """
    with network.store.reading() as kept:
        mark = kept.meta.get(NETWORK) or ""
    for why in (Why.DAILY, Why.UPGRADE):
        yield from (path for path, told in made_for(folder, why) if mark and told.network in {mark, ""})


def _is_before(told: Manifest, mark: str, last: datetime) -> bool:
    return told.network in {mark, ""} and told.made_at < last


def _keep_lists(network: Network, words: list[str]) -> None:
    with network.store.reading() as kept:
        marks = [kept.meta.get(NETWORK) or "", *(kept.meta.get(FORMER) or "").split()]
        forgotten = kept.forgotten.all()
    folders = [network.settings.folder] if network.store.file else []
    folders += [one for one in places_of(network) if one.is_dir()]
    for folder in folders:
        try:
            write_list(folder, marks, forgotten)
        except (OSError, KithlyError) as error:
            words.append(f"The list for backups could not be written to {folder}: {error}")


def _purged(network: Network, words: list[str]) -> bool:
    why = "another program was reading"
    try:
        if network.store.purge():
            return True
    except StoreBusy:
        why = "another program was writing"
    except StoreError as error:
        why = str(error).rstrip(".")
    words.append(NOT_PURGED.format(why=why))
    return False


def _replaced(network: Network, words: list[str]) -> Iterator[str]:
    """Take away the backups of before, once a new one is made and proven."""
    if network.store.file is None:
        return
    folders = [one for one in places_of(network) if one.is_dir()]
    old = [path for folder in folders for path in _by_itself(network, folder)]
    if not old:
        return
    try:
        made = back_up(network, why=Why.DAILY)
    except KithlyError as error:
        words.append(NO_BACKUP.format(why=error))
        return
    for path in old:
        if str(path) != made.path:
            with suppress(OSError):
                path.unlink()
                yield str(path)
    left = sum(path.exists() for path in old if str(path) != made.path)
    if left:
        words.append(f"{counted(left, 'older backup')} could not be taken away: see {old[0].parent}.")
