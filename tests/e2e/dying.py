"""Imports that are killed, run apart: one process that forks, so that a death costs no start-up.

Usage: dying.py snapshots|commits|moments WORK_DIR COUNT EXPORT...  Prints a line of JSON for each death.

``snapshots`` imports once and copies what lies on the disk after every commit: that is what a process leaves which is
killed there. ``commits`` lets a process die after each of them, ``moments`` kills COUNT of them from outside.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kithly.app.bringing import import_files, import_reading
from kithly.app.network import open_network
from kithly.store import Store, Writing

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SMALL_BATCH = 40  # records a transaction, so that a small mailbox has many
DIED = 77
SEED = 4711

whole = Store.transaction


def main() -> None:
    """Kill imports and say what is left after another run."""
    mode, folder, count, *exports = sys.argv[1:]
    import_reading.BATCH = SMALL_BATCH
    work, paths = Path(folder), [Path(one) for one in exports]
    _import(work / "warm", paths)  # whoever is forked from here has everything loaded
    began = time.monotonic()
    _tell(death="none", **_after(work / "whole", paths))
    took = time.monotonic() - began
    if mode == "snapshots":
        _tell_snapshots(work, paths)
        return
    deaths = _every_commit if mode == "commits" else _random_moments(int(count), took)
    for name, death in deaths(paths):
        data = work / name
        died = death(data)
        _tell(death=name, died=died, **_after(data, paths))
        shutil.rmtree(data)
        if not died and mode == "commits":
            break


def _tell(**values: Any) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _tell_snapshots(work: Path, paths: list[Path]) -> None:
    """Import once, copying the data folder after every commit, and import again into each copy."""
    copies = work / "copies"
    assert _in_child(lambda: _import_copying(work / "copied", copies, paths)) == 0
    for data in sorted(copies.iterdir()):
        _tell(death=data.name, died=True, **_after(data, paths))


def _import_copying(data: Path, copies: Path, paths: list[Path]) -> None:
    _after_each_commit(lambda commits: shutil.copytree(data, copies / f"commit-{commits:04}"))
    _import(data, paths)


def _every_commit(paths: list[Path]) -> Iterator[tuple[str, Callable[[Path], bool]]]:
    """Yield an import that dies after its first commit, after its second ..."""
    for number in range(1, 1_000):
        yield f"commit-{number}", partial(_died_at, paths=paths, last=number)


def _random_moments(count: int, took: float) -> Callable[[list[Path]], Iterator[tuple[str, Callable[[Path], bool]]]]:
    """Return imports killed at random moments within the time an import takes."""
    rng = random.Random(SEED)  # noqa: S311 - chance for a test

    def deaths(paths: list[Path]) -> Iterator[tuple[str, Callable[[Path], bool]]]:
        for number in range(count):
            yield f"moment-{number}", partial(_killed, paths=paths, wait=rng.uniform(0, took))

    return deaths


def _died_at(data: Path, *, paths: list[Path], last: int) -> bool:
    return _in_child(lambda: _die_after(data, paths, last)) == DIED


def _killed(data: Path, *, paths: list[Path], wait: float) -> bool:
    child = _start(lambda: _import(data, paths))
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _start(act: Callable[[], object]) -> int:
    """Fork, act in the child, end it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return child


def _in_child(act: Callable[[], object]) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_start(act), 0)[1])


def _die_after(data: Path, paths: list[Path], last: int) -> None:
    _after_each_commit(lambda commits: os._exit(DIED) if commits == last else None)
    _import(data, paths)


def _after_each_commit(act: Callable[[int], object]) -> None:
    """Act after each commit from now on; this process ends here."""
    commits = 0

    @contextmanager
    def watched(store: Store, **asked: Any) -> Iterator[Writing]:
        nonlocal commits
        with whole(store, **asked) as tx:
            yield tx
        commits += 1
        act(commits)

    setattr(Store, "transaction", watched)  # noqa: B010


def _import(data: Path, paths: list[Path]) -> None:
    with open_network(data, now=NOW) as network:
        import_files.import_paths(network, paths)


def _after(data: Path, paths: list[Path]) -> dict[str, Any]:
    """Import in a child (again), look at what is kept in another."""
    report = data.parent / f"{data.name}.json"
    code = _in_child(lambda: _import_and_look(data, paths, report))
    return {"code": code, **json.loads(report.read_text(encoding="utf-8"))}


def _import_and_look(data: Path, paths: list[Path], report: Path) -> None:
    _import(data, paths)
    _look(data, report)


def _look(data: Path, report: Path) -> None:
    with open_network(data, now=NOW) as network, network.store.reading() as kept:
        canonical = kept.canonical()
        seen = {
            "network": _digest(canonical),
            "derived": _digest(kept.derived()),
            "ids": _digest(" ".join(sorted(row.person.id for row in kept.people.all()))),
            "people": kept.people.count(),
            "records": len(kept.interactions.columns().record),
            "mails": sum(line.startswith("record mail message") for line in canonical.splitlines()),
            "changes": len(kept.changes.list()),
            "flaws": list(network.store.flaws()),
        }
    report.write_text(json.dumps(seen), encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    main()
