"""A backup taken while another Kithly writes is the state after one of its commits, and two at once are two."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from tests.e2e.writing_side import write

from kithly.app.network import open_network
from kithly.app.owning.making import back_up
from kithly.app.owning.restoring import restore
from kithly.app.owning.verifying import verify
from kithly.store import Store
from kithly.testing.store_samples import NOW, canonical

SCRIPT = Path(__file__).with_name("writing_side.py")


def test_it_is_the_state_after_one_commit(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_network(data, now=NOW) as network:
        writer = subprocess.Popen(
            [sys.executable, SCRIPT, network.settings.database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        made = [back_up(network, tmp_path / f"{number}.zip") for number in range(2)]
        told, _ = writer.communicate("")
    counts = [one.counts.records for one in made]
    assert 60 < counts[0] < counts[1] <= int(told)
    for one in made:
        restored = restore(Path(one.path), tmp_path / f"of {one.counts.records}", now=NOW)
        with Store.open(tmp_path / "one moment.db") as alone, Store.open(Path(restored.folder) / "kithly.db") as back:
            write(alone, least=0, most=one.counts.records)
            assert canonical(back) == canonical(alone)
        (tmp_path / "one moment.db").unlink()


def test_two_at_once_are_two(tmp_path: Path) -> None:
    with open_network(tmp_path / "data", now=NOW) as network:
        write(network.store, least=0, most=20)
        threads = [threading.Thread(target=back_up, args=(network,)) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        found = sorted(network.settings.backups.iterdir())
    assert len(found) == 4
    assert all(verify(path).compared for path in found)
