"""The list of those who were forgotten, beside the network and beside its backups: a restore takes them out again.

It holds salted sums and no name. Backups from before do not know who was forgotten since; the list does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kithly.errors import StoreDamaged
from kithly.people.forgotten import Key, KeyKind
from kithly.store.forgotten import Forgetting
from kithly.transport.whole_files import write_whole

NAME: Final = "forgotten.json"
SCHEMA: Final = "kithly/forgotten/1"
MOST_BYTES: Final = 64 << 20  # of a list; somebody takes some 5 kB
_STRANGE = (ValueError, KeyError, TypeError, AttributeError, OverflowError)


def write_list(folder: Path, networks: Iterable[str], forgotten: Iterable[Forgetting]) -> None:
    """Keep the list in a folder, with those who stand in it already.

    Args:
        folder: Where to.
        networks: Marks of the network it is of, today's and earlier ones.
        forgotten: Who was forgotten.

    Raises:
        OSError: It cannot be written.
    """
    path = folder / NAME
    marks, before = read_list(path)
    both = {one.whom: one for one in (*before, *forgotten)}
    told = {
        "schema": SCHEMA,
        "networks": sorted({*marks, *networks} - {""}),
        "forgotten": [_out(one) for one in both.values()],
    }
    _put(path, json.dumps(told, indent=1) + "\n")


def take_from_list(folder: Path, whom: Iterable[str]) -> None:
    """Take those out of the list in a folder who may be taken in again.

    Raises:
        OSError: It cannot be written.
    """
    path, gone = folder / NAME, set(whom)
    marks, before = read_list(path)
    if any(one.whom in gone for one in before):
        left = [_out(one) for one in before if one.whom not in gone]
        told = {"schema": SCHEMA, "networks": sorted(marks), "forgotten": left}
        _put(path, json.dumps(told, indent=1) + "\n")


def read_list(path: Path) -> tuple[frozenset[str], tuple[Forgetting, ...]]:
    """Return the marks of networks in a list, and who was forgotten; nothing where there is no list.

    Raises:
        StoreDamaged: What lies there is none.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _damaged(path)
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return frozenset(), ()
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error
    try:
        if told["schema"] != SCHEMA:
            raise _damaged(path)
        return frozenset(str(one) for one in told["networks"]), tuple(_in(one) for one in told["forgotten"])
    except _STRANGE as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{path} tells who was forgotten, and is damaged: they would come back.",
        hint="Move it aside if they may, then do this again.",
    )


def lists_near(network: str, folders: Iterable[Path]) -> Iterator[Forgetting]:
    """Yield whom the lists in some folders tell of a network, each once.

    Args:
        network: Its mark; empty for one that has none, of which every list may tell.
        folders: Where to look.
    """
    seen: set[str] = set()
    for folder in dict.fromkeys(folders):
        marks, found = read_list(folder / NAME)
        if network and network not in marks:
            continue
        for one in found:
            if one.whom not in seen:
                seen.add(one.whom)
                yield one


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
