"""Backups and restores that are killed or find no room, run apart: one process that forks, so that a death is cheap.

Usage: dying_backups.py WORK_DIR DATA_DIR [every]  Prints a line of JSON for each death, and for each try without room.

Every call by which a file or a name comes to be on a disk is counted; the child dies before the first of them, before
the second, and so on until it lives. For what lies between two of them, it is killed at moments by chance.
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
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kithly.app.owning.restoring import restore
from kithly.errors import KithlyError
from kithly.store import Store
from kithly.store.archives.making import Order, make
from kithly.store.archives.manifest import Canonical, Why
from kithly.store.archives.placing import sweep
from kithly.store.archives.reading import flaws

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DIED, REFUSED = 77, 3
EFFECTS = ("open", "mkdir", "link", "rename", "replace", "unlink", "rmdir", "fsync", "chmod")
STEPS = {"backup": 1, "restore": 3, "refill": 7, "moments": 1}  # effects between two deaths; the last are much alike
MOMENT, KILLS = 0.005, 6  # seconds; a backup takes some thirty thousandths
LIMITS = (4_096, 65_536, 400_000)  # bytes a file may have: not even a manifest, half a database, nearly all of it


def main() -> None:
    """Kill, and say what is left."""
    work, data = Path(sys.argv[1]), Path(sys.argv[2])
    backup, before = work / "whole.zip", _network(data)
    _make(data, backup)
    for mode in STEPS:
        _deaths(mode, work, data, backup)
    _without_room(work, data, backup)
    _network.cache_clear()
    _line(mode="end", is_same=_network(data) == before != "damaged")


def _deaths(mode: str, work: Path, data: Path, backup: Path) -> None:
    kill = _killed if mode == "moments" else _died_at
    for number in range(1, 1_000, 1 if "every" in sys.argv[3:] else STEPS[mode]):
        place = work / f"{mode}-{number}"
        place.mkdir()
        act = _act(mode, place, data, backup)
        died = kill(number, act, place)
        _tell(mode, place, data, act, died=died)
        shutil.rmtree(place)
        if not died:
            break


def _act(mode: str, place: Path, data: Path, backup: Path) -> Callable[[], object]:
    """Return what shall be done in a place."""
    if mode in {"backup", "moments"}:
        return lambda: _make(data, place / "b.zip")
    target = place / "network"
    if mode == "refill" and not target.exists():
        target.mkdir()
        (target / "secrets.json").write_text("{}")
    return lambda: restore(backup, target, now=NOW)


def _tell(mode: str, place: Path, data: Path, act: Callable[[], object], **told: Any) -> None:
    """Say what is left, what another try makes of it, and what is left then."""
    first = _left(place, data)
    if first != "whole":
        _in_child(act, place)
    sweep(place / "network" if mode == "refill" else place)
    rooms = [path.name for path in place.rglob(".kithly-*") if any(path.iterdir())]
    then = first if first == "whole" else _left(place, data)
    _line(mode=mode, first=first, then=then, rooms=rooms, **told)


def _left(place: Path, data: Path) -> str:
    """Say what stands under the name: nothing, a whole one, or half of one."""
    backup, database = place / "b.zip", place / "network" / "kithly.db"
    if backup.exists():
        return "half" if flaws(backup) else "whole"
    if not database.exists():
        return "nothing"
    is_whole = _network(database.parent) == _network(data) and (place / "network" / "settings.toml").exists()
    return "whole" if is_whole else "half"


@cache
def _network(folder: Path) -> str:
    with Store.open(folder / "kithly.db") as store, store.reading() as kept:
        return kept.canonical_sum() if not store.flaws(thorough=True) else "damaged"


def _make(data: Path, target: Path) -> None:
    make(
        Order(
            database=data / "kithly.db", folder=target.parent, name=target.name, why=Why.HAND, made_at=NOW, look=_unseen
        )
    )


def _unseen(copy: Path) -> Canonical | None:
    del copy  # that it opens is tried elsewhere
    return None


def _died_at(last: int, act: Callable[[], object], place: Path) -> bool:
    return _in_child(lambda: _die_at(last, act), place) == DIED


def _killed(number: int, act: Callable[[], object], place: Path) -> bool:
    """Kill after some time; return whether there shall be another."""
    child = _start(act, place)
    time.sleep(number * MOMENT)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return number < KILLS


def _die_at(last: int, act: Callable[[], object]) -> None:
    """Act, and die before the last of so many effects."""
    count = 0

    def mortal(effect: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == last:
                os._exit(DIED)
            return effect(*given, **named)

        return dying

    for name in EFFECTS:
        setattr(os, name, mortal(getattr(os, name)))
    act()


def _without_room(work: Path, data: Path, backup: Path) -> None:
    for number, limit in enumerate(LIMITS):
        for mode in ("backup", "restore"):
            place = work / f"full-{mode}-{number}"
            place.mkdir()
            act = _act(mode, place, data, backup)
            code = _in_child(lambda: _limited(limit, act), place)  # noqa: B023 - it ends before the next
            told = place / "told"
            sentence = told.read_text("utf-8") if told.exists() else ""
            told.unlink(missing_ok=True)
            _line(
                mode="full",
                code=code,
                told=sentence,
                left=[path.name for path in place.rglob("*")],
            )


def _limited(limit: int, act: Callable[[], object]) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    act()


def _in_child(act: Callable[[], object], place: Path) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_start(act, place), 0)[1])


def _start(act: Callable[[], object], place: Path) -> int:
    """Fork, act in the child, end it; a sentence of ours is kept."""
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


def _line(**values: Any) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
