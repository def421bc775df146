"""Backups and lists of those who were forgotten: on disks that were away, made meanwhile, or not made at all."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.e2e.owning_shapes import FORGET
from tests.e2e.shapes import misfits

from kithly.app.network import open_network
from kithly.app.owning.daily import back_up_today, is_due
from kithly.app.owning.forgotten.doing import forget
from kithly.app.owning.making import back_up
from kithly.store.archives.making import WHOLE
from kithly.store.archives.manifest import Why

LATER = NOW + timedelta(hours=1)
MORROW = NOW + timedelta(days=1)


@pytest.fixture
def here(few: Exports, tmp_path: Path) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("import", *few.all)
    return command


@pytest.fixture
def disk(here: Kithly, tmp_path: Path) -> Path:
    """Return a disk that backups go to, with one of yesterday's on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    here.ok("backup", "--folder", str(folder))
    with open_network(here.data, now=NOW) as network:
        back_up(network, why=Why.DAILY)
    return folder


def somebody(here: Kithly, place: int = 0) -> tuple[str, str]:
    person = here.view("people", "--limit", "5")["people"][place]
    return person["id"], person["name"]


def handle(here: Kithly, who: str) -> str:
    known: str = here("forget", who, "--json").json["handles"][0]
    return known


def is_in(backup: Path, known: str, folder: Path) -> bool:
    """Say whether somebody is in a backup, restored where nothing else tells who was forgotten."""
    alone = folder / "alone"
    alone.mkdir(parents=True)
    shutil.copy(backup, alone / "copy.zip")
    restored = Kithly(data=folder / "restored")
    restored.ok("restore", alone / "copy.zip", "--to", restored.data)
    return restored("person", known).code == 0


def told(here: Kithly) -> list[str]:
    checks = here("doctor", "--json", now=LATER).json["checks"]  # it ends with 1 where one is not well
    return [one["text"] for one in checks if one["name"] == "forgotten"]


def stopped_at_work(here: Kithly, folder: Path) -> subprocess.Popen[bytes]:
    """Return a process that makes a backup, stopped when it has copied the database and has not yet named the file."""
    words = [sys.executable, "-m", "kithly", "--data", f"{here.data}", "--now", NOW.isoformat(), "backup", f"{folder}"]
    made = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not any(folder.rglob(WHOLE)):
        made.send_signal(signal.SIGCONT)
        time.sleep(0.002)
        made.send_signal(signal.SIGSTOP)
        assert made.poll() is None, made.communicate()
    return made


def test_a_backup_that_another_process_makes_meanwhile_does_not_hold_them(here: Kithly, tmp_path: Path) -> None:
    who, _ = somebody(here)
    known, usb = handle(here, who), tmp_path / "usb"
    usb.mkdir()
    made = stopped_at_work(here, usb)
    try:
        here.ok("forget", who, "--yes", now=LATER)
        assert [*usb.glob("*.zip")] == []
    finally:
        made.send_signal(signal.SIGCONT)
    said, _ = made.communicate(timeout=60)
    assert made.returncode == 0, said
    (backup,) = usb.glob("*.zip")
    assert not is_in(backup, known, tmp_path / "look")


def test_where_no_new_backup_can_be_made_the_old_ones_go_as_soon_as_one_can(here: Kithly, disk: Path) -> None:
    (old,) = disk.rglob("*.zip")
    here.ok("backup", "--folder", "-")
    place = here.data / "backups"
    if place.exists():
        place.rmdir()
    place.write_bytes(b"")  # where the next one would be made
    gone = here.view("forget", somebody(here)[0], "--yes", now=LATER)
    assert any("stay and hold them" in one for one in gone["words"])
    assert gone["removed"] == []
    for _ in range(2):
        ran = here("people", now=LATER)
        assert "Somebody was forgotten, and older backups hold them still" in ran.err
        assert "1 older backup could not be taken away, and holds them still" in ran.err
        assert old.exists()
    assert told(here) == ["1 backup that Kithly made by itself still holds somebody you forgot."]
    place.unlink()
    here.ok("people", now=LATER)
    assert not old.exists()
    assert len([*place.glob("*.zip")]) == 1
    assert here("people", now=LATER).err == ""
    assert told(here) == []


def test_a_backup_by_hand_takes_older_ones_away_that_hold_them(here: Kithly, disk: Path, tmp_path: Path) -> None:
    (old,) = disk.rglob("*.zip")
    kept = Path(shutil.copy(old, tmp_path / "kept.zip"))
    here.ok("forget", somebody(here)[0], "--yes", now=LATER)
    assert not old.exists()
    shutil.copy(kept, old)  # brought back from elsewhere
    assert told(here) == ["1 backup that Kithly made by itself still holds somebody you forgot."]
    said = here.view("backup", now=MORROW)["text"]
    assert said.endswith("1 older backup that still held somebody you forgot is taken away.")
    assert not old.exists()
    assert told(here) == []


@pytest.mark.parametrize("made_at", [NOW, LATER + timedelta(minutes=1)])
def test_a_disk_that_was_away_is_cleaned_at_the_next_start(here: Kithly, tmp_path: Path, made_at: datetime) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    here.ok("backup", "--folder", str(disk))
    with open_network(here.data, now=made_at) as network:  # by another process, whose clock is ahead perhaps
        old = Path(back_up(network, why=Why.DAILY).path)
    away = disk.rename(tmp_path / "away")
    gone = here.view("forget", somebody(here)[0], "--yes", now=LATER)
    assert any("is not there: backups in it still hold them" in one for one in gone["words"])
    assert len(told(here)) == 1
    assert "was not there when you forgot somebody" in told(here)[0]
    away.rename(disk)
    here.ok("people", now=LATER)
    assert old not in disk.rglob("*.zip")
    assert (disk / "kithly-backups" / "forgotten.json").exists()
    assert told(here) == []


