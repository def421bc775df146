"""Backup and restore as a user meets them: made, proven, listed, restored elsewhere, never over a network."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e import owning_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.shapes import misfits

from kithly.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with somebody in it, settings and a secret."""
    folder = tmp_path_factory.mktemp("made") / "data"
    kithly = Kithly(data=folder)
    kithly.ok("met", "Ana Lee", "--about", "the garden")
    kithly.ok("note", "Ana Lee", "likes tea")
    (folder / "settings.toml").write_text("minutes = 7\n")
    (folder / "secrets.json").write_text('{"imap": "canary-secret"}')
    return folder


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Kithly:
    """Return the command line over a copy of it that a test may change."""
    shutil.copytree(made, tmp_path / "data")
    return Kithly(data=tmp_path / "data")


def canonical(folder: Path) -> str:
    with Store.open(folder / "kithly.db") as store, store.reading() as found:
        return found.canonical()


def test_what_comes_out_is_what_went_in(kept: Kithly, tmp_path: Path) -> None:
    made = kept.view("backup")
    assert misfits(made, shapes.BACKUP) == []
    assert made["compared"]
    assert misfits(kept.view("backup", "verify", made["path"]), shapes.BACKUP) == []
    restored = kept.view("restore", made["path"], "--to", tmp_path / "again")
    assert misfits(restored, shapes.RESTORE) == []
    assert canonical(tmp_path / "again") == canonical(kept.data)
    again = replace(kept, data=tmp_path / "again")
    assert "minutes" in (again.data / "settings.toml").read_text()
    assert "tea" in again.ok("person", "Ana Lee")
    assert again("today").code == 0


def test_no_secret_is_in_it_and_it_opens_with_any_program(kept: Kithly) -> None:
    path = Path(kept.view("backup")["path"])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["kithly.db", "manifest.json", "settings.toml"]
        assert not any(b"canary-secret" in archive.read(name) for name in archive.namelist())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_lies_where_it_is_told_to_and_never_over_another_file(kept: Kithly, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    assert kept.view("backup", target)["path"] == str(target)
    before = target.read_bytes()
    again = kept("backup", target, "--json")
    assert again.code == 1
    assert again.error["kind"] == "conflict"
    assert target.read_bytes() == before
    assert Path(kept.view("backup", tmp_path)["path"]).parent == tmp_path
    assert kept("backup", tmp_path / "nowhere" / "x.zip").code == 1
    assert kept("backup", "lists").code == 1
    assert not list(tmp_path.glob(".kithly-*"))


def test_a_network_is_never_written_over(kept: Kithly, tmp_path: Path) -> None:
    path = kept.view("backup")["path"]
    before = canonical(kept.data)
    told = kept("restore", path)
    assert told.code == 1
    assert "no backup is restored over one" in told.err
    assert "--to" in told.err
    assert canonical(kept.data) == before
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("mine")
    told = kept("restore", path, "--to", tmp_path / "letters")
    assert told.code == 1
    assert "dear.txt" in told.err
    assert [item.name for item in (tmp_path / "letters").iterdir()] == ["dear.txt"]


@pytest.mark.parametrize("left", ["kithly.db", "kithly.db-wal", "kithly.db-journal"])
def test_what_is_left_of_a_database_counts_as_one(kept: Kithly, tmp_path: Path, left: str) -> None:
    path = kept.view("backup")["path"]
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / left).write_bytes(b"")
    assert kept("restore", path, "--to", tmp_path / "left").code == 1


def test_a_folder_that_lost_its_database_gets_it_back_and_keeps_the_rest(kept: Kithly) -> None:
    path = kept.view("backup")["path"]
    before = canonical(kept.data)
    (kept.data / "kithly.db").unlink()
    (kept.data / "settings.toml").write_text("minutes = 9\n")
    kept.ok("restore", path)
    assert canonical(kept.data) == before
    assert "9" in (kept.data / "settings.toml").read_text()
    assert (kept.data / "secrets.json").exists()


def test_verify_and_restore_open_no_network_of_their_own(kept: Kithly, tmp_path: Path) -> None:
    path = kept.view("backup", tmp_path)["path"]
    nobody = Kithly(data=tmp_path / "nobody")
    nobody.ok("backup", "verify", path)
    assert nobody("restore", tmp_path / "nothing.zip").code == 1
    assert nobody("backup", "verify", tmp_path, "--json").error["kind"] == "not_found"
    assert not nobody.data.exists()


