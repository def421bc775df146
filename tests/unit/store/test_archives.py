"""A backup as a file: whole or not at all, every byte under a sum, and harmless whoever wrote it."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kithly.app.owning.verifying import verify
from kithly.errors import Conflict, KithlyError, NotFound, SchemaTooNew, StoreDamaged, StoreError
from kithly.store import Store
from kithly.store.archives.making import Order, make
from kithly.store.archives.manifest import DATABASE, MANIFEST, Why
from kithly.store.archives.placing import room_in
from kithly.store.archives.reading import END, PACKING, flaws, read_manifest
from kithly.store.archives.writing import SEAL
from kithly.testing.store_samples import keep, mail, sighted

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEP = 577  # bytes between two flips inside a file


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the backup of a small network with settings."""
    folder = tmp_path_factory.mktemp("whole")
    with Store.open(folder / DATABASE) as store:
        keep(store, "a", [sighted(mail(str(n), "ana", "me", text=sha256(bytes(n)).hexdigest())) for n in range(200)])
    (folder / "settings.toml").write_text("minutes = 7\n" * 40)
    made(folder / DATABASE, folder / "whole.zip")
    return folder / "whole.zip"


def made(database: Path, target: Path) -> None:
    make(
        Order(database=database, folder=target.parent, name=target.name, why=Why.HAND, made_at=NOW, look=lambda _: None)
    )


def regions(path: Path) -> list[tuple[int, int, str]]:
    """Return from where to where the bytes of each file lie."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            head = path.read_bytes()[entry.header_offset :][:30]
            start = (
                entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            )
            found.append((start, start + entry.compress_size, entry.filename))
    return found


@pytest.mark.parametrize("step", [STEP, pytest.param(37, marks=pytest.mark.slow)])
def test_every_flipped_byte_is_found_and_named(step: int, whole: Path, tmp_path: Path) -> None:
    data, files, path = whole.read_bytes(), regions(whole), tmp_path / "flipped.zip"
    inside = {at for start, stop, _ in files for at in (*range(start, stop, step), stop - 1)}
    named = 0
    around = set(range(len(data))) - {at for start, stop, _ in files for at in range(start, stop)}
    for at in sorted(inside | around):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        found = flaws(path)
        expected = next((name for start, stop, name in files if start <= at < stop), "")
        assert found, at
        assert not expected or found in {(expected,), (PACKING,)}, at
        named += found == (expected,)
    assert named > len(inside) * 0.9  # the rest are bits by which nothing is packed: the file is whole
    assert flaws(whole) == ()


def test_a_cut_file_is_no_backup(whole: Path, tmp_path: Path) -> None:
    data, path = whole.read_bytes(), tmp_path / "cut.zip"
    for percent in range(100):
        path.write_bytes(data[: len(data) * percent // 100])
        assert flaws(path) == (END,)
        with pytest.raises(StoreDamaged):
            read_manifest(path)


def test_what_is_verified_names_the_damaged_file(whole: Path, tmp_path: Path) -> None:
    data, path = bytearray(whole.read_bytes()), tmp_path / "flipped.zip"
    (start, _, _), *_ = regions(whole)
    data[start + 20_000] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamaged, match=r"kithly\.db is not as written"):
        verify(path)


def test_the_copy_holds_nothing_that_was_deleted(tmp_path: Path) -> None:
    Store.open(tmp_path / DATABASE).close()
    conn = sqlite3.connect(tmp_path / DATABASE)
    conn.execute("PRAGMA secure_delete = OFF")
    conn.execute("INSERT INTO egos (name) VALUES ('canary')")
    conn.commit()
    conn.execute("DELETE FROM egos WHERE name = 'canary'")
    conn.commit()
    conn.close()
    made(tmp_path / DATABASE, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert b"canary" not in archive.read(DATABASE)


def test_a_damaged_database_is_told_before_anything_is_kept(tmp_path: Path) -> None:
    Store.open(tmp_path / DATABASE).close()
    data = bytearray((tmp_path / DATABASE).read_bytes())
    data[8192 * 2 : 8192 * 12] = bytes(8192 * 10)
    (tmp_path / DATABASE).write_bytes(data)
    with pytest.raises(StoreError):
        made(tmp_path / DATABASE, tmp_path / "b.zip")
    assert [item.name for item in tmp_path.iterdir() if item.suffix == ".zip" or item.is_dir()] == []


def test_a_backup_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path / DATABASE).close()
    synced: set[int] = set()
    order: list[object] = []
    sync, link = os.fsync, os.link

    def syncing(descriptor: int) -> None:
        sync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)
        order.append(os.fstat(descriptor).st_ino)

    def linking(fresh: Path, target: Path) -> None:
        assert fresh.stat().st_ino in synced
        order.append("named")
        link(fresh, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "link", linking)
    made(tmp_path / DATABASE, tmp_path / "b.zip")
    assert order[order.index("named") + 1 :] == [tmp_path.stat().st_ino]  # and the name, too


def test_rooms_of_the_dead_are_taken_away_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    dead = tmp_path / ".kithly-unfinished-dead"
    dead.mkdir()
    (dead / "lock").touch()
    (dead / "half.zip").touch()
    with room_in(tmp_path) as first:
        (first / "mine").touch()
        with room_in(tmp_path):
            assert (first / "mine").exists()
            assert not dead.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_room_is_never_taken_away_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "lock").touch()
    (tmp_path / ".kithly-unfinished-link").symlink_to(tmp_path / "letters")
    with room_in(tmp_path):
        pass
    assert (tmp_path / "letters" / "lock").exists()


# What strangers may hand over ------------------------------------------------------------------------


Members = Mapping[str, bytes]


def sealed(path: Path, members: Members, manifest: object, **entry: Any) -> Path:
    """Write a file that is a backup as far as its seal tells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, MANIFEST: json.dumps(manifest).encode()}.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in (entry if name == DATABASE else {}).items():
                setattr(info, key, value)
            archive.writestr(info, data)
        archive.comment = bytes(len(SEAL) + 64)
    data = path.read_bytes()[: -len(SEAL) - 64]
    path.write_bytes(data + SEAL + sha256(data).hexdigest().encode())
    return path