def test_the_backup_of_the_day_cleans_every_folder_there_ever_was(here: Kithly, disk: Path, tmp_path: Path) -> None:
    here.ok("backup", "--folder", "-")
    away = disk.rename(tmp_path / "away")
    with open_network(here.data, now=LATER) as network:
        forget(network, somebody(here)[0])
        assert not is_due(network) or back_up_today(network).outcome == "made"
        assert not is_due(network)
        away.rename(disk)
        assert is_due(network)
        back_up_today(network)
        assert not is_due(network)
    assert [*disk.rglob("*.zip")] == []


def test_who_was_let_in_again_is_forgotten_by_no_list_that_was_away(here: Kithly, disk: Path, tmp_path: Path) -> None:
    who, _ = somebody(here)
    known = handle(here, who)
    (old,) = disk.rglob("*.zip")
    kept = shutil.copy(old, tmp_path / "kept.zip")
    here.ok("forget", who, "--yes", now=LATER)
    away = disk.rename(tmp_path / "away")
    here.ok("forget", "--lift", known)
    away.rename(disk)
    before = shutil.copy(kept, disk / "kithly-backups" / "kept.zip")
    again = Kithly(data=tmp_path / "again")
    words = here.view("restore", before, "--to", again.data)["words"]
    assert not any("forgotten" in one for one in words)
    again.ok("person", known)
    here.ok("backup", now=LATER)  # tells the list on the disk too
    listed = json.loads((disk / "kithly-backups" / "forgotten.json").read_text())
    assert listed["forgotten"] == []
    assert len(listed["lifted"]) == 1


def test_who_is_forgotten_once_more_stays_forgotten(here: Kithly, few: Exports, disk: Path, tmp_path: Path) -> None:
    who, _ = somebody(here)
    known = handle(here, who)
    (old,) = disk.rglob("*.zip")
    kept = shutil.copy(old, tmp_path / "kept.zip")
    here.ok("forget", who, "--yes", now=LATER)
    here.ok("forget", "--lift", known)
    here.ok("import", *few.all)
    here.ok("forget", known, "--yes", now=MORROW)
    again = Kithly(data=tmp_path / "again")
    before = shutil.copy(kept, disk / "kithly-backups" / "kept.zip")
    words = here.view("restore", before, "--to", again.data)["words"]
    assert "1 person you had forgotten since went again." in words
    assert again("person", known).code == 1


def test_a_network_that_was_restored_lets_in_who_was_let_in_since(here: Kithly, tmp_path: Path) -> None:
    who, _ = somebody(here)
    known = handle(here, who)
    here.ok("forget", who, "--yes")
    made = here.view("backup")["path"]
    here.ok("forget", "--lift", known)
    again = Kithly(data=tmp_path / "again")
    here.ok("restore", made, "--to", again.data)
    again.ok("met", known)
    assert again.view("people")["total"] == here.view("people")["total"] + 1


def forget_card(kithly: Kithly, folder: Path, name: str, line: str) -> None:
    path = folder / f"{name}.vcf"
    path.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\n{line}\nEND:VCARD\n")
    kithly.ok("import", path)
    kithly.ok("forget", name, "--yes")


def test_letting_in_by_a_name_takes_nobody_else_along(kithly: Kithly, tmp_path: Path) -> None:
    forget_card(kithly, tmp_path, "Ana Maria Quill", "EMAIL:amq@example.org")
    forget_card(kithly, tmp_path, "Ana Lucia Quill", "EMAIL:alq@example.org")
    several = kithly("forget", "--lift", "Ana Quill", "--json")
    assert several.code == 1
    assert several.error["error"] == "2 people who were forgotten were known by that."
    assert several.error["hint"] == "Give an address of the one you mean: kithly forget --lift ADDRESS"
    assert kithly.view("forget", "--lift", "Ana Maria Quill")["count"] == 1
    assert kithly("met", "Ana Lucia Quill").code == 1
    kithly.ok("met", "Ana Maria Quill")


def test_letting_in_by_a_number_takes_the_whole_number(kithly: Kithly, tmp_path: Path) -> None:
    forget_card(kithly, tmp_path, "Ben Thorn", "TEL:+442079460958")
    forget_card(kithly, tmp_path, "Cleo Marsh", "TEL:+441619460958")
    assert kithly("forget", "--lift", "9460958").code == 1
    assert kithly("forget", "--lift", "+19460958").code == 1
    assert kithly.view("forget", "--lift", "+44 20 7946 0958")["count"] == 1
    assert kithly("met", "Cleo Marsh").code == 1
    kithly.ok("met", "Ben Thorn")


def test_everybody_who_goes_is_named_and_counted(here: Kithly) -> None:
    (one, name), (other, second) = somebody(here), somebody(here, 1)
    alone = here("forget", one, "--json").json
    assert (alone["others"], alone["each"]) == ([], [])
    shown = here("forget", one, "--with", other, "--json").json
    assert misfits(shown, FORGET) == []
    assert shown["text"].startswith(f"To forget {name} and {second} takes away ")
    assert [who["id"] for who in shown["others"]] == [other]
    assert [who["name"] for who in shown["each"]] == [name, second]
    assert shown["each"][0]["goes"] == alone["goes"]
    assert shown["each"][1]["goes"] == here("forget", other, "--json").json["goes"]
    assert f"With {second}: " in here("forget", one, "--with", other).out
