"""A journey over everything that writes files, run apart, with every file that is written under its eyes.

Usage: python -m tests.e2e.traced WORK_DIR  Prints a line of JSON for each thing that is not as it should be, and a last
one with how much was seen.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW, Kithly
from tests.golden.schemas import keep

from kithly.app.chosen import keep_settings
from kithly.app.network import open_network
from kithly.transport.secret_file import SecretFile

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
BY_SQLITE = ("kithly.db", "kithly.db-wal", "kithly.db-shm", "kithly.db-journal")  # empty when it is made: it fills them
UNFINISHED = ".kithly-unfinished-"
COPYING = ("shutil.copyfile", "shutil.copytree", "shutil.move")
NAMING = ("os.rename", "os.link")


class Watch:
    """Sees which files are opened to be written, synced and named, in this process.

    Attributes:
        wrong: What is not as it should be.
        written: Files that were opened to be written.
        named: Files that got their name.
    """

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self._synced: set[int] = set()
        self._settling: list[str] = []
        self.wrong: list[str] = []
        self.written: set[str] = set()
        self.named: set[str] = set()
        self._fsync: Callable[[int], None] = os.fsync

    def begin(self) -> None:
        """Watch from now on."""
        setattr(os, "fsync", self._syncing)  # noqa: B010 - this process ends here
        sys.addaudithook(self._heard)

    def end(self) -> None:
        """Say what was left open."""
        self.wrong += [f"the name of {path} was not synced" for path in self._settling]

    def _syncing(self, descriptor: int) -> None:
        self._fsync(descriptor)
        told = os.fstat(descriptor)
        if stat.S_ISDIR(told.st_mode):
            folder = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            self._settling = [path for path in self._settling if str(Path(path).parent) != folder]
        else:
            self._synced.add(told.st_ino)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[2], int) and given[2] & WRITING:
            self._open(given[0])
        elif event in NAMING:
            self._name(os.fspath(given[0]), os.fspath(given[1]))
        elif event in COPYING and str(given[0]).startswith(self._root):
            self.wrong.append(f"{event} of {given[0]}")

    def _open(self, name: Any) -> None:
        path = str(Path(name).absolute()) if isinstance(name, str | os.PathLike) else ""
        if not path.startswith(self._root) or Path(path).is_dir():  # in a folder: a file without a name
            return
        self.written.add(path)
        base = Path(path).name
        is_apart = base.startswith(".") or UNFINISHED in path or base.endswith((".part", ".new"))
        if not is_apart and base not in BY_SQLITE and not base.endswith("lock") and ".sending-" not in base:
            self.wrong.append(f"{path} is written under its own name")

    def _name(self, source: str, target: str) -> None:
        if not target.startswith(self._root):
            return
        self.named.add(target)
        if Path(source).is_file() and Path(source).stat().st_ino not in self._synced:
            self.wrong.append(f"{target} got its name before it was on the disk")
        self._settling.append(target)


def journey(sources: Path, work: Path) -> None:
    """Do everything by which Kithly writes a file."""
    kithly = Kithly(data=work / "data")
    kithly.ok("import", *sorted(sources.iterdir()))
    kithly.ok("note", "tejas.tulsidharan@pinnockby-optics.example", "likes tea")
    (work / "disk").mkdir(mode=0o700)
    kithly.ok("backup", "--folder", work / "disk")
    made = kithly.view("backup")["path"]
    kithly.ok("backup", "verify", made)
    kithly.ok("restore", made, "--to", work / "again")
    kithly.ok("calendar", "--ics", work / "disk" / "days.ics")
    who = "tejas.tulsidharan@pinnockby-optics.example"
    kithly.ok("meet", who, "--at", "2026-03-04 10:00", "--ics", work / "disk" / "talk.ics")
    kithly.ok("forget", who, "--yes")
    SecretFile(work / "data").put("imap", "a password")
    with open_network(work / "data", now=NOW) as network:
        keep_settings(network, {("outbox", "undo_seconds"): 60})


def main() -> None:
    """Watch the journey, then look at who may read what lies there."""
    work = Path(sys.argv[1]) / "work"
    sources = keep.sources_in(work.with_name("sources"))
    os.umask(0)
    work.mkdir(mode=0o700)
    watch = Watch(work)
    watch.begin()
    journey(sources, work)
    watch.end()
    for path in work.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        if path.stat().st_mode & 0o777 != wanted:
            watch.wrong.append(f"{path} has the mode {path.stat().st_mode & 0o777:o}")
    seen = {"written": len(watch.written), "named": sorted(Path(path).name for path in watch.named)}
    sys.stdout.write(json.dumps({"wrong": watch.wrong, **seen}) + "\n")


if __name__ == "__main__":
    main()
