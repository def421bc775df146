"""A full disk is a sentence with the need in it; what was kept is kept, and another try goes on from there."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.old_networks import unpacked
from tests.golden.schemas import keep

from kithly.app.network import open_network
from kithly.app.outbox.sending import send_one
from kithly.channels.channel import Opener
from kithly.errors import StoreError
from kithly.store import Store, schema

REFUSED, WRONG = 3, 1


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """Let no database have more pages: SQLite says that the disk is full."""

    def limit(raw: sqlite3.Connection, _: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def pages_of(database: Path) -> int:
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute("PRAGMA page_count").fetchone()[0])


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return sorted(keep.sources_in(tmp_path_factory.mktemp("from") / "sources").iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, sources: list[Path]) -> str:
    """Return the network of an import that had room."""
    kithly = Kithly(data=tmp_path_factory.mktemp("whole") / "data")
    kithly.ok("import", *sources)
    return canonical(kithly.data)


def canonical(folder: Path) -> str:
    with Store.open(folder / "kithly.db") as store, store.reading() as kept:
        assert store.flaws(thorough=True) == ()
        return kept.canonical()


@pytest.mark.parametrize("more", [0, 4, 9])
def test_an_import_goes_on_when_there_is_room_again(more: int, tmp_path: Path, sources: list[Path], whole: str) -> None:
    kithly = Kithly(data=tmp_path / "data")
    kithly("people")
    with room_for(pages_of(kithly.data / "kithly.db") + more):
        told = kithly("import", *sources, "--json")
    assert told.code == 4, told
    assert "MB must be free to go on" in told.error["error"]
    assert "it goes on where it stopped" in told.error["hint"]
    canonical(kithly.data)
    kithly.ok("import", *sources)
    assert canonical(kithly.data) == whole


def test_nothing_is_sent_that_could_not_be_noted_before(tmp_path: Path) -> None:
    """The state *sending* must be on the disk before a connection is opened."""
    data = tmp_path / "data"
    unpacked(schema.HEAD, data)
    opened = tmp_path / "opened"

    def channel(name: str) -> Opener | None:
        opened.write_text(name)
        return None

    def send() -> int:
        with open_network(data, now=NOW) as network:
            with network.store.reading() as kept:
                (row,) = kept.outbox.standing({"approved"})
            later = replace(network, now=row.due_at + timedelta(minutes=1), channel=channel)
            network.store.stamp()
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
            try:
                send_one(later, row.id)
            except StoreError as error:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                (tmp_path / "told").write_text(f"{error}")
                return REFUSED
        return WRONG

    assert in_child(send) == REFUSED
    assert "MB must be free to go on" in (tmp_path / "told").read_text()
    assert not opened.exists(), "no connection was opened"
    with Store.open(data / "kithly.db") as store, store.reading() as kept:
        assert [row.tries for row in kept.outbox.standing({"approved"})] == [0]
        assert store.flaws(thorough=True) == ()


def in_child(act: object) -> int:
    child = os.fork()
    if child == 0:
        code = WRONG
        try:
            assert callable(act)
            code = act()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
