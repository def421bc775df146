"""Forgetting that is killed or finds no room, run apart: one process that forks, so that a death is cheap.

Usage: python -m tests.e2e.dying_forgetting WORK_DIR DATA_DIR STEP  Prints a line of JSON for each death.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.canaries import MAIL, hits
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.dying_backups import _died_at, _in_child, _killed, _limited

from kithly.app.network import open_network
from kithly.app.owning.forgotten.doing import forget
from kithly.app.owning.forgotten.looking import forgetting
from kithly.store import Store

LIMITS = (200_000, 600_000)  # bytes a file may have: half a log, no copy


def main() -> None:
    """Kill, and say what is left."""
    work, data, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    with open_network(data, now=NOW) as network:
        alike = tuple(one.id for one in forgetting(network, MAIL).alike)
    kills: dict[str, Callable[[int, Callable[[], object], Path], bool]] = {"effects": _died_at, "moments": _moment}
    for mode, kill in kills.items():
        for number in range(1, 1_000, step if mode == "effects" else 1):
            place = _copied(work / f"{mode}-{number}", data)
            died = kill(number, _act(place, alike), place)
            _tell(place, mode=mode, died=died)
            if not died:
                break
    for limit in LIMITS:
        place = _copied(work / f"full-{limit}", data)
        act = _act(place, alike)
        code = _in_child(lambda: _limited(limit, act), place)  # noqa: B023 - it ends before the next
        _tell(place, mode="full", died=True, code=code)


def _moment(number: int, act: Callable[[], object], place: Path) -> bool:
    return _killed(number * 40, act, place) or number < 4


def _copied(place: Path, data: Path) -> Path:
    shutil.copytree(data, place)
    return place


def _act(place: Path, alike: tuple[str, ...]) -> Callable[[], object]:
    def act() -> None:
        with open_network(place, now=NOW) as network:
            forget(network, MAIL, alike)

    return act


def _tell(place: Path, **told: Any) -> None:
    """Start again, and say what is left then."""
    kithly = Kithly(data=place)
    ran = kithly("people", "--json")
    with Store.open(place / "kithly.db") as store:
        flaws = store.flaws(thorough=True)
    found = {word for _, word in hits(place)}
    people = sorted(one["name"] for one in ran.json["people"]) if ran.code == 0 else [ran.err]
    sys.stdout.write(json.dumps({"people": people, "words": len(found), "flaws": flaws, **told}) + "\n")
    sys.stdout.flush()
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