def test_the_list_tells_how_old_the_newest_is_and_doctor_asks_for_one_when_it_is_too_old(kept: Kithly) -> None:
    assert misfits(kept.view("backup", "list"), shapes.BACKUPS) == []
    kept.ok("backup")
    found = kept.view("backup", "list")
    assert [one["why"] for one in found["backups"]] == ["hand"]
    assert found["is_well"]
    (kept.data / "backups" / "kithly-2026-01-01-000000-daily.zip").write_bytes(b"no zip")
    assert not kept.view("backup", "list", now=NOW - timedelta(days=30))["is_well"]  # dated later than now
    later = NOW + timedelta(days=30)
    listed = kept.view("backup", "list", now=later)
    assert misfits(listed, shapes.BACKUPS) == []
    assert not listed["is_well"]
    assert [one["made_at"] is None for one in listed["backups"]] == [False, True]
    (check,) = [one for one in kept("doctor", "--json", now=later).json["checks"] if one["name"] == "backup"]
    assert not check["ok"]
    assert check["next"] == "kithly backup"


def test_backups_go_to_the_folder_that_was_chosen_while_it_is_there(kept: Kithly, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    kept.ok("backup", "--folder", disk)
    assert Path(kept.view("backup")["path"]).parent == disk / "kithly-backups"
    disk.rename(tmp_path / "away")
    assert Path(kept.view("backup")["path"]).parent == kept.data / "backups"
    assert kept.view("backup", "list")["chosen"] == str(disk / "kithly-backups")
    kept.ok("backup", "--folder", "-")
    assert kept.view("backup", "list")["chosen"] is None
    assert kept("backup", "--folder", tmp_path / "nowhere").code == 1
    assert kept("backup", "--folder", kept.data).code == 1


def test_the_list_names_every_place_and_which_is_away(kept: Kithly, tmp_path: Path) -> None:
    def places() -> list[tuple[str, bool, int]]:
        return [(one["folder"], one["is_there"], one["backups"]) for one in kept.view("backup", "list")["places"]]

    own, disks = kept.data / "backups", [tmp_path / "one" / "kithly-backups", tmp_path / "two" / "kithly-backups"]
    assert places() == [(str(own), True, 0)]
    kept.ok("backup")
    for disk in disks:
        disk.parent.mkdir()
        kept.ok("backup", "--folder", disk.parent)
        kept.ok("backup")
    assert places() == [(str(disks[1]), True, 1), (str(own), True, 1), (str(disks[0]), True, 1)]
    disks[0].parent.rename(tmp_path / "away")
    assert places() == [(str(disks[1]), True, 1), (str(own), True, 1), (str(disks[0]), False, 0)]
    told = " ".join(kept.ok("backup", "list").split())
    assert f"New ones go to {disks[1]}" in told
    assert f"1 backup of these: {own}" in told
    assert f"That folder is away now: {disks[0]}" in told


def test_a_restore_that_is_refused_leaves_no_folder(kept: Kithly, tmp_path: Path) -> None:
    path = Path(kept.view("backup", tmp_path / "b.zip")["path"])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    told = kept("restore", path, "--to", tmp_path / "deep" / "again", "--json")
    assert told.code == 4
    assert "is damaged" in told.error["error"]
    assert not (tmp_path / "deep").exists()
    assert kept("backup", "verify", path).code == 4


def test_a_disk_that_knows_no_modes_takes_a_backup(
    kept: Kithly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", no)
    monkeypatch.setattr(os, "link", no)
    assert kept.view("backup", tmp_path / "b.zip")["compared"]
    assert kept("backup", tmp_path / "b.zip").code == 1


def test_modes_hold_under_any_umask(kept: Kithly, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = kept.view("backup", tmp_path / "b.zip")["path"]
        kept.ok("backup")
        kept.ok("restore", path, "--to", tmp_path / "deep" / "again")
    finally:
        os.umask(before)
    found = [Path(path), tmp_path / "deep", *(tmp_path / "deep").rglob("*"), *(kept.data / "backups").rglob("*")]
    assert {item.stat().st_mode & 0o777 for item in found if item.is_file()} == {0o600}
    assert {item.stat().st_mode & 0o777 for item in found if item.is_dir()} == {0o700}
