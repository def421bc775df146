"""The list of those who were forgotten, beside the network and beside its backups: a restore takes them out again.

It holds salted sums and no name. Backups from before do not know who was forgotten since; the list does. Who may be
taken in again since is told by their random mark, so that a list on a disk that was away does not bring it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kithly.app.network import Network
from kithly.app.owning.choice import places_of
from kithly.errors import KithlyError, StoreDamaged
from kithly.people.forgotten import Key, KeyKind
from kithly.store.archives.snapshot import NETWORK
from kithly.store.forgotten import Forgetting
from kithly.transport.whole_files import write_whole

NAME: Final = "forgotten.json"
FORMER: Final = "networks_before"  # name of the small fact that keeps the marks of the networks it was restored from
LIFTED: Final = "forgotten_lifted"  # of that with the marks of those who may be taken in again
SCHEMA: Final = "kithly/forgotten/1"
MOST_BYTES: Final = 64 << 20  # of a list; somebody takes some 5 kB
_STRANGE = (ValueError, KeyError, TypeError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list tells.

    Attributes:
        networks: Marks of the network it is of, today's and earlier ones.
        forgotten: Who was forgotten.
        lifted: Marks of those who may be taken in again.
    """

    networks: frozenset[str] = frozenset()
    forgotten: tuple[Forgetting, ...] = ()
    lifted: frozenset[str] = frozenset()

    def and_also(self, other: Listed) -> Listed:
        """Return what both tell; who may be taken in again by either is forgotten by none."""
        lifted = self.lifted | other.lifted
        both = {one.whom: one for one in (*self.forgotten, *other.forgotten) if one.whom not in lifted}
        return Listed(networks=self.networks | other.networks, forgotten=tuple(both.values()), lifted=lifted)


def write_list(folder: Path, listed: Listed) -> None:
    """Keep the list in a folder, with what stands in it already.

    Raises:
        OSError: It cannot be written.
        StoreDamaged: What lies there is no list.
    """
    path = folder / NAME
    both = read_list(path).and_also(listed)
    told = {
        "schema": SCHEMA,
        "networks": sorted(both.networks - {""}),
        "forgotten": [_out(one) for one in both.forgotten],
        "lifted": sorted(both.lifted),
    }
    _put(path, json.dumps(told, indent=1) + "\n")


def read_list(path: Path) -> Listed:
    """Return what a list tells; nothing where there is none.

    Raises:
        StoreDamaged: What lies there is none.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _damaged(path)
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Listed()
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error
    try:
        if told["schema"] != SCHEMA:
            raise _damaged(path)
        return Listed(
            networks=frozenset(str(one) for one in told["networks"]),
            forgotten=tuple(_in(one) for one in told["forgotten"]),
            lifted=frozenset(str(one) for one in told.get("lifted", ())),
        )
    except _STRANGE as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{path} tells who was forgotten, and is damaged: they would come back.",
        hint="Move it aside if they may, then do this again.",
    )


def lists_near(network: str, folders: Iterable[Path]) -> Listed:
    """Return what the lists in some folders tell of a network together.

    Args:
        network: Its mark; empty for one that has none, of which every list may tell.
        folders: Where to look.

    Raises:
        StoreDamaged: What lies there is no list.
    """
    told = Listed()
    for folder in dict.fromkeys(folders):
        found = read_list(folder / NAME)
        if not network or network in found.networks:
            told = told.and_also(found)
    return told


def keep_lists(network: Network, words: list[str]) -> None:
    """Keep the list beside the network and wherever its backups may lie, as far as it can be reached."""
    listed = listed_of(network)
    folders = [network.settings.folder] if network.store.file else []
    folders += [one for one in places_of(network) if one.is_dir()]
    for folder in folders:
        try:
            write_list(folder, listed)
        except (OSError, KithlyError) as error:
            words.append(f"The list for backups could not be written to {folder}: {error}")


def listed_of(network: Network) -> Listed:
    """Return what a network itself knows of those who were forgotten."""
    with network.store.reading() as kept:
        return Listed(
            networks=frozenset([kept.meta.get(NETWORK) or "", *(kept.meta.get(FORMER) or "").split()]),
            forgotten=kept.forgotten.all(),
            lifted=frozenset((kept.meta.get(LIFTED) or "").split()),
        )


def _put(path: Path, text: str) -> None:
    """Write a file beside, then in its place."""
    write_whole(path, text.encode("utf-8"))


def _out(one: Forgetting) -> dict[str, Any]:
    keys = [[key.kind.value, key.salt.hex(), key.hash.hex(), key.hint, key.words] for key in sorted(one.keys)]
    return {"whom": one.whom, "at": one.at.isoformat(), "keys": keys}


def _in(told: dict[str, Any]) -> Forgetting:
    keys = tuple(
        Key(kind=KeyKind(kind), salt=bytes.fromhex(salt), hash=bytes.fromhex(content), hint=int(hint), words=int(words))
        for kind, salt, content, hint, words in told["keys"]
    )
    return Forgetting(whom=str(told["whom"]), at=datetime.fromisoformat(told["at"]), keys=keys)
