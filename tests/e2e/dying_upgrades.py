"""Upgrades that are killed or find no room, run apart: one process that forks, so that a death is cheap.

Usage: python -m tests.e2e.dying_upgrades WORK_DIR REVISION ROWS STEP KILLS  Prints a line of JSON for each.

Every statement and every call by which a file or a name comes to be is counted; the child dies before the first of
them, before the next after STEP more, and so on until it lives. Then it is killed at KILLS moments by chance, and tried
with too little room.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, event
from tests.e2e.old_networks import bring_up, grow, kept_before, revision_of, unpacked

from kithly.errors import KithlyError
from kithly.store import Store, schema
from kithly.store.archives.kept_sums import kept_sums
from kithly.store.archives.reading import flaws
from kithly.store.archives.snapshot import opened

DIED, REFUSED = 77, 3
EFFECTS = ("open", "mkdir", "link", "rename", "replace", "unlink", "rmdir", "fsync", "chmod")
MOST = 100_000  # effects of an upgrade
LIMITS = (65_536, 600_000)  # bytes a file may have: a part of the copy, nearly all of it
PAGES = (0, 3, 30)  # by which the database may grow: not at all, in the midst of the tables, in what is derived
SEED = 4711


class Old:
    """An old network, and what must come of it.

    Args:
        work: Where to.
        revision: Which.
        rows: Grown to so many; 0 for as it is.
    """

    def __init__(self, work: Path, revision: str, rows: int) -> None:
        self.revision, self._work, self._number = revision, work, 0
        self._database = unpacked(revision, work / "old")
        if rows:
            grow(self._database, rows)
        with closing(opened(self._database)) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._columns = kept_before(self._database, is_grown=rows > 0)
        self._kept = kept_sums(self._database, self._columns)
        self.pages = self._database.stat().st_size // 8_192
        whole, began = self.copy(), time.monotonic()
        in_child(lambda: bring_up(whole), work)
        self.took = time.monotonic() - began
        self._after = self.seen(whole)

    def copy(self) -> Path:
        """Return a data folder with it."""
        self._number += 1
        folder = self._work / f"copy-{self._number}"
        folder.mkdir()
        shutil.copyfile(self._database, folder / "kithly.db")
        return folder

    def seen(self, folder: Path) -> str:
        """Return a network that is up to date as one sum, looked at in a process of its own."""
        told = folder / "seen"
        in_child(lambda: told.write_text(_sum(folder)), folder)
        return told.read_text()

    def judge(self, folder: Path) -> str:
        """Say what is left: the old state, the new one, or what is wrong, also after another try."""
        database = folder / "kithly.db"
        revision = revision_of(database)
        backups = list((folder / "backups").glob("*.zip"))
        if any(flaws(path) for path in backups) or (revision != self.revision and not backups):
            return "no whole backup"
        if revision not in {self.revision, schema.HEAD} or kept_sums(database, self._columns) != self._kept:
            return f"between, at {revision}"
        code = in_child(lambda: bring_up(folder), folder)
        if code or self.seen(folder) != self._after:
            return f"another network after it: {code}"
        return "old" if revision == self.revision else "new"


def _sum(folder: Path) -> str:
    with Store.open(folder / "kithly.db") as store, store.reading() as kept:
        return f"{kept.canonical_sum()} {store.flaws(thorough=True)}"


def main() -> None:
    """Kill, and say what is left."""
    work, revision, rows, step, kills = sys.argv[1:]
    old = Old(Path(work), revision, int(rows))
    for number in range(1, MOST, int(step)):
        folder = old.copy()
        code = in_child(lambda: die_at(number, folder), folder)  # noqa: B023 - it ends before the next
        _tell(old, folder, how="step", at=number, died=code == DIED)
        if code != DIED:
            break
    rng = Random(SEED)  # noqa: S311 - chance for a test
    for _ in range(int(kills)):
        folder, wait = old.copy(), rng.uniform(0, old.took)
        _tell(old, folder, how="moment", at=wait, died=killed_after(wait, folder))
    for limit in LIMITS:
        _without_room(old, lambda: _small_files(limit))  # noqa: B023 - likewise
    for more in PAGES:
        _without_room(old, lambda: _few_pages(old.pages + more))  # noqa: B023 - likewise


def _tell(old: Old, folder: Path, **values: Any) -> None:
    sys.stdout.write(json.dumps({**values, "left": old.judge(folder)}) + "\n")
    sys.stdout.flush()
    shutil.rmtree(folder)


def die_at(last: int, folder: Path) -> None:
    """Upgrade, and die before the last of so many effects."""
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1
        if count == last:
            os._exit(DIED)

    def mortal(effect: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*given: Any, **named: Any) -> Any:
            one_more()
            return effect(*given, **named)

        return dying

    for name in EFFECTS:
        setattr(os, name, mortal(getattr(os, name)))
    event.listen(Engine, "before_cursor_execute", lambda *_: one_more())
    event.listen(Engine, "commit", lambda *_: one_more())
    bring_up(folder)


def killed_after(wait: float, folder: Path) -> bool:
    """Upgrade in a child, and kill it after some time."""
    child = _start(lambda: bring_up(folder), folder)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _without_room(old: Old, limited: Callable[[], None]) -> None:
    folder = old.copy()

    def act() -> None:
        limited()
        bring_up(folder)

    code = in_child(act, folder)
    told = folder / "told"
    sentence = told.read_text("utf-8") if told.exists() else ""
    rooms = [path.name for path in folder.rglob(".kithly-*")]
    _tell(old, folder, how="full", code=code, told=sentence, rooms=rooms)


def _small_files(limit: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))


def _few_pages(most: int) -> None:
    event.listen(Engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {most}"))


def in_child(act: Callable[[], object], place: Path) -> int:
    """Act in a child and return its exit code; a sentence of ours is kept in a file."""
    return os.waitstatus_to_exitcode(os.waitpid(_start(act, place), 0)[1])


def _start(act: Callable[[], object], place: Path) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        except KithlyError as error:
            (place / "told").write_text(f"{type(error).__name__}: {error} {error.hint}", "utf-8")
            code = REFUSED
        finally:
            os._exit(code)
    return child


if __name__ == "__main__":
    main()