def told(whole: Path, members: Members, **other: Any) -> dict[str, Any]:
    """Return a manifest that fits its members."""
    with zipfile.ZipFile(whole) as archive:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    files = [{"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in members.items()]
    return {**manifest, "files": files, **other}


def database(whole: Path, change: Callable[[sqlite3.Connection], object], place: Path) -> bytes:
    """Return the database of a backup with something changed."""
    with zipfile.ZipFile(whole) as archive:
        place.write_bytes(archive.read(DATABASE))
    conn = sqlite3.connect(place)
    conn.execute("PRAGMA writable_schema = ON")
    change(conn)
    conn.commit()
    conn.close()
    return place.read_bytes()


def refused(path: Path, error: type[KithlyError]) -> None:
    """Demand that a backup is refused, and that nothing is left anywhere of it."""
    before = {item.name for item in path.parent.iterdir()}
    with pytest.raises(error):
        verify(path)
    assert {item.name for item in path.parent.iterdir()} == before


def test_names_lead_nowhere(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        data = archive.read(DATABASE)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    for number, name in enumerate(("../../evil.txt", "/evil.txt", "settings.toml/../../evil.txt", "secrets.json", "")):
        members = {DATABASE: data, name: b"evil"}
        refused(sealed(inner / f"{number}.zip", members, told(whole, members)), StoreDamaged)
    members = {DATABASE: data}
    twice = told(whole, members)
    twice["files"] *= 2
    refused(sealed(inner / "twice.zip", members, twice), StoreDamaged)
    refused(sealed(inner / "more.zip", {**members, "extra": b"x"}, told(whole, members)), StoreDamaged)
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_is_a_file_like_any_other(whole: Path, tmp_path: Path) -> None:
    members = {DATABASE: b"/etc/passwd"}
    path = sealed(tmp_path / "link.zip", members, told(whole, members), external_attr=(stat.S_IFLNK | 0o777) << 16)
    refused(path, StoreDamaged)


def test_settings_are_small(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        members = {DATABASE: archive.read(DATABASE), "settings.toml": bytes(2 << 20)}
    refused(sealed(tmp_path / "much.zip", members, told(whole, members)), StoreDamaged)


def test_a_bomb_is_not_unpacked(whole: Path, tmp_path: Path) -> None:
    members = {DATABASE: bytes(200 << 20)}
    refused(sealed(tmp_path / "bomb.zip", members, told(whole, members)), StoreDamaged)
    small = {DATABASE: b"x"}
    lying = told(whole, small)
    lying["files"][0]["bytes"] = 1 << 47
    refused(sealed(tmp_path / "lying.zip", small, lying), KithlyError)


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        [],
        "text",
        {},
        {"schema": "kithly/backup_manifest/x"},
        {"schema": "other/1"},
        {"filler": "x" * 70_000},
        {"made_at": "2026-03-02T09:00:00"},
        {"made_at": 5},
        {"made_at": "9999-12-31T23:59:59Z"},
        {"why": "because"},
        {"kithly": "<script>" * 20},
        {"network": None},
        {"counts": {"people": -1, "records": 0, "decisions": 0}},
        {"counts": {"people": True, "records": 0, "decisions": 0}},
        {"canonical": {"form": 1, "sha256": "short"}},
        {"files": []},
        {"files": [{"name": "settings.toml", "bytes": 1, "sha256": "0" * 64}]},
        {"files": [{"name": DATABASE, "bytes": 10**30, "sha256": "0" * 64}]},
    ],
)
def test_a_manifest_that_says_nonsense_is_none(manifest: Any, whole: Path, tmp_path: Path) -> None:
    members = {DATABASE: b"x"}
    is_part = isinstance(manifest, dict) and bool(manifest)
    refused(
        sealed(tmp_path / "odd.zip", members, told(whole, members, **manifest) if is_part else manifest), StoreDamaged
    )


def test_a_manifest_as_deep_as_a_well_is_none(tmp_path: Path) -> None:
    path = tmp_path / "deep.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"[" * 60_000)
        archive.comment = bytes(len(SEAL) + 64)
    data = path.read_bytes()[: -len(SEAL) - 64]
    path.write_bytes(data + SEAL + sha256(data).hexdigest().encode())
    refused(path, StoreDamaged)


def test_a_newer_one_is_refused_in_a_sentence(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        members = {DATABASE: archive.read(DATABASE)}
    newer = told(whole, members, schema="kithly/backup_manifest/2")
    with pytest.raises(StoreError, match="made by a newer Kithly"):
        verify(sealed(tmp_path / "form.zip", members, newer))
    with pytest.raises(SchemaTooNew):
        verify(sealed(tmp_path / "schema.zip", members, told(whole, members, revision="9999")))
    lie = {
        DATABASE: database(
            whole, lambda c: c.execute("UPDATE alembic_version SET version_num = '9999'"), tmp_path / "x"
        )
    }
    refused(sealed(tmp_path / "lie.zip", lie, told(whole, lie)), StoreDamaged)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON egos BEGIN DELETE FROM records; END",
        "CREATE VIEW v AS SELECT randomblob(1000000000)",
        "CREATE TABLE bookmarks (url TEXT)",
        "DROP INDEX ix_outbox_once",
        "DELETE FROM alembic_version",
        "UPDATE sqlite_master SET sql = CAST(x'c7c7' AS TEXT) WHERE name = 'outbox'",
    ],
)
def test_a_database_that_is_not_as_kithly_makes_it_is_refused(statement: str, whole: Path, tmp_path: Path) -> None:
    members = {DATABASE: database(whole, lambda conn: conn.execute(statement), tmp_path / "changed")}
    refused(sealed(tmp_path / "other.zip", members, told(whole, members)), StoreDamaged)


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    for path in (tmp_path / "pipe.zip", tmp_path, tmp_path / "nothing.zip", Path("/dev/zero"), Path("\0")):
        with pytest.raises(NotFound):
            verify(path)


def test_no_name_is_given_twice(tmp_path: Path) -> None:
    Store.open(tmp_path / DATABASE).close()
    (tmp_path / "taken.zip").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Conflict):
        made(tmp_path / DATABASE, tmp_path / "taken.zip")
    assert (tmp_path / "taken.zip").is_symlink()
