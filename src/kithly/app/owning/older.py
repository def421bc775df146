"""Backups Kithly made by itself that still hold somebody who was forgotten since: which, and that they go.

They go once a new one is made and proven. What could not be taken away then, and disks that were not there, are kept
in mind until they are done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kithly.app.network import Network
from kithly.app.owning.choice import places_of
from kithly.store.archives.manifest import Manifest, Why
from kithly.store.archives.names import made_for
from kithly.store.archives.snapshot import NETWORK

LEFT = "forgotten_backups"  # name of the small fact that keeps what is left to be taken away, and the disks not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left to be done to backups since somebody was forgotten.

    Attributes:
        paths: Backups that still hold them.
        away: Folders for backups that were not there.
    """

    paths: tuple[Path, ...] = ()
    away: tuple[Path, ...] = ()


def left_of(network: Network) -> Left:
    """Return what is kept in mind."""
    with network.store.reading() as kept:
        told = json.loads(kept.meta.get(LEFT) or "{}")
    return Left(
        paths=tuple(Path(one) for one in told.get("paths", ())),
        away=tuple(Path(one) for one in told.get("away", ())),
    )


def keep_left(network: Network, paths: Iterable[Path], folders: Iterable[Path]) -> Left:
    """Keep in mind which backups are left, and which folders for backups are not there now."""
    now = Left(
        paths=tuple(path for path in paths if path.exists()),
        away=tuple(folder for folder in folders if not folder.is_dir()),
    )
    if now != left_of(network):
        told = {"paths": [str(one) for one in now.paths], "away": [str(one) for one in now.away]}
        with network.store.transaction() as tx:
            tx.meta.set(LEFT, json.dumps(told) if now != Left() else "")
    return now


def may_go_on(network: Network) -> bool:
    """Say whether something that was left can be done now; a cheap look."""
    left = left_of(network)
    return any(path.exists() for path in left.paths) or any(place.is_dir() for place in left.away)


def by_itself(network: Network, folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """Yield the backups Kithly made by itself of this network in a folder."""
    with network.store.reading() as kept:
        mark = kept.meta.get(NETWORK) or ""
    for why in (Why.DAILY, Why.UPGRADE):
        yield from ((path, told) for path, told in made_for(folder, why) if mark and told.network in {mark, ""})


def older(network: Network) -> tuple[Path, ...]:
    """Return those that hold somebody who was forgotten since, wherever they lie and can be reached now."""
    with network.store.reading() as kept:
        forgotten = kept.forgotten.all()
    left = left_of(network)
    if not forgotten and left == Left():
        return ()
    last = max((one.at for one in forgotten), default=None)
    return tuple(
        path
        for folder in places_of(network)
        for path, told in by_itself(network, folder)
        if folder in left.away or path in left.paths or (last is not None and told.made_at < last)
    )


def take_away_older(network: Network, made: Path) -> tuple[str, ...]:
    """Take them away, now that another one is made and proven; what stays is kept in mind.

    Args:
        network: Whose.
        made: The backup that was made.

    Returns:
        Those that went.
    """
    known = tuple(path for path in older(network) if path != made)
    gone = taken_away(known)
    keep_left(network, known, left_of(network).away)
    return gone


def taken_away(paths: Iterable[Path]) -> tuple[str, ...]:
    """Take files away; return those that are gone."""
    return tuple(str(path) for path in paths if _took_away(path))


def _took_away(path: Path) -> bool:
    with suppress(OSError):  # the disk keeps it, or is gone
        path.unlink()
    return not path.exists()
