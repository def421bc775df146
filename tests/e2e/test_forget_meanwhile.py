"""Between the look at what would go and the yes: nothing goes that was not shown, and no copy is missed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly

from kithly.app.network import open_network
from kithly.app.owning.forgotten.doing import forget
from kithly.app.owning.forgotten.looking import forgetting
from kithly.app.owning.making import back_up
from kithly.errors import Conflict
from kithly.store.archives.manifest import Why


@pytest.fixture
def here(few: Exports, tmp_path: Path) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("import", *few.all)
    return command


def test_a_join_that_is_taken_back_meanwhile_takes_nobody_else_along(here: Kithly) -> None:
    one, other = (row["id"] for row in here.view("people", "--limit", "2")["people"])
    here.ok("same", one, other)
    both = here.view("people")["total"]
    with open_network(here.data, now=NOW) as network:
        shown = forgetting(network, one)
        here.ok("undo")
        with pytest.raises(Conflict, match="changed meanwhile"):
            forget(network, shown.person.id, seen=shown.seal)
    assert here.view("people")["total"] == both + 1
    with open_network(here.data, now=NOW) as network:
        forget(network, one, seen=forgetting(network, one).seal)
    assert here.view("people")["total"] == both


def test_backups_made_meanwhile_and_in_folders_of_before_are_taken_away(here: Kithly, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    here.ok("backup", "--folder", str(disk))
    with open_network(here.data, now=NOW) as network:
        back_up(network, why=Why.DAILY)
    here.ok("backup", "--folder", "-")
    with open_network(here.data, now=NOW + timedelta(hours=1)) as network:
        back_up(network, why=Why.DAILY)  # by a server, while the yes below was on its way
    before = {*disk.rglob("*.zip"), *(here.data / "backups").glob("*.zip")}
    assert len(before) == 2
    who = here.view("people", "--limit", "1")["people"][0]["id"]
    told = here.view("forget", who, "--yes")
    assert {Path(one) for one in told["removed"]} == before
    assert not any(one.exists() for one in before)
    assert (disk / "kithly-backups" / "forgotten.json").exists()
