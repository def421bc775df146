"""What is done to files once somebody is forgotten: no byte left, the list kept, backups of before taken away.

It knows nobody's name, so that it can go on at the next start where it was broken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.owning.choice import choice_of, places_of
from kithly.app.owning.forgotten.looking import by_hand
from kithly.app.owning.forgotten.pending import PENDING
from kithly.app.owning.lists import keep_lists
from kithly.app.owning.making import back_up
from kithly.app.owning.older import by_itself, keep_left, left_of, older, taken_away
from kithly.errors import KithlyError, StoreBusy, StoreError
from kithly.store.archives.manifest import Why
from kithly.store.archives.placing import sweep

NOT_PURGED = "What was deleted is still in the database's files ({why}): that is done at the next start."
NO_BACKUP = "No new backup could be made, so the older ones stay and hold them, until the next start can: {why}"
AWAY = "{folder} is not there: backups in it still hold them, and are taken away once it is back and Kithly runs."
STAY = "{backups} could not be taken away, and {hold} them still: see {folder}. The next start tries again."
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
    keep_lists(network, words)
    purged = _purged(network, words)
    for folder in {network.settings.folder, choice.own, choice.place}:
        sweep(folder)  # what a backup left there that died
    removed = tuple(_replaced(network, words))
    if network.store.file is None:
        words.append(SERVER)
    if purged:
        with network.store.transaction() as tx:
            tx.meta.set(PENDING, "")
    return Finished(purged=purged, removed=removed, by_hand=by_hand(network), words=tuple(words))


def go_on(network: Network) -> tuple[str, ...]:
    """Do what was left to be done to backups: one could not be made, or a disk was not there.

    Returns:
        What cannot be done now either, a sentence each.
    """
    words: list[str] = []
    keep_lists(network, words)
    old, away = older(network), left_of(network).away
    folders = [one for one in places_of(network) if one.is_dir()]
    if any(path not in old for folder in folders for path, _ in by_itself(network, folder)):
        taken_away(old)  # there is one already without them
    elif old:
        _made_new(network, words)
    _keep(network, old, away, words)
    return tuple(words)


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
    """Take away the backups of before, once a new one is made and proven; what stays is kept in mind."""
    if network.store.file is None:
        return
    places = places_of(network)
    old = tuple(path for folder in places for path, _ in by_itself(network, folder))  # see `older`: clocks differ
    made = _made_new(network, words) if old else None
    if made is not None:
        yield from taken_away(path for path in old if path != made)
    _keep(network, (path for path in old if path != made), (one for one in places if one != places[0]), words)


def _made_new(network: Network, words: list[str]) -> Path | None:
    try:
        return Path(back_up(network, why=Why.DAILY).path)
    except KithlyError as error:
        words.append(NO_BACKUP.format(why=error))
    return None


def _keep(network: Network, old: Iterable[Path], folders: Iterable[Path], words: list[str]) -> None:
    """Keep in mind what is left, and say so."""
    left = keep_left(network, old, folders)
    if left.paths:
        told = counted(len(left.paths), "older backup")
        hold = "holds" if len(left.paths) == 1 else "hold"
        words.append(STAY.format(backups=told, hold=hold, folder=left.paths[0].parent))
    words += [AWAY.format(folder=place) for place in left.away]
