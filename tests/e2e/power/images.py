"""What a power cut leaves: of what was not synced any part, in any order, torn anywhere; names as a journal keeps them.

An image is made of the events before a moment. What was synced is there. Of the writes since, each is there, or not,
or torn at a sector; a file that was never synced may be empty. Of the names since their folder was synced a beginning
is there: file systems keep the order of those.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.e2e.power.recording import Event

SECTOR = 512  # bytes that a disk writes whole


@dataclass(slots=True)
class _File:
    """One file: what is on the disk for good, and what was written since."""

    safe: bytes = b""
    since: list[tuple[Any, ...]] = field(default_factory=list)


class Image:
    """A folder as it may be found after a power cut.

    Args:
        before: A copy of what lay in it when recording began, all of it for good.
        root: Where it lay.
        keys: The number of each file there.
    """

    def __init__(self, before: Path, root: Path, keys: Mapping[Path, int]) -> None:
        self._root = root
        self._files: dict[int, _File] = {}
        self._names: dict[str, int | None] = {}  # None: a folder
        self._pending: list[tuple[Any, ...]] = []
        for place, key in keys.items():
            path = before / place
            self._names[str(root / place)] = key if path.is_file() else None
            if path.is_file():
                self._files[key] = _File(safe=path.read_bytes())

    def play(self, events: Sequence[Event]) -> None:
        """Let things happen."""
        for event in events:
            getattr(self, f"_{event[0]}")(*event[1:])

    def leave(self, rng: Random, into: Path) -> None:
        """Cut the power, and write what is found afterwards into a folder."""
        for change in self._pending[: rng.randint(0, len(self._pending))]:
            self._rename(change)
        for path, key in sorted(self._names.items()):
            target = into / os.path.relpath(path, self._root)
            if key is None:
                target.mkdir(parents=True, exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_left(self._files.setdefault(key, _File()), rng))

    def _rename(self, change: tuple[Any, ...]) -> None:
        kind, *given = change
        if kind == "gone":
            self._names.pop(given[0], None)
        elif kind == "folder":
            self._names[given[0]] = None
        elif kind == "name":
            self._names[given[0]] = given[1]
        elif kind != "made" and given[0] in self._names:
            source, target = given
            for path in [name for name in self._names if name == source or name.startswith(f"{source}{os.sep}")]:
                self._names[target + path[len(source) :]] = self._names[path]
                if kind == "moved":
                    del self._names[path]

    def _told(self, what: object) -> None:
        """Nothing happens on the disk."""

    def _made(self, path: str) -> None:
        self._pending.append(("made", path))

    def _name(self, path: str, key: int) -> None:
        self._pending = [change for change in self._pending if change != ("made", path)]
        if self._names.get(path) == key or ("name", path, key) in self._pending:
            return
        self._files.setdefault(key, _File())
        self._pending.append(("name", path, key))

    def _write(self, key: int, offset: int, data: bytes) -> None:
        self._files.setdefault(key, _File()).since.append(("write", offset, data))

    def _size(self, key: int, size: int) -> None:
        self._files.setdefault(key, _File()).since.append(("size", size))

    def _content(self, path: str, key: int, data: bytes) -> None:
        self._files.setdefault(key, _File()).since.append(("all", data))
        if ("made", path) in self._pending:
            self._pending[self._pending.index(("made", path))] = ("name", path, key)
        elif self._names.get(path) != key and ("name", path, key) not in self._pending:
            self._pending.append(("name", path, key))

    def _sync(self, key: int) -> None:
        file = self._files.setdefault(key, _File())
        for change in file.since:
            file.safe = _changed(file.safe, change)
        file.since.clear()

    def _moved(self, source: str, target: str) -> None:
        self._pending.append(("moved", source, target))

    def _also(self, source: str, target: str) -> None:
        self._pending.append(("also", source, target))

    def _gone(self, path: str) -> None:
        self._pending.append(("gone", path))

    def _folder(self, path: str) -> None:
        self._pending.append(("folder", path))

    def _settled(self, folder: str) -> None:
        """All names so far are for good: a journal that keeps one keeps those before it."""
        del folder
        for change in self._pending:
            if change[0] != "made":
                self._rename(change)
        self._pending = [change for change in self._pending if change[0] == "made"]


def _left(file: _File, rng: Random) -> bytes:
    """Return what is found of a file."""
    data = file.safe
    for change in file.since:
        chance = rng.random()
        if chance < 1 / 3:
            continue  # not written yet
        data = _changed(data, change if chance > 2 / 3 else _torn(change, rng))
    return data


def _torn(change: tuple[Any, ...], rng: Random) -> tuple[Any, ...]:
    if change[0] == "size":
        return change
    data = change[-1]
    kept = data[: rng.randint(0, len(data) // SECTOR) * SECTOR]
    return (*change[:-1], kept)


def _changed(data: bytes, change: tuple[Any, ...]) -> bytes:
    kind, *given = change
    if kind == "all":
        return bytes(given[0])
    if kind == "size":
        return data[: given[0]].ljust(given[0], b"\0")
    offset, fresh = int(given[0]), bytes(given[1])
    return data[:offset].ljust(offset, b"\0") + fresh + data[offset + len(fresh) :]
