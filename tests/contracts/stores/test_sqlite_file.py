"""What is true of the file itself: modes, damage, foreign and newer databases, locks, memory."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kithly.errors import SchemaTooNew, StoreBusy, StoreDamaged, StoreError
from kithly.store import Store
from kithly.testing.store_samples import canonical, keep, mail, sighted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "net?work %41#.db"


def execute(path: Path, *statements: str) -> None:
    conn = sqlite3.connect(path)
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o277])
def test_file_and_folder_are_for_their_owner_only_under_any_umask(path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with Store.open(path) as store, store.import_lock():
            keep(store, "a", [sighted(mail("1", "ana", "me"))])
            files = {item.name: item.stat().st_mode & 0o777 for item in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert len(files) == 4
    assert set(files.values()) == {0o600}


def test_a_file_open_to_others_is_closed_when_opened(path: Path) -> None:
    Store.open(path).close()
    path.chmod(0o644)
    Store.open(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_no_database_is_called_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    path.write_bytes(b"a letter to nobody, long enough to look like a file" * 100)
    with pytest.raises(StoreDamaged) as caught:
        Store.open(path)
    assert caught.value.hint
    assert path.read_bytes().startswith(b"a letter")


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    execute(path, "CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreDamaged):
        Store.open(path)


def test_a_store_in_use_is_sound_by_sqlites_own_check(path: Path) -> None:
    with Store.open(path) as store:
        change, _ = keep(store, "a", [sighted(mail(str(n), "ana", "me", "ben", text=f"word {n}")) for n in range(99)])
        keep(store, "b", [sighted(mail(str(n), "ana", "me", text="other")) for n in range(50)])
        with store.transaction() as tx:
            tx.imports.undo(change)
    conn = sqlite3.connect(path)
    found = [conn.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    conn.execute("INSERT INTO message_index (message_index) VALUES ('integrity-check')")
    conn.close()
    assert found == [[("ok",)], []]


def test_a_cut_file_is_called_damaged(path: Path) -> None:
    with Store.open(path) as store:
        for start in range(0, 900, 300):
            keep(store, str(start), [sighted(mail(str(start + n), "ana", "me", text="x" * n)) for n in range(300)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) // 2))
    with pytest.raises(StoreDamaged), Store.open(path) as store:
        canonical(store)


def test_a_database_of_a_newer_kithly_is_refused_with_both_revisions(path: Path) -> None:
    Store.open(path).close()
    execute(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew) as caught:
        Store.open(path)
    assert caught.value.found == "9999"


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "network.db")


def test_a_database_in_memory_works_alike() -> None:
    with Store.open(":memory:") as store:
        assert store.created
        keep(store, "a", [sighted(mail("1", "ana", "me", text="hello"))])
        with store.import_lock(), pytest.raises(StoreBusy), store.import_lock():
            raise AssertionError
        with store.reading() as kept:
            assert kept.search.total("hello") == 1


def test_what_is_taken_back_leaves_the_stamp(path: Path) -> None:
    with Store.open(path) as store:
        before = store.stamp()
        with store.rehearsal() as tx:
            tx.meta.set("name", "value")
        assert store.stamp() == before


def test_opening_a_finished_database_never_imports_alembic(path: Path) -> None:
    Store.open(path).close()
    code = "import sys, kithly.store as s; s.Store.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


_KILLED = """
import os, sys
from kithly.store import Store
from kithly.testing.store_samples import begin, mail, sighted
store = Store.open(sys.argv[1])
at = int(sys.argv[2])
lock = store.import_lock()
lock.__enter__()
with store.transaction() as tx:
    row = tx.files.unfinished("fingerprint of a", "mail", 1)
    file, start = (row.id, row.offset) if row else (begin(tx, "a")[1], 0)
for batch in range(start, 6):
    if batch == at: os._exit(9)
    with store.transaction() as tx:
        records = [sighted(mail(str(batch * 50 + n), "ana", "me", text="hello")) for n in range(50)]
        tx.records.add(file, "mail", "mail", records)
        if batch == at - 100: os._exit(9)
        tx.files.progress(file, batch + 1, {})
with store.transaction() as tx:
    tx.files.finish(file, {})
"""


def test_an_import_killed_anywhere_goes_on_where_it_stopped(path: Path, tmp_path: Path) -> None:
    for moment in (0, 2, 102, 104, 5, 105, -1):
        done = subprocess.run([sys.executable, "-c", _KILLED, path, str(moment)], check=False)
        assert done.returncode == (0 if moment == -1 else 9)
    whole = tmp_path / "whole.db"
    subprocess.run([sys.executable, "-c", _KILLED, whole, "-1"], check=True)
    with Store.open(path) as one, Store.open(whole) as other:
        assert canonical(one) == canonical(other)
        with one.reading() as kept, other.reading() as unbroken:
            assert kept.derived() == unbroken.derived()
            assert len(kept.records.by_kind("message")) == 300
