"""An export goes from one kind of database into the other, and is the same to the byte."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kithly.app.belonging.word import note
from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network
from kithly.app.owning.export.exporting import export
from kithly.app.owning.export.taking_in import take_in
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.store import Store
from kithly.synthetic import Shape, make_world
from kithly.synthetic.mail import write_mbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    world = make_world(11, today=date(2026, 3, 2), shape=Shape(people=8, years=1))
    write_mbox(world, tmp_path / "mail.mbox", style="takeout", until=date(2026, 3, 2))
    return tmp_path / "mail.mbox"


def network(store: Store, folder: Path) -> Network:
    folder.mkdir()
    return Network(store=store, settings=Settings(folder=folder), now=NOW, zone=ZoneInfo("UTC"), recall=Recall(store))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def brought(opened: Network, mailbox: Path) -> None:
    assert import_paths(opened, [mailbox]).totals.new > 10
    with opened.store.reading() as kept:
        person = kept.people.all()[0].person.id
    note(opened, person, "met in Oslo")


def test_from_a_file_to_a_server_and_back(postgresql_prepared: str, mailbox: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as here, Store.open(postgresql_prepared) as server:
        mine, theirs = network(here, tmp_path / "mine"), network(server, tmp_path / "theirs")
        brought(mine, mailbox)
        export(mine, tmp_path / "first")
        take_in(theirs, tmp_path / "first")
        export(theirs, tmp_path / "second")
    with Store.open(tmp_path / "b.db") as third:
        back = network(third, tmp_path / "back")
        take_in(back, tmp_path / "second")
        export(back, tmp_path / "third")
    assert tree(tmp_path / "second") == tree(tmp_path / "first")
    assert tree(tmp_path / "third") == tree(tmp_path / "first")
    assert b"met in Oslo" in b"".join(tree(tmp_path / "first").values())


def test_what_began_on_a_server_comes_into_a_file(postgresql_prepared: str, mailbox: Path, tmp_path: Path) -> None:
    with Store.open(postgresql_prepared) as server, Store.open(tmp_path / "a.db") as here:
        theirs, mine = network(server, tmp_path / "theirs"), network(here, tmp_path / "mine")
        brought(theirs, mailbox)
        export(theirs, tmp_path / "first")
        take_in(mine, tmp_path / "first")
        export(mine, tmp_path / "second")
    assert tree(tmp_path / "second") == tree(tmp_path / "first")
