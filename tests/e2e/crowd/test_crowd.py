"""Commands, pages, an import, plans, backups and undo at once on one folder: nothing is lost, no lock is shown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, TODAY, Exports, Kithly

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes
from kithly.app.network import open_network
from kithly.app.persons.people import show_person
from kithly.store import Store, Writing
from kithly.store.connecting import BUSY_SECONDS
from kithly.synthetic import make_world, write_mbox
from kithly.synthetic.model import Shape

SCRIPT = Path(__file__).with_name("crowd.py")
ROOT = Path(__file__).parents[3]
ROUNDS, MANY = 4, 40
_LOCK = re.compile(r"locked|Traceback|mistake of its own|OperationalError")


def crowd(folder: Path, exports: Exports, rounds: int) -> tuple[Kithly, str, dict[str, Any]]:
    """Let everybody at one network; return it, the person they share, and what each did."""
    kithly = Kithly(data=folder / "network")
    kithly.ok("import", exports.older)
    person = kithly.view("people", "--limit", "1")["people"][0]["id"]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(kithly.data), str(rounds), person, str(exports.newer), str(exports.mailbox)],
        capture_output=True,
        text=True,
        check=False,
        timeout=1_500,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return kithly, person, {one["name"]: one for one in told}


def assert_in_peace(kithly: Kithly, person: str, told: dict[str, Any], *, rounds: int) -> None:
    """Demand that each got done what it was told it did, and that all of it stands."""
    assert {
        name: (one["code"], one.get("refused")) for name, one in told.items() if one["code"] or one["refused"]
    } == {}
    assert not _LOCK.search(json.dumps(told))
    with open_network(kithly.data, now=NOW) as network:
        notes = {one.text for one in show_person(network, person).notes}
        kinds = Counter(one.kind for one in list_changes(network).changes)
    assert notes == {f"{name} {number}" for name in ("ann", "bob") for number in range(rounds)}
    tabs = Counter(told["first tab"]["did"] + told["second tab"]["did"])
    assert kinds["note"] == 3 * rounds
    assert kinds["touch"] == len(told["planner"]["did"]) > 0
    assert 0 < kinds["importance"] <= tabs["200"]
    assert tabs.keys() <= {"200", "409"}
    assert told["importer"]["did"][-1] == "0"


def assert_counts_right(kithly: Kithly, exports: Exports, folder: Path) -> None:
    """Demand the records of an import that nobody disturbed, and that what is derived is what a rebuild makes."""
    alone = Kithly(data=folder / "alone")
    alone.ok("import", *exports.all)
    assert records(kithly) == records(alone)
    checks = kithly.view("doctor")["checks"]
    assert {one["name"]: one["text"] for one in checks if not one["ok"]} == {}
    assert any(one["name"] == "consistency" for one in checks)


def records(kithly: Kithly) -> set[str]:
    """Return every record with each of its versions."""
    with open_network(kithly.data, now=NOW) as network, network.store.reading() as kept:
        return {line for line in kept.canonical().splitlines() if line.startswith(("record ", "sighting "))}


def test_many_at_once_do_what_each_alone_would(few: Exports, tmp_path: Path) -> None:
    kithly, person, told = crowd(tmp_path, few, ROUNDS)
    assert_in_peace(kithly, person, told, rounds=ROUNDS)
    assert_counts_right(kithly, few, tmp_path)


@pytest.mark.slow
def test_many_at_once_for_many_rounds(exports: Exports, tmp_path: Path) -> None:
    kithly, person, told = crowd(tmp_path, exports, MANY)
    assert_in_peace(kithly, person, told, rounds=MANY)
    assert_counts_right(kithly, exports, tmp_path)
    print({name: round(one["longest"], 2) for name, one in told.items()})  # noqa: T201


@pytest.mark.slow
def test_nobody_waits_long_for_a_large_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox, held = tmp_path / "mail.mbox", []
    write_mbox(make_world(7, today=TODAY, shape=Shape(people=1_500, years=12)), mailbox, style="takeout", until=TODAY)
    whole = Store.transaction

    @contextmanager
    def measured(store: Store, **asked: Any) -> Iterator[Writing]:
        with whole(store, **asked) as tx:
            began = time.process_time()
            yield tx
            held.append(time.process_time() - began)

    monkeypatch.setattr(Store, "transaction", measured)
    with open_network(tmp_path / "network", now=NOW) as network:
        read = import_paths(network, [mailbox]).totals.new
    print({"messages": read, "longest": round(max(held), 3), "transactions": len(held)})  # noqa: T201
    assert read > 40_000
    assert max(held) < BUSY_SECONDS / 4  # of this process alone, so that whoever waits is done in time
